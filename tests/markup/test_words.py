"""Headings, names, answers: which differences count."""

from __future__ import annotations

import pytest

from quizgen.markup.words import bare, comparable, plain


@pytest.mark.parametrize(
    "written",
    ["编号", "编 号", "编　号", " 编\n号 ", "编\u00a0号", "编\u200b号", "\ufeff编\ufe00号\r\n"],
)
def test_a_heading_is_the_same_however_it_is_spaced(written: str) -> None:
    assert plain(written) == "编号"


def test_full_width_in_a_heading_is_half_width() -> None:
    assert plain("６１\n（２） 多 选") == "61(2)多选"


@pytest.mark.parametrize("dot", "·•・‧∙⋅．.･●。")
def test_the_dot_inside_a_name_may_be_any(dot: str) -> None:
    assert bare(f"阿不都{dot}热合曼") == bare("阿不都·热合曼") == bare("阿不都热合曼")


@pytest.mark.parametrize("other", ["阿不都·热合买", "阿不都、热合曼甲", "热合曼·阿不都", "阿布都·热合曼"])
def test_another_name_stays_another(other: str) -> None:
    assert bare(other) != bare("阿不都·热合曼")


def test_case_counts_in_an_answer_and_space_and_width_do_not() -> None:
    assert comparable("Ａ B\u200bC") == "ABC"
    assert comparable("abc") != comparable("ABC")
