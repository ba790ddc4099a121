"""Formulas in a Word document: one element of Word's for each thing that a formula is made of."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document

from quizgen.markup import parse
from quizgen.render.docx.text import add_inline

KEPT = ("oMath", "f", "num", "den", "rad", "deg", "sSup", "sSub", "sSubSup", "d", "limLow", "limUpp")


def written(source: str) -> str:
    """What a paragraph with a formula holds: the elements that build it, the words."""
    paragraph = Document().add_paragraph()
    add_inline(paragraph, parse(f"${source}$"), size=10.5)
    return _written(paragraph._p)


def _written(element: Any) -> str:
    name = element.tag.partition("}")[2]
    if name == "t":
        return str(element.text)
    inside = "".join(map(_written, element))
    return f"[{name} {inside}]" if name in KEPT else inside


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("x^2+1", "[oMath [sSup x2]+1]"),
        ("x_1^2", "[oMath [sSubSup x12]]"),
        (r"\frac{a}{b}", "[oMath [f [num a][den b]]]"),
        ("√(x+1)", "[oMath [rad [deg ]x+1]]"),
        (r"\sqrt[3]{x}", "[oMath [rad [deg 3]x]]"),
        ("[x]", "[oMath [d x]]"),
        (r"\sum_{i=1}^n x_i", "[oMath [limUpp [limLow ∑i=1]n][sSub xi]]"),
        ("2x=", "[oMath 2x]="),
        ("≥0", "≥[oMath 0]"),
        ("=", "="),
    ],
)
def test_a_formula_is_built_from_words_own_elements(source: str, shown: str) -> None:
    assert written(source) == shown
