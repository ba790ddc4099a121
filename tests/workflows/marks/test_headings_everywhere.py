"""Headings with spaces, line breaks, full-width letters are taken by every reader; dots in names too."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook

from quizgen.entry.marks import HEADS, Asked
from quizgen.entry.read_marks import read_marks
from quizgen.model.question import ShortBody
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.roster import load_roster
from tests.entry.entered import EXAM
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


NOTED = {"编号": "编号*", "姓名": "姓名（必填）", "卷号": "*卷号", "状态": "状态：(下拉选)"}


def test_headings_with_notes_are_the_same_headings(exam: Path) -> None:
    path = fill_in(exam, lambda _number, place: right_answer(place))
    text = path.read_text(encoding="utf-8")
    heads, _, rows = text.partition("\n")
    noted = ",".join(NOTED.get(head, head) for head in heads.strip().split(","))
    assert "姓名（必填）" in noted
    path.write_text(f"{noted}\n{rows}", encoding="utf-8")
    run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 0, run.out + run.err


@pytest.mark.parametrize(
    ("heads", "row", "said"),
    [
        (
            "编号*,姓名（必填）,单位[全称],职务",
            "001,=VLOOKUP(A2),一局,",
            "“姓名”是“=VLOOKUP(A2)”，是公式或错误值",
        ),
        ("编号,姓名,单位,职务", "001,#N/A,一局,", "“姓名”是“#N/A”，是公式或错误值"),
        ("编号,姓名,单位,职务", '001,"张\n三",一局,', "“姓名”里有换行或制表符（删去，写成一行）"),
        ("工号,姓名,单位,职务", "001,张三,,", "“单位”是空的"),
        ("编号,姓名,年级,职务", "001,张三,一局,", "缺少列：单位（"),
    ],
)
def test_a_roster_says_its_one_cause(heads: str, row: str, said: str, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text(f"{heads}\n{row}\n", encoding="utf-8")
    _, problems = load_roster(roster, "名册.csv")
    assert [said in str(problem) for problem in problems] == [True]


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
