"""What a sheet holds, as records: cells, rows, areas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from quizgen.errors import Spot
from quizgen.office.columns import column_letters

_FEW_CELLS = 200


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "文字"
    NUMBER = "数"
    DATE = "日期"
    TRUTH = "逻辑值"
    ERROR = "错误值"
    FORMULA = "公式"


class Cell(NamedTuple):
    """A cell with something in it; ``column`` counts from 1, ``text`` is what it holds.

    A number has at most 15 digits (``3.0`` is ``3``); a date is ISO; a formula is its text with ``=``,
    never its remembered result. ``shown`` is what a person sees where the format shows something else
    (``50%``, ``0012``), None where it is the text. Not ``exact``: the format hides or rounds what the cell
    holds, or it is not known here. A tuple, because large exams have a million.
    """

    column: int
    kind: CellKind
    text: str
    shown: str | None = None
    exact: bool = True

    @property
    def seen(self) -> str:
        """What a person sees in the cell."""
        return self.text if self.shown is None else self.shown


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it; ``number`` counts from 1."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, column: int, row: int) -> bool:
        """Whether a cell lies in it."""
        return self.left <= column <= self.right and self.top <= row <= self.bottom

    @property
    def name(self) -> str:
        """As people write it: ``C3:D4``."""
        return f"{cell_name(self.left, self.top)}:{cell_name(self.right, self.bottom)}"


class Cover:
    """Areas asked again and again whether a cell lies in one; small ones are kept cell by cell.

    ``beyond_first``: the first cell of an area does not count, as in merged areas.
    """

    def __init__(self, areas: Iterable[Area], *, beyond_first: bool = False) -> None:
        self._cells: set[tuple[int, int]] = set()
        self._large: list[Area] = []
        self._beyond_first = beyond_first
        self.right = 0
        for area in areas:
            self.right = max(self.right, area.right)
            columns, rows = range(area.left, area.right + 1), range(area.top, area.bottom + 1)
            if len(columns) * len(rows) > _FEW_CELLS:
                self._large.append(area)
                continue
            first = (area.left, area.top)
            cells = ((column, row) for column in columns for row in rows)
            self._cells.update(cell for cell in cells if not beyond_first or cell != first)

    def holds(self, column: int, row: int) -> bool:
        """Whether a cell is covered."""
        if (column, row) in self._cells:
            return True
        return any(
            area.holds(column, row) and not (self._beyond_first and (column, row) == (area.left, area.top))
            for area in self._large
        )


@lru_cache(maxsize=1 << 15)
def cell_name(column: int, row: int) -> str:
    """``D17`` for column 4, row 17."""
    return f"{column_letters(column)}{row}"


def spot_of(sheet: str, column: int, row: int) -> Spot:
    """A cell of a sheet."""
    return Spot(sheet, cell_name(column, row), row)


def area_name(column: int, row: int, last: int) -> str:
    """``D17:F17`` for columns 4 to 6 of row 17."""
    return f"{cell_name(column, row)}:{cell_name(last, row)}"


def number_text(number: float) -> str:
    """A stored number as a spreadsheet shows it: 15 digits at most, no ``.0``, no exponent."""
    text = format(number, ".15g")
    return format(Decimal(text), "f") if "e" in text else text
