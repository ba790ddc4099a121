"""Scores put up by 编号 alone, with the time and place to complain."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.records.exam_folder import ExamFolder
from tests.render.reading import page_texts
from tests.tool import Run, quizgen
from tests.workflows.day.acts import contents, ledger, mark, rules, went_well, withdraw
from tests.workflows.filled import fill_in, right_answer, wrong_answer


def publish(exam: Path, *more: object, first: str = "2026-12-08") -> Run:
    where = ("--where", "干部科，电话 0592-0000000", "--by", "张三")
    return quizgen("exam", "publish", exam, "--from", first, *where, *more)


@pytest.fixture
def marked(exam: Path) -> Path:
    went_well(withdraw(exam, "004"))
    fill_in(
        exam,
        lambda number, place: wrong_answer(place) if number == "001" else right_answer(place),
        {"003": "缺考"},
    )
    went_well(mark(exam))
    return exam


def listed(exam: Path, number: int = 1) -> list[list[object]]:
    sheet = load_workbook(exam / f"published/{number:04d}/成绩公布.xlsx")["成绩公布"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_list_has_numbers_and_scores_alone(marked: Path) -> None:
    run = went_well(publish(marked, "--to", "2026-12-17"))
    assert listed(marked) == [["编号", "成绩"], ["001", "0"], ["002", "10"], ["003", "缺考"]]
    words = "".join(page_texts((marked / "published/0001/成绩公布.pdf").read_bytes()))
    people = ExamFolder(marked).roster
    assert [one.name for one in people if one.name in words or one.unit in words] == []
    assert "2026年12月8日至2026年12月17日" in words
    assert "干部科，电话0592-0000000" in words
    assert "不重新评判答案" in words
    assert "法定节假日" not in run.out
    assert ledger(marked)[-1]["details"]["to"] == "2026-12-17"
    assert rules(marked) == []


def test_only_pass_or_fail_where_that_is_wanted(marked: Path) -> None:
    run = went_well(publish(marked, "--pass-only"))
    assert listed(marked) == [["编号", "结果"], ["001", "不合格"], ["002", "合格"], ["003", "缺考"]]
    assert "到2026年12月17日；没有扣法定节假日" in run.out


def test_a_publication_stays_when_scores_are_corrected(marked: Path) -> None:
    went_well(publish(marked))
    text = (marked / "answers.csv").read_text(encoding="utf-8")
    (marked / "answers.csv").write_text(text.replace("缺考", "作废"), encoding="utf-8")
    went_well(mark(marked, "--reason", "查明"))
    assert rules(marked) == []
    went_well(publish(marked))
    assert (listed(marked, 1)[3], listed(marked, 2)[3]) == (["003", "缺考"], ["003", "作废"])
    assert rules(marked) == []


def test_a_list_that_was_altered_or_that_nobody_put_up_is_found(marked: Path) -> None:
    went_well(publish(marked))
    path = marked / "published/0001/成绩公布.xlsx"
    book = load_workbook(path)
    book["成绩公布"]["B2"] = "9.0"
    book.save(path)
    assert sorted(rules(marked)) == ["V023", "V062"]
    path.unlink()
    assert rules(marked) == ["V023"]
    (marked / "published/0002").mkdir(mode=0o700)
    (marked / "published/0002/成绩公布.pdf").write_bytes(b"")
    (marked / "published/0002/成绩公布.pdf").chmod(0o600)
    assert sorted(rules(marked)) == ["V023", "V060"]


def test_days_out_of_order_and_an_exam_without_scores_are_refused(exam: Path) -> None:
    assert "没有成绩" in publish(exam).err
    fill_in(exam, lambda _, place: right_answer(place))
    went_well(mark(exam))
    before = contents(exam)
    assert "早于第一天" in publish(exam, "--to", "2026-12-07").err
    assert "早于考试日期" in publish(exam, first="2026-11-30").err
    assert contents(exam) == before
