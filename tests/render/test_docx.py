"""The Word papers: opened by python-docx and by LibreOffice, they say what the paper says."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from quizgen.markup import inline_text
from quizgen.render.docx_paper import paper_docx
from quizgen.render.docx_text import BLANK_LINE
from quizgen.render.paper import Paper, PaperItem
from tests.render.word_sample import CANDIDATE, sample_paper


def squeeze(text: str) -> str:
    """Without white space, which layout changes."""
    return "".join(text.split()).replace("\u00a0", "")


def expected_lines(paper: Paper) -> list[str]:
    """Everything a candidate must be able to read, in order."""
    lines = [paper.title]
    for section in paper.sections:
        lines.append(section.heading)
        for item in section.items:
            lines += item_lines(item)
    return [squeeze(line) for line in lines]


def item_lines(item: PaperItem) -> list[str]:
    lines = [f"{item.label}{inline_text(item.stem, BLANK_LINE)}"]
    lines += [f"{option.letter}.{inline_text(option.text)}" for option in item.options]
    for part in item.parts:
        lines += item_lines(part)
    return lines


def in_order(text: str, lines: list[str]) -> list[str]:
    """The lines that do not occur in the text after the ones before them."""
    missing = []
    position = 0
    for line in lines:
        found = text.find(line, position)
        if found < 0:
            missing.append(line)
        else:
            position = found + len(line)
    return missing


def document_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return squeeze("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def libreoffice_pdf(data: bytes, folder: Path) -> pypdfium2.PdfDocument:
    program = shutil.which("soffice")
    assert program, "需要 LibreOffice：apt-get install libreoffice-writer-nogui"
    (folder / "paper.docx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "paper.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return pypdfium2.PdfDocument((folder / "paper.pdf").read_bytes())


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("solution", [False, True])
def test_every_heading_stem_and_option_stands_in_order(size: Any, *, solution: bool) -> None:
    paper = sample_paper()
    text = document_text(paper_docx(paper, size=size, solution=solution))
    assert in_order(text, expected_lines(paper)) == []


def test_libreoffice_shows_the_same_content_with_seal_and_page_numbers(tmp_path: Path) -> None:
    paper = sample_paper(candidate=CANDIDATE)
    pdf = libreoffice_pdf(paper_docx(paper), tmp_path)
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    text = squeeze("".join(pages))
    assert in_order(text, expected_lines(paper)[2:]) == []
    first = squeeze(pages[0])
    for words in ("密", "封", "线", "张三", "测试一局", "科长", "2026001"):
        assert words in first
    assert f"第1页共{len(pages)}页" in first


def test_the_key_says_every_answer_scoring_point_explanation_and_source() -> None:
    text = document_text(paper_docx(sample_paper(), solution=True))
    for words in (
        "答案：D解析：记住要点，不要混淆。出处：《示例》，明责部分",
        "答案：CD",
        "答案：√",
        "答案：161；17／十七",
        "采分点：（1）先研究（1分）（2）再分解（1分）",
        "采分点：（1）结合实际（1分）",
    ):
        assert words in text


def test_the_paper_shows_no_answer() -> None:
    text = document_text(paper_docx(sample_paper()))
    for words in ("答案：", "解析", "出处", "采分点：", "记住要点", "161", "先研究"):
        assert words not in text


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
    assert "S01（备用卷）" in document.sections[0].footer.paragraphs[0].text


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper_docx(sample_paper()) == paper_docx(sample_paper())


def test_large_print_is_large() -> None:
    document = docx.Document(io.BytesIO(paper_docx(sample_paper(), large=True)))
    assert document.styles["Normal"].font.size.pt == 16
