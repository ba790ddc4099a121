"""Workbooks written so that text stays text, cells are locked on purpose, equal content gives equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from quizgen.markup.office_text import escaped
from quizgen.office.fixed import TABLES, FixedDate, packed

FONT = "宋体"
TEXT_FORMAT = "@"
_THIN = Side(style="thin", color="808080")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEAD_FILL = PatternFill("solid", fgColor="E7E6E6")
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
UNLOCKED = Protection(locked=False)


@dataclass(frozen=True, eq=False)
class Dress:
    """How cells look; what is None is left as it is."""

    font: Font
    alignment: Alignment
    border: Border | None = None
    fill: PatternFill | None = None
    protection: Protection | None = None


_HEAD = Dress(Font(name=FONT, bold=True, size=10), CENTRE, GRID, HEAD_FILL)
_WORN: WeakKeyDictionary[Workbook, dict[Dress, Any]] = WeakKeyDictionary()


def dress(one: Cell | MergedCell, look: Dress) -> None:
    """Make a cell of text look so; openpyxl would weigh font and border anew for every cell."""
    cell: Any = one
    worn = _WORN.setdefault(cell.parent.parent, {})
    if look in worn:
        cell._style = copy(worn[look])  # noqa: SLF001 - openpyxl has no public way
        return
    cell.number_format = TEXT_FORMAT
    cell.font, cell.alignment = look.font, look.alignment
    if look.fill is not None:
        cell.fill = look.fill
    if look.border is not None:
        cell.border = look.border
    if look.protection is not None:
        cell.protection = look.protection
    worn[look] = copy(cell._style)  # noqa: SLF001 - as above


def put_text(cell: Cell | MergedCell, text: str) -> Cell:
    """Write text that stays text, whatever it begins with (= + - @)."""
    if not isinstance(cell, Cell):
        message = "a merged cell other than the first holds no text"
        raise TypeError(message)
    cell.value = escaped(text)
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    return cell


def head_row(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    """A locked heading row, in bold on grey."""
    for column, head in enumerate(heads, 1):
        dress(put_text(sheet.cell(row, column), head), _HEAD)


def lock(sheet: Worksheet) -> None:
    """Protect against slips, without a password; widths, sorting and filtering stay free."""
    sheet.protection.sheet = True
    for freedom in ("formatColumns", "formatRows", "sort", "autoFilter", "selectLockedCells"):
        setattr(sheet.protection, freedom, False)


def print_setup(sheet: Worksheet, title: str, *, rows: str, columns: str | None = None) -> None:
    """A4 landscape, headings on every page, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.print_title_rows = rows
    sheet.print_title_cols = columns
    sheet.print_options.gridLines = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(
        center=_HeaderFooterPart(escaped(title).replace("&", "&&"))
    )
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("第 &P 页 共 &N 页"))


def fit_width(sheet: Worksheet) -> None:
    """Print in the width of one page, over as many pages as it takes."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def merge_row(sheet: Worksheet, row: int, columns: int) -> None:
    """Make the first cells of a row one, of which only the first exists and has no border.

    openpyxl would make the others too and weigh the looks of each, for nothing that is written.
    """
    sheet.merged_cells.add(f"A{row}:{get_column_letter(columns)}{row}")


class _InMemory(ExcelWriter):
    """Writes sheets without a temporary file for each."""

    def write_worksheet(self, ws: Any) -> None:
        """One sheet; as openpyxl does it for a workbook that is not ``write_only``."""
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001 - as openpyxl
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        writer: Any = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        archive: zipfile.ZipFile = vars(self)["_archive"]
        archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def workbook_bytes(book: Workbook, date: FixedDate = TABLES) -> bytes:
    """The file of a workbook; no clock is in it, so that equal content gives equal bytes."""
    book.properties.creator = "quizgen"
    with zipfile.ZipFile(io.BytesIO(), "w") as loose:  # what is saved is packed once, below
        _InMemory(book, loose).write_data()
        return packed(((name, loose.read(name)) for name in loose.namelist()), date)
