"""The 密封线 of a Word paper: a vertical text box on the left edge, put into the page header."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from quizgen.model.exam import Candidate
from quizgen.render.docx_text import HEI, LATIN, SONG

_EMU_PER_MM = 36000
_SHAPE_SPACE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_WIDE_FIELD, _NARROW_FIELD = 12, 9
_DOTS = "…" * 15


def seal_run(candidate: Candidate | None, *, page_height_mm: float) -> Any:
    """A run holding the text box; ``candidate`` fills the fields of an individual form."""
    height = page_height_mm - 28
    fields = _fields(candidate)
    words = f"{_DOTS}密{_DOTS}封{_DOTS}线{_DOTS}"
    warning = "（密封线内不要答题）"
    content = _paragraph(fields, HEI, 21) + _paragraph(words, SONG, 21) + _paragraph(warning, SONG, 16)
    return parse_xml(_box(content, x_mm=6, y_mm=14, width_mm=22, height_mm=height))


def _fields(candidate: Candidate | None) -> str:
    values = (
        ("单位", "" if candidate is None else candidate.unit, _WIDE_FIELD),
        ("姓名", "" if candidate is None else candidate.name, _NARROW_FIELD),
        ("职务", "" if candidate is None else candidate.post, _NARROW_FIELD),
        ("编号", "" if candidate is None else candidate.number, _NARROW_FIELD),
    )
    return "　".join(f"{name}：{value or '＿' * width}" for name, value, width in values)


def _paragraph(text: str, east: str, half_points: int) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="300" w:lineRule="exact"/>'
        '<w:jc w:val="center"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{east}"/>'
        f'<w:sz w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'
    )


def _box(content: str, *, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> str:
    x, y, width, height = (round(value * _EMU_PER_MM) for value in (x_mm, y_mm, width_mm, height_mm))
    return (
        f'<w:r {nsdecls("w", "wp", "a")} xmlns:wps="{_SHAPE_SPACE}"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>'
        '<wp:docPr id="901" name="密封线"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE_SPACE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert270" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
