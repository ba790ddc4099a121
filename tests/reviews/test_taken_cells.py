"""Cells of a review workbook that show the result of a formula elsewhere: taken, not relied on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table

from quizgen.model.review import SignedResult
from quizgen.reviews.workbook import ReviewWorkbook
from tests.office.packages import rebuild
from tests.reviews.test_review_workbook import OURS, SHEET, attached, cells, simple


@pytest.mark.parametrize(
    "formula",
    [
        lambda: ArrayFormula("C2:C4", "=ROW(C2:C4)"),
        lambda: DataTableFormula(ref="C2:C4", dt2D=False, r1="A1"),
    ],
)
def test_cells_inside_the_area_of_one_formula_are_taken(
    tmp_path: Path, results: list[SignedResult], formula: Callable[[], object]
) -> None:
    def dress(sheet: Any) -> None:
        sheet["C2"] = formula()
        sheet["C3"] = 79

    path = simple(tmp_path / "a.xlsx", *OURS, dress=dress)
    before = cells(path.read_bytes(), tmp_path)
    data, refusals = attached(path, results, replace=True)
    assert [refusal and refusal.rule for refusal in refusals] == ["F014"] * 3
    assert refusals[1] is not None
    assert "数组公式" in refusals[1].message
    after = cells(data, tmp_path)
    assert after.keys() == before.keys()


def test_new_columns_go_right_of_the_area_of_an_array_formula(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = simple(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book.worksheets[0]["C2"] = ArrayFormula("C2:F4", "=SEQUENCE(3,4)")
    book.save(path)
    data, _ = attached(path, results)
    assert [cells(data, tmp_path)[f"{letter}1"] for letter in "GN"] == ["成绩", "核验码"]


def test_numbers_that_an_array_formula_makes_are_not_relied_on(tmp_path: Path) -> None:
    def dress(sheet: Any) -> None:
        sheet["A2"] = ArrayFormula("A2:A4", "=D2:D4")
        sheet["A3"] = "2026002"

    review = ReviewWorkbook(simple(tmp_path / "a.xlsx", dress=dress), "a.xlsx")
    assert [one.refusal and one.refusal.rule for one in review.subjects] == ["F012"] * 3


def test_a_score_under_an_array_formula_does_not_agree(tmp_path: Path, results: list[SignedResult]) -> None:
    data, _ = attached(simple(tmp_path / "a.xlsx"), results)
    path = tmp_path / "b.xlsx"
    path.write_bytes(data)
    book = load_workbook(path)
    book.worksheets[0]["K2"] = "是"
    book.worksheets[0]["L1"] = ArrayFormula("C2:C4", "=98")
    book.save(path)
    review = ReviewWorkbook(path, "b.xlsx")
    assert [str(one.where) for one in review.differences(review.subjects[1], results[1])] == ["Sheet!C3"]


def test_the_totals_row_of_a_table_is_nobody(tmp_path: Path) -> None:
    def dress(sheet: Any) -> None:
        sheet.append(["合计", "=SUBTOTAL(103,A2:A4)", None])
        table: Any = Table(displayName="人员", ref="A1:C5", totalsRowCount=1)
        table._initialise_columns()
        for column, head in zip(table.tableColumns, ("编号", "姓名", "备注"), strict=True):
            column.name = head
        sheet.add_table(table)

    path = simple(tmp_path / "a.xlsx", "备注", dress=dress)
    rebuild(path, {SHEET: lambda data: data.replace(b"A2:A4)</f><v />", b"A2:A4)</f><v>3</v>")})
    review = ReviewWorkbook(path, "a.xlsx")
    assert [one.place for one in review.subjects] == [2, 3, 4]
