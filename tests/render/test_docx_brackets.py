"""Answer brackets of the Word paper, as LibreOffice shows them: none is torn, whatever its stem ends with."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pypdfium2
import pytest

from quizgen.model.kinds import Kind
from quizgen.render.docx.paper import paper_docx
from quizgen.render.paper.composed import Paper
from tests.libreoffice import convert, with_packaged_fonts
from tests.render.samples import PHRASES, Part, paper_of, question

COUNT = 100
_SIGNS = ("，", "。", "；", "“五责”", "《规定》", "2015年", "17个", "H2O", "KPI", "（1）", "、")


@pytest.fixture(scope="module")
def paper() -> Paper:
    """Statements of every length up to three lines and a half."""
    asked = [
        question(Kind.TRUE_FALSE, number, stem=_statement(number, 30 + number), answer=True)
        for number in range(1, COUNT + 1)
    ]
    return paper_of([asked], [Part(Kind.TRUE_FALSE, COUNT)])


def _statement(number: int, length: int) -> str:
    dice = random.Random(number)  # noqa: S311 - made-up text
    text = ""
    while len(text) < length:
        text += dice.choice(PHRASES)[: dice.randint(2, 12)] + dice.choice(_SIGNS)
    return text[:length].rstrip("“《（") + "。"


def test_no_bracket_is_torn(paper: Paper, tmp_path: Path) -> None:
    files = [tmp_path / "usual.docx", tmp_path / "large.docx"]
    for file, large in zip(files, (False, True), strict=True):
        file.write_bytes(paper_docx(paper, large=large))
    shown = convert(files, "pdf", tmp_path / "shown", with_packaged_fonts(tmp_path / "office"))
    whole = [len(re.findall(r"（[\s\u00a0]+）$", _lines(pdf), re.MULTILINE)) for pdf in shown]
    torn = [re.findall(r"^.*（[\u00a0 ]*$|^[\u00a0 ]*）.*$", _lines(pdf), re.MULTILINE) for pdf in shown]
    assert torn == [[], []]
    assert whole == [COUNT, COUNT]


def _lines(pdf: Path) -> str:
    """The text of a PDF, line by line."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pages)
