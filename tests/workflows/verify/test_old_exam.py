"""An exam of before ledger lines were signed: still verified, explained, marked, purged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quizgen.records.ledger import read_ledger
from tests.found import things_below
from tests.tool import quizgen
from tests.workflows.verify.forging import add_line, edit

OLD = Path(__file__).parents[2] / "data/exams/unsigned-ledger"
"""Three people, marked twice, then a line about reviews; made by the program of 2026-11-29."""


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """A copy with the modes that git does not keep."""
    exam = Path(shutil.copytree(OLD, tmp_path / "exam"))
    for path in (exam, *things_below(exam)):
        path.chmod(0o700 if path.is_dir() else 0o600)
    shutil.copy(OLD.with_suffix(".pem"), tmp_path / "key.pem")
    (tmp_path / "key.pem").chmod(0o600)
    return exam


def signed(exam: Path) -> list[object]:
    return ["--by", "张三", "--sign-key", exam.parent / "key.pem"]


def test_it_is_verified_and_what_cannot_be_known_is_told(exam: Path) -> None:
    run = quizgen("exam", "verify", exam, "--quick")
    assert (run.status, "[V047]" in run.out, "从答案重算成绩 3 人" in run.out) == (0, True, True)


def test_all_commands_still_work_on_it(exam: Path) -> None:
    for command in (
        ["explain", exam, "003"],
        ["results", exam, "--dry-run"],
        ["entry", exam],
        ["build", exam, "--only", "papers", "--format", "pdf", "--form", "001", "--jobs", 1],
        ["mark", exam, *signed(exam), "--attempt", 3],
        ["verify", exam, "--quick"],
        ["purge", exam, *signed(exam), "--before", "2026-01-01", "--yes"],
    ):
        run = quizgen("exam", *command)
        assert run.status == 0, f"{command}: {run.out}{run.err}"
    run = quizgen("exam", "verify", exam, "--quick")
    assert (run.status, "V047" in run.out, "[V029]" in run.out) == (0, False, True), run.out


def test_a_purge_that_somebody_only_wrote_is_not_believed(exam: Path) -> None:
    names = ("answers.csv", "answers.jsonl", "history/0001/answers.jsonl")
    add_line(exam, "purged", removed=dict.fromkeys(names, "0" * 64))
    edit(exam / "answers.jsonl", '"truth":true', '"truth":false')
    run = quizgen("exam", "verify", exam, "--quick")
    assert run.status == 1
    for named in ("answers.jsonl: [V044]", "answers.jsonl: [V025]", "[V028]"):
        assert named in run.out


def test_from_the_next_marking_on_lines_are_signed(exam: Path) -> None:
    assert quizgen("exam", "mark", exam, *signed(exam), "--attempt", 3).status == 0
    add_line(exam, "attached", reviews="0" * 64)
    line = len(read_ledger(exam).lines)
    run = quizgen("exam", "verify", exam, "--quick")
    assert (run.status, f"ledger.jsonl:{line}: [V043]" in run.out) == (1, True)


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("questions.jsonl", '"answer":true', '"answer":false', "questions.jsonl: [V008]"),
        ("exam.yaml", "pass: '6'", "pass: '4'", "exam.yaml: [V008]"),
        ("forms.jsonl", '"code":"001"', '"code":"009"', "forms.jsonl: [V008]"),
    ],
)
def test_it_is_checked_before_it_is_used_though_nothing_says_which_line(
    exam: Path, name: str, old: str, new: str, line: str
) -> None:
    edit(exam / name, old, new)
    run = quizgen("exam", "mark", exam, *signed(exam), "--attempt", 3)
    assert (run.status, line in run.out) == (1, True), run.out
