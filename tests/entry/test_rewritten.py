"""Answers that a spreadsheet may have rewritten are named; honest ones are left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.entry.read_answers import read_answers
from quizgen.entry.rewritten import is_spreadsheets_spelling, may_stand_for
from quizgen.model.question import FillQuestion
from quizgen.model.shown import ShownItem
from tests.entry.entered import EXAM, FILL, HEADS, ROSTER, answers_of, row, save

REWRITTEN = [
    *[
        ("3-4", typed)
        for typed in ("3月4日", "4-Mar", "2026/3/4", "2026-03-04", "03/04/26", "46085", "3月4日 ")
    ],
    *[("3/4", typed) for typed in ("3月4日", "4-Mar", "0.75", "2026/3/4 0:00", "2026-03-04 00:00:00")],
    *[("2026-3", typed) for typed in ("Mar-26", "2026年3月", "2026/3/1", "46082")],
    *[("2026.10", "2026.1"), ("1-2", "2-Jan"), ("12-25", "25-Dec"), ("13-5", "5月13日"), ("mar1", "1-Mar")],
    *[("2026年3月4日", typed) for typed in ("2026/3/4", "46085", "4-Mar-26", "2026-03-04")],
    *[("0012", "12"), ("007", "7"), ("1.50", "1.5"), ("+5", "5"), ("(5)", "-5"), ("1,000", "1000")],
    *[("50%", "0.5"), ("50%", "50.00%"), ("12.5%", "0.125"), ("50 %", "0.5"), ("５０％", "0.5")],
    *[("123456789012", "1.23457E+11"), ("123456789012", "1.23E+11"), ("1E5", "100000"), ("1E5", "1.00E+05")],
    *[("123456789012345678", "123456789012345000"), ("123456789012345678", "1.23457E+17")],
    *[
        ("true", "TRUE"),
        ("False", "FALSE"),
        ("12:30", "12:30:00"),
        ("12:30", "0.520833333333333"),
        ("1:2", "1:02"),
    ],
    *[("1/2", "0.5"), ("0 1/2", "0.5"), ("¥5", "5")],
]
HONEST = [
    *[("十七", "17"), ("3-4", "3-5"), ("3-4", "4月3号左右"), ("0012", "21"), ("50%", "5"), ("50%", "0.05")],
    *[("3月4日", "3-4"), ("2026年3月4日", "3月4日"), ("2026年3月4日", "2026年3月5日"), ("明责", "问责")],
    *[("123456789012", "1.24E+11"), ("123456789012", "123456789013"), ("12:30", "12:31"), ("3", "4")],
    *[
        ("1949", "1950"),
        ("2026-3", "2026年4月"),
        ("3-4", "三至四"),
        ("100", "1.0E+03"),
        ("13-45", "13月45日"),
    ],
]


@pytest.mark.parametrize(("wanted", "typed"), REWRITTEN)
def test_what_a_spreadsheet_makes_of_a_text_may_stand_for_it(wanted: str, typed: str) -> None:
    assert may_stand_for(typed, wanted)


@pytest.mark.parametrize(("wanted", "typed"), HONEST)
def test_another_answer_may_not(wanted: str, typed: str) -> None:
    assert not may_stand_for(typed, wanted)


@pytest.mark.parametrize("typed", ["4-Mar", "4-Mar-26", "Mar-26", "1.23E+11", "1E+05"])
def test_nobody_writes_so_by_hand(typed: str) -> None:
    assert is_spreadsheets_spelling(typed)


@pytest.mark.parametrize("typed", ["3月4日", "12", "0.5", "A-1", "1E", "Mary", "4-5", "2026/3/4"])
def test_people_may_write_so(typed: str) -> None:
    assert not is_spreadsheets_spelling(typed)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let question 4 of the exam ask for these texts."""

    def ask(*answers: str) -> None:
        stem = "和".join(["____"] * len(answers)) + "。"
        question = FillQuestion.model_validate(
            {**FILL.model_dump(), "stem": stem, "answers": tuple((text,) for text in answers)}
        )

        def places(code: str) -> tuple[ShownItem, ...]:
            return tuple(
                one._replace(question=question, body=question) if one.number == "4" else one
                for one in original(code)
            )

        original = EXAM.places
        monkeypatch.setitem(EXAM.__dict__, "places", places)

    return ask


