"""The sheet of a file that is the roster, with the places in it as a person would look for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from quizgen.errors import WHOLE, Problem, QuizgenError, Spot
from quizgen.model.rules.roster import R103, R109, R113
from quizgen.office.cells import Area, Cell, Row, spot_of
from quizgen.office.kept_tables import BookOfSheets, TextTable, open_kept_table, with_macros
from quizgen.office.package import damaged
from quizgen.office.workbook import Sheet
from quizgen.records.roster_heads import HEADING_WITHIN, HeadReader

_NAMED = 5


class WhichSheet(QuizgenError):
    """Several sheets look like a roster, none does, or there is none of the name asked for."""

    def __init__(self, shown_as: str, names: Sequence[str], *, asked: str | None, several: bool) -> None:
        listed = "、".join(names)
        if asked is not None:
            have = f"；有：{listed}" if names else "，它是文本文件，不用写 --sheet"
            message = f"“{shown_as}”里没有名为“{asked}”的工作表{have}。"
        elif several:
            message = (
                f"“{shown_as}”里有 {len(names)} 张工作表都像名册（{listed}），不知道用哪一张；"
                "用 quizgen roster read 加 --sheet 指明，另存成一份名册再用。"
            )
        else:
            message = (
                f"“{shown_as}”的工作表（{listed}）里都没有名册的表头（编号、姓名、单位、职务）；"
                "在名册那张表的上方写上表头。"
            )
        super().__init__(message)


@dataclass(frozen=True)
class RosterSheet:
    """The rows of a roster; ``name`` is empty for a text. ``text`` says where its rows stand."""

    shown_as: str
    name: str
    rows: tuple[Row, ...]
    merged: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    text: TextTable | None = None
    notes: tuple[Problem, ...] = ()

    def fault(self, row: int | None, column: int | None, rule: str, message: str, hint: str = "") -> Problem:
        """A fault, or something to be known, of a cell, of a row (``column`` None), of the whole sheet."""
        line = None if row is None or self.text is None else self.line(row)
        spot = WHOLE if self.text is not None else Spot(self.name)
        if row is not None and self.text is None:
            spot = spot_of(self.name, column or 1, row)
            if column is None:
                spot = Spot(self.name, paragraph=f"第 {row} 行")
        return Problem(self.shown_as, line, rule, message, hint, spot=spot)

    def line(self, row: int) -> int:
        """The number by which a person finds a row: of a text, its line."""
        return self.text.records[row].line if self.text is not None else row

    def place(self, row: int, column: int) -> str:
        """A cell in a sentence: ``B5``, in a text ``第 5 行``."""
        return f"第 {self.line(row)} 行" if self.text is not None else spot_of(self.name, column, row).cell


def texts_of(row: Row) -> Mapping[int, str]:
    """What is seen in a row, by column."""
    return {cell.column: cell.seen for cell in row.cells if cell.seen.strip()}


def read_sheet(path: Path, shown_as: str, heads: HeadReader, name: str | None = None) -> RosterSheet:
    """The sheet of that name, else the only one that lists people, else the only one there is.

    Raises WhichSheet, RefusedFile, CannotRead.
    """
    book = open_kept_table(path, shown_as, heads.is_head)
    if isinstance(book, TextTable):
        if name is not None:
            raise WhichSheet(shown_as, [], asked=name, several=False)
        return RosterSheet(shown_as, "", book.rows, text=book)
    sheet, notes = _choose(book, heads, name)
    rows = tuple(book.rows(sheet))
    if with_macros(book):
        notes = [*notes, Problem(shown_as, None, R113.id, "文件带有宏；只读了格子，没有运行宏")]
    hidden = [str(row.number) for row in rows if row.hidden]
    if hidden or sheet.hidden:
        what = f"第 {some(hidden)} 行" if hidden else "整张工作表"
        notes = [*notes, Problem(shown_as, None, R109.id, f"{what}是隐藏的，也读了", spot=Spot(sheet.name))]
    merged, columns = book.merged(sheet), book.hidden_columns(sheet)
    return RosterSheet(shown_as, sheet.name, rows, merged, columns, notes=tuple(notes))


def _choose(book: BookOfSheets, heads: HeadReader, name: str | None) -> tuple[Sheet, list[Problem]]:
    names = [sheet.name for sheet in book.sheets]
    if not names:
        raise damaged(book.shown_as)
    if name is not None:
        named = next((sheet for sheet in book.sheets if sheet.name.strip() == name.strip()), None)
        if named is None:
            raise WhichSheet(book.shown_as, names, asked=name, several=False)
        return named, []
    likely = [sheet for sheet in book.sheets if _lists_people(book, sheet, heads)]
    found = [sheet for sheet in likely if not sheet.hidden] or likely
    if len(found) > 1:
        raise WhichSheet(book.shown_as, [sheet.name for sheet in found], asked=None, several=True)
    if not found and len(names) > 1:
        raise WhichSheet(book.shown_as, names, asked=None, several=False)
    chosen = found[0] if found else book.sheets[0]
    return chosen, list(_unread(book, chosen))


def _lists_people(book: BookOfSheets, sheet: Sheet, heads: HeadReader) -> bool:
    rows = [(row.number, texts_of(row)) for row in islice(book.rows(sheet), HEADING_WITHIN + 2)]
    found = heads.find(rows)
    return found is not None and found.is_roster and rows[-1][0] > found.last


def _unread(book: BookOfSheets, chosen: Sheet) -> Iterator[Problem]:
    others = [sheet.name for sheet in book.sheets if sheet is not chosen and any(book.rows(sheet))]
    if others:
        message = f"读的是工作表“{chosen.name}”；没有读：{'、'.join(others)}"
        yield Problem(book.shown_as, None, R103.id, message)


def cells_by_column(row: Row) -> Mapping[int, Cell]:
    """The cells of a row."""
    return {cell.column: cell for cell in row.cells}


def some(items: Sequence[str], unit: str = "") -> str:
    """The first few of a list in a sentence, with how many there are."""
    return "、".join(items[:_NAMED]) + (f" 等 {len(items)} {unit}" if len(items) > _NAMED else "")
