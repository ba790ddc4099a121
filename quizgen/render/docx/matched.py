"""A 配对 in a Word document: a table of three columns without borders."""

from __future__ import annotations

from itertools import zip_longest
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
    """What is matched, its bracket, what it is matched with under its letter; the paragraphs.

    ``indent`` is in em of body text. The bracket has a column of its own: it is never torn, and stands
    beside the last line of its item.
    """
    table = document.add_table(rows=max(len(item.lefts), len(item.options)), cols=3)
    set_widths(table, [em * sizes.body * MM_PER_PT for em in _widths_em(item, sizes, indent)])
    flush_left(table, indent_pt=indent * sizes.body)
    paragraphs = []
    for row, left, right in zip_longest(table.rows, item.lefts, item.options):
        keep_row_whole(row)
        items, brackets, letters = row.cells
        if left is not None:
            brackets.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            bracket = _line(brackets, 0, sizes)
            words = f"（\u00a0{left.letter}\u00a0）" if solution else BRACKET
            add_text(bracket, words, bold=solution)
            paragraphs += [_labelled(items, left.label, left.text, PART_LABEL_EM, sizes), bracket]
        if right is not None:
            paragraphs.append(_labelled(letters, f"{right.letter}. ", right.text, OPTION_LABEL_EM, sizes))
    return paragraphs


def _labelled(cell: Any, label: str, text: tuple[Inline, ...], hang_em: float, sizes: Sizes) -> Any:
    line = _line(cell, hang_em, sizes)
    add_text(line, label)
    add_inline(line, text)
    return line


def _line(cell: Any, hang_em: float, sizes: Sizes) -> Any:
    line = cell.paragraphs[0]
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