def rest() -> list[list[object]]:
    """The others, who were absent."""
    return [[one.number, one.name, one.unit, one.post, "", "缺考"] for one in ROSTER[1:]]


def reading_of(path: Path, typed: object, code: str = "") -> tuple[list[tuple[str, str]], str]:
    """Faults by cell, with what was read for question 4."""
    save(path, [row("001", q4=typed), *rest()])
    if code:
        book = load_workbook(path)
        book.worksheets[0]["J2"].number_format = code
        book.save(path)
    reading = read_answers(path, path.name, EXAM)
    answer = answers_of(reading).get(("TS-0004", None))
    blanks = "；".join(getattr(answer, "blanks", ()))
    return [(str(one.place), one.rule) for one in reading.problems], blanks


@pytest.mark.parametrize(
    ("wanted", "number", "code", "read"),
    [
        ("50%", 0.5, "0%", "50%"),
        ("50%", 0.5, "0.00%", "50.00%!"),
        ("50%", 0.5, "General", "0.5!"),
        ("0.5", 0.5, "0%", "50%!"),
        ("0012", 12, "0000", "0012"),
        ("0012", 12, "General", "12!"),
        ("12", 12, "0000", "0012!"),
        ("12", 12, "General", "12"),
        ("12", 13, "General", "13"),
        ("1/2", 0.5, "# ?/?", "1/2"),
        ("1234567", 1234567, "#,##0", "1,234,567!"),
        ("1.23E+11", 123000000000, "0.00E+00", "1.23E+11"),
        ("0.333", 0.333, "0.0", "?"),
        ("0.3", 0.333, "0.0", "?"),
        ("5", 5, "[DBNum1]General", "?"),
        ("12", 12, ";;;", "?"),
    ],
)
def test_what_a_number_cell_shows_counts_or_the_cell_is_named(  # noqa: PLR0913, PLR0917 - a case's parts
    tmp_path: Path, asked: Callable[..., None], wanted: str, number: float, code: str, read: str
) -> None:
    asked(wanted)
    faults, blanks = reading_of(tmp_path / "answers.xlsx", number, code)
    rule = {"!": "A036", "?": "A035"}.get(read[-1])
    assert faults == ([("answers.xlsx!J2", rule)] if rule else [])
    assert blanks == ("" if rule else read)


@pytest.mark.parametrize(
    ("wanted", "typed", "read"),
    [
        ("3-4", "3月4日", None),
        ("3-4", "4-Mar", None),
        ("3-4", "2026/3/4", None),
        ("3-4", "3-4", "3-4"),
        ("5-6", "4-Mar", None),
        ("0012", "12", None),
        ("0012", "'12", "12"),
        ("0012", '="0012"', "0012"),
        ("50%", "0.5", None),
        ("true", "TRUE", None),
        ("123456789012", "1.23E+11", None),
        ("明责", "问责", "问责"),
        ("12", "13", "13"),
    ],
)
def test_a_csv_file_that_a_spreadsheet_has_saved_is_doubted(
    tmp_path: Path, asked: Callable[..., None], wanted: str, typed: str, read: str | None
) -> None:
    asked(wanted)
    faults, blanks = reading_of(tmp_path / "answers.csv", typed)
    assert faults == ([("answers.csv!J2", "A036")] if read is None else [])
    assert blanks == (read or "")


def test_a_text_cell_of_a_workbook_is_what_was_typed(tmp_path: Path, asked: Callable[..., None]) -> None:
    asked("0012")
    assert reading_of(tmp_path / "answers.xlsx", "12") == ([], "12")


def test_the_fault_does_not_tell_the_key(tmp_path: Path, asked: Callable[..., None]) -> None:
    asked("0012", "明责")
    path = save(tmp_path / "answers.csv", [row("001", q4="12；明责"), *rest()], HEADS)
    (fault,) = read_answers(path, path.name, EXAM).problems
    assert fault.rule == "A036"
    assert "0012" not in str(fault)
    assert "明责" not in str(fault)


@pytest.mark.parametrize("value", ["#NAME?", "#VALUE!", "#REF!", "########", "#N/A"])
def test_an_error_in_a_csv_file_is_an_error(tmp_path: Path, value: str) -> None:
    assert reading_of(tmp_path / "answers.csv", value)[0] == [("answers.csv!J2", "A009")]
