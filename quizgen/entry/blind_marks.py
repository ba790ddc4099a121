"""The marking sheet of a marker who sees answers as pictures and knows nobody: a row per scoring point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.entry.marks import SHEET, check_points, question_order, value_of
from quizgen.markup import plain_text
from quizgen.model.shown import ShownItem, asked_text
from quizgen.office.columns import column_letters
from quizgen.office.write import (
    CENTRE,
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

BLIND, PICTURE = "编号（盲号）", "答卷"
"""The heading of opaque numbers, which is read as that of 编号; that of pictures, which is not read."""
BLIND_HEADS = (BLIND, "题号", PICTURE, "点号", "采分点", "满分", "得分", "评卷人", "备注")
_WIDTHS = (17, 8, 92, 6, 36, 7, 8, 10, 14)
_OPEN = ("得分", "评卷人", "备注")
_WORDS = ("采分点", "备注")
_LOOKS = {
    (words, unlocked): Dress(
        Font(name=FONT, size=10),
        Alignment(horizontal="left" if words else "center", vertical="top", wrap_text=True),
        GRID,
        protection=UNLOCKED if unlocked else None,
    )
    for words in (False, True)
    for unlocked in (False, True)
}
"""The looks of a cell by (in words, to be filled in): all at the top, beside the picture's."""
_PICTURE_COLUMN, _PICTURE_WIDTH = 3, 640
_POINTS_A_PIXEL, _LEAST_ROW, _MOST_ROW = 0.75, 20.0, 400.0
"""Heights of rows in points; spreadsheets know none above 409."""
_NO_INK, _NO_PICTURE = "机器看是空白，请核对", "没有切图：请向登记人要这份答卷（遮住姓名）"


@dataclass(frozen=True, slots=True)
class BlindAnswer:
    """An answer to be marked: its opaque number, the question, the picture (PNG; None: there is none).

    ``blank``: the machine sees no ink.
    """

    number: str
    place: ShownItem
    picture: bytes | None
    blank: bool


def blind_workbook(title: str, answers: Iterable[BlindAnswer]) -> bytes:
    """The workbook for one marker: all answers to a question together, in the order of their numbers."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = SHEET
    _lay_columns(sheet)
    head_row(sheet, 1, BLIND_HEADS)
    last = 1
    ordered = sorted(answers, key=lambda one: (question_order(one.place), one.number))
    for one in ordered:
        last = _put(sheet, last + 1, one)
    check_points(sheet, points="G", full="F", last=last)
    sheet.freeze_panes = "A2"
    lock(sheet)
    print_setup(sheet, f"{title}　盲评", rows="1:1")
    fit_width(sheet)
    _write_questions(book.create_sheet("题目"), [one.place for one in ordered])
    _write_notes(book.create_sheet("说明"))
    return workbook_bytes(book)


def _put(sheet: Worksheet, first: int, one: BlindAnswer) -> int:
    """The rows of an answer; the last of them. A high picture has rows without words below its own."""
    points = one.place.scoring
    heights = _heights(sheet, first, one.picture, len(points))
    for at, (text, full) in enumerate(points):
        row = first + at
        remark = "" if at else _remark(one)
        for column, words in ((1, one.number), (2, one.place.number), (5, plain_text(text))):
            put_text(sheet.cell(row, column), words)
        sheet.cell(row, 4, at + 1)
        cell = sheet.cell(row, 6, value_of(full))
        if isinstance(cell.value, str):
            cell.data_type = "s"
        if remark:
            put_text(sheet.cell(row, len(BLIND_HEADS)), remark)
        for column, head in enumerate(BLIND_HEADS, 1):
            dress(sheet.cell(row, column), _LOOKS[head in _WORDS, head in _OPEN])
    for at, height in enumerate(heights):
        sheet.row_dimensions[first + at].height = height
    return first + len(heights) - 1


def _remark(one: BlindAnswer) -> str:
    if one.picture is None:
        return _NO_PICTURE
    return _NO_INK if one.blank else ""


def _heights(sheet: Worksheet, first: int, png: bytes | None, rows: int) -> Sequence[float]:
    """Put the picture beside its rows; the heights that these, and empty ones below, then have."""
    if png is None:
        return [_LEAST_ROW] * rows
    picture = Image(BytesIO(png))
    picture.height = round(picture.height * _PICTURE_WIDTH / picture.width)
    picture.width = _PICTURE_WIDTH
    sheet.add_image(picture, f"{column_letters(_PICTURE_COLUMN)}{first}")
    wanted = picture.height * _POINTS_A_PIXEL + 6
    each = min(max(_LEAST_ROW, wanted / rows), _MOST_ROW)
    heights = [each] * rows
    while sum(heights) < wanted:
        heights.append(min(_MOST_ROW, wanted - sum(heights)))
    return heights


def _lay_columns(sheet: Worksheet) -> None:
    for number, (head, width) in enumerate(zip(BLIND_HEADS, _WIDTHS, strict=True), 1):
        letter = column_letters(number)
        dimension = ColumnDimension(sheet, index=letter, width=width, customWidth=True)
        dimension.font = Font(name=FONT, size=10)
        dimension.alignment = LEFT if head in {"采分点", "备注"} else CENTRE
        if head in {BLIND, "题号"}:
            dimension.number_format = TEXT_FORMAT
        if head in _OPEN:
            dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension


def _write_questions(sheet: Worksheet, places: Iterable[ShownItem]) -> None:
    """What was asked, once for every question, under the numbers that papers give it."""
    numbers: dict[tuple[str, int], dict[str, None]] = {}
    asked: dict[tuple[str, int], ShownItem] = {}
    for one in places:
        key = question_order(one)[:2]
        numbers.setdefault(key, {})[one.number] = None
        asked.setdefault(key, one)
    head_row(sheet, 1, ("题号", "题目"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 100
    for row, (key, one) in enumerate(asked.items(), 2):
        text = "" if one.part is None else plain_text(asked_text(one.question)) + "\n"
        for column, words in ((1, "、".join(numbers[key])), (2, text + plain_text(one.body.stem))):
            dress(put_text(sheet.cell(row, column), words), _LOOKS[True, False])
    lock(sheet)


def _write_notes(sheet: Worksheet) -> None:
    notes = (
        "题目在“题目”一页。",
        "看“答卷”一列的图，照采分点给分，填“得分”和“评卷人”；没有答到的填 0。别的列不要改，不要增删行。",
        "一份答卷有几个采分点就有几行，图在第一行旁边，可以放大看。",
        "“备注”写着“机器看是空白”的，是机器的建议：请看图，确实没有作答的填 0。",
        "盲号由考试的密钥得来，看不出是谁的答卷，也看不出哪几份是一个人的；两位评卷人的盲号不同。",
        "填好保存，交回登记人。",
    )
    sheet.column_dimensions["A"].width = 100
    for row, text in enumerate(notes, 1):
        put_text(sheet.cell(row, 1), text)
