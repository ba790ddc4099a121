"""Marks by scoring point: the sheet, what is read back, how two markers come together."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.entry.agree_marks import agree_marks
from quizgen.entry.marks import HEADS, Asked, marks_workbook, point_values
from quizgen.entry.read_marks import ReadMarks, read_marks
from quizgen.model.question import ShortBody
from tests.entry.entered import EXAM

ASKED = {
    one.key: one
    for number in ("001", "002")
    for place in EXAM.places("A")
    if isinstance(place.body, ShortBody)
    for one in [Asked(number, "A", place)]
}
KEY = ("001", "6")


def line(number: str, question: str, point: object, given: object, by: object = "测试甲") -> list[object]:
    return [number, "A", question, point, "", "", given, by]


def all_given(
    points: Sequence[object], by: str = "测试甲", question: str = "6", number: str = "001"
) -> list[list[object]]:
    return [line(number, question, serial, given, by) for serial, given in enumerate(points, 1)]


def mark(tmp_path: Path, lines: Sequence[Sequence[object]], name: str = "marks.csv") -> ReadMarks:
    text = "\n".join(",".join(map(str, cells)) for cells in (HEADS[:-1], *lines))
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_marks(tmp_path / name, name, ASKED, complete=False)


def test_the_sheet_has_a_row_for_every_point_and_no_name() -> None:
    book = load_workbook(io.BytesIO(marks_workbook("测试考试", ASKED.values())))
    rows = [list(cells) for cells in book["评分"].iter_rows(values_only=True)]
    assert rows[0] == list(HEADS)
    assert rows[1][:6] == ["001", "A", "5(2)", 1, "先做甲", 2]
    assert [cells[0] for cells in rows[1:]] == ["001", "001", "002", "002"] * 2
    assert rows[5][2:6] == ["6", 1, "=第一点", 2]
    assert book["评分"]["E6"].data_type == "s"


def test_points_become_exact_shares(tmp_path: Path) -> None:
    read = mark(tmp_path, all_given(["1.5", "3/2"]))
    assert read.problems == ()
    answer = agree_marks(ASKED, read).answers[KEY]
    assert answer.credits == (Fraction(3, 4), Fraction(3, 8))
    assert answer.markers == ("测试甲",)


def test_the_filled_sheet_itself_is_read(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(marks_workbook("测试考试", ASKED.values())))
    sheet = book["评分"]
    for row in range(2, 10):
        sheet[f"G{row}"], sheet[f"H{row}"] = 1, "测试甲"
    book.save(tmp_path / "marks.xlsx")
    read = read_marks(tmp_path / "marks.xlsx", "marks.xlsx", ASKED)
    assert read.problems == ()
    assert read.judged.keys() == ASKED.keys()


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ([line("001", "6", 1, 1), line("001", "6", 2, "")], "A212"),
        ([line("001", "6", 1, 1), line("001", "6", 2, 4.5)], "A213"),
        ([line("001", "6", 1, 1), line("001", "6", 2, -1)], "A213"),
        ([line("001", "6", 1, 1), line("001", "6", 2, "1e9999999")], "A213"),
        ([line("001", "6", 1, 1), line("001", "6", 2, "=1+1")], "A007"),
        ([line("001", "6", 1, 1), line("001", "6", 2, 1, "")], "A214"),
        ([line("001", "6", 1, 1), line("001", "6", 3, 1)], "A210"),
        ([line("001", "7", 1, 1)], "A210"),
        ([*all_given([1, 1]), line("001", "6", 1, 2)], "A211"),
        ([line("001", "6", 1, 1)], "A217"),
        ([["001", "B", "6", 1, "", "", 1, "测试甲"]], "A215"),
    ],
)
def test_a_doubtful_mark_is_named_and_its_question_left_out(
    tmp_path: Path, lines: list[list[object]], rule: str
) -> None:
    read = mark(tmp_path, lines)
    assert rule in [problem.rule for problem in read.problems]
    assert KEY not in read.judged


def test_questions_that_nobody_marked_are_named(tmp_path: Path) -> None:
    mark(tmp_path, all_given([1, 1]))
    read = read_marks(tmp_path / "marks.csv", "marks.csv", ASKED)
    assert [problem.rule for problem in read.problems] == ["A217"] * 3


def test_two_markers_who_are_near_give_the_mean(tmp_path: Path) -> None:
    first, second = (
        mark(tmp_path, all_given([2, 2])),
        mark(tmp_path, all_given([1, 2], "测试乙"), "marks-2.csv"),
    )
    agreed = agree_marks(ASKED, first, second)
    assert agreed.problems == ()
    assert agreed.answers[KEY].credits == (Fraction(3, 4), Fraction(1, 2))
    assert agreed.answers[KEY].markers == ("测试甲", "测试乙")


def test_two_markers_who_are_apart_need_a_third(tmp_path: Path) -> None:
    first, second = (
        mark(tmp_path, all_given([2, 4])),
        mark(tmp_path, all_given([0, 0], "测试乙"), "marks-2.csv"),
    )
    agreed = agree_marks(ASKED, first, second)
    assert [(str(one.place), one.rule) for one in agreed.problems] == [("marks.csv!G2", "A219")]
    assert "marks-2.csv!G2" in agreed.problems[0].hint
    assert [one.key for one in agreed.open] == [KEY]
    assert KEY not in agreed.answers
    third = mark(tmp_path, all_given([1, 1], "测试丙"), "marks-3.csv")
    settled = agree_marks(ASKED, first, second, third)
    assert settled.problems == ()
    assert settled.answers[KEY].credits == (Fraction(1, 2), Fraction(1, 4))
    assert settled.answers[KEY].markers == ("测试丙",)


def test_the_border_of_the_tolerance_still_gives_the_mean(tmp_path: Path) -> None:
    first, second = (
        mark(tmp_path, all_given([2, "1.2"])),
        mark(tmp_path, all_given([2, 0], "测试乙"), "b.csv"),
    )
    assert agree_marks(ASKED, first, second, tolerance=Fraction(1, 5)).problems == ()
    assert agree_marks(ASKED, first, second, tolerance=Fraction(1, 6)).open != ()


def test_one_marker_twice_is_not_two(tmp_path: Path) -> None:
    first, second = mark(tmp_path, all_given([2, 2])), mark(tmp_path, all_given([2, 2]), "marks-2.csv")
    agreed = agree_marks(ASKED, first, second)
    assert [one.rule for one in agreed.problems] == ["A218"]
    assert agreed.answers == {}


@pytest.mark.parametrize("other", ["测试·甲", "测试 • 甲", "测试甲"])
def test_one_marker_written_in_two_ways_is_not_two(tmp_path: Path, other: str) -> None:
    first = mark(tmp_path, all_given([1, 2], "测试・甲"))
    second = mark(tmp_path, all_given([1, 2], other), "marks-2.csv")
    assert [problem.rule for problem in agree_marks(ASKED, first, second).problems] == ["A218"]


def test_a_short_line_of_marks_is_named_once(tmp_path: Path) -> None:
    lines = all_given([1, 2])
    read = mark(tmp_path, [lines[0], lines[1][:-1]])
    assert [(one.line, one.rule) for one in read.problems] == [(3, "A025")]
    assert read.judged == {}


def test_the_points_of_a_question_add_up() -> None:
    for one in ASKED.values():
        assert sum(value for _text, value in point_values(one.place)) == one.place.points


@pytest.mark.parametrize(
    ("value", "code", "points"),
    [
        (1.5, "0.0", Fraction(3, 2)),
        (0.5, "# ?/?", Fraction(1, 2)),
        (1, "0.00", Fraction(1)),
        (1.25, "0.0", None),
    ],
)
def test_points_count_as_their_cell_shows_them(
    tmp_path: Path, value: float, code: str, points: Fraction | None
) -> None:
    book = load_workbook(io.BytesIO(marks_workbook("测试考试", [ASKED[KEY]])))
    sheet = book["评分"]
    sheet["G2"], sheet["G3"] = value, 1
    sheet["G2"].number_format = code
    sheet["H2"] = sheet["H3"] = "测试甲"
    book.save(tmp_path / "marks.xlsx")
    read = read_marks(tmp_path / "marks.xlsx", "marks.xlsx", {KEY: ASKED[KEY]})
    faults = [] if points is not None else [("marks.xlsx!G2", "A035")]
    assert [(str(one.place), one.rule) for one in read.problems] == faults
    assert [judged.points for judged in read.judged.values()] == (
        [] if points is None else [(points, Fraction(1))]
    )


@pytest.mark.parametrize(
    ("value", "rule"), [(dt.date(2026, 3, 1), "A008"), ("=1+1", "A007"), ("#N/A", "A009")]
)
def test_what_a_spreadsheet_made_of_points_is_not_taken(
    tmp_path: Path, value: dt.date | str, rule: str
) -> None:
    book = load_workbook(io.BytesIO(marks_workbook("测试考试", [ASKED[KEY]])))
    sheet = book["评分"]
    sheet["G2"], sheet["G3"] = value, 1
    sheet["H2"] = sheet["H3"] = "测试甲"
    book.save(tmp_path / "marks.xlsx")
    read = read_marks(tmp_path / "marks.xlsx", "marks.xlsx", {KEY: ASKED[KEY]})
    assert [(str(one.place), one.rule) for one in read.problems] == [("marks.xlsx!G2", rule)]
    assert read.judged == {}
