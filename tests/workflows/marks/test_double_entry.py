"""Two entries of one exam seen from both files: nobody vanishes, nothing is decided twice."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.entry.compare import Difference, compare_entries
from quizgen.entry.decisions import differences_workbook, read_decisions
from quizgen.workflows.marks.entry import read_entry
from tests.entry.entered import EXAM, NOBODY, read, row
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of

Rows = list[list[str]]


def change(path: Path, work: Callable[[Rows], object]) -> None:
    """Edit the rows of a CSV file; row 0 is the heading."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    work(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.fixture
def twice(exam: Path) -> Path:
    """An exam entered twice, everybody right, both files the same."""
    first = fill_in(exam, lambda _number, place: right_answer(place))
    shutil.copy2(first, exam / "answers-2.csv")
    return exam


def mark(exam: Path) -> Run:
    return quizgen("exam", "mark", exam, "--by", "张三")


def check(exam: Path) -> Run:
    return quizgen("exam", "entry", exam, "--check")


def put(line: int, column: int, text: str) -> Callable[[Rows], None]:
    """Put a text into a cell, both counted from 0."""

    def work(rows: Rows) -> None:
        rows[line][column] = text

    return work


FILES = {"answers.csv": "answers-2.csv", "answers-2.csv": "answers.csv"}
"""Each file with the other one."""


@pytest.mark.parametrize("lacking", FILES)
def test_somebody_in_one_file_only_is_named_in_both_and_not_marked(twice: Path, lacking: str) -> None:
    change(twice / lacking, lambda rows: rows.pop(2))
    problems = read_entry(twice).problems
    told = {(problem.rule, problem.file) for problem in problems}
    assert told == {("A022", lacking), ("A041", FILES[lacking])}
    assert all("002" in problem.message for problem in problems)
    assert check(twice).status == 1
    run = mark(twice)
    assert run.status == 1
    assert "A041" in run.out + run.err
    assert sorted(scores_of(twice)) == ["001", "003", "004"]


@pytest.mark.parametrize("lacking", FILES)
@pytest.mark.parametrize(("column", "text"), [(4, ""), (4, "来了"), (3, "999"), (1, "测试某")])
def test_a_row_with_a_fault_in_one_file_is_not_taken_from_the_other(
    twice: Path, lacking: str, column: int, text: str
) -> None:
    change(twice / lacking, put(2, column, text))
    problems = read_entry(twice).problems
    assert {problem.file for problem in problems} == set(FILES)
    assert "A041" in {problem.rule for problem in problems}
    assert mark(twice).status == 1
    assert sorted(scores_of(twice)) == ["001", "003", "004"]


@pytest.mark.parametrize("doubled", FILES)
def test_a_row_that_stands_twice_in_one_file_is_not_taken_from_the_other(twice: Path, doubled: str) -> None:
    change(twice / doubled, lambda rows: rows.append(list(rows[2])))
    rules = {problem.rule for problem in read_entry(twice).problems}
    assert rules == {"A012", "A041"}
    assert mark(twice).status == 1
    assert sorted(scores_of(twice)) == ["001", "003", "004"]


@pytest.mark.parametrize("changed", FILES)
def test_a_difference_is_one_whichever_file_has_it_and_leaves_only_that_person_open(
    twice: Path, changed: str
) -> None:
    def other_letter(rows: Rows) -> None:
        rows[2][5] = "A" if rows[2][5] != "A" else "B"

    change(twice / changed, other_letter)
    (difference,) = read_entry(twice).differences
    assert (difference.candidate, difference.item) == ("002", "1")
    assert (str(difference.first_where), str(difference.second_where)) == (
        "answers.csv!F3",
        "answers-2.csv!F3",
    )
    assert mark(twice).status == 1
    assert sorted(scores_of(twice)) == ["001", "003", "004"]


