"""The Word papers: they say what the PDF says, in its order, with the same room to write."""

from __future__ import annotations

import io
import itertools
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from quizgen.model.kinds import Kind
from quizgen.render.docx.paper import paper_docx
from quizgen.render.docx.text import BLANK_LINE
from quizgen.render.typst_pdf import Printer
from tests.render.reading import key_text, page_texts, paper_text, squeezed
from tests.render.samples import MIXED, Part, made_up_paper, paper_of, question
from tests.render.word_sample import CANDIDATE, sample_paper


def document_text(data: bytes) -> str:
    """Everything in the body, squeezed; blanks to write on are left out, as in the PDF's text."""
    document = docx.Document(io.BytesIO(data))
    text = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    return squeezed(text).replace(BLANK_LINE, "")


def questions_text(data: bytes) -> str:
    text = document_text(data)
    return text[text.index("总分得分评卷人") + len("总分得分评卷人") :]


def writing_lines(data: bytes) -> int:
    borders = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:pBdr"))
    return sum(border.find(qn("w:bottom")) is not None for border in borders)


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("large", [False, True])
def test_a_paper_says_what_the_pdf_says_in_the_same_order(size: Any, *, large: bool) -> None:
    paper = made_up_paper(MIXED, seed=5)
    assert questions_text(paper_docx(paper, size=size, large=large)) == paper_text(paper)


def test_the_head_of_a_paper_is_that_of_the_pdf(printer: Printer) -> None:
    paper = made_up_paper(MIXED, seed=5)
    text = document_text(paper_docx(paper))
    pdf = page_texts(printer.paper_pdf(paper))[0]
    head = pdf[pdf.index("试卷编号") : pdf.index(squeezed(paper.sections[0].heading))]
    assert text.startswith(head)


def test_the_key_says_what_the_pdf_says_in_the_same_order() -> None:
    paper = made_up_paper(MIXED, seed=6)
    text = document_text(paper_docx(paper, solution=True))
    assert text[text.index("一、") :] == key_text(paper)


def test_the_paper_shows_no_answer() -> None:
    text = document_text(paper_docx(sample_paper()))
    for words in ("答案：", "【", "解析", "出处", "采分点：", "记住要点", "161", "先研究"):
        assert words not in text


def test_there_are_as_many_writing_lines_as_the_question_asks_for() -> None:
    one = question(Kind.SHORT, 1, lines=13)
    assert writing_lines(paper_docx(paper_of([[one]], [Part(Kind.SHORT, 1, "20")]))) == 13


def test_no_two_writing_lines_look_alike_or_word_would_draw_one_for_both() -> None:
    paper = paper_of([[question(Kind.SHORT, 1, lines=4)]], [Part(Kind.SHORT, 1, "20")])
    body = docx.Document(io.BytesIO(paper_docx(paper))).element.body
    colours = [edge.get(qn("w:color")) for border in body.iter(qn("w:pBdr")) for edge in border]
    assert len(colours) == 4
    assert all(one != other for one, other in itertools.pairwise(colours))


def test_the_binding_changes_sides_and_the_seal_stands_on_odd_pages_only() -> None:
    document = docx.Document(io.BytesIO(paper_docx(sample_paper())))
    section = document.sections[0]
    assert (round((section.left_margin or 0) / 36000), round((section.right_margin or 0) / 36000)) == (30, 15)
    assert document.settings.element.find(qn("w:mirrorMargins")) is not None
    assert document.settings.odd_and_even_pages_header_footer
    assert len(list(section.header.paragraphs[0]._p.iter(qn("w:drawing")))) == 8
    assert list(section.even_page_header.paragraphs[0]._p.iter(qn("w:drawing"))) == []


def test_the_words_of_the_seal_stand_in_gaps_of_its_line() -> None:
    header = docx.Document(io.BytesIO(paper_docx(sample_paper()))).sections[0].header
    words, lines = [], []
    for anchor in header.paragraphs[0]._p.iter(qn("wp:anchor")):
        top = int(anchor.find(qn("wp:positionV")).find(qn("wp:posOffset")).text)
        edges = top, top + int(anchor.find(qn("wp:extent")).get("cy"))
        text = "".join(node.text for node in anchor.iter(qn("w:t")))
        if text in set("密封线"):
            words.append(edges)
        elif not text:
            lines.append(edges)
    assert (len(words), len(lines)) == (3, 4)
    touching = [(word, line) for word in words for line in lines if word[0] < line[1] and line[0] < word[1]]
    assert touching == []


def test_the_fields_of_a_candidate_are_filled_in() -> None:
    header = docx.Document(io.BytesIO(paper_docx(sample_paper(candidate=CANDIDATE)))).sections[0].header
    choice = next(header.paragraphs[0]._p.iter(qn("w:txbxContent")))
    text = squeezed("".join(node.text for node in choice.iter(qn("w:t"))))
    assert text == "单位：测试一局姓名：张三职务：科长编号：2026001"


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc rPr",
    "rPr": "rStyle rFonts b bCs i color spacing w kern position sz szCs highlight u bdr shd lang",
    "tblPr": "tblStyle jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
}
"""What may stand in an element, in the order of the standard: Word takes no other."""


@pytest.mark.parametrize("solution", [False, True])
@pytest.mark.parametrize("name", ["pPr", "rPr", "tblPr", "tcPr"])
def test_properties_stand_in_the_order_that_word_wants(name: str, *, solution: bool) -> None:
    paper = made_up_paper(MIXED, seed=5, spare=True)
    document = docx.Document(io.BytesIO(paper_docx(paper, solution=solution)))
    roots = [document.element.body, document.sections[0].header._element]
    found = [
        [child.tag.rpartition("}")[2] for child in one if child.tag != qn("w:tblW")]
        for root in roots
        for one in root.iter(qn(f"w:{name}"))
    ]
    order = ORDER[name].split()
    assert len(found) > 1 or (solution and name in {"tblPr", "tcPr"})
    assert [names for names in found if names != sorted(names, key=order.index)] == []


def test_both_scripts_have_their_fonts_and_no_theme_font_is_left() -> None:
    with zipfile.ZipFile(io.BytesIO(paper_docx(sample_paper()))) as parts:
        for name in ("word/document.xml", "word/styles.xml"):
            text = parts.read(name).decode()
            if name.endswith("document.xml"):
                assert 'w:eastAsia="宋体"' in text
                assert 'w:eastAsia="黑体"' in text
                assert "Theme=" not in text
    normal = docx.Document(io.BytesIO(paper_docx(sample_paper()))).styles["Normal"].element.rPr
    fonts = normal.find(qn("w:rFonts"))
    assert {key.split("}")[1]: value for key, value in fonts.attrib.items()} == {
        "ascii": "Times New Roman",
        "hAnsi": "Times New Roman",
        "cs": "Times New Roman",
        "eastAsia": "宋体",
    }


def test_a_spare_form_says_so() -> None:
    document = docx.Document(io.BytesIO(paper_docx(sample_paper(spare=True))))
    assert document.sections[0].footer.paragraphs[0].text.startswith("备用卷　试卷编号：S01")
    assert "备用卷" in document.paragraphs[0].text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper_docx(sample_paper()) == paper_docx(sample_paper())


def test_large_print_is_large() -> None:
    document = docx.Document(io.BytesIO(paper_docx(sample_paper(), large=True)))
    assert document.styles["Normal"].font.size.pt == 16
