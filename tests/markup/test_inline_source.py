"""Inline text written for the bank: what is written reads as the same pieces again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.markup import parse, plain_text
from quizgen.markup.inline import Formula, Plain, Sub, Sup, open_mark
from quizgen.markup.inline_source import Above, Below, Literal, Maths, literal, write_inline


@pytest.mark.parametrize("text", ["5~10天或15~20天", "A~D", "价格5$和10$", "C:\\目录", "由____负责", "~"])
def test_signs_that_mean_nothing_are_written_as_they_are(text: str) -> None:
    assert literal(text) == text


@pytest.mark.parametrize("text", ["a~1~", "x^2^", "x^2+y^2", r"a\~b", "总价 $x$ 元", "H~2~O、5$"])
def test_a_text_that_looks_like_mark_up_stays_text(text: str) -> None:
    assert parse(literal(text)) == (Plain(text),)
    assert open_mark(literal(text)) == ""


@given(st.text(alphabet="aA1~^$\\) 天2.+-", max_size=24))
def test_any_text_stands_for_itself(text: str) -> None:
    assert plain_text(literal(text)) == text
    assert not any(isinstance(one, Sub | Sup | Formula) for one in parse(literal(text)))


def test_scripts_and_formulas_are_mark_up_beside_signs_that_are_none() -> None:
    written = write_inline((Literal("H"), Below("2"), Literal("O~1~，x"), Above("2"), Literal("^")))
    assert "".join(written.sources) == r"H~2~O\~1\~，x^2^\^"
    assert len(written.sources) == 5
    assert written.lost == ()


def test_a_formula_keeps_apart_from_letters() -> None:
    written = write_inline((Literal("当x"), Maths("x+1"), Maths("y"), Literal("b时")))
    assert "".join(written.sources) == "当x $x+1$ $y$ b时"


def test_a_script_without_a_spelling_becomes_a_formula_or_is_named() -> None:
    assert "".join(write_inline((Literal("若x"), Above("n+1"), Literal("为正"))).sources) == "若$x^{n+1}$为正"
    written = write_inline((Literal("见文献"), Above("[1,2]")))
    assert "".join(written.sources) == "见文献[1,2]"
    assert written.lost == ("[1,2]",)
