"""The same exam folder gives the same files as the program that made it, byte for byte.

``digests.yaml`` was written by the program of 2026-11-30, before its rooms were rearranged. When a printing
library is upgraded on purpose, it is written anew with that program and the new library.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest

from tests.found import things_below
from tests.plain_yaml import plain_yaml
from tests.tool import quizgen

OLD = Path(__file__).parents[1] / "data/exams/same-bytes"
"""An A/B exam of all kinds of questions: as drawn, entered twice with differences, marked; with reviews."""

UNLIKE = {"drawn/ledger.jsonl", "marked/ledger.jsonl", "drawn/印制清单.txt"}
"""These hold the time at which the test runs, or were not written at that time."""


def digest(path: Path) -> str:
    """The SHA-256 of a file; of an office file that of its parts, since compression differs by machine."""
    whole = hashlib.sha256()
    try:
        with ZipFile(path) as package:
            for part in package.infolist():
                whole.update(f"{part.filename} {part.date_time} {part.compress_type}\n".encode())
                whole.update(package.read(part))
    except BadZipFile:
        whole.update(path.read_bytes())
    return whole.hexdigest()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the folder in which every command that writes files has been run."""
    home = tmp_path_factory.mktemp("same") / "exams"
    shutil.copytree(OLD, home)
    for path in (home, *things_below(home)):
        path.chmod(0o700 if path.is_dir() else 0o600)
    signed = ("--by", "李四", "--sign-key", home / "key.pem")
    drawn, marked = home / "drawn", home / "marked"
    sizes = ("--size", "a4", "--size", "a3", "--large", "--single-sided")
    for status, command in (
        (0, ("exam", "build", drawn, *sizes, "--jobs", 1)),
        (0, ("exam", "entry", drawn, "--second")),
        (0, ("exam", "entry", home / "twice")),
        (0, ("exam", "results", marked, "--cards", "--docx", "--jobs", 1)),
        (
            1,  # two people have no score to be attached
            (
                *("review", "attach", "--scores", marked, "--reviews", home / "reviews"),
                *("--out", home / "attached", "--date", "2026-12-20", *signed),
            ),
        ),
        (0, ("review", "card", "002", "--scores", marked, "--out", home / "card.docx")),
        (0, ("exam", "entry", marked, "--second")),
    ):
        run = quizgen(*command)
        assert run.status == status, f"{command}: {run.out}{run.err}"
    return home


def test_every_file_is_the_one_that_was_made_before(made: Path) -> None:
    before = {path.relative_to(OLD).as_posix() for path in things_below(OLD)} - UNLIKE
    now = {
        name: digest(path)
        for path in things_below(made)
        if path.is_file() and (name := path.relative_to(made).as_posix()) not in before | UNLIKE
    }
    assert now == plain_yaml((OLD / "digests.yaml").read_text(encoding="utf-8"))


def test_both_exams_verify(made: Path) -> None:
    for exam in ("drawn", "marked"):
        run = quizgen("exam", "verify", made / exam, "--quick")
        assert run.status == 0, run.out


def test_what_was_attached_verifies(made: Path) -> None:
    run = quizgen("review", "verify", made / "attached", "--scores", made / "marked")
    assert (run.status, "全部一致" in run.out) == (0, True), run.out
