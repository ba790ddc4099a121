"""What stands below a stem in a Word document: a picture, a small table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from quizgen.files.pictures import Picture, PictureKind, as_png
from quizgen.markup import Inline, inline_text
from quizgen.render.docx.shape import keep_row_whole, set_widths
from quizgen.render.docx.size import COLUMN_MM, MM_PER_PT, Sizes, width_em
from quizgen.render.docx.text import HEI, SONG, add_inline
from quizgen.render.drawn import drawn
from quizgen.render.pictures import PrintedPicture

_GAP_MM = 1.2
_CELL_ROOM_EM = 1.6
"""What a cell needs beside its words."""
_KNOWN_JPEG = (b"JFIF", b"Exif")
"""The sorts of JPEG that the writer of Word files knows, at the seventh byte."""


def add_picture(
    paragraph: Any, printed: PrintedPicture, side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER
) -> Any:
    """The picture in a paragraph of its own, with its description for those who hear it."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
    layout.space_before = layout.space_after = Mm(_GAP_MM)
    paragraph.alignment = side
    size = Mm(printed.width_mm), Mm(printed.height_mm)
    shape = paragraph.add_run().add_picture(io.BytesIO(_bitmap(printed.picture)), *size)
    about = shape._inline.docPr  # noqa: SLF001 - python-docx has no public way
    about.set("descr", printed.alt)
    about.set("name", printed.alt[:40] or "图")
    return paragraph


@lru_cache(maxsize=32)
def _bitmap(picture: Picture) -> bytes:
    """What every reader of Word files can show: drawings become dots."""
    match picture.kind:
        case PictureKind.SVG:
            return drawn(picture)
        case PictureKind.JPEG if picture.data[6:10] not in _KNOWN_JPEG:
            return as_png(picture)
        case PictureKind.JPEG | PictureKind.PNG:
            return picture.data


def add_small_table(document: Any, rows: Sequence[Sequence[tuple[Inline, ...]]], sizes: Sizes) -> list[Any]:
    """The table in the middle of the column, its first row the heading; its paragraphs."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, _widths_mm(rows, sizes))
    paragraphs = []
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        keep_row_whole(row)
        for cell, words in zip(row.cells, cells, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            line = cell.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.line_spacing = Pt(sizes.line_pt)
            line.paragraph_format.space_after = Pt(0)
            add_inline(line, words, east=SONG if number else HEI)
            paragraphs.append(line)
    return paragraphs


def _widths_mm(rows: Sequence[Sequence[tuple[Inline, ...]]], sizes: Sizes) -> list[float]:
    """As wide as the widest cell of each column; all narrower where that is more than the column of text."""
    wanted = [
        (max(width_em(inline_text(cell)) for cell in column) + _CELL_ROOM_EM) * sizes.body * MM_PER_PT
        for column in zip(*rows, strict=True)
    ]
    share = min(1.0, COLUMN_MM / sum(wanted))
    return [one * share for one in wanted]
