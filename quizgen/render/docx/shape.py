"""Borders, widths and other properties of a Word document that python-docx has no public way to."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:bdr", "w:lang")
_EDGES = ("top", "left", "bottom", "right")
_GREYS = ("969696", "949494")


@cache
def _parsed(xml: str) -> Any:
    return parse_xml(xml)


def _element(xml: str) -> Any:
    """A new element written like this; the few ways in which papers write them are read once."""
    return deepcopy(_parsed(xml))


def set_widths(table: Any, widths_mm: Sequence[float]) -> None:
    """Fixed column widths, said to the grid for Word, to every cell for the others."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def flush_left(table: Any, *, indent_pt: float = 0) -> None:
    """No room inside the cells at left and right, so that the border stands on the text's edge."""
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    indent = _element(f'<w:tblInd {nsdecls("w")} w:w="{round(20 * indent_pt)}" w:type="dxa"/>')
    margins = _element(f"<w:tblCellMar {nsdecls('w')}>{none}</w:tblCellMar>")
    properties = table._tbl.tblPr  # noqa: SLF001
    properties.insert_element_before(indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")


def keep_row_whole(row: Any) -> None:
    """A row that does not break across pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def boxed(what: Any) -> None:
    """A thin line around a table cell or around a run."""
    if hasattr(what, "font"):
        edge = f'<w:bdr {nsdecls("w")} w:val="single" w:sz="4" w:space="1" w:color="000000"/>'
        what._element.get_or_add_rPr().append(_element(edge))  # noqa: SLF001
        return
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    what._tc.get_or_add_tcPr().append(_element(f"<w:tcBorders {nsdecls('w')}>{edges}</w:tcBorders>"))  # noqa: SLF001


def tighten(paragraph: Any, em: float) -> None:
    """Set the runs that stand in a paragraph closer by this share of their size."""
    size_pt = paragraph.part.document.styles["Normal"].font.size.pt
    twips = -max(round(em * size_pt * 20), 1)
    for run in paragraph.runs:
        for before in run._element.get_or_add_rPr().findall(qn("w:spacing")):  # noqa: SLF001
            before.getparent().remove(before)
        spacing = _element(f'<w:spacing {nsdecls("w")} w:val="{twips}"/>')
        run._element.get_or_add_rPr().insert_element_before(spacing, *_AFTER_SPACING)  # noqa: SLF001


def grey_line_below(paragraph: Any, *, darker: bool) -> None:
    """A line to write on."""
    grey = _GREYS[darker]
    _border(paragraph, f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{grey}"/>')


def bar_left(paragraph: Any) -> None:
    """A bar beside an explanation."""
    _border(paragraph, '<w:left w:val="single" w:sz="8" w:space="5" w:color="969696"/>')


def _border(paragraph: Any, edge: str) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    border = _element(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>")
    properties.insert_element_before(border, *_AFTER_BORDERS)
