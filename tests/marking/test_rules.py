"""The golden table of multiple-choice rules; five options, ABC right."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.marking.rules import choice_share, order_share, pairs_share, single_share
from quizgen.model.kinds import Kind, ScoringRule, traits_of

RULES = traits_of(Kind.MULTIPLE).rules
WITHOUT_PENALTY = [rule for rule in RULES if rule is not ScoringRule.PLUS_MINUS]
GOLDEN = """
ABC    1  1    1    1    1
AB     0  1/2  2/3  2/3  1/2
A      0  1/2  1/3  1/3  1/4
ABCD   0  0    0    2/3  0
ABDE   0  0    0    0    0
ABCDE  0  0    0    1/3  0
-      0  0    0    0    0
DE     0  0    0    0    0
"""
ROWS = [line.split() for line in GOLDEN.strip().splitlines()]
RIGHT = frozenset("ABC".index(letter) for letter in "ABC")


def ticks(letters: str) -> frozenset[int]:
    return frozenset("ABCDE".index(letter) for letter in letters if letter != "-")


@pytest.mark.parametrize(
    ("answer", "rule", "share"),
    [(row[0], rule, row[at]) for row in ROWS for at, rule in enumerate(RULES, 1)],
)
def test_golden_table(answer: str, rule: ScoringRule, share: str) -> None:
    """少选每项 with half a point an option, of two."""
    assert choice_share(rule, ticks(answer), RIGHT, Fraction(1, 4)) == Fraction(share)


def test_the_columns_of_the_table_are_in_the_order_of_the_rules() -> None:
    assert [rule.value for rule in RULES] == ["全对得分", "漏选一半", "漏选按项", "按项增减", "少选每项"]


EACH = Fraction(1, 8)
"""Less than the whole for all right options but one, of which there are seven at most."""
ANSWERS = st.frozensets(st.integers(0, 7))
RIGHTS = st.frozensets(st.integers(0, 7), min_size=1, max_size=7)


@given(st.sampled_from(RULES), ANSWERS, RIGHTS)
def test_a_share_lies_between_nothing_and_all(
    rule: ScoringRule, answer: frozenset[int], right: frozenset[int]
) -> None:
    share = choice_share(rule, answer, right, EACH)
    assert 0 <= share <= 1
    assert (share == 1) == (answer == right)


@given(st.sampled_from(RULES), ANSWERS, RIGHTS)
def test_one_more_right_tick_never_loses(
    rule: ScoringRule, answer: frozenset[int], right: frozenset[int]
) -> None:
    for more in right:
        assert choice_share(rule, answer | {more}, right, EACH) >= choice_share(rule, answer, right, EACH)


@given(st.sampled_from(RULES), ANSWERS, RIGHTS)
def test_one_more_wrong_tick_never_gains(
    rule: ScoringRule, answer: frozenset[int], right: frozenset[int]
) -> None:
    for more in frozenset(range(8)) - right:
        assert choice_share(rule, answer | {more}, right, EACH) <= choice_share(rule, answer, right, EACH)


@given(st.sampled_from(WITHOUT_PENALTY), RIGHTS)
def test_ticking_everything_earns_nothing_without_penalties(rule: ScoringRule, right: frozenset[int]) -> None:
    assert choice_share(rule, frozenset(range(8)), right, EACH) == 0


@pytest.mark.parametrize(("answer", "share"), [("A", 1), ("B", 0), ("AB", 0), ("-", 0)])
def test_single_choice_wants_one_tick(answer: str, share: int) -> None:
    assert single_share(ticks(answer), frozenset({0})) == share


ORDERS = """
ABCDE  1  1
BCDEA  0  3/4
ABDCE  0  1/4
DEABC  0  3/4
EDCBA  0  0
AB-DE  0  1/2
ABABA  0  1/4
"""
ORDER_ROWS = [line.split() for line in ORDERS.strip().splitlines()]


def order(letters: str) -> tuple[int | None, ...]:
    return tuple(None if letter == "-" else "ABCDE".index(letter) for letter in letters)


@pytest.mark.parametrize(("answer", "whole", "adjacent"), ORDER_ROWS)
def test_golden_table_of_orders(answer: str, whole: str, adjacent: str) -> None:
    rules = traits_of(Kind.ORDERING).rules
    assert [order_share(rule, order(answer)) for rule in rules] == [Fraction(whole), Fraction(adjacent)]


def test_the_tables_of_the_page_are_those() -> None:
    page = (Path(__file__).parents[2] / "docs/dev/marking.md").read_text(encoding="utf-8")
    for answer, whole, adjacent in ORDER_ROWS:
        assert f"| {answer.replace('-', '—')} | {whole} | {adjacent} |" in page
    assert len(ORDER_ROWS) == 7


def test_orders_made_at_random_earn_one_nth_on_average() -> None:
    shares = [order_share(ScoringRule.ADJACENT, one) for one in permutations(range(5))]
    assert sum(shares) / len(shares) == Fraction(1, 5)


@pytest.mark.parametrize(("right", "each", "whole"), [(4, "1", "1"), (3, "3/4", "0"), (0, "0", "0")])
def test_pairs(right: int, each: str, whole: str) -> None:
    rules = traits_of(Kind.MATCHING).rules
    assert [pairs_share(rule, right, 4) for rule in rules] == [Fraction(each), Fraction(whole)]
