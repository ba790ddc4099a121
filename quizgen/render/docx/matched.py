"""A 配对 in a Word document: tables without borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Pt

from quizgen.markup import Inline, inline_text
from quizgen.render.docx.line_end import BRACKET, BRACKET_ROOM
from quizgen.render.docx.shape import flush_left, keep_row_whole, set_widths
from quizgen.render.docx.size import (
    COLUMN_MM,
    MM_PER_PT,
    OPTION_LABEL_EM,
    PART_LABEL_EM,
    Sizes,
    unsure_em,
    width_em,
)
from quizgen.render.docx.text import add_inline, add_text
from quizgen.render.paper.composed import PaperItem

_GAP_EM = 0.8
"""What is kept free between the bracket and the letters on the right."""
_BRACKET_EM = width_em(BRACKET_ROOM)
_SLACK_EM = 0.8
"""What a column is wider than its text, for labels of fonts with wider figures."""
_NARROWEST = 0.35


def matched_table(
    document: Any, item: PaperItem, sizes: Sizes, indent: float, *, solution: bool
) -> list[Any]:
    """What is matched with its brackets, beside what it is matched with under letters; the last paragraph.

    ``indent`` is in em of body text. Either side breaks its lines by itself. The items on the left are a
    table inside the table, where the brackets have a column of their own: none is torn, each stands beside
    the last line of its item.
    """
    left, bracket, right = (em * sizes.body * MM_PER_PT for em in _widths_em(item, sizes, indent))
    table = document.add_table(rows=1, cols=2)
    set_widths(table, [left + bracket, right])
    flush_left(table, indent_pt=indent * sizes.body)
    keep_row_whole(table.rows[0])
    items, letters = table.rows[0].cells
    _with_brackets(items, item, sizes, [left, bracket], solution=solution)
    line = letters.paragraphs[0]
    for place, option in enumerate(item.options):
        line = letters.add_paragraph() if place else line
        _labelled(line, f"{option.letter}. ", option.text, OPTION_LABEL_EM, sizes)
    return [line]


def _with_brackets(
    cell: Any, item: PaperItem, sizes: Sizes, widths_mm: Sequence[float], *, solution: bool
) -> None:
    above = cell.paragraphs[0]._p  # noqa: SLF001
    table = cell.add_table(rows=len(item.lefts), cols=2)
    above.getparent().remove(above)
    set_widths(table, widths_mm)
    flush_left(table)
    for row, left in zip(table.rows, item.lefts, strict=True):
        keep_row_whole(row)
        _labelled(row.cells[0].paragraphs[0], left.label, left.text, PART_LABEL_EM, sizes)
        row.cells[1].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        words = f"（\u00a0{left.letter}\u00a0）" if solution else BRACKET
        add_text(_line(row.cells[1].paragraphs[0], 0, sizes), words, bold=solution)
    below = cell.paragraphs[-1].paragraph_format
    below.line_spacing, below.space_after = Pt(1), Pt(0)


def _labelled(line: Any, label: str, text: tuple[Inline, ...], hang_em: float, sizes: Sizes) -> None:
    add_text(_line(line, hang_em, sizes), label)
    add_inline(line, text)


def _line(line: Any, hang_em: float, sizes: Sizes) -> Any:
    layout = line.paragraph_format
    layout.keep_together = True
    layout.line_spacing, layout.space_after = Pt(sizes.line_pt), Pt(0)
    layout.left_indent = Pt(sizes.body * hang_em)
    layout.first_line_indent = -layout.left_indent
    return line


def _widths_em(item: PaperItem, sizes: Sizes, indent: float) -> tuple[float, float, float]:
    """The three columns: the items as wide as they need; if both sides need too much, each its share."""
    bracket = _BRACKET_EM + _GAP_EM
    room = COLUMN_MM / MM_PER_PT / sizes.body - indent - bracket
    left = max(_needed_em(one.text, room) for one in item.lefts) + PART_LABEL_EM
    right = max(_needed_em(one.text, room) for one in item.options) + OPTION_LABEL_EM
    if left + right > room:
        left = room * min(max(left / (left + right), _NARROWEST), 1 - _NARROWEST)
    return left, bracket, room - left


def _needed_em(text: tuple[Inline, ...], room: float) -> float:
    words = inline_text(text)
    return width_em(words) + unsure_em(words, room) + _SLACK_EM
