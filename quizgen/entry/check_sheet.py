"""``待核对.xlsx``, ``抽查.xlsx``: marks with their pictures for a person to read, read back as decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import Font
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.entry.headings import TableFindings, broken_rows
from quizgen.entry.scan_doubts import NOT_USED, USED, ScanDoubt
from quizgen.entry.typed import tidy
from quizgen.errors import Problem
from quizgen.model.rules.answers import A002, A045
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE
from quizgen.office.columns import column_letters
from quizgen.office.table import read_table
from quizgen.office.write import (
    CENTRE,
    FONT,
    LEFT,
    TEXT_FORMAT,
    UNLOCKED,
    fit_width,
    head_row,
    lock,
    print_setup,
    put_text,
    workbook_bytes,
)

SHEET, AUDIT = "待核对", "抽查"
"""The lists, as their sheets are called."""
_PICTURE, _ANSWER, _PAGE = "图", "应为", "页"
_WIDTHS = {
    "编号": 13, "卷号": 7, "题号": 8, "读作": 9, "为什么": 26, _PICTURE: 74, _ANSWER: 12,
    "文件": 18, _PAGE: 18,
}  # fmt: skip
HEADS: Mapping[str, tuple[str, ...]] = {
    SHEET: tuple(_WIDTHS),
    AUDIT: ("卷号", "题号", _PICTURE, _ANSWER, "文件", _PAGE),
}
"""The columns of each list: who reads again is not told whose the sheet is, nor what was read."""
_WIDEST, _HIGHEST, _EDGE = 510, 520, 4
"""Pixels of the largest picture, of the space around it: its column has 523, a row of a sheet at most 545."""
_POINTS, _EMU = 0.75, 9_525
"""What a pixel at 96 dpi is in points, in the units of drawings (914,400 an inch)."""


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """What a person wrote into a row: the page by the first letters of its digest, the item, the answer."""

    page: str
    item: str
    answer: str
    row: int


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """The rows that were filled in; ``fault`` makes a fault of one, at its cell."""

    rows: tuple[CheckedRow, ...]
    problems: tuple[Problem, ...]
    fault: Callable[[CheckedRow, str, str], Problem]


def page_mark(digest: str) -> str:
    """What names a page in the list: enough of its digest to be alone."""
    return digest[:16]


def check_workbook(
    title: str, doubts: Sequence[ScanDoubt], pictures: Mapping[int, bytes], what: str = SHEET
) -> bytes:
    """The list ``what``; ``pictures`` are PNG files by the place of the doubt."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = what
    heads = HEADS[what]
    for number, head in enumerate(heads, 1):
        letter = column_letters(number)
        dimension = ColumnDimension(sheet, index=letter, width=_WIDTHS[head], customWidth=True)
        dimension.font = Font(name=FONT, size=10)
        dimension.number_format = TEXT_FORMAT
        dimension.alignment = CENTRE
        if head == _ANSWER:
            dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension
    head_row(sheet, 1, heads)
    for row, (at, one) in enumerate(enumerate(doubts), 2):
        _write_row(sheet, row, one, heads)
        if at in pictures:
            _put_picture(sheet, row, heads.index(_PICTURE), pictures[at])
    sheet.freeze_panes = "A2"
    lock(sheet)
    print_setup(sheet, f"{title}　答题卡{what}", rows="1:1")
    fit_width(sheet)
    _write_notes(book.create_sheet("说明"), what)
    return workbook_bytes(book)


def _write_row(sheet: Worksheet, row: int, one: ScanDoubt, heads: Sequence[str]) -> None:
    texts = {
        "编号": one.number,
        "卷号": one.page.form_code,
        "题号": one.item,
        "读作": one.read,
        "为什么": one.why,
        "文件": str(one.page.place),
        _PAGE: page_mark(one.page.digest),
    }
    for column, head in enumerate(heads, 1):
        cell = put_text(sheet.cell(row, column), texts[head]) if head in texts else sheet.cell(row, column)
        cell.font = Font(name=FONT, size=10)
        cell.alignment = CENTRE
        if head == _ANSWER:
            cell.protection = UNLOCKED


