"""The 密封线 of a Word paper: fields, dashed line, words on the left edge, put into the page header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from quizgen.markup.office_text import holdable
from quizgen.model.exam import Candidate
from quizgen.render.docx.size import BOTTOM_MM, MM_PER_PT, TOP_MM, width_em
from quizgen.render.docx.text import HEI, LATIN, SONG

_EMU_PER_MM = 36000
_SHAPE_SPACE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACES = (
    f'{nsdecls("w", "wp", "a")} xmlns:wps="{_SHAPE_SPACE}" xmlns:mc="{_COMPATIBLE}" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_SIZE_PT, _LEAST_PT = 10.5, 5.0
_FIELDS_MM = (78, 34, 50, 42)
_WORDS = "密封线"
_FIELDS_X_MM, _FIELDS_WIDTH_MM = 9.0, 8.0
_LINE_X_MM, _WORD_MM, _WORD_WIDTH_MM = 22.0, 12.0, 6.0
"""As in seal.typ: the words stand in gaps of the line, at a sixth, a half, five sixths of its length."""

_Box = tuple[float, float, float, float]
"""Left, top, width, height in millimetres."""

_ANCHOR = (
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{serial}" '
    'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
    '<wp:docPr id="{serial}" name="密封线{serial}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="' + _SHAPE_SPACE + '"><wps:wsp>{shape}</wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor>"
)
_FRAME = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
)


def seal_runs(labels: Sequence[str], candidate: Candidate | None, *, page_height_mm: float) -> Iterator[Any]:
    """Runs, each holding a shape; ``candidate`` fills the fields of an individual form, called ``labels``."""
    length = page_height_mm - TOP_MM - BOTTOM_MM
    yield _text(901, _fields(labels, candidate), (_FIELDS_X_MM, TOP_MM, _FIELDS_WIDTH_MM, length), "left")
    foot = TOP_MM + length
    middles = [foot - length * (2 * index + 1) / 6 for index in range(len(_WORDS))]
    edges = [foot, *(y + side * _WORD_MM / 2 for y in middles for side in (1, -1)), TOP_MM]
    for index, (below, above) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        yield _line(902 + index, _LINE_X_MM, above, below - above)
    for index, (word, y) in enumerate(zip(_WORDS, middles, strict=True)):
        left, top = _LINE_X_MM - _WORD_WIDTH_MM / 2, y - _WORD_MM / 2
        box = (left, top, _WORD_WIDTH_MM, _WORD_MM)
        yield _text(911 + index, _run(word, HEI, _SIZE_PT), box, "center")


def _fields(labels: Sequence[str], candidate: Candidate | None) -> str:
    values = (
        ("", "", "", "")
        if candidate is None
        else (candidate.unit, candidate.name, candidate.post, candidate.number)
    )
    fields = zip(labels, values, _FIELDS_MM, strict=True)
    written = (
        _run(f"{name}：", SONG, _SIZE_PT) + _on_line(value, width_mm - _beyond_two(name))
        for name, value, width_mm in fields
    )
    # Spaces at the end of a line are neither counted nor underlined; this one does not count as a space.
    return _run("　", SONG, _SIZE_PT).join(written) + _run("\u00a0", SONG, _SIZE_PT, underlined=True)


def _beyond_two(label: str) -> float:
    """How many millimetres a label is longer than one of two characters."""
    return max(len(label) - 2, 0) * _SIZE_PT * MM_PER_PT


def _on_line(value: str, width_mm: float) -> str:
    """A value in the middle of a line of fixed width, smaller when it is too long for it."""
    room = width_mm / MM_PER_PT / _SIZE_PT
    width = width_em(value)
    size = _SIZE_PT if width <= room else max(_SIZE_PT * room / width, _LEAST_PT)
    before = max(int((room - width) / 2), 0)
    after = max(round(room - width - before), 0)
    return _run("　" * before + value + "　" * after, SONG, size, underlined=True)


def _run(text: str, east: str, size_pt: float, *, underlined: bool = False) -> str:
    escaped = holdable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = '<w:u w:val="single"/>' if underlined else ""
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east}"/>'
        f'<w:sz w:val="{round(size_pt * 2)}"/>{line}</w:rPr>'
        f'<w:t xml:space="preserve">{escaped}</w:t></w:r>'
    )


def _text(serial: int, runs: str, box: _Box, aligned: str) -> Any:
    """Words that are read from below to above, in their box."""
    x_mm, y_mm, width_mm, height_mm = box
    paragraph = (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/>'
        f'<w:jc w:val="{aligned}"/></w:pPr>{runs}</w:p>'
    )
    width, height = round(width_mm * _EMU_PER_MM), round(height_mm * _EMU_PER_MM)
    shape = (
        '<wps:cNvSpPr txBox="1"/><wps:spPr>'
        + _FRAME.format(width=width, height=height, form="rect")
        + "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
        f"<wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert270" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
    )
    older = (
        f'<v:rect style="{_place(x_mm, y_mm, width_mm, height_mm)}" filled="f" stroked="f">'
        '<v:textbox inset="0,0,0,0" style="layout-flow:vertical;mso-layout-flow-alt:bottom-to-top">'
        f"<w:txbxContent>{paragraph}</w:txbxContent></v:textbox></v:rect>"
    )
    return _shape_run(serial, shape, older, box)


def _line(serial: int, x_mm: float, y_mm: float, height_mm: float) -> Any:
    """A dashed piece of the line."""
    height = round(height_mm * _EMU_PER_MM)
    shape = (
        "<wps:cNvCnPr/><wps:spPr>"
        + _FRAME.format(width=0, height=height, form="line")
        + '<a:ln w="10160"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="sysDash"/>'
        "</a:ln></wps:spPr><wps:bodyPr/>"
    )
    older = (
        f'<v:line style="position:absolute;mso-position-horizontal-relative:page;'
        f'mso-position-vertical-relative:page" from="{x_mm}mm,{y_mm:.2f}mm" '
        f'to="{x_mm}mm,{y_mm + height_mm:.2f}mm" strokeweight="0.8pt">'
        '<v:stroke dashstyle="shortdash"/></v:line>'
    )
    return _shape_run(serial, shape, older, (x_mm, y_mm, 0, height_mm))


def _place(x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> str:
    return (
        "position:absolute;mso-position-horizontal-relative:page;mso-position-vertical-relative:page;"
        f"left:{x_mm}mm;top:{y_mm:.2f}mm;width:{width_mm}mm;height:{height_mm:.2f}mm"
    )


def _shape_run(serial: int, shape: str, older: str, box: _Box) -> Any:
    """A shape for readers of today, beside it the same for those that know only VML (WPS of before)."""
    x, y, width, height = (round(value * _EMU_PER_MM) for value in box)
    anchor = _ANCHOR.format(serial=serial, x=x, y=y, width=width, height=height, shape=shape)
    return parse_xml(
        f'<w:r {_SPACES}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{older}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
