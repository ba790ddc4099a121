"""Documents that other programs made: python-docx, LibreOffice (.docx, .doc); pandoc reads the same."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, RGBColor

from quizgen.markup import plain_text
from quizgen.office.document import Document, DocumentPicture, Grid, Paragraph
from quizgen.office.word.converted import converter_here
from quizgen.office.word.reading import read_word
from tests.libreoffice import convert
from tests.office.word_files import png
from tests.programs import program

PAGE = """<html><head><meta charset="utf-8"></head><body>
<h1>一、单项选择题</h1>
<ol><li>主体责任由谁承担？<ol type="A"><li>党委</li><li><b>纪委</b></li><li>办公室</li></ol></li>
<li>水的化学式是 H<sub>2</sub>O，面积是 m<sup>2</sup>。<ol type="A"><li>对</li><li>错</li></ol></li></ol>
<p>由<u>&nbsp;&nbsp;&nbsp;</u>负责。</p>
<table border="1"><tr><td colspan="2">合并</td></tr><tr><td>甲</td><td>乙</td></tr></table>
</body></html>"""
SEEN = [
    "一、单项选择题",
    "1. 主体责任由谁承担？", "A. 党委", "B. 纪委", "C. 办公室",
    "2. 水的化学式是 H~2~O，面积是 m^2^。", "A. 对", "B. 错",
]  # fmt: skip


def lines(document: Document) -> list[str]:
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    return [f"{one.number} {one.text}".strip() for one in found if one.number or one.text.strip()]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "题库.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_document_of_libreoffice(page: Path) -> None:
    (file,) = convert([page], "docx:MS Word 2007 XML", page.parent / "docx")
    document = read_word(file, file.name)
    assert lines(document)[: len(SEEN)] == SEEN
    texts = {block.text: block for block in document.blocks if isinstance(block, Paragraph)}
    assert texts["一、单项选择题"].heading == 1
    assert [one.marked for one in texts["纪委"].runs] == [True]
    assert [one.underlined for one in texts["由\u00a0\u00a0\u00a0负责。"].runs] == [False, True, False]
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    cells = [["".join(str(getattr(one, "text", "")) for one in cell) for cell in row] for row in grid.rows]
    assert cells == [["合并", ""], ["甲", "乙"]]


def test_an_old_document_is_read_through_libreoffice_and_that_is_said(page: Path) -> None:
    (file,) = convert([page], "doc:MS Word 97", page.parent / "doc")
    document = read_word(file, "题库.doc", program("soffice"))
    assert lines(document)[: len(SEEN)] == SEEN
    assert [(one.rule, one.message) for one in document.notes] == [
        ("D316", "原文是 .doc，由 LibreOffice 转换以后读的")
    ]


def test_libreoffice_is_found_where_it_is() -> None:
    assert converter_here() == program("soffice")


def made(path: Path) -> Path:
    """A bank as people write it by hand, with what python-docx can do."""
    document = docx.Document()
    document.add_heading("一、单选题", 1)
    for number in range(3):
        document.add_paragraph(f"第{number}题，5~10 天的是？", style="List Number")
        line = document.add_paragraph("A．甲\tB．")
        line.add_run("乙").font.color.rgb = RGBColor(0xFF, 0, 0)
        line.add_run("\tC．x")
        line.add_run("2").font.superscript = True
    document.add_paragraph("如图：").add_run().add_picture(str(path.parent / "图.png"), width=Mm(30))
    table = document.add_table(rows=2, cols=3)
    for index, one in enumerate(table._cells):
        one.text = f"格{index}"
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.save(str(path))
    return path


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    (tmp_path / "图.png").write_bytes(png())
    return made(tmp_path / "手写.docx")


def test_a_document_of_python_docx(by_hand: Path) -> None:
    document = read_word(by_hand, "手写.docx")
    first = ["一、单选题", "1. 第0题，5~10 天的是？", "A．甲\tB．乙\tC．x^2^", "2. 第1题，5~10 天的是？"]
    assert lines(document)[:4] == first
    (image,) = (block for block in document.blocks if isinstance(block, DocumentPicture))
    assert image.content == png()
    assert image.width_mm == pytest.approx(30)
    assert [one.message for one in document.notes] == ["页眉没有读：“内部资料”"]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc 不在这台机器上，这一项没有比")
def test_pandoc_reads_the_same_text(by_hand: Path, page: Path) -> None:
    pandoc = shutil.which("pandoc") or ""
    for file in (by_hand, *convert([page], "docx:MS Word 2007 XML", page.parent / "again")):
        command = [pandoc, "-f", "docx", "-t", "plain", "--wrap=none", str(file)]
        theirs = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        mine = " ".join(map(_words, read_word(file, file.name).blocks))
        assert _letters(theirs) == _letters(mine)


def _words(block: object) -> str:
    match block:
        case Paragraph():
            return f"{block.number} {plain_text(block.text)}"
        case Grid(rows):
            return " ".join(_words(one) for row in rows for cell in row for one in cell)
        case _:
            return ""


def _letters(text: str) -> str:
    """Letters, digits and Chinese characters: pandoc spells numbers, scripts and rules in ways of its own."""
    kept = re.sub(r"\[[^\]]*\]", "", text.replace("₂", "2").replace("²", "2"))
    return re.sub(r"[\W_]+", "", kept)
