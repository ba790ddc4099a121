"""What in a review workbook makes a score look different, and other text that mentions scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quizgen.errors import Spot
from quizgen.markup.words import plain
from quizgen.model.review import ReviewColumn
from quizgen.office.cells import Cell, CellKind, spot_of
from quizgen.office.sheet_edit import SheetEdit
from quizgen.office.shown.looks import Looks
from quizgen.office.workbook import Workbook
from quizgen.reviews.layout import ReviewLayout
from quizgen.reviews.sheet_looks import SheetLooks
from quizgen.reviews.subjects import Doubt, Mention

_SPEAKS = re.compile(
    "成绩|成績|得分|分数|分數|总分|總分|考分|核验码|知识测试|(?<![a-z])scores?(?![a-z])", re.IGNORECASE
)
_POINTS = re.compile(
    r"(?<![时:\d])\d+(?:\.\d+)?分(?![钟之册会])|[二三四五六七八九百]十?[一二三四五六七八九]?分(?![之钟比制])|满分"
)
_CORRECTS = re.compile(
    r"(?:最终|更正|订正|应为|改为|实为|核定)[^。\d]{0,12}\d{1,3}(?:\.\d+)?(?![\d年月日号/%-])"
)
_FURTHER = re.compile("最终|更正|订正|修正|核定|实得|折合|折算|复核|调整|加分|扣分|评分|.分$")
"""Words in the heading of a column of numbers that say it is meant instead of a score."""


_QUOTED = re.compile(r'"([^"]*)"')


def speaks(text: str) -> bool:
    """Whether a text that is not ours mentions scores."""
    words = plain(text)
    return bool(_SPEAKS.search(words) or _CORRECTS.search(words))


def says_points(text: str) -> bool:
    """Whether a text says so many points."""
    return _POINTS.search(plain(text)) is not None


def is_further_score(heading: str) -> bool:
    """Whether a column of numbers under this heading looks like scores beside ours."""
    return _FURTHER.search(plain(heading)) is not None


class ReviewDoubts:
    """Looks at the sheet of a review workbook; ``places`` are the columns of ours that exist."""

    def __init__(
        self, workbook: Workbook, layout: ReviewLayout, looks: Looks, sheet: SheetLooks, edit: SheetEdit
    ) -> None:
        self._workbook = workbook
        self._layout = layout
        self._looks = looks
        self._sheet = sheet
        self._edit = edit

    def of_columns(
        self, places: Mapping[ReviewColumn, int], widest: Mapping[ReviewColumn, float]
    ) -> Iterator[Doubt]:
        """What is wrong with the sheet, with whole columns, or with their headings.

        ``widest`` are the characters that a column must have room for.
        """
        if fault := self._sheet.structure_fault():
            yield Doubt(Spot(self._layout.sheet.name), fault)
        wanted = {**{column.value: place for column, place in places.items()}, "编号": self._layout.number}
        for name, place in {**wanted, "姓名": self._layout.name}.items():
            needed = max(3.0, next((width for column, width in widest.items() if column == name), 0.0))
            where = self._where(place, self._layout.top)
            faults = [
                self._sheet.column_fault(place, needed),
                self._style_fault(place, self._layout.top, None),
                *self._sheet.cover_faults((place, self._layout.top)),
            ]
            yield from (Doubt(where, f"{name}：{fault}") for fault in faults if fault)
        if fault := self._sheet.row_fault(self._layout.top):
            yield Doubt(self._where(self._layout.number, self._layout.top), f"表头：{fault}")

    def of_row(self, row: int, cells: Sequence[tuple[int, Cell | None]]) -> Iterator[Doubt]:
        """What is wrong with a person's row, or with the cells of it that are ours or say who it is."""
        if fault := self._sheet.row_fault(row):
            yield Doubt(self._where(self._layout.number, row), fault)
        if self._sheet.doubled(row):
            yield Doubt(self._where(self._layout.number, row), "这一行里同一格写了两次")
        for place, cell in cells:
            style = self._edit.style(place, row)
            faults = [*self._sheet.cell_faults((place, row), style), self._style_fault(place, row, cell)]
            if (
                cell is not None
                and cell.kind is CellKind.NUMBER
                and cell.text == "0"
                and self._sheet.hides_zero()
            ):
                faults.append("这张工作表不显示零")
            if self._edit.has_runs(place, row) or self._workbook.has_runs(
                self._edit.shared_index(place, row)
            ):
                faults.append("格子里的字分成几种样子")
            yield from (Doubt(self._where(place, row), fault) for fault in faults if fault)

    def mentions(self, ours: Sequence[int], rows: frozenset[int]) -> Iterator[Mention]:
        """Everything that speaks of scores but the cells of ours in the rows of people."""
        headings = range(self._layout.top, self._layout.bottom + 1)
        counted = self._columns_of_numbers(rows)
        for one in self._workbook.sheets:
            main = one == self._layout.sheet
            if speaks(one.name):
                yield Mention(Spot(one.name), one.name)
            for row in self._layout.rows if main else self._workbook.rows(one):
                heads = main and row.number in headings
                for cell in row.cells:
                    own = main and cell.column in ours and (heads or row.number in rows)
                    text = "" if own else _said(cell)
                    further = heads and cell.column in counted and is_further_score(text)
                    if text and (speaks(text) or further):
                        where = spot_of(one.name, cell.column, row.number)
                        yield Mention(where, text, heading=heads)
            for place, text in (self._sheet if main else self._sheet.beside(one.part)).asides():
                if speaks(text) or says_points(text):
                    yield Mention(Spot(one.name, paragraph=place), text)

    def _columns_of_numbers(self, rows: frozenset[int]) -> frozenset[int]:
        """The columns that hold a number beside any person."""
        return frozenset(
            cell.column
            for row in self._layout.rows
            if row.number in rows
            for cell in row.cells
            if cell.kind in {CellKind.NUMBER, CellKind.FORMULA}
        )

    def _style_fault(self, place: int, row: int, cell: Cell | None) -> str:
        text = "" if cell is None else cell.text
        number = cell is not None and cell.kind is CellKind.NUMBER
        date = cell is not None and cell.kind is CellKind.DATE
        style = self._edit.style(place, row)
        if number and place == self._layout.number:
            return self._looks.of(style).unseen
        return self._looks.fault(style, text, number=number, date=date)

    def _where(self, place: int, row: int) -> Spot:
        return spot_of(self._layout.sheet.name, place, row)


def _said(cell: Cell) -> str:
    """What a cell says: its text, a number with the words of its format, what a formula puts together."""
    if cell.kind is CellKind.FORMULA:
        return f"{''.join(_QUOTED.findall(cell.text))}{cell.seen}"
    return cell.seen or ""
