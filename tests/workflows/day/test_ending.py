"""An exam that is cancelled or superseded is kept and can be verified; nothing more is done with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.tool import Run, quizgen
from tests.workflows.day.acts import add, contents, ledger, mark, notes, rules, went_well
from tests.workflows.filled import fill_in, right_answer

WHY = ("--by", "张三", "--reason", "试题泄露")


def cancel(exam: Path) -> Run:
    return quizgen("exam", "cancel", exam, *WHY)


def test_a_cancelled_exam_is_only_kept(exam: Path) -> None:
    went_well(cancel(exam))
    line = ledger(exam)[-1]
    assert (line["act"], line["by"], line["details"]) == ("cancelled", "张三", {"reason": "试题泄露"})
    state = contents(exam)
    refused = [
        quizgen("exam", "build", exam, "--jobs", 1),
        quizgen("exam", "entry", exam),
        add(exam, "005"),
        mark(exam),
        cancel(exam),
    ]
    assert [run.status for run in refused] == [1] * len(refused)
    assert all("已经取消考试" in run.err for run in refused)
    assert contents(exam) == state
    assert (rules(exam), notes(exam)) == ([], ["V056"])


def test_scores_of_a_cancelled_exam_are_not_attached(exam: Path, tmp_path: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    went_well(cancel(exam))
    run = quizgen("review", "card", "001", "--scores", exam, "--out", tmp_path / "成绩单.pdf")
    assert (run.status, "成绩不作数" in run.err) == (1, True), run.err
    assert rules(exam) == []


def test_answers_of_a_cancelled_exam_can_be_purged(exam: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    went_well(cancel(exam))
    went_well(quizgen("exam", "purge", exam, "--before", "2027-01-01", "--yes", "--by", "张三"))
    assert rules(exam) == []


def test_another_exam_takes_its_place(exam: Path, tmp_path: Path) -> None:
    other = shutil.copytree(exam, tmp_path / "again")
    went_well(quizgen("exam", "supersede", exam, "--with", other, *WHY))
    line = ledger(exam)[-1]
    assert (line["act"], line["details"]["by_exam"]) == ("superseded", "again")
    assert list(line["inputs"]) == ["again/exam.yaml"]
    run = mark(exam)
    assert (run.status, "已经改用另一次考试“again”" in run.err) == (1, True)
    itself = quizgen("exam", "supersede", other, "--with", other, *WHY)
    assert (itself.status, "就是它自己" in itself.err) == (1, True)
