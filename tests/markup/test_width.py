"""Text broken into terminal lines, Chinese and Latin together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizgen.markup.width import columns, wrap


@given(st.text(alphabet="甲乙丙，。）（“ab1 ", max_size=80), st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_line_does_not_begin_with_closing_punctuation() -> None:
    assert wrap("甲乙丙丁戊（己），庚辛", 18) == ["甲乙丙丁戊（己），", "庚辛"]
    assert wrap("甲乙丙丁戊（己），庚辛", 16) == ["甲乙丙丁戊", "（己），庚辛"]


def test_a_line_does_not_end_with_opening_punctuation() -> None:
    assert wrap("甲乙丙丁（C07）", 10) == ["甲乙丙丁", "（C07）"]


def test_a_latin_word_stays_whole() -> None:
    assert wrap("见 xiamen-019 和 xiamen-020", 16) == ["见 xiamen-019 和", "xiamen-020"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_a_space_at_the_end_of_a_full_line_begins_no_line() -> None:
    assert wrap("aaaa bbbb cccc", 9) == ["aaaa bbbb", "cccc"]