def _put_picture(sheet: Worksheet, row: int, column: int, png: bytes) -> None:
    """A picture inside its cell, within the lines of the grid; ``column`` counts from 0."""
    picture = Image(BytesIO(png))
    scale = min(1.0, _WIDEST / picture.width, _HIGHEST / picture.height)
    picture.width, picture.height = (max(1, round(side * scale)) for side in (picture.width, picture.height))
    edge = _EDGE * _EMU
    corner = AnchorMarker(col=column, row=row - 1, colOff=edge, rowOff=edge)
    size = XDRPositiveSize2D(picture.width * _EMU, picture.height * _EMU)
    picture.anchor = OneCellAnchor(_from=corner, ext=size)
    sheet.add_image(picture)
    sheet.row_dimensions[row].height = max(18.0, (picture.height + 2 * _EDGE) * _POINTS)


_NOTES = {
    SHEET: (
        "对照“图”一列或答题卡，把答案填在“应为”一列：选择题填字母（如 ACD），判断题填 √ 或 ×，没有答填 -。",
        f"题号写着“{WHOSE}”的，填这张答题卡是谁的（编号），不算的填“{NOT_USED}”。",
        f"题号写着“{WHOLE_PAGE}”的，填“{USED}”或“{NOT_USED}”。",
        "不知道的空着；填好保存，再运行一次 quizgen exam scan，不用再写文件名。别的列不要改。",
    ),
    AUDIT: (
        "由没有核对过这些答案的人填：只看“图”一列，看到什么，在“应为”一列填什么。",
        "选择题填字母（如 ACD），判断题填 √ 或 ×，没有答填 -；不知道的空着。",
        "填好保存，再运行一次 quizgen exam scan，--by 写抽查的人，不用再写文件名。别的列不要改。",
    ),
}


def _write_notes(sheet: Worksheet, what: str) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, text in enumerate(_NOTES[what], 1):
        cell = put_text(sheet.cell(row, 1), text)
        cell.font, cell.alignment = Font(name=FONT, size=11), LEFT
    print_setup(sheet, "说明", rows="1:1")
    fit_width(sheet)


def read_check_sheet(path: Path, shown_as: str, what: str = SHEET) -> CheckedSheet:
    """What was filled in the list ``what``. Raises CannotRead, RefusedFile (W001–W010)."""
    table = read_table(path, shown_as, what, key="题号")
    findings = TableFindings(table)
    columns = {head: column for column, head in table.heads.items()}
    missing = [head for head in ("题号", _ANSWER, _PAGE) if head not in columns]
    if missing:
        findings.fault(A002.id, f"缺少列：{'、'.join(missing)}", f"用程序写出的 {what}.xlsx")
        return CheckedSheet((), tuple(findings.problems), _no_row)

    def fault(row: CheckedRow, message: str, hint: str) -> Problem:
        return Problem.at(table.where(columns[_ANSWER], row.row), A045.id, message, hint)

    return CheckedSheet(tuple(_rows(findings, columns)), tuple(findings.problems), fault)


def _no_row(_row: CheckedRow, message: str, hint: str) -> Problem:
    return Problem("", None, A045.id, message, hint)


def _rows(findings: TableFindings, columns: Mapping[str, int]) -> Iterator[CheckedRow]:
    broken = broken_rows(findings)
    for row in findings.table.rows:
        cells = {cell.column: cell for cell in row.cells}
        answer = cells.get(columns[_ANSWER])
        if row.number in broken or answer is None or not tidy(answer.text):
            continue
        if findings.unreadable(answer, row.number):
            continue
        texts = {
            head: tidy(cells[columns[head]].seen) if columns[head] in cells else ""
            for head in ("题号", _PAGE)
        }
        yield CheckedRow(texts[_PAGE], texts["题号"], tidy(answer.seen), row.number)
