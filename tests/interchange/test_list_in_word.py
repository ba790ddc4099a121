"""Formulas and drawings of a Word list: Word's own formulas that come back, dots for a drawing."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from PIL import Image

from quizgen.files.pictures import PictureKind, look_at
from quizgen.interchange.formats import BankToWrite, ExportFormat
from quizgen.interchange.kept_unsaid import with_unsaid
from quizgen.interchange.listing.word import WordPrinter, write_word
from quizgen.interchange.losses import losses
from quizgen.interchange.outgoing import outgoing
from quizgen.markup import Formula, parse
from quizgen.render.docx.text import put_formula
from quizgen.render.drawn import drawn
from tests.interchange.exported import going_out, question
from tests.interchange.test_list_round import read_back

PRINTER = WordPrinter(put_formula, drawn)
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
)
FORMULAS = ("x^2+1", r"\frac{a+b}{2}", r"\sqrt{x}", "a_1^2", r"\alpha \le 3")


@pytest.mark.parametrize("source", FORMULAS)
def test_a_formula_is_one_in_word_and_comes_back(source: str, tmp_path: Path) -> None:
    stem = f"公式 ${source}$ 说明什么？"
    body = {"kind": "single", "stem": stem, "correct": [f"${source}$"], "wrong": [{"text": "乙"}]}
    (sent,) = going_out(question(body))
    written = write_word(BankToWrite("测试题库", (sent,)), PRINTER)
    draft = read_back(written, tmp_path)["CS-0001"]
    assert trees(draft.stem) == trees(stem)
    assert [trees(one.text) for one in draft.options if one.right] == [trees(f"${source}$")]
    assert draft.doubts == ()
    document = docx.Document(str(tmp_path / "题库.docx"))
    assert len(document.element.xpath("//m:oMath")) == 2
    assert with_unsaid({"stem": stem}, {"stem": draft.stem})["stem"] == stem  # no change of the bank


def trees(text: str) -> list[object]:
    return [one.node if isinstance(one, Formula) else one for one in parse(text)]


def test_a_drawing_is_dots_in_word_and_that_is_said(tmp_path: Path) -> None:
    picture = look_at(DRAWING, PictureKind.SVG, "made up")
    body = {"kind": "true_false", "stem": "图里是长方形。", "answer": True, "image": "a.svg", "alt": "长方形"}
    sent = outgoing(question(body), lambda _: picture)
    draft = read_back(write_word(BankToWrite("测试题库", (sent,)), PRINTER), tmp_path)["CS-0001"]
    assert draft.picture is not None
    shown = Image.open(io.BytesIO(draft.picture.content))
    assert (shown.format, draft.picture.alt) == ("PNG", "长方形")
    assert shown.width == 2 * shown.height
    assert [one.rule.id for one in losses(sent, ExportFormat.WORD) if "SVG" in one.message] == ["D509"]
