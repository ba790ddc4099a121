"""Squares of essay paper in a Word document: twenty in a row, characters counted below every fifth row."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from quizgen.model.essay import COLUMNS
from quizgen.render.docx.shape import set_widths

SQUARE_MM, GAP_MM = 8.0, 2.6
"""A square and the gap below its row, as paper.typ has them."""

ROWS_A_COUNT = 5
"""A hundred squares: as often the number of characters is printed."""

_TWIPS_PER_MM = 1440 / 25.4
_PEN = 'w:val="single" w:sz="4" w:space="0" w:color="969696"'
_FIRST_ROWS = 2


def add_squares(document: Any, rows: int) -> None:
    """So many rows at the end of the document; a row is never torn, the first two stay with what is above."""
    table = document.add_table(rows=0, cols=COLUMNS)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, [SQUARE_MM] * COLUMNS)
    table._tbl.tblPr.append(_borders())  # noqa: SLF001
    for number in range(1, rows + 1):
        keep = number < _FIRST_ROWS or number == rows - 1
        counted = "" if number % ROWS_A_COUNT else f"{number * COLUMNS}字"
        table._tbl.append(_row(SQUARE_MM, _squares()))  # noqa: SLF001
        table._tbl.append(_row(GAP_MM, _gap(counted, keep=keep)))  # noqa: SLF001
    after = document.add_paragraph()
    after.paragraph_format.line_spacing = Mm(1)


def _borders() -> Any:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f"<w:{edge} {_PEN}/>" for edge in edges)
    return parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")


def _row(height_mm: float, cells: str) -> Any:
    height = round(height_mm * _TWIPS_PER_MM)
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
    return parse_xml(f"<w:tr {nsdecls('w')}>{properties}{cells}</w:tr>")


def _squares() -> str:
    """They stay with the gap below."""
    width = round(SQUARE_MM * _TWIPS_PER_MM)
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph("", keep=True)}</w:tc>'
    return cell * COLUMNS


def _gap(words: str, *, keep: bool) -> str:
    width = round(COLUMNS * SQUARE_MM * _TWIPS_PER_MM)
    span = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{COLUMNS}"/></w:tcPr>'
    return f"<w:tc>{span}{_paragraph(words, keep=keep)}</w:tc>"


def _paragraph(words: str, *, keep: bool) -> str:
    """A line of six points, so that it fits into the gap."""
    next_ = "<w:keepNext/>" if keep else ""
    small = '<w:rPr><w:sz w:val="11"/><w:szCs w:val="11"/></w:rPr>'
    run = f"<w:r>{small}<w:t>{words}</w:t></w:r>" if words else ""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="130" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{next_}{spacing}<w:jc w:val="right"/>{small}</w:pPr>{run}</w:p>'
