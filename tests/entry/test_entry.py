"""The entry workbook: what it offers, what it forbids, how it survives an office program."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.entry.exam import number_order
from quizgen.entry.read_answers import read_answers
from quizgen.entry.typed import RIGHT_WORDS, WRONG_WORDS, meaning
from quizgen.entry.workbook import entry_workbook
from quizgen.model.exam import Candidate
from tests.entry.entered import EXAM, HEADS, INDIVIDUAL, NOBODY, ROSTER
from tests.found import things_in
from tests.libreoffice import convert

ANSWERED = {"G": "b", "H": "a、B", "I": "对", "J": "明责；问责", "K": "-"}


def opened(data: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(data))["作答"]
    assert isinstance(sheet, Worksheet)
    return sheet


def offered(sheet: Worksheet, cell: str) -> str:
    """The formula of the validation that covers a cell."""
    return next(str(one.formula1) for one in sheet.data_validations.dataValidation if cell in one.sqref)


def test_every_candidate_and_every_question_has_a_place() -> None:
    sheet = opened(entry_workbook(EXAM))
    heads = [" ".join(str(cell.value).split()) for cell in sheet[1]]
    assert heads == list(HEADS)
    assert [sheet.cell(line, 1).value for line in range(2, 6)] == [one.number for one in ROSTER]
    assert sheet["F2"].value is None, "the state is for people to fill in"
    assert sheet["E2"].value is None, "on A and B forms nobody knows the form yet"


def test_questions_are_sorted_as_they_are_printed() -> None:
    mixed = ["91(10)", "92", "10", "91(2)", "9", "91(1)"]
    assert sorted(mixed, key=number_order) == ["9", "10", "91(1)", "91(2)", "91(10)", "92"]


def test_individual_forms_are_filled_in_beforehand() -> None:
    sheet = opened(entry_workbook(INDIVIDUAL))
    assert [sheet["E2"].value, sheet["E3"].value] == ["001", "002"]


def test_without_a_roster_there_are_empty_rows_with_the_only_form() -> None:
    sheet = opened(entry_workbook(NOBODY, empty_rows=3))
    assert [[cell.value for cell in line] for line in sheet["A2:E4"]] == [[None] * 4 + ["A"]] * 3


def test_headings_and_roster_are_locked_and_answers_are_open() -> None:
    sheet = opened(entry_workbook(EXAM))
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["A1"].protection.locked
    assert sheet["A2"].protection.locked
    assert not sheet["E2"].protection.locked
    assert not sheet.column_dimensions["G"].protection.locked
    assert sheet.column_dimensions["G"].number_format == "@"
    assert sheet.freeze_panes == "C2"


def test_each_kind_has_its_drop_down() -> None:
    sheet = opened(entry_workbook(EXAM))
    assert offered(sheet, "F2") == '"参加,缺考,作废,违纪"'
    assert offered(sheet, "E2") == '"A,B"'
    assert offered(sheet, "G5") == '"A,B,C,-"'
    assert offered(sheet, "I2") == '"√,×,-"'
    assert '"D",""' in offered(sheet, "H2")
    assert "UPPER(H2)" in offered(sheet, "H2")


def test_a_name_that_begins_like_a_formula_stays_text() -> None:
    strange = Candidate(number="001", name="=1+1", unit="@甲", post="-")
    exam = type(EXAM)("=甲&乙", False, (strange,), EXAM.forms, EXAM.places)  # noqa: FBT003 - a record
    sheet = opened(entry_workbook(exam))
    assert [sheet[cell].data_type for cell in ("B2", "C2", "D2")] == ["s", "s", "s"]
    assert sheet["B2"].value == "=1+1"


def test_equal_exams_give_equal_bytes_without_a_clock() -> None:
    data = entry_workbook(EXAM)
    assert data == entry_workbook(EXAM)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_instructions_name_what_is_accepted() -> None:
    book = load_workbook(io.BytesIO(entry_workbook(EXAM)))
    text = "".join(str(cell.value) for line in book["填写说明"].iter_rows() for cell in line)
    truth = EXAM.places("A")[2]
    for words, right in ((RIGHT_WORDS, True), (WRONG_WORDS, False)):
        for word in words:
            assert word.upper() in text
            assert meaning(truth, word).truth is right


@pytest.fixture(scope="module")
def by_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template filled in, then saved by LibreOffice as .xlsx and as .csv."""
    folder = tmp_path_factory.mktemp("office")
    book = load_workbook(io.BytesIO(entry_workbook(EXAM)))
    for line, one in enumerate(ROSTER, 2):
        sheet = book["作答"]
        sheet[f"E{line}"], sheet[f"F{line}"] = "A", "参加"
        for column, text in ANSWERED.items():
            sheet[f"{column}{line}"] = text
        assert one.number == sheet[f"A{line}"].value
    source = folder / "source" / "answers.xlsx"
    source.parent.mkdir()
    book.save(source)
    for target in ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"):
        convert([source], target, folder)
    return folder


def test_a_workbook_saved_by_an_office_program_reads_the_same(by_office: Path) -> None:
    source = read_answers(by_office / "source" / "answers.xlsx", "answers.xlsx", EXAM)
    saved = read_answers(by_office / "answers.xlsx", "answers.xlsx", EXAM)
    assert source.problems == saved.problems == ()
    assert source.sheets == saved.sheets
    assert len(saved.sheets) == 4


def test_the_csv_of_an_office_program_reads_the_same(by_office: Path) -> None:
    source = read_answers(by_office / "source" / "answers.xlsx", "answers.xlsx", EXAM)
    (found,) = things_in(by_office, "*.csv")
    saved = read_answers(found, "answers.csv", EXAM)
    assert saved.problems == ()
    assert saved.sheets == source.sheets


def test_an_office_program_keeps_drop_downs_and_locks(by_office: Path) -> None:
    sheet = opened((by_office / "answers.xlsx").read_bytes())
    assert offered(sheet, "G2").replace('"', "") == "A,B,C,-"
    assert sheet.protection.sheet
    assert not sheet["G2"].protection.locked
    assert sheet["A1"].protection.locked
