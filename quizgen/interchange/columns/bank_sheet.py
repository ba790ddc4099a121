"""A sheet of a question bank: its headings, its rows, the places of its cells, what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizgen.errors import WHOLE, Problem, Spot
from quizgen.interchange.columns.bank_cells import NOTHING, Saw, seen_in
from quizgen.interchange.columns.heads import BankHeads
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.model.rule import Rule
from quizgen.office.cells import Area, Cell, CellKind, Row, cell_name, spot_of
from quizgen.office.kept_tables import TextTable
from quizgen.office.sheet_pictures import SheetPicture, picture_named

_FILLED = (
    ColumnRole.KIND,
    ColumnRole.TOPIC,
    ColumnRole.DIFFICULTY,
    ColumnRole.POINTS,
    ColumnRole.BASIS,
    ColumnRole.CASE_TEXT,
    ColumnRole.CASE_ID,
    ColumnRole.LEVEL,
)
"""What a merged cell says for every row that it covers."""


@dataclass(frozen=True)
class BankSheet:
    """The rows of a sheet below its headings; ``name`` is empty for a text.

    ``inline``: its texts are in the inline syntax. ``held_by`` is, by row and column, the cell that a
    merged cell shows there. ``pictures`` are by the row that they begin on; ``marked`` are cells (row,
    column) that stand out, looked for only where no column holds keys.
    """

    shown_as: str
    name: str
    heads: BankHeads
    rows: tuple[Row, ...]
    text: TextTable | None = None
    inline: bool = False
    held_by: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    pictures: Mapping[int, tuple[SheetPicture, ...]] = field(default_factory=dict)
    marked: frozenset[tuple[int, int]] = frozenset()

    def place(self, row: int, column: int | None = None) -> tuple[int | None, Spot]:
        """The line of a text, or the cell of a sheet (``column`` None: the row)."""
        if self.text is not None:
            return self.text.records[row].line, WHOLE
        if column is None:
            return None, Spot(self.name, paragraph=f"第 {row} 行")
        return None, spot_of(self.name, column, row)

    def problem(self, rule: Rule, message: str, row: int | None = None, column: int | None = None) -> Problem:
        """What is said of the sheet, of a row, of a cell."""
        line, spot = (None, Spot(self.name)) if row is None else self.place(row, column)
        return Problem(self.shown_as, line, rule.id, message, rule.mend, spot=spot)

    def cell_called(self, row: int, column: int) -> str:
        """A cell as a person finds it: ``D5``, in a text ``第 5 行第 4 格``."""
        if self.text is not None:
            return f"第 {self.text.records[row].line} 行第 {column} 格"
        return cell_name(column, row)


class BankRow:
    """A row with something in it, asked by what its columns mean."""

    def __init__(self, sheet: BankSheet, row: Row, shown: Mapping[int, Saw]) -> None:
        self.sheet, self.number, self.hidden = sheet, row.number, row.hidden
        self._shown = shown

    def saw(self, column: int | None) -> Saw:
        """What a cell says."""
        return NOTHING if column is None else self._shown.get(column, NOTHING)

    def of(self, role: ColumnRole) -> Saw:
        """What the column of a role says."""
        return self.saw(self.sheet.heads.column(role))

    def text(self, role: ColumnRole) -> str:
        """Its text."""
        return self.of(role).text

    def texts(self, role: ColumnRole) -> list[str]:
        """The texts of all columns of a role that say anything."""
        found = (self.saw(column).text for column in self.sheet.heads.columns(role))
        return list(dict.fromkeys(one for one in found if one))

    @property
    def pictures(self) -> tuple[SheetPicture, ...]:
        """The pictures that begin on it."""
        return self.sheet.pictures.get(self.number, ())

    @property
    def filled(self) -> Mapping[int, str]:
        """What stands in it, by column."""
        return {column: saw.text for column, saw in self._shown.items() if saw.text}


def bank_rows(sheet: BankSheet) -> Iterator[BankRow]:
    """The rows below the headings that say anything; merged cells count where they count for every row."""
    filled = {column for role in _FILLED for column in sheet.heads.columns(role)}
    held: dict[tuple[int, int], Saw] = {}
    wanted = {one for place, one in sheet.held_by.items() if place[1] in filled}
    by_row: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for (number, column), origin in sheet.held_by.items():
        if column in filled:
            by_row.setdefault(number, []).append((column, origin))
    for row in sheet.rows:
        if row.number <= sheet.heads.last:
            continue
        shown = {cell.column: _seen(sheet, row.number, cell) for cell in row.cells}
        for column, saw in shown.items():
            if (row.number, column) in wanted:
                held[row.number, column] = saw
        own = any(saw.text for saw in shown.values())
        for column, origin in by_row.get(row.number, ()):
            if column not in shown and origin in held:
                shown[column] = held[origin]
        if own:
            yield BankRow(sheet, row, shown)


def _seen(sheet: BankSheet, row: int, cell: Cell) -> Saw:
    """What a cell says; its name is made only where something may have to be said of it."""
    if cell.kind is CellKind.FORMULA and picture_named(cell.text):
        return NOTHING
    name = "" if cell.kind is CellKind.TEXT else sheet.cell_called(row, cell.column)
    return seen_in(cell, name, inline=sheet.inline)


def merged_cells(areas: tuple[Area, ...]) -> dict[tuple[int, int], tuple[int, int]]:
    """By row and column the first cell of every area that reaches over several rows of one column."""
    return {
        (row, area.left): (area.top, area.left)
        for area in areas
        if area.left == area.right and area.bottom > area.top
        for row in range(area.top, area.bottom + 1)
    }
