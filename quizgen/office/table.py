"""Reads a table kept by staff (.xlsx or .csv): its heading row and the rows below."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from quizgen.errors import CannotRead, Place, Spot
from quizgen.files.delimited import Delimited, TableRecord, field_text, missing_fields, read_delimited
from quizgen.files.text import read_any_chinese
from quizgen.markup.words import heading_word, plain
from quizgen.model.rules.office import W009, W010
from quizgen.office.cells import Area, Cell, CellKind, Row, area_name, cell_name
from quizgen.office.kept_tables import BookOfSheets, TextTable, open_kept_table
from quizgen.office.package import RefusedFile
from quizgen.office.workbook import MOST_COLUMNS, MOST_ROWS, MOST_TEXT_ROWS, Sheet, Workbook, open_workbook

KEY = "编号"
_BESIDE = frozenset({"姓名", "卷号", "状态", "得分", "裁定"})
"""What stands beside it where a sheet is meant to be read."""
_ERRORS = re.compile(r"#(NAME\?|VALUE!|REF!|DIV/0!|N/A|NUM!|NULL!|SPILL!|CALC!)|#{3,}|Err:\d{3}")
"""What spreadsheets write into a CSV file where they show no value."""
_HEADING_WITHIN = 10
"""Titles may stand above the heading, but not more rows than this."""


@dataclass(frozen=True)
class Table:
    """A table with its heading: ``heads`` are the headings by column, ``plain``, empty when none was found.

    ``merged`` are areas that reach into the rows. ``hidden`` tells of rows and columns that are out of
    sight, in words. ``unread`` are other sheets that look like such a table. ``broken`` are rows of a
    CSV file that cannot be cut into cells with certainty: the line in the file, what is wrong (a
    Chinese clause), by row number. ``as_csv``: a spreadsheet may have rewritten what was typed; then the rows
    are made from the text whenever they are gone through, so that hundreds of thousands need little memory.
    """

    shown_as: str
    head_row: int
    heads: Mapping[int, str]
    rows: Collection[Row]
    merged: tuple[Area, ...] = ()
    hidden: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    broken: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    as_csv: bool = False
    sheet: str = ""
    """The name of the sheet where a file has several that are read, else empty."""

    def where(self, column: int, row: int, last: int | None = None) -> Place:
        """A cell of the table, or those from ``column`` to ``last`` in a row."""
        cell = cell_name(column, row) if last in {None, column} else area_name(column, row, last or column)
        return Place(self.shown_as, Spot(self.sheet, cell, row))

    def with_cells(self, texts: Mapping[tuple[int, int], str]) -> Table:
        """The same table with the texts of some cells, by (row, column), put in their place."""
        by_row: dict[int, dict[int, Cell]] = {}
        for (number, column), text in texts.items():
            by_row.setdefault(number, {})[column] = Cell(column, CellKind.TEXT, text)
        rows = [_with(row, by_row[row.number]) if row.number in by_row else row for row in self.rows]
        return replace(self, rows=tuple(rows))


def _with(row: Row, changed: Mapping[int, Cell]) -> Row:
    cells = {cell.column: cell for cell in row.cells} | dict(changed)
    return replace(row, cells=tuple(cells[column] for column in sorted(cells)))


def read_table(path: Path, shown_as: str, sheet: str, most: int = MOST_ROWS, key: str = KEY) -> Table:
    """Read the sheet of that name (or the only one) of ``most`` rows at most, or a CSV file.

    The heading of a sheet is the row in which ``key`` stands.

    Raises CannotRead, or RefusedFile (W001–W010).
    """
    if path.suffix.lower() == ".csv":
        return _csv_table(path, shown_as)
    book = open_workbook(path, shown_as)
    chosen = _sheet(book, sheet)
    table = _table(shown_as, book.rows(chosen, most), key)
    merged = _merged(book, chosen, table)
    hidden_rows = [row.number for row in table.rows if row.hidden]
    hidden_columns = sorted(book.hidden_columns(chosen) & table.heads.keys())
    hidden = [f"第 {_some(hidden_rows)} 行" for _ in hidden_rows[:1]]
    hidden += [f"“{table.heads[column]}”列" for column in hidden_columns]
    hidden += [f"工作表“{chosen.name}”" for _ in [chosen] if chosen.hidden]
    unread = tuple(one.name for one in book.sheets if one is not chosen and _is_like(book, one))
    return replace(table, merged=merged, hidden=tuple(hidden), unread=unread)


def _is_like(book: Workbook, sheet: Sheet) -> bool:
    """Whether another sheet has a heading of the same kind with a row below it."""
    rows = itertools.islice(book.rows(sheet), _HEADING_WITHIN + 1)
    heads = [{heading_word(cell.seen) for cell in row.cells} for row in rows]
    return any(KEY in words and not words.isdisjoint(_BESIDE) for words in heads[:-1])


def _merged(book: BookOfSheets, sheet: Sheet, table: Table) -> tuple[Area, ...]:
    """The merged areas that reach below the heading."""
    return tuple(area for area in book.merged(sheet) if area.bottom > table.head_row)


def every_table(path: Path, shown_as: str) -> tuple[Table, ...]:
    """The table of every sheet that is seen, of whatever file ``open_kept_table`` takes.

    A sheet without a heading has none in its table. Raises CannotRead, RefusedFile (W001–W010).
    """
    book = open_kept_table(path, shown_as, lambda line: KEY in plain(line))
    if isinstance(book, TextTable):
        return (_csv_table(path, shown_as),)
    tables = []
    for sheet in book.sheets:
        if not sheet.hidden:
            table = _table(shown_as, iter(tuple(book.rows(sheet))))
            tables.append(replace(table, merged=_merged(book, sheet, table), sheet=sheet.name))
    return tuple(tables)


def _sheet(book: Workbook, name: str) -> Sheet:
    found = book.sheet(name)
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    if found is None and len(visible) == 1:
        return visible[0]
    if found is None:
        raise RefusedFile(book.shown_as, W010.id, f"没有名为“{name}”的工作表", "把要读的工作表改回这个名称")
    return found


def _table(shown_as: str, rows: Iterator[Row], key: str = KEY) -> Table:
    head_row, heads = _heading(rows, key)
    return Table(shown_as, head_row, heads, tuple(one for one in rows if _filled(one)) if heads else ())


def _heading(rows: Iterator[Row], key: str = KEY) -> tuple[int, dict[int, str]]:
    """The number of the row of headings with the headings by column; 0 and none where there is none."""
    for row in itertools.islice(rows, _HEADING_WITHIN):
        heads = {cell.column: head for cell in row.cells if (head := heading_word(cell.seen))}
        if key in heads.values():
            return row.number, heads
    return 0, {}


def _filled(row: Row) -> bool:
    return any(cell.text.strip() for cell in row.cells)


def _csv_table(path: Path, shown_as: str) -> Table:
    text = read_any_chinese(path)
    if not text.strip():
        raise CannotRead(path, "文件是空的")
    read = read_delimited(text, lambda line: KEY in plain(line))
    del text
    head_row, heads = _heading(row for _, row in _csv_rows(read, shown_as))
    if not heads:
        return Table(shown_as, 0, {}, (), as_csv=True)
    columns, count, broken = max(heads), 0, {}
    for record, row in _csv_rows(read, shown_as):
        below = record.number > head_row
        wrong = record.fault or (missing_fields(record, columns, read.separator) if below else "")
        if wrong and record.number >= head_row:
            broken[record.number] = (record.line, wrong)
        count += below and _filled(row)
    return Table(
        shown_as, head_row, heads, _CsvRows(read, shown_as, head_row, count), broken=broken, as_csv=True
    )


@dataclass(frozen=True, slots=True)
class _CsvRows(Collection[Row]):
    """The rows below the heading that hold anything."""

    read: Delimited
    shown_as: str
    head_row: int
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Row]:
        for record, row in _csv_rows(self.read, self.shown_as):
            if record.number > self.head_row and _filled(row):
                yield row

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)


def _csv_rows(read: Delimited, shown_as: str) -> Iterator[tuple[TableRecord, Row]]:
    """The rows with anything in them, each with its record."""
    for record in read.records:
        if record.number > MOST_TEXT_ROWS or len(record.fields) > MOST_COLUMNS:
            reason = f"超过 {MOST_TEXT_ROWS} 行或 {MOST_COLUMNS} 列"
            raise RefusedFile(shown_as, W009.id, reason, "删去多余的行和列")
        cells = tuple(_csv_cell(column, text) for column, text in enumerate(record.fields, 1) if text.strip())
        if cells:
            yield record, Row(record.number, cells)


@lru_cache(maxsize=1 << 15)
def _csv_cell(column: int, written: str) -> Cell:
    text = field_text(written)
    if text is written and written.startswith("=") and len(written) > 1:
        return Cell(column, CellKind.FORMULA, text)
    return Cell(column, CellKind.ERROR if _ERRORS.fullmatch(text.strip()) else CellKind.TEXT, text)


def _some(numbers: list[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} 等 {len(numbers)} "  # noqa: PLR2004 - enough to find them
