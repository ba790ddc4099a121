"""The page of a Word paper: margins that change sides, 密封线 on odd pages, footer with page numbers."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from quizgen.render.docx.seal import seal_runs
from quizgen.render.docx.size import (
    BINDING_MM,
    BOTTOM_MM,
    FOLDED_MM,
    HEIGHT_MM,
    OUTSIDE_MM,
    PAGE_MM,
    TOP_MM,
    Sizes,
)
from quizgen.render.docx.text import add_field, add_text
from quizgen.render.paper.composed import Paper

_TWIPS_PER_MM = 1440 / 25.4


def set_page(document: Any, sizes: Sizes, *, folded: bool) -> None:
    """A4 with the binding on the left of odd pages, on the right of even ones; A3 in two columns."""
    normal = document.styles["Normal"].paragraph_format
    normal.line_spacing, normal.space_after, normal.space_before = Pt(sizes.line_pt), Pt(0), Pt(0)
    normal.widow_control = True
    section = document.sections[0]
    section.page_width, section.page_height = Mm(FOLDED_MM if folded else PAGE_MM), Mm(HEIGHT_MM)
    section.left_margin, section.right_margin = Mm(BINDING_MM), Mm(BINDING_MM if folded else OUTSIDE_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.header_distance, section.footer_distance = Mm(8), Mm(8)
    if folded:
        columns = section._sectPr.xpath("./w:cols")[0]  # noqa: SLF001 - columns have no public way
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), str(round(2 * OUTSIDE_MM * _TWIPS_PER_MM)))
    else:
        document.settings.element.find(qn("w:zoom")).addnext(OxmlElement("w:mirrorMargins"))


def add_edges(document: Any, paper: Paper, sizes: Sizes, *, folded: bool, solution: bool) -> None:
    """Header with the 密封线 on odd pages, footer with form code and page numbers on all."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].paragraph_format.line_spacing = Pt(8)
    if not solution:
        for run in seal_runs(paper.terms.labels, paper.candidate, page_height_mm=HEIGHT_MM):
            section.header.paragraphs[0]._p.append(run)  # noqa: SLF001 - a drawing has no public way in
    what = "参考答案　" if solution else "备用卷　" if paper.spare else ""
    side = "面" if folded else "页"
    for footer in (section.footer, section.even_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(sizes.foot * 1.4)
        add_text(paragraph, f"{what}试卷编号：{paper.form_code}　　第 ", size=sizes.foot)
        add_field(paragraph, "PAGE", sizes.foot)
        add_text(paragraph, f" {side}　共 ", size=sizes.foot)
        add_field(paragraph, "NUMPAGES", sizes.foot)
        add_text(paragraph, f" {side}", size=sizes.foot)
