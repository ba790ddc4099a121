"""The tutorial for another subject, followed to the letter: its files written, its commands run."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.tool import quizgen

PAGE = Path(__file__).parents[2] / "docs" / "dev" / "new-subject.md"
_BLOCK = re.compile(r"^(?P<mark>```|~~~)(?P<kind>\w*)\n(?P<body>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w./-]+\.(?:yaml|yml|md))`")


def steps() -> Iterator[tuple[str, str]]:
    """What a reader does, in order: a command with "", or the name of a file with what is written there."""
    text = PAGE.read_text(encoding="utf-8")
    done = 0
    for block in _BLOCK.finditer(text):
        before = text[done : block.start()].strip().splitlines()[-1]
        done = block.end()
        if block["kind"] in {"yaml", "markdown"}:
            yield _NAMED.findall(before)[-1], block["body"]
        elif not block["kind"]:
            yield from ((line, "") for line in block["body"].splitlines())


def told(script: str) -> Any:
    """What one of the practice centre's data files says."""
    text = (Path("build/site/assets/practice") / script).read_text(encoding="utf-8")
    return json.JSONDecoder().raw_decode(text.partition("=")[2])[0]


def test_the_tutorial_leads_to_a_site_and_a_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    followed = []
    for what, written in steps():
        words = shlex.split(what)
        if written:
            assert Path(what).is_file(), what
            Path(what).write_text(written, encoding="utf-8")
        elif words[0] == "cd":
            monkeypatch.chdir(words[1])
        else:
            run = quizgen(*words[1:])
            assert run.status == 0, f"{what}: {run.err}{run.out}"
        followed.append(words[0] if written else " ".join(words[:3]))
    assert followed[0] == "quizgen new 消防培训"
    assert followed.count("quizgen site build") == 2
    data = told("pool.js")
    assert [row[0] for row in data["entries"]] == ["XF-0002", "XF-0003", "XF-0001", "XF-0004", "XF-0005"]
    assert list(told("plans.js")) == [blueprint["id"] for blueprint in data["blueprints"]]
    assert len(data["blueprints"]) == 1
    paper = pypdfium2.PdfDocument(Path("exams/diyici/papers/A.pdf"))
    shown = "".join(page.get_textpage().get_text_bounded() for page in paper)
    paper.close()
    assert "消防安全知识测试" in shown
    assert "任何人发现火灾，首先应当做什么？" in shown
