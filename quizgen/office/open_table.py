"""A workbook with one table to be filled in: some columns locked, some open, some with a list of words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.office.columns import column_letters
from quizgen.office.write import (
    FONT,
    GRID,
    LEFT,
    TEXT_FORMAT,
    UNLOCKED,
    Dress,
    dress,
    fit_width,
    head_row,
    lock,
    print_setup,
    put_text,
    workbook_bytes,
)

_SMALL = Font(name=FONT, size=10)
_LOCKED, _OPEN = Dress(_SMALL, LEFT, GRID), Dress(_SMALL, LEFT, GRID, protection=UNLOCKED)


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column: its heading, its width in characters, whether people fill it in, from which ``words``."""

    head: str
    width: float
    open: bool = False
    words: tuple[str, ...] = ()


def open_table(
    title: str, sheet_name: str, columns: Sequence[OpenColumn], rows: Iterable[Sequence[str]]
) -> bytes:
    """The workbook; the same table gives the same bytes. Everything in it is text."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = sheet_name
    for number, column in enumerate(columns, 1):
        letter = column_letters(number)
        dimension = ColumnDimension(sheet, index=letter, width=column.width, customWidth=True)
        dimension.font = _SMALL
        dimension.number_format = TEXT_FORMAT
        dimension.alignment = LEFT
        if column.open:
            dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension
    head_row(sheet, 1, [column.head for column in columns])
    last = 1
    for last, texts in enumerate(rows, 2):
        for number, (column, text) in enumerate(zip(columns, texts, strict=True), 1):
            cell = sheet.cell(last, number)
            if text:
                put_text(cell, text)
            dress(cell, _OPEN if column.open else _LOCKED)
    for number, column in enumerate(columns, 1):
        if column.words:
            letter = column_letters(number)
            words = DataValidation(type="list", formula1=f'"{",".join(column.words)}"', allow_blank=True)
            words.promptTitle = words.errorTitle = column.head
            words.prompt = words.error = f"从{'、'.join(column.words)}里选"
            words.showInputMessage = words.showErrorMessage = True
            words.add(f"{letter}2:{letter}{max(last, 2)}")
            sheet.add_data_validation(words)
    sheet.freeze_panes = "B2"
    lock(sheet)
    print_setup(sheet, title, rows="1:1")
    fit_width(sheet)
    return workbook_bytes(book)
