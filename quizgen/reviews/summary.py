"""汇总.xlsx: what was attached, what was not with the reason, who is in no review document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

from quizgen.markup.office_text import escaped
from quizgen.office.columns import column_letters
from quizgen.office.fixed import DOCUMENTS
from quizgen.office.write import workbook_bytes

_THIN = Side(style="thin", color="808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TITLE, _NOTE, _HEAD, _BODY = "标题", "说明", "表头", "正文"


@dataclass(frozen=True, slots=True)
class SummarySheet:
    """One sheet: a title, lines of explanation, a table with widths in characters."""

    name: str
    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def summary_workbook(sheets: Sequence[SummarySheet]) -> bytes:
    """The sheets as a workbook for A4 landscape; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    return workbook_bytes(book, DOCUMENTS)


def _fill(target: Any, sheet: SummarySheet) -> None:
    columns = len(sheet.heads)
    _line(target, 1, [sheet.title], _TITLE)
    for number, text in enumerate(sheet.lines, 2):
        _line(target, number, [text], _NOTE)
    top = len(sheet.lines) + 2
    for row in range(1, top):
        target.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    _line(target, top, sheet.heads, _HEAD)
    for number, texts in enumerate(sheet.rows, top + 1):
        _line(target, number, texts, _BODY)
    for place, width in enumerate(sheet.widths, 1):
        target.column_dimensions[column_letters(place)].width = width
    target.freeze_panes = f"A{top + 1}"
    target.print_title_rows = f"{top}:{top}"
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.oddFooter.center.text = "第 &P 页　共 &N 页"


def _styles() -> list[NamedStyle]:
    """The four looks of a cell; named ones, because styling cell by cell takes most of the time."""
    inside = Alignment(vertical="center", wrap_text=True)
    return [
        NamedStyle(_TITLE, font=Font(name="宋体", size=14, bold=True)),
        NamedStyle(_NOTE, font=Font(name="宋体", size=10)),
        NamedStyle(_HEAD, font=Font(name="黑体", size=10), border=_FRAME, alignment=inside),
        NamedStyle(_BODY, font=Font(name="宋体", size=10), border=_FRAME, alignment=inside),
    ]


def _line(target: Any, row: int, texts: Iterable[str], style: str) -> None:
    look = None
    for column, text in enumerate(texts, 1):
        cell = target.cell(row, column)
        cell.value = escaped(text)
        cell.data_type = "s"
        if look is None:
            cell.style = style
            look = cell._style  # noqa: SLF001 - looked up once a row: by its name it takes longer than all else
        else:
            cell._style = look  # noqa: SLF001 - as above
