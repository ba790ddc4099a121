"""Whoever adds a kind of question is told by the type check where; the page lists the same files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.test_rules import ROOT

PAGE = (ROOT / "docs/dev/adding.md").read_text(encoding="utf-8")
MOST_FILES = 21
DECLARED = "quizgen/model/question.py"
"""Where the new kind is declared; the type check names all the others."""

UNTYPED = {"quizgen/model/answers.py", "quizgen/web/browser_data.py"}
"""New fields for a kind whose answer is like no other; the records that the browser is given."""

KIND = "    RIDDLE = 'riddle'\n"
CLASSES = {
    "class ShortBody(": "class RiddleBody(Illustrated):\n    kind: Literal['riddle']\n    stem: Text\n",
    "class ShortPart(": "class RiddlePart(_PartFields, RiddleBody):\n    pass\n",
    "class ShortQuestion(": "class RiddleQuestion(QuestionFields, RiddleBody):\n    pass\n",
}
FILES = sorted(set(re.findall(r"`((?:quizgen|tests|docs|question_bank)/[^`]*)`", PAGE)))
UNIONS = (
    "FillBody | ShortBody",
    "    | FillPart\n    | ShortPart\n",
    "    | FillQuestion\n    | ShortQuestion\n",
)


def section(title: str) -> str:
    return PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]


def listed() -> list[str]:
    """The files that the page lists for a kind of question."""
    return re.findall(r"^\| `([^`]+)` \|", section("一种题型"), re.MULTILINE)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The file of every error that the type check finds in a copy where a kind was declared, no more."""
    copy = tmp_path_factory.mktemp("ninth")
    leave = shutil.ignore_patterns("__pycache__", "*.js", "*.typ", "theme")
    shutil.copytree(ROOT / "quizgen", copy / "quizgen", ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", copy / ".mypy_cache")
    replace(copy / "quizgen/model/kinds.py", '    CASE = "case"\n', f'    CASE = "case"\n{KIND}')
    for before, new in CLASSES.items():
        replace(copy / DECLARED, before, f"{new}\n\n{before}")
    for union in UNIONS:
        member = union.rpartition(" ")[2].strip()
        replace(
            copy / DECLARED, union, union.replace(member, f"{member} | {member.replace('Short', 'Riddle')}")
        )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "quizgen"],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return re.findall(r"^(\S+?):\d+: error: ", done.stdout, re.MULTILINE)


def test_the_type_check_names_every_python_file_that_a_kind_needs_and_no_other(named: list[str]) -> None:
    python = {file for file in listed() if file.startswith("quizgen/") and file.endswith(".py")}
    assert len(named) > 15
    assert set(named) == python - {DECLARED} - UNTYPED


def test_a_kind_needs_so_many_files_at_most() -> None:
    assert 10 < len(listed()) == len(set(listed())) <= MOST_FILES


@pytest.mark.parametrize(
    "file", sorted(set(re.findall(r"`((?:quizgen|tests|docs|question_bank)/[^`]*)`", PAGE)))
)
def test_every_file_named_is_there(file: str) -> None:
    assert (ROOT / file).exists() or "B000" in file


@pytest.mark.parametrize("title", ["一种题型", "一条题库规则", "一种输出", "一条命令"])
def test_the_page_says_what_to_touch_for(title: str) -> None:
    assert re.search(r"^\| `", section(title), re.MULTILINE)