def test_other_order_other_case_other_width_are_no_differences(twice: Path) -> None:
    def other_ways(rows: Rows) -> None:
        for line in rows[1:]:
            line[5:11] = [chr(ord(text.lower()) + 0xFEE0) for text in line[5:11]]
            line[13:15] = ["、".join(reversed(text.lower())) for text in line[13:15]]
        rows[1:] = reversed(rows[1:])

    change(twice / "answers-2.csv", other_ways)
    entered = read_entry(twice)
    assert entered.problems == ()
    assert [sheet.candidate.number for sheet in entered.sheets] == ["001", "002", "003", "004"]
    assert mark(twice).status == 0
    assert {score["score"] for score in scores_of(twice).values()} == {"10"}


@pytest.mark.parametrize("which", FILES)
def test_a_state_that_differs_is_decided_before_anything_below_it(twice: Path, which: str) -> None:
    def absent(rows: Rows) -> None:
        rows[2][3:] = ["", "缺考", *[""] * (len(rows[2]) - 5)]

    change(twice / which, absent)
    (difference,) = read_entry(twice).differences
    assert difference.item == "状态"
    assert {difference.first, difference.second} == {"参加", "缺考"}
    mark(twice)
    assert sorted(scores_of(twice)) == ["001", "003", "004"]


def test_decided_differences_are_marked_as_decided(twice: Path) -> None:
    change(twice / "answers-2.csv", put(2, 5, "-"))
    change(twice / "answers-2.csv", put(3, 4, "违纪"))
    assert quizgen("exam", "entry", twice).status == 0
    book = load_workbook(twice / "差异.xlsx")
    sheet = book["差异"]
    assert [[cell.value for cell in line][:3:2] for line in sheet.iter_rows(min_row=2)] == [
        ["002", "1"],
        ["003", "状态"],
    ]
    for line, text in ((2, "-"), (3, "违纪")):
        sheet.cell(line, 8, text)
        sheet.cell(line, 9, "李四")
    book.save(twice / "差异.xlsx")
    assert mark(twice).status == 0
    scores = scores_of(twice)
    assert (scores["002"]["score"], scores["003"]["attendance"]) == ("9", "违纪")


def decided(tmp_path: Path, found: tuple[Difference, ...], rows: list[list[str]]) -> Path:
    """A list of differences with further rows below it."""
    path = tmp_path / "差异.xlsx"
    path.write_bytes(differences_workbook("测试考试", found))
    book = load_workbook(path)
    sheet = book["差异"]
    (given, *_) = rows
    sheet["H2"], sheet["I2"] = given
    for number, texts in enumerate(rows[1:], 3):
        for column in range(1, 8):
            sheet.cell(number, column, sheet.cell(2, column).value)
        sheet.cell(number, 8, texts[0])
        sheet.cell(number, 9, texts[1])
    book.save(path)
    return path


@pytest.mark.parametrize("second", ["B", "C"])
def test_one_difference_decided_twice_is_decided_by_neither(tmp_path: Path, second: str) -> None:
    readings = read(tmp_path, [row("001")]), read(tmp_path, [row("001", q1="B")], name="answers-2.xlsx")
    found, _ = compare_entries(*readings, EXAM)
    path = decided(tmp_path, found, [["B", "测试丙"], [second, "测试丁"], ["C", "测试戊"]])
    decisions = read_decisions(path, "差异.xlsx", found)
    assert (decisions.texts, decisions.deciders) == ({}, {})
    assert [(str(one.place), one.rule) for one in decisions.problems] == [
        ("差异.xlsx!H3", "A044"),
        ("差异.xlsx!H4", "A044"),
    ]


def test_a_doubled_row_without_a_decision_does_no_harm(tmp_path: Path) -> None:
    readings = read(tmp_path, [row("001")]), read(tmp_path, [row("001", q1="B")], name="answers-2.xlsx")
    found, _ = compare_entries(*readings, EXAM)
    decisions = read_decisions(decided(tmp_path, found, [["B", "测试丙"], ["", ""]]), "差异.xlsx", found)
    assert decisions.problems == ()
    assert decisions.texts == {("001", "1"): "B"}
    assert decisions.deciders == {("001", "1"): "测试丙"}


