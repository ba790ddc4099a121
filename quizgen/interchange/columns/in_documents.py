"""Tables of questions inside a document, one question a row: read as a workbook's sheets are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quizgen.errors import Problem
from quizgen.interchange.columns.bank_sheet import BankSheet
from quizgen.interchange.columns.column_map import NO_MAP
from quizgen.interchange.columns.heads import find_heads
from quizgen.interchange.columns.table_questions import SheetRead, read_sheet
from quizgen.interchange.draft import Understood
from quizgen.interchange.kind_words import kind_within
from quizgen.interchange.shares import OnShare, unheard
from quizgen.interchange.soundness import with_repeats
from quizgen.interchange.understand.whole import understand
from quizgen.office.cells import Cell, CellKind, Row
from quizgen.office.document import Document, DocumentBlock, Grid, Paragraph

_HEADING_WITHIN = 3
"""A table in a document has its headings at its top, below a title at most."""


@dataclass
class _Apart:
    """A document taken apart: what stands outside, the tables of questions."""

    outside: list[DocumentBlock] = field(default_factory=list)
    sheets: list[SheetRead] = field(default_factory=list)


def understand_with_tables(document: Document, on_share: OnShare = unheard) -> Understood:
    """A document whose questions stand in its lines, in its tables, or in both."""
    apart = _Apart()
    above = ""
    for block in document.blocks:
        sheet = _sheet_of(document.shown_as, block, above) if isinstance(block, Grid) else None
        if sheet is None:
            apart.outside.append(block)
            above = block.text if isinstance(block, Paragraph) and block.text.strip() else above
        else:
            apart.sheets.append(read_sheet(sheet, NO_MAP))
    if not apart.sheets:
        return understand(document, on_share)
    lines = understand(replace(document, blocks=tuple(apart.outside)), on_share)
    return _together(lines, apart.sheets)


def _together(lines: Understood, sheets: Sequence[SheetRead]) -> Understood:
    """Lines that ask nothing are titles of the tables."""
    asked = bool(lines.drafts)
    held = [one for one in (lines.held if asked else None, *(one.held for one in sheets)) if one is not None]
    return Understood(
        lines.shown_as,
        with_repeats((*lines.drafts, *(draft for one in sheets for draft in one.drafts))),
        (*lines.frame, *(() if asked else lines.leftover), *_of(sheets, "frame")),
        (*(lines.leftover if asked else ()), *_of(sheets, "leftover")),
        (*lines.notes, *_of(sheets, "notes")),
        sum(held) if held else None,
    )


def _of(sheets: Sequence[SheetRead], name: str) -> tuple[Problem, ...]:
    found: list[Problem] = [problem for one in sheets for problem in getattr(one, name)]
    return tuple(found)


def _sheet_of(shown_as: str, grid: Grid, above: str) -> BankSheet | None:
    """The table as a sheet; None: it lists no questions, or has pictures, which rows cannot keep."""
    if any(not isinstance(piece, Paragraph) for row in grid.rows for cell in row for piece in cell):
        return None
    rows = tuple(_row(number, cells) for number, cells in enumerate(grid.rows, 1))
    heads = find_heads(rows[:_HEADING_WITHIN], ())
    if heads is None:
        return None
    called = f"（{above.strip()}）" if kind_within(above) is not None else ""
    return BankSheet(shown_as, f"{grid.spot.paragraph}{called}", heads, rows, inline=True)


def _row(number: int, cells: Sequence[Sequence[object]]) -> Row:
    texts = ["\n".join(one.text for one in cell if isinstance(one, Paragraph)).strip() for cell in cells]
    return Row(number, tuple(Cell(at, CellKind.TEXT, text) for at, text in enumerate(texts, 1) if text))
