"""Where a review workbook keeps people: its sheet, its heading, its columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from quizgen.errors import QuizgenError
from quizgen.markup.words import heading_word, plain
from quizgen.model.review import ReviewColumn
from quizgen.office.cells import Area, CellKind, Row, cell_name
from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.workbook import Sheet, Workbook

NUMBER, NAME, UNIT = "编号", "姓名", "单位"
_SEARCHED_ROWS = 50
"""A heading stands within so many rows that hold anything."""
_EMU_PER_COLUMN, _EMU_PER_ROW = 609_600, 190_500
"""A column of the standard 64 pixels, a row of 20, in the units of drawings."""
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_OURS = {column.value: column for column in ReviewColumn}


class NoReviewSheet(QuizgenError):
    """No sheet of a workbook has the heading that scores are matched by, or several have it."""

    def __init__(self, shown_as: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"“{shown_as}”：{reason}。")


@dataclass(frozen=True)
class ReviewLayout:
    """A sheet with its heading.

    ``top`` and ``bottom`` are the first and last row of the heading (two where it is merged over two
    rows), ``last`` the last column in use, ``ours`` the columns of ours that exist already, ``unit``
    None where there is no such column.
    """

    sheet: Sheet
    top: int
    bottom: int
    number: int
    name: int
    unit: int | None
    last: int
    ours: dict[ReviewColumn, int]
    merged: tuple[Area, ...]
    rows: tuple[Row, ...] = field(repr=False)


def find_layout(workbook: Workbook, wanted: str | None = None) -> ReviewLayout:
    """The sheet to work on, ``wanted`` or the only visible one with a heading.

    Raises NoReviewSheet, RefusedFile.
    """
    if wanted is not None:
        sheet = workbook.sheet(wanted)
        if sheet is None:
            known = "、".join(one.name for one in workbook.sheets)
            raise NoReviewSheet(workbook.shown_as, f"没有工作表“{wanted}”；现有：{known}")
        sheets: Sequence[Sheet] = (sheet,)
    else:
        sheets = tuple(one for one in workbook.sheets if not one.hidden)
    found = [(sheet, heading) for sheet in sheets if (heading := _heading(workbook, sheet)) is not None]
    if not found:
        reason = (
            f"没有找到表头：前 {_SEARCHED_ROWS} 行里要有一行同时写着“{NUMBER}”和“{NAME}”"
            "（中间的空格、换行不计；不能是公式）；工作表隐藏时用 --sheet 指定"
        )
        raise NoReviewSheet(workbook.shown_as, reason)
    if len(found) > 1:
        names = "、".join(sheet.name for sheet, _ in found)
        raise NoReviewSheet(workbook.shown_as, f"几张工作表都有编号和姓名：{names}；请用 --sheet 指定一张")
    return _layout(workbook, *found[0])


def _heading(workbook: Workbook, sheet: Sheet) -> Row | None:
    for row in itertools.islice(workbook.rows(sheet), _SEARCHED_ROWS):
        words = {heading_word(cell.text) for cell in row.cells if cell.kind is CellKind.TEXT}
        if {NUMBER, NAME} <= words:
            return row
    return None


def _layout(workbook: Workbook, sheet: Sheet, heading: Row) -> ReviewLayout:
    rows = tuple(workbook.rows(sheet))
    merged = workbook.merged(sheet)
    number = _only(workbook, sheet, heading, NUMBER)
    covering = next((area for area in merged if (area.left, area.top) == (number, heading.number)), None)
    bottom = heading.number if covering is None else covering.bottom
    header_rows = [row for row in rows if heading.number <= row.number <= bottom]
    assert number is not None  # noqa: S101 - the heading was found by it
    name = _only(workbook, sheet, heading, NAME)
    assert name is not None  # noqa: S101 - the same
    return ReviewLayout(
        sheet=sheet,
        top=heading.number,
        bottom=bottom,
        number=number,
        name=name,
        unit=_only(workbook, sheet, heading, UNIT),
        last=max(_used_columns(workbook, sheet, rows, merged, heading.number)),
        ours=_our_columns(workbook, sheet, header_rows, merged),
        merged=merged,
        rows=rows,
    )


def _only(workbook: Workbook, sheet: Sheet, heading: Row, word: str) -> int | None:
    columns = [cell.column for cell in heading.cells if heading_word(cell.text) == word]
    if len(columns) > 1:
        places = "、".join(f"{sheet.name}!{cell_name(column, heading.number)}" for column in columns)
        raise NoReviewSheet(workbook.shown_as, f"有几列都叫“{word}”（{places}），不知道用哪一列")
    return columns[0] if columns else None


def _our_columns(
    workbook: Workbook, sheet: Sheet, header_rows: Sequence[Row], merged: Sequence[Area]
) -> dict[ReviewColumn, int]:
    """The columns to fill: all eight side by side as we append them, else the only one of each name.

    A 等次 or 考试日期 without any 成绩 or 核验码 is the office's own and stays as it is.
    """
    found: dict[ReviewColumn, list[tuple[int, int]]] = {}
    for row in header_rows:
        for cell in row.cells:
            column = _OURS.get(plain(cell.text))
            if column is not None and cell.kind is CellKind.TEXT:
                found.setdefault(column, []).append((cell.column, row.number))
    block = _whole_block(found)
    if block or not {ReviewColumn.SCORE, ReviewColumn.CODE} & found.keys():
        return block
    wide = {(area.left, area.top) for area in merged if area.right > area.left}
    for column, places in found.items():
        shown = "、".join(f"{sheet.name}!{cell_name(*place)}" for place in places)
        if len(places) > 1:
            raise NoReviewSheet(workbook.shown_as, f"有几列都叫“{column}”（{shown}），不知道填在哪里")
        if places[0] in wide:
            raise NoReviewSheet(workbook.shown_as, f"“{column}”的表头跨了几列（{shown}），不知道填在哪里")
    return {column: places[0][0] for column, places in found.items()}


def _whole_block(found: dict[ReviewColumn, list[tuple[int, int]]]) -> dict[ReviewColumn, int]:
    """All eight columns in their order side by side; empty where they are not."""
    for left, row in reversed(found.get(ReviewColumn.SCORE, [])):
        block = {column: left + step for step, column in enumerate(ReviewColumn)}
        if all((place, row) in found.get(column, []) for column, place in block.items()):
            return block
    return {}


def _used_columns(
    workbook: Workbook, sheet: Sheet, rows: Sequence[Row], merged: Sequence[Area], top: int
) -> Iterator[int]:
    """The last column of everything that new columns must not touch.

    Cells and merged areas wherever they are; tables, pictures and charts beside the people
    (those below the people do not matter).
    """
    yield from (row.cells[-1].column for row in rows)
    yield from (area.right for area in merged)
    beside = (top, rows[-1].number)
    for kind, part in related(workbook.package, sheet.part):
        if kind == "table":
            first, _, last = part_tree(workbook.package, part).get("ref", "A1").partition(":")
            areas = [_area(first, last or first)]
        elif kind == "drawing":
            areas = [
                drawn_area(one)
                for one in part_tree(workbook.package, part)
                if one.find("{*}from") is not None
            ]
        else:
            continue
        yield from (area.right for area in areas if area.top <= beside[1] and area.bottom >= beside[0])


def pivot_areas(package: Package, part: str) -> tuple[Area, ...]:
    """Where the pivot tables of a sheet lie: refreshing one writes over its cells."""
    found = []
    for kind, target in related(package, part):
        if kind == "pivotTable":
            for location in part_tree(package, target).iter("{*}location"):
                first, _, last = location.get("ref", "A1").partition(":")
                found.append(_area(first, last or first))
    return tuple(found)


def totals_rows(package: Package, part: str) -> frozenset[int]:
    """The rows that the tables of a sheet use for totals."""
    found: set[int] = set()
    for kind, target in related(package, part):
        if kind == "table":
            table = part_tree(package, target)
            first, _, last = table.get("ref", "A1").partition(":")
            bottom, count = _area(first, last or first).bottom, int(table.get("totalsRowCount", "0"))
            found.update(range(bottom - count + 1, bottom + 1))
    return frozenset(found)


def area_of(reference: str) -> Area:
    """``C3:D4`` or ``C3``; whole columns or rows reach as far as a sheet does."""
    first, _, last = reference.replace("$", "").partition(":")
    last = last or first
    if first.isalpha():
        first, last = f"{first}1", f"{last}{_LAST_ROW}"
    elif first.isdigit():
        first, last = f"A{first}", f"XFD{last}"
    return _area(first, last)


def drawn_areas(tree: Any) -> Iterator[Area]:
    """The cells that the pictures, charts, text boxes of a drawing part lie over.

    One that is placed by the page, not by cells, may lie anywhere.
    """
    for anchor in tree.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}absoluteAnchor"):
        if anchor.find("{*}from") is not None:
            yield drawn_area(anchor)
        else:
            yield Area(1, 1, _LAST_COLUMN, _LAST_ROW)


def _area(first: str, last: str) -> Area:
    (left, top), (right, bottom) = (coordinate_to_tuple(one)[::-1] for one in (first, last))
    return Area(left, top, right, bottom)


def drawn_area(anchor: Any) -> Area:
    """The cells that a picture or a chart lies over; its size is in columns and rows of standard width."""
    left, top = _corner(anchor.find("{*}from"))
    end = anchor.find("{*}to")
    if end is not None:
        return Area(left, top, *_corner(end))
    extent = anchor.find("{*}ext")
    width, height = (0 if extent is None else int(extent.get(name, "0")) for name in ("cx", "cy"))
    return Area(left, top, left + width // _EMU_PER_COLUMN, top + height // _EMU_PER_ROW)


def _corner(point: Any) -> tuple[int, int]:
    return int(point.findtext("{*}col", "0")) + 1, int(point.findtext("{*}row", "0")) + 1
