"""``scores.xlsx``: the signed scores as sheets that can be printed, with every changed cell found again."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.files.text import read_bytes
from quizgen.markup.width import cell_columns
from quizgen.office.cells import CellKind, cell_name, number_text
from quizgen.office.columns import column_letters
from quizgen.office.workbook import Workbook, open_workbook
from quizgen.office.write import (
    CENTRE,
    FONT,
    GRID,
    TEXT_FORMAT,
    fit_width,
    head_row,
    merge_row,
    put_text,
    workbook_bytes,
)
from quizgen.render.scores.looks import LookChange, changed_looks, is_pristine
from quizgen.render.scores.sheets import CellValue, ScoreSheet, ScoreTables, score_sheets

_TITLE_FONT, _BODY, _SMALL = Font(name="黑体", size=16), Font(name=FONT, size=11), Font(name=FONT, size=9)
_TITLE_ROW, _SUBTITLE_ROW, _HEAD_ROW, _FIRST_ROW = 1, 2, 3, 4
_SIGNATURES = "制表：　　　　　　　　　审核：　　　　　　　　　签名：　　　　　　　　　　　　年　　月　　日"
_NARROWEST, _WIDEST, _PADDING = 6.0, 30.0, 2.5
_UPRIGHT, _ACROSS = 92.0, 136.0
"""Widths in digits that fill the page; narrower tables are spread to them."""
_LINE_POINTS, _ROW_POINTS = 15, 20
_INDENTED = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
"""Characters from here on (Chinese, full-width) take two columns of a digit."""
_MOST_SHOWN = 40


def score_workbook(tables: ScoreTables) -> bytes:
    """The workbook; the same scores give the same bytes. Text cells stay text, whatever they begin with."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for plan in score_sheets(tables):
        _write(book.create_sheet(plan.name), plan, tables)
    return workbook_bytes(book)


def _write(sheet: Worksheet, plan: ScoreSheet, tables: ScoreTables) -> None:
    widths = _widths(plan)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    head_row(sheet, _HEAD_ROW, plan.heads)
    lines = [_lines(head, width) for head, width in zip(plan.heads, widths, strict=True)]
    sheet.row_dimensions[_HEAD_ROW].height = _LINE_POINTS * max(2, *lines)
    styles = _styles(sheet)
    for row, values in enumerate(plan.rows, _FIRST_ROW):
        needed = [_lines(str(value), width - 1) for value, width in zip(values, widths, strict=True)]
        sheet.row_dimensions[row].height = max(_ROW_POINTS, _LINE_POINTS * max(needed))
        for column, value in enumerate(values, 1):
            cell: Any = sheet.cell(row, column)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            looks = styles[isinstance(value, str), column - 1 in plan.texts]
            cell._style = looks  # noqa: SLF001 - four attributes a cell take three times as long
    for row, text in _lone_texts(plan, tables):
        _across(sheet, row, text, widths)
    _print_setup(sheet, plan, tables)


def _styles(sheet: Worksheet) -> dict[tuple[bool, bool], Any]:
    """The looks of a cell by (text, to the left), made once: a large exam has a hundred thousand cells."""
    found = {}
    cell: Any = sheet.cell(_FIRST_ROW, 1)
    cell.font, cell.border = _BODY, GRID
    for text in (False, True):
        cell.number_format = TEXT_FORMAT if text else "General"
        for left in (False, True):
            cell.alignment = _INDENTED if left else CENTRE
            found[text, left] = copy(cell._style)  # noqa: SLF001 - put back on every cell
    return found


def _lone_texts(plan: ScoreSheet, tables: ScoreTables) -> Iterator[tuple[int, str]]:
    """The lines that span a whole sheet, by row: title, conditions, notes, signatures, ledger."""
    yield _TITLE_ROW, plan.title
    yield _SUBTITLE_ROW, plan.subtitle
    below = [f"注：{note}" for note in plan.notes]
    proof = f"台账哈希（核验：quizgen exam verify 考试文件夹 --head 本行前 16 位）：{tables.ledger}"
    yield from enumerate([*below, _SIGNATURES, proof], _FIRST_ROW + len(plan.rows))


def _across(sheet: Worksheet, row: int, text: str, widths: Sequence[float]) -> None:
    cell = put_text(sheet.cell(row, 1), text)
    merge_row(sheet, row, len(widths))
    if row == _TITLE_ROW:
        cell.font, cell.alignment = _TITLE_FONT, CENTRE
        sheet.row_dimensions[row].height = 30
        return
    cell.font = _BODY if row == _SUBTITLE_ROW or text == _SIGNATURES else _SMALL
    cell.alignment = Alignment(
        horizontal="center" if row == _SUBTITLE_ROW else "left",
        vertical="center",
        wrap_text=text != _SIGNATURES,
    )
    lines = _lines(text, sum(widths))
    sheet.row_dimensions[row].height = 36 if text == _SIGNATURES else max(20, _LINE_POINTS * lines)


