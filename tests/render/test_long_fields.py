"""Long names and units on papers and answer sheets: every character of them can still be read."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts
from tests.render.samples import Part, made_up_paper

LEAST_PT = 5.0
PEOPLE = [
    Candidate(number="202612010001", name="测试甲·" + "测试乙丙·" * 3 + "测", unit="某局", post="科员"),
    Candidate(number="202612010001", name="测" * 20, unit="某局", post="科员"),
    Candidate(
        number="202612010001", name="测试甲", unit="某某自治州某自治县党委组织部干部监督科" * 2, post=""
    ),
    Candidate(
        number="202612010001", name="测试甲", unit="某局", post="某某自治县督查考核办公室副主任兼一级主任科员"
    ),
]


def smallest_pt(pdf: bytes, words: str) -> float:
    """The size of the smallest character of words on the first page, wherever lines break in them."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    count = text.count_chars()
    signs = [(chr(pdfium.FPDFText_GetUnicode(text.raw, at)), at) for at in range(count)]
    shown = [(sign, at) for sign, at in signs if sign.strip()]
    start = "".join(sign for sign, _ in shown).index(words)
    return min(_size(text, at) for _, at in shown[start : start + len(words)])


def _size(text: pypdfium2.PdfTextPage, at: int) -> float:
    """The size as printed: that of the font, or, where the page is turned, the width of a character."""
    left, bottom, right, top = text.get_charbox(at, loose=True)
    return min(right - left, top - bottom) if chr(pdfium.FPDFText_GetUnicode(text.raw, at)) != "·" else 99.0


@pytest.mark.parametrize("person", PEOPLE, ids=["dots", "twenty", "unit", "post"])
def test_long_fields_can_be_read_on_the_paper_and_its_sheet(printer: Printer, person: Candidate) -> None:
    paper = made_up_paper([Part(Kind.SINGLE, 2)], candidate=person)
    longest = max(person.name, person.unit, person.post, key=len)
    for pdf in (printer.paper_pdf(paper), printer.sheet_pdf(paper, 1, 12)[0]):
        said = page_texts(pdf)[0]
        assert f"单位：{person.unit}姓名：{person.name}职务：{person.post}编号：{person.number}" in said
        assert smallest_pt(pdf, longest) >= LEAST_PT
