"""A 配对 in a Word document: a table of two columns without borders."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from quizgen.markup import inline_text
from quizgen.render.docx.line_end import BRACKET, BRACKET_ROOM, LineEnd
from quizgen.render.docx.shape import flush_left, keep_row_whole, set_widths
from quizgen.render.docx.size import (
    COLUMN_MM,
    MM_PER_PT,
    OPTION_LABEL_EM,
    PART_LABEL_EM,
    Sizes,
    width_em,
)
from quizgen.render.docx.text import add_inline, add_text
from quizgen.render.paper.composed import PaperItem

_GAP_MM = 3.0
"""What is kept free between the two columns."""
_NARROWEST, _BRACKET_EM = 0.35, 4.0


def matched_table(
    document: Any, item: PaperItem, sizes: Sizes, indent: float, *, solution: bool
) -> list[Any]:
    """What is matched with its bracket, beside what it is matched with under its letter; the paragraphs.

    ``indent`` is in em of body text.
    """
    table = document.add_table(rows=max(len(item.lefts), len(item.options)), cols=2)
    room = COLUMN_MM - indent * sizes.body * MM_PER_PT
    left_mm = room * _left_share(item)
    set_widths(table, [left_mm, room - left_mm])
    flush_left(table, indent_pt=indent * sizes.body)
    paragraphs = []
    for row, left, right in zip_longest(table.rows, item.lefts, item.options):
        keep_row_whole(row)
        if left is not None:
            line = _line(row.cells[0], PART_LABEL_EM, sizes)
            add_text(line, left.label)
            add_inline(line, left.text)
            at_mm = left_mm - _GAP_MM
            room_em = at_mm / MM_PER_PT / sizes.body - PART_LABEL_EM
            LineEnd(room_em, inline_text(left.text)).make_room(line, BRACKET_ROOM)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(at_mm), WD_TAB_ALIGNMENT.RIGHT)
            words = f"（\u00a0{left.letter}\u00a0）" if solution else BRACKET
            add_text(line, f"\t{words}", bold=solution)
            paragraphs.append(line)
        if right is not None:
            line = _line(row.cells[1], OPTION_LABEL_EM, sizes)
            add_text(line, f"{right.letter}. ")
            add_inline(line, right.text)
            paragraphs.append(line)
    return paragraphs


def _line(cell: Any, hang_em: float, sizes: Sizes) -> Any:
    line = cell.paragraphs[0]
    layout = line.paragraph_format
    layout.keep_together = True
    layout.line_spacing, layout.space_after = Pt(sizes.line_pt), Pt(0)
    layout.left_indent = Pt(sizes.body * hang_em)
    layout.first_line_indent = -layout.left_indent
    return line


def _left_share(item: PaperItem) -> float:
    """The share of the left column, by the widest item on either side."""
    left = max(width_em(inline_text(one.text)) for one in item.lefts) + PART_LABEL_EM + _BRACKET_EM
    right = max(width_em(inline_text(one.text)) for one in item.options) + OPTION_LABEL_EM
    return min(max(left / (left + right), _NARROWEST), 1 - _NARROWEST)
