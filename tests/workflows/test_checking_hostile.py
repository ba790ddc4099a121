"""``bank``, ``knowledge`` and ``site check`` over hostile folders: nothing written, nothing waited for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.found import things_below
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.hostile import FIVE_THOUSAND, broken_link, make_socket, strange_names
from tests.workflows.snapshots import snapshot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes, sockets")

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "data" / "pages" / "good" / "page.md"
Make = Callable[[Path], object]
CHECKS: dict[str, Callable[[Path], list[object]]] = {
    "bank": lambda work: ["bank", "check", "--bank", work / "bank", "--knowledge", work / "docs" / "_data"],
    "knowledge": lambda work: [
        *("knowledge", "check", "--knowledge", work / "docs" / "_data"),
        *("--texts", work / "texts", "--bank", work / "bank"),
    ],
    "site": lambda work: ["site", "check", "--docs", work / "docs"],
}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank, the data of the knowledge base, a page and a text; private caches stay with the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    work = tmp_path / "work"
    write_bank(work / "bank")
    shutil.copy(PAGE, work / "docs" / "page.md")
    (work / "texts").mkdir()
    (work / "outside").mkdir()
    (work / "outside" / "x.yaml").write_text("[]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return work


def text(content: str) -> Make:
    return lambda path: path.write_text(content, encoding="utf-8")


THINGS: dict[str, Make] = {
    "pipe": os.mkfifo,
    "socket": make_socket,
    "broken": broken_link,
    "circle": lambda path: path.symlink_to(path.name),
    "up": lambda path: path.symlink_to(".."),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
    "bytes": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "deep": text("[" * 100_000),
    "anchors": text("a: &a [b]\nc: [*a, *a]\n"),
    "out": text('image: ../outside/x.yaml\nfile: /etc/passwd\nnul: "a\\0b"\n'),
}
PLACES = (
    "bank",
    "bank/topics.yaml",
    "bank/blueprints/small.yaml",
    "docs",
    "docs/_data",
    "docs/_data/glossary.yaml",
    "docs/page.md",
    "texts/xiamen.txt",
)


def checked(work: Path) -> dict[str, Run]:
    """Every check run once; nothing of what it looked at, or what lies beside, may be another afterwards."""
    before = snapshot(work)
    runs = {name: quizgen(*arguments(work)) for name, arguments in CHECKS.items()}
    assert snapshot(work) == before
    assert sorted(path.name for path in work.parent.iterdir()) in (["cache", "work"], ["work"])
    return runs


def assert_told(runs: dict[str, Run]) -> None:
    assert {run.status for run in runs.values()} <= {0, 1}, runs
    for run in runs.values():
        assert run.err.count("\n") <= 1, run.err
        assert "Traceback" not in run.out + run.err
        assert "\x1b" not in run.out + run.err


def test_a_crowd_of_hostile_things_is_looked_at_without_harm(work: Path) -> None:
    for folder in ("bank", "bank/blueprints", "docs", "docs/_data", "docs/_data/facts", "texts"):
        for ending in (".yaml", ".md", ".txt"):
            for name, make in THINGS.items():
                make(work / folder / f"{name}{ending}")
    for number in range(FIVE_THOUSAND):
        (work / "docs" / f"{number:04d}.tmp").touch()
    strange_names(work / "bank")
    strange_names(work / "docs")
    runs = checked(work)
    assert_told(runs)
    assert {name: run.status for name, run in runs.items()} == dict.fromkeys(CHECKS, 1)
    named = {
        "bank": ("bank/bytes.yaml", "bank/deep.yaml", "bank/anchors.yaml", "bank/out.yaml"),
        "knowledge": ("facts/bytes.yaml", "facts/deep.yaml", "_data/out.yaml"),
        "site": ("docs/broken.md: [S016]", "docs/pipe.md: [S016]", "docs/bytes.md:", "docs/out.md:1: [S006]"),
    }
    for name, files in named.items():
        for file in files:
            assert file in runs[name].out


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("thing", ["pipe", "device"])
def test_a_thing_in_place_of_what_is_read_is_told(work: Path, place: str, thing: str) -> None:
    path = work / place
    if path.is_dir():
        path.rename(work / "outside" / path.name)
    path.unlink(missing_ok=True)
    THINGS[thing](path)
    assert_told(checked(work))


def test_checks_work_where_nothing_may_be_written(work: Path) -> None:
    for path in (work, *things_below(work)):
        path.chmod(0o500 if path.is_dir() else 0o400)
    runs = checked(work)
    assert_told(runs)
    assert runs["bank"].status == 0, runs["bank"].out
