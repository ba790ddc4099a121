"""Headings with spaces, line breaks, full-width letters are taken by every reader; dots in names too."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from quizgen.interchange.marks import HEADS, Asked
from quizgen.interchange.read_marks import read_marks
from quizgen.model.question import ShortBody
from quizgen.records.exam_folder import ExamFolder
from tests.interchange.entered import EXAM
from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of

SPACED = {
    "编号": "编 号",
    "姓名": "姓　名",
    "单位": "单\n位",
    "职务": " 职\u00a0务 ",
    "卷号": "卷\u200b号",
    "状态": "状  态",
    "题号": "题\n号",
    "点号": "点 号",
    "得分": "得　分",
    "评卷人": "评 卷 人",
}


def test_a_roster_takes_them(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    roster = tmp_path / "名册.csv"
    with roster.open("w", encoding="gb18030", newline="") as file:
        heads = [SPACED["编号"], SPACED["姓名"], SPACED["单位"], "职 务"]
        csv.writer(file).writerows([heads, ["001", "测试甲", "测试一局", ""]])
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank),
        *("--mode", "individual", "--roster", roster, "--date", "2026-12-01"),
    )
    assert run.status == 0, run.err
    assert [one.name for one in ExamFolder(tmp_path / "exam").roster] == ["测试甲"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_answers_take_them(exam: Path, ending: str) -> None:
    path = fill_in(exam, lambda _number, place: right_answer(place))
    with path.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    heads = [SPACED.get(head, f" ０{head}\n题") for head in heads]
    if ending == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows])
    else:
        book = Workbook()
        for row in (heads, *rows):
            book.worksheets[0].append(row)
        book.save(path.with_suffix(".xlsx"))
        path.unlink()
    run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 0, run.out + run.err
    assert [one["score"] for one in scores_of(exam).values()] == ["10"] * 4


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_marking_sheets_take_them(tmp_path: Path, ending: str) -> None:
    place = next(one for one in EXAM.places("A") if one.number == "6")
    assert isinstance(place.body, ShortBody)
    asked = {("001", "6"): Asked("001", "A", place)}
    lines: list[list[object]] = [["001", "A", "６", point, "", "", "1", "测试甲"] for point in (1, 2)]
    rows: list[list[object]] = [[SPACED.get(head, head) for head in HEADS[:8]], *lines]
    path = tmp_path / f"marks{ending}"
    if ending == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    else:
        book = Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
    read = read_marks(path, path.name, asked)
    assert read.problems == ()
    assert read.judged["001", "6"].points == (Fraction(1), Fraction(1))


@pytest.mark.parametrize("typed", ["测试•甲", "测试・甲", "测试.甲", "测 试·甲", "测试甲"])
def test_a_name_with_another_dot_is_the_same_person_worth_a_look(tmp_path: Path, typed: str) -> None:
    bank, exam = write_bank(tmp_path / "bank"), tmp_path / "exam"
    (tmp_path / "名册.csv").write_text("编号,姓名,单位,职务\n001,测试·甲,测试一局,\n", encoding="utf-8")
    made = quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--date", "2026-12-01"),
        *("--mode", "individual", "--roster", tmp_path / "名册.csv"),
    )
    assert made.status == 0, made.err
    path = fill_in(exam, lambda _number, place: right_answer(place))
    path.write_text(path.read_text(encoding="utf-8").replace("测试·甲", typed), encoding="utf-8")
    run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 0, run.out + run.err
    assert "A103" in run.out + run.err
    assert [one["candidate"]["name"] for one in scores_of(exam).values()] == ["测试·甲"]  # type: ignore[index]
