"""Fill-in answers: what counts as the same, what order does."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.marking.changes import Ruling
from quizgen.marking.keys import fill_share, key_of
from quizgen.marking.rules import SectionRule
from quizgen.markup.words import comparable
from quizgen.model.answers import Answer
from quizgen.model.question import FillBody
from tests.chance import examples


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("１７", "17"),
        (" 17 ", "17"),
        ("责任　清单", "责任清单"),
        ("责任清单\u200b", "责任清单"),
        ("Ａ级", "A级"),
        ("50％", "50%"),
        ("（一）", "(一)"),
    ],
)
def test_width_and_white_space_make_no_difference(typed: str, listed: str) -> None:
    assert comparable(typed) == comparable(listed)


@pytest.mark.parametrize(
    ("typed", "listed"), [("十七", "17"), ("a级", "A级"), ("责任", "责任清单"), ("1.7", "17")]
)
def test_nothing_else_is_made_equal(typed: str, listed: str) -> None:
    assert comparable(typed) != comparable(listed)


def test_an_answer_with_a_subscript_is_typed_without_it() -> None:
    body = FillBody(kind="fill", stem="二氧化碳是____。", answers=(("CO~2~",),))
    key = key_of(body, SectionRule(), Ruling())
    shares = [key.share(Answer(question="LH-0005", blanks=(typed,)), ()) for typed in ("CO2", "CO₂", "CO")]
    assert shares == [1, 1, 0]


GROUPS = [{"17", "十七"}, {"责任清单"}, {"甲级"}]


@pytest.mark.parametrize(
    ("blanks", "share"),
    [
        (("17", "责任清单", "甲级"), "1"),
        (("十七", "责任清单", ""), "2/3"),
        (("责任清单", "17", "甲级"), "1/3"),
        (("17",), "1/3"),
        ((), "0"),
        (("", " ", "　"), "0"),
    ],
)
def test_every_blank_counts_the_same(blanks: tuple[str, ...], share: str) -> None:
    assert fill_share(blanks, GROUPS) == Fraction(share)


@pytest.mark.parametrize(
    ("blanks", "share"),
    [
        (("甲级", "责任清单", "17"), "1"),
        (("甲级", "甲级", "甲级"), "1/3"),
        (("17", "十七", "甲级"), "2/3"),
        (("别的", "17", "责任清单"), "2/3"),
    ],
)
def test_in_any_order_no_answer_counts_twice(blanks: tuple[str, ...], share: str) -> None:
    assert fill_share(blanks, GROUPS, any_order=True) == Fraction(share)


def test_a_text_that_two_blanks_accept_is_placed_where_it_earns_most() -> None:
    groups = [{"甲", "乙"}, {"甲"}]
    assert fill_share(("甲", "乙"), groups, any_order=True) == 1
    assert fill_share(("乙", "甲"), groups, any_order=True) == 1


def test_a_further_text_stands_for_any_one_blank_once() -> None:
    assert fill_share(("另", "17", "甲级"), GROUPS, any_order=True, anywhere={"另"}) == 1
    assert fill_share(("另", "另", "甲级"), GROUPS, any_order=True, anywhere={"另"}) == Fraction(2, 3)


TEXTS = st.sampled_from("甲乙丙丁")


@examples(60)
@given(
    st.lists(st.frozensets(TEXTS, min_size=1), min_size=1, max_size=4), st.lists(TEXTS, max_size=4), st.data()
)
def test_matching_is_the_best_of_all_orders(
    groups: list[frozenset[str]], typed: list[str], data: st.DataObject
) -> None:
    typed = typed[: len(groups)]
    padded = [*typed, *[""] * (len(groups) - len(typed))]
    best = max(fill_share(order, groups) for order in itertools.permutations(padded))
    assert fill_share(typed, groups, any_order=True) == best
    assert fill_share(data.draw(st.permutations(padded)), groups, any_order=True) == best


@pytest.mark.parametrize("any_order", [False, True])
def test_what_is_left_empty_earns_nothing_even_where_nothing_visible_is_accepted(*, any_order: bool) -> None:
    accepted = [{""}, {"甲"}]
    assert fill_share(["", "甲"], accepted, any_order=any_order) == Fraction(1, 2)
