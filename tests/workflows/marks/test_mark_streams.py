"""Marking a large exam: the bytes do not depend on the processes, nor on the order of rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quizgen.records.names import ANSWERS, SCORES
from quizgen.workflows.marks import scoring
from tests.found import none_like
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer


@pytest.fixture
def filled(exam: Path) -> Path:
    fill_in(
        exam,
        lambda number, place: (wrong_answer if number == "003" else right_answer)(place),
        {"004": "缺考"},
    )
    return exam


def marked(exam: Path, *more: object) -> tuple[bytes, list[bytes]]:
    """The answers with everybody's line of the scores."""
    run = quizgen("exam", "mark", exam, "--by", "张三", *more)
    assert run.status == 0, run.out + run.err
    return (exam / ANSWERS).read_bytes(), (exam / SCORES).read_bytes().splitlines()[1:]


def test_two_processes_give_the_bytes_of_one(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(filled, other)
    monkeypatch.setattr(scoring, "_CHUNK", 2)
    assert marked(filled, "--jobs", "1") == marked(other, "--jobs", "2")


def test_the_order_of_the_rows_does_not_matter(filled: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(filled, other)
    head, *rows = (other / "answers.csv").read_bytes().splitlines(keepends=True)
    (other / "answers.csv").write_bytes(b"".join([head, *reversed(rows)]))
    assert marked(filled) == marked(other)


def test_nothing_of_the_work_is_left_in_the_folder(filled: Path) -> None:
    marked(filled)
    assert none_like(filled, ".pending*")