def test_without_a_roster_whoever_is_in_one_entry_only_is_named_from_either_side(tmp_path: Path) -> None:
    first = read(tmp_path, [row("001"), row("002")], NOBODY)
    second = read(tmp_path, [row("001"), row("004")], NOBODY, "answers-2.xlsx")
    for readings in ((first, second), (second, first)):
        found, single = compare_entries(*readings, NOBODY)
        assert found == ()
        assert {(str(one.place), one.rule) for one in single} == {
            ("answers.xlsx!E3", "A041"),
            ("answers-2.xlsx!E3", "A041"),
        }
        assert "编号 002" in next(one.message for one in single if one.file.startswith("answers.xlsx"))


def test_files_exchanged_give_the_same_differences_the_other_way_round(tmp_path: Path) -> None:
    one = read(tmp_path, [row("001", q1="A", q3="√"), row("002", 卷号="B", q1="C")])
    two = read(tmp_path, [row("001", q1="B", q3="-"), row("002", q1="C")], name="answers-2.xlsx")
    forth, back = compare_entries(one, two, EXAM)[0], compare_entries(two, one, EXAM)[0]
    assert [(each.candidate, each.item) for each in forth] == [("001", "1"), ("001", "3"), ("002", "卷号")]
    assert [(each.key, each.first, each.first_where, each.second, each.second_where) for each in forth] == [
        (each.key, each.second, each.second_where, each.first, each.first_where) for each in back
    ]


@pytest.mark.parametrize("item", ["1", "１", " 1 "])
def test_an_item_of_the_list_may_be_typed_anew_in_any_width(tmp_path: Path, item: str) -> None:
    readings = read(tmp_path, [row("001")]), read(tmp_path, [row("001", q1="B")], name="answers-2.xlsx")
    found, _ = compare_entries(*readings, EXAM)
    path = decided(tmp_path, found, [["B", "测试丙"]])
    book = load_workbook(path)
    book["差异"]["C2"] = item
    book.save(path)
    assert read_decisions(path, "差异.xlsx", found).texts == {("001", "1"): "B"}


@pytest.mark.parametrize("file", FILES)
def test_a_column_that_is_missing_in_either_file_leaves_everybody_unmarked(twice: Path, file: str) -> None:
    change(twice / file, lambda rows: [line.pop(6) for line in rows])
    assert "A002" in {problem.rule for problem in read_entry(twice).problems}
    run = mark(twice)
    assert run.status == 1
    assert not (twice / "scores.jsonl").exists()


def test_a_column_for_remarks_is_free_and_a_strange_one_is_named_with_its_file(twice: Path) -> None:
    def remark(rows: Rows) -> None:
        for at, line in enumerate(rows):
            line.append("雨" if at else "备注")

    for file in FILES:
        change(twice / file, remark)
    assert read_entry(twice).problems == ()
    change(twice / "answers-2.csv", put(0, -1, "心情"))
    assert [(one.rule, one.file) for one in read_entry(twice).problems] == [("A004", "answers-2.csv")]


def test_a_third_file_beside_either_is_refused(twice: Path) -> None:
    shutil.copy2(twice / "answers.csv", twice / "answers-2.xlsx")
    run = mark(twice)
    assert (run.status, "只留一份" in run.err) == (1, True)


def test_a_list_of_differences_is_written_only_when_there_are_any(twice: Path) -> None:
    quizgen("exam", "entry", twice)
    assert not (twice / "差异.xlsx").exists()
    change(twice / "answers-2.csv", put(2, 5, "-"))
    quizgen("exam", "entry", twice)
    before = (twice / "差异.xlsx").read_bytes()
    change(twice / "answers-2.csv", put(2, 5, "AB"))
    quizgen("exam", "entry", twice)
    assert (twice / "差异.xlsx").read_bytes() == before


def test_a_number_like_two_others_is_taken_for_neither_without_its_name(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("1", 姓名="张三")])
    assert [sheet.candidate.number for sheet in reading.sheets] == ["001", "002", "003", "004"]
    wrong = read(tmp_path, [row("1", 姓名="李四", 单位="测试一局")])
    assert "001" not in [sheet.candidate.number for sheet in wrong.sheets]
