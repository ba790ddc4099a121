"""The marking sheet: a row per candidate, question, scoring point — without names, to be marked blind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.entry.exam import number_order
from quizgen.markup import plain_text
from quizgen.markup.figures import exact_text
from quizgen.model.shown import ShownItem
from quizgen.office.columns import column_letters
from quizgen.office.write import (
    CENTRE,
    FONT,
    LEFT,
    UNLOCKED,
    fit_width,
    head_row,
    lock,
    print_setup,
    workbook_bytes,
)

SHEET = "评分"
HEADS = ("编号", "卷号", "题号", "点号", "采分点", "满分", "得分", "评卷人", "备注")
_WIDTHS = (12, 9, 9, 7, 60, 8, 8, 12, 16)
_OPEN = ("得分", "评卷人", "备注")


class Asked(NamedTuple):
    """A question that a person marks, on the paper of one candidate."""

    candidate: str
    form: str
    place: ShownItem

    @property
    def key(self) -> tuple[str, str]:
        """编号 with the printed number."""
        return self.candidate, self.place.number


def point_values(place: ShownItem) -> tuple[tuple[str, Fraction], ...]:
    """The scoring points of a 简答 question with what each is worth; none for other kinds."""
    return place.scoring


def marking_order(asked: Iterable[Asked]) -> list[Asked]:
    """All candidates' answers to a question together, so that a marker judges them consistently."""
    return sorted(asked, key=lambda one: (question_order(one.place), one.candidate))


def _question(place: ShownItem) -> tuple[str, int]:
    return place.question.id, -1 if place.part is None else place.part


def question_order(place: ShownItem) -> tuple[str, int, tuple[int, int]]:
    """Sorts answers so that all to the same question stand together."""
    return (*_question(place), number_order(place.number))


def check_points(sheet: Worksheet, *, points: str, full: str, last: int) -> None:
    """Let only numbers up to the full points be typed; ``points`` and ``full`` are letters of columns."""
    formula = f"AND(ISNUMBER({points}2),{points}2>=0,{points}2<={full}2)"
    validation = DataValidation(type="custom", formula1=formula, allow_blank=True)
    validation.errorTitle = validation.promptTitle = "得分"
    validation.error = validation.prompt = "填 0 到满分之间的数；没有答到填 0"
    validation.showErrorMessage = validation.showInputMessage = True
    validation.add(f"{points}2:{points}{max(last, 2)}")
    sheet.add_data_validation(validation)


def marks_workbook(title: str, asked: Iterable[Asked]) -> bytes:
    """The workbook for one marker; 得分, 评卷人 and 备注 are open, the rest is locked without a password."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = SHEET
    _lay_columns(sheet)
    head_row(sheet, 1, HEADS)
    last = 1
    for last, row in enumerate(_rows(asked), 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(last, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    check_points(sheet, points="G", full="F", last=last)
    sheet.freeze_panes = "F2"
    lock(sheet)
    print_setup(sheet, f"{title}　采分点评分表", rows="1:1")
    fit_width(sheet)
    return workbook_bytes(book)


def _rows(asked: Iterable[Asked]) -> Iterator[tuple[str | int | float, ...]]:
    for one in marking_order(asked):
        for serial, (text, full) in enumerate(point_values(one.place), 1):
            yield one.candidate, one.form, one.place.number, serial, plain_text(text), value_of(full)


def value_of(points: Fraction) -> int | float | str:
    """As a number where a spreadsheet keeps it exactly as printed, else in words (10/3)."""
    text = exact_text(points)
    return text if "/" in text else float(text) if "." in text else int(text)


def _lay_columns(sheet: Worksheet) -> None:
    for number, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True), 1):
        letter = column_letters(number)
        dimension = ColumnDimension(sheet, index=letter, width=width, customWidth=True)
        dimension.font = Font(name=FONT, size=10)
        dimension.alignment = LEFT if head in {"采分点", "备注"} else CENTRE
        if head in _OPEN:
            dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension
