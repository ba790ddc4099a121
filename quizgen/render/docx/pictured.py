"""Options with pictures in a Word document: cells side by side in a table without borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from quizgen.markup import inline_text
from quizgen.render.docx.below import add_picture
from quizgen.render.docx.shape import flush_left, keep_row_whole, set_widths
from quizgen.render.docx.size import COLUMN_MM, LARGE, MM_PER_PT, OPTION_LABEL_EM, Sizes, width_em
from quizgen.render.docx.text import add_inline, add_text
from quizgen.render.paper.composed import PaperOption
from quizgen.render.paper.pictured import abreast, enlarged, is_high

_GAP_MM = 3.0


def pictured_table(
    document: Any, options: Sequence[PaperOption], sizes: Sizes, indent: float, *, solution: bool
) -> list[Any]:
    """The letter of each, beside it its words with the picture below them; the paragraphs to keep together.

    Of rows that fill more than half a page only the first stays with the stem. ``indent`` is in em of body
    text.
    """
    em = sizes.body * MM_PER_PT
    shown = enlarged(options) if sizes is LARGE else options
    room, label = COLUMN_MM - indent * em, OPTION_LABEL_EM * em
    columns = abreast([_width_mm(one, em) + label + _GAP_MM for one in shown], room)
    inside = room / columns - label
    table = document.add_table(rows=-(-len(shown) // columns), cols=2 * columns)
    set_widths(table, [label, inside] * columns)
    flush_left(table, indent_pt=indent * sizes.body)
    for row in table.rows:
        keep_row_whole(row)
    found: list[list[Any]] = []
    for at, option in enumerate(shown):
        right = solution and option.correct
        cells = table.rows[at // columns].cells[2 * (at % columns) :]
        letter, words = _line(cells[0].paragraphs[0], sizes), _line(cells[1].paragraphs[0], sizes)
        add_text(letter, f"{option.letter}.", bold=right)
        add_inline(words, option.text, bold=right)
        found.append([letter, words])
        if option.picture is not None:
            below = words if not option.text else cells[1].add_paragraph()
            add_picture(below, option.picture.fitted(inside - _GAP_MM), WD_ALIGN_PARAGRAPH.LEFT)
            found[-1] += [] if below is words else [below]
    kept = columns if is_high(shown, columns) else len(found)
    return [line for lines in found[:kept] for line in lines]


def _width_mm(option: PaperOption, em: float) -> float:
    picture = option.picture.width_mm if option.picture else 0.0
    return max(width_em(inline_text(option.text)) * em, picture)


def _line(line: Any, sizes: Sizes) -> Any:
    line.paragraph_format.line_spacing, line.paragraph_format.space_after = Pt(sizes.line_pt), Pt(0)
    return line