def _widths(plan: ScoreSheet) -> list[float]:
    widths = []
    for column, head in enumerate(plan.heads):
        longest = max((cell_columns(str(row[column])) for row in plan.rows), default=0.0)
        # A heading may take two lines.
        lines = head.split("\n") if "\n" in head else [head[: (len(head) + 1) // 2]]
        least = max(*map(cell_columns, lines), _NARROWEST)
        widths.append(min(max(longest, least), max(_WIDEST, least)) + _PADDING)
    page = _ACROSS if plan.landscape else _UPRIGHT
    spread = max(1.0, page / sum(widths))
    return [round(width * spread, 2) for width in widths]


def _lines(text: str, width: float) -> int:
    return sum(int(-(-cell_columns(line) * 1.1 // max(width, 1))) for line in text.split("\n"))


def _print_setup(sheet: Worksheet, plan: ScoreSheet, tables: ScoreTables) -> None:
    sheet.freeze_panes = f"C{_FIRST_ROW}"
    sheet.page_setup.orientation = "landscape" if plan.landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.print_title_rows = f"{_TITLE_ROW}:{_HEAD_ROW}"
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.7, 0.8
    fit_width(sheet)
    head = tables.head
    marked = f"{head.marked_at:%Y-%m-%d} {head.marked_by} 阅卷".replace("&", "&&")
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart("内部资料　注意保存", size=9), right=_HeaderFooterPart(marked, size=9)
    )
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(f"台账 {tables.ledger[:16]}", size=9),
        center=_HeaderFooterPart("第 &P 页　共 &N 页", size=9),
    )


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that does not say what the signed scores say; ``cell`` is empty for a whole sheet."""

    sheet: str
    cell: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class BookChanges:
    """What of a score workbook is not as it was written: what cells hold, how they are shown."""

    cells: tuple[CellChange, ...] = ()
    looks: tuple[LookChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.looks)


def book_changes(path: Path, shown_as: str, tables: ScoreTables) -> BookChanges:
    """How a workbook on disk differs from the one that these scores give; nothing when it is that one.

    It was written whole, so it must be there whole: saved again by another program it is named, because
    what a cell shows hangs on far more than on what it holds. Raises RefusedFile, CannotRead.
    """
    written = score_workbook(tables)
    if is_pristine_file(path, written):
        return BookChanges()
    book = open_workbook(path, shown_as)
    names = {sheet.part: sheet.name for sheet in book.sheets}
    return BookChanges(_changed_cells(book, tables), changed_looks(book.package, written, names))


def is_pristine_file(path: Path, written: bytes) -> bool:
    """Whether the file on disk is the one that was written; a damaged one is not."""
    try:
        return is_pristine(read_bytes(path), written)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        return False


def _changed_cells(book: Workbook, tables: ScoreTables) -> tuple[CellChange, ...]:
    """The cells that do not hold what the scores say, sheet by sheet, from the top.

    A sheet that was added is a change; so is a formula, whatever its result.
    """
    plans = {plan.name: plan for plan in score_sheets(tables)}
    changes = [
        CellChange(sheet.name, "", "多出的工作表", "没有") for sheet in book.sheets if sheet.name not in plans
    ]
    for name, plan in plans.items():
        sheet = book.sheet(name)
        if sheet is None:
            changes.append(CellChange(name, "", "没有这张工作表", "有"))
            continue
        expected = _expected(plan, tables)
        found = {
            (row.number, cell.column): (cell.kind, cell.text)
            for row in book.rows(sheet, max(expected)[0] + _MOST_SHOWN)
            for cell in row.cells
        }
        changes += _differences(name, found, expected)
    return tuple(changes)


def _differences(
    sheet: str,
    found: Mapping[tuple[int, int], tuple[CellKind, str]],
    expected: Mapping[tuple[int, int], tuple[CellKind, str]],
) -> Iterator[CellChange]:
    nothing = (CellKind.TEXT, "")
    for row, column in sorted(found.keys() | expected.keys()):
        is_now, must_be = found.get((row, column), nothing), expected.get((row, column), nothing)
        if is_now != must_be:
            yield CellChange(sheet, cell_name(column, row), is_now[1], must_be[1])


def _expected(plan: ScoreSheet, tables: ScoreTables) -> dict[tuple[int, int], tuple[CellKind, str]]:
    cells: dict[tuple[int, int], CellValue] = {(row, 1): text for row, text in _lone_texts(plan, tables)}
    lines = (plan.heads, *plan.rows)
    for row, values in enumerate(lines, _HEAD_ROW):
        cells.update({(row, column): value for column, value in enumerate(values, 1)})
    return {
        place: (CellKind.TEXT, value)
        if isinstance(value, str)
        else (CellKind.NUMBER, number_text(float(value)))
        for place, value in cells.items()
        if value != ""
    }
