"""``待核对.xlsx``: every doubtful mark with its picture for a person to decide, read back as decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.drawing.image import Image
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
    TEXT_FORMAT,
    UNLOCKED,
    head_row,
    lock,
    print_setup,
    put_text,
    workbook_bytes,
)

SHEET = "待核对"
_ANSWER, _PAGE = "应为", "页"
HEADS = ("编号", "卷号", "题号", "读作", "为什么", "图", _ANSWER, "文件", _PAGE)
_WIDTHS = (13, 8, 9, 9, 34, 56, 12, 30, 12)
_PICTURE_COLUMN, _PICTURE_WIDTH, _ROW_POINTS = 6, 390, 0.78


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
    title: str, doubts: Sequence[ScanDoubt], pictures: Mapping[int, bytes], what: str = "待核对"
) -> bytes:
    """The list; ``pictures`` are PNG files by the place of the doubt, ``what`` the list is for."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = SHEET
    for number, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True), 1):
        letter = column_letters(number)
        dimension = ColumnDimension(sheet, index=letter, width=width, customWidth=True)
        dimension.font = Font(name=FONT, size=10)
        dimension.number_format = TEXT_FORMAT
        dimension.alignment = CENTRE
        if head == _ANSWER:
            dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension
    head_row(sheet, 1, HEADS)
    for row, (at, one) in enumerate(enumerate(doubts), 2):
        _write_row(sheet, row, one)
        if at in pictures:
            _put_picture(sheet, row, pictures[at])
    sheet.freeze_panes = "A2"
    lock(sheet)
    print_setup(sheet, f"{title}　答题卡{what}", rows="1:1")
    _write_notes(book.create_sheet("说明"))
    return workbook_bytes(book)


def _write_row(sheet: Worksheet, row: int, one: ScanDoubt) -> None:
    texts = (one.number, one.page.form_code, one.item, one.read, one.why)
    for column, text in (
        *enumerate(texts, 1),
        (len(HEADS) - 1, str(one.page.place)),
        (len(HEADS), page_mark(one.page.digest)),
    ):
        cell = put_text(sheet.cell(row, column), text)
        cell.font = Font(name=FONT, size=10)
        cell.alignment = CENTRE
    sheet.cell(row, HEADS.index(_ANSWER) + 1).protection = UNLOCKED


def _put_picture(sheet: Worksheet, row: int, png: bytes) -> None:
    picture = Image(BytesIO(png))
    if picture.width > _PICTURE_WIDTH:
        picture.height = round(picture.height * _PICTURE_WIDTH / picture.width)
        picture.width = _PICTURE_WIDTH
    sheet.add_image(picture, f"{column_letters(_PICTURE_COLUMN)}{row}")
    sheet.row_dimensions[row].height = max(18.0, picture.height * _ROW_POINTS)


def _write_notes(sheet: Worksheet) -> None:
    notes = (
        "对照“图”一列或答题卡，把答案填在“应为”一列：选择题填字母（如 ACD），判断题填 √ 或 ×，没有答填 -。",
        f"题号写着“{WHOSE}”的，填这张答题卡是谁的（编号），不算的填“{NOT_USED}”。",
        f"题号写着“{WHOLE_PAGE}”的，填“{USED}”或“{NOT_USED}”。",
        "不知道的空着；填好保存，再运行一次 quizgen exam scan，不用再写文件名。别的列不要改。",
    )
    sheet.column_dimensions["A"].width = 100
    for row, text in enumerate(notes, 1):
        put_text(sheet.cell(row, 1), text)


def read_check_sheet(path: Path, shown_as: str) -> CheckedSheet:
    """What was filled in. Raises CannotRead, RefusedFile (W001–W010)."""
    table = read_table(path, shown_as, SHEET)
    findings = TableFindings(table)
    columns = {head: column for column, head in table.heads.items()}
    missing = [head for head in ("题号", _ANSWER, _PAGE) if head not in columns]
    if missing:
        findings.fault(A002.id, f"缺少列：{'、'.join(missing)}", "用程序写出的 待核对.xlsx")
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
