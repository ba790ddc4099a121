"""Wrong answers that agree: the exact probability, planted copies, honest people, forms of their own."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy
import pytest

from benchmarks.similarity import simulated
from quizgen.analysis.agreement import GivenAnswer, agreement, tails


def by_hand(chances: list[float], hits: int) -> float:
    """The same by going through every outcome."""
    return sum(
        prod(chance if hit else 1 - chance for chance, hit in zip(chances, outcome, strict=True))
        for outcome in product((False, True), repeat=len(chances))
        if sum(outcome) >= hits
    )


def test_the_tail_is_that_of_every_outcome_gone_through() -> None:
    random = numpy.random.default_rng(1)
    chances = random.random((8, 10))
    hits = numpy.arange(8)
    wanted = [by_hand(row.tolist(), int(count)) for row, count in zip(chances, hits, strict=True)]
    assert tails(chances, hits) == pytest.approx(wanted, rel=1e-12)


def test_a_tiny_tail_is_exact_too() -> None:
    assert tails(numpy.full((1, 30), 0.1), numpy.array([30])) == pytest.approx([1e-30], rel=1e-12)


def seeded(seed: int, *layout: int, copied: tuple[float, ...] = ()) -> list[list[GivenAnswer]]:
    people, asked, bank = layout
    return simulated(numpy.random.default_rng(seed), people, asked, bank, copied)


def test_a_whole_copy_is_found_and_nobody_else() -> None:
    found = agreement(seeded(3, 60, 60, 60, copied=(1.0,)))
    assert [(one.first, one.second) for one in found.pairs] == [(0, 59)]
    (pair,) = found.pairs
    assert (pair.common, pair.shared, len(pair.answers)) == (60, pair.wrong, pair.wrong)
    assert pair.probability < found.limit < 1e-5
    assert found.comparisons == 60 * 59


def test_honest_people_are_not_named() -> None:
    assert [agreement(seeded(seed, 60, 60, 60)).pairs for seed in range(5)] == [()] * 5


def test_a_copy_between_forms_of_their_own_is_found_by_the_questions_in_common() -> None:
    sheets = seeded(4, 60, 80, 100, copied=(1.0,))
    found = agreement(sheets)
    assert [(one.first, one.second) for one in found.pairs] == [(0, 59)]
    assert found.pairs[0].common == len({one.item for one in sheets[0]} & {one.item for one in sheets[59]})


def test_the_order_of_people_and_questions_does_not_matter() -> None:
    sheets = seeded(5, 40, 60, 60, copied=(1.0,))
    turned = agreement([sheet[::-1] for sheet in sheets[::-1]])
    straight = agreement(sheets)
    assert [(39 - one.second, 39 - one.first) for one in turned.pairs] == [(0, 39)]
    assert turned.pairs[0].probability == pytest.approx(straight.pairs[0].probability)


def test_what_everybody_gets_wrong_the_same_way_is_no_clue() -> None:
    """A misleading question: nobody stands out by the answer that nearly all give."""
    misled = [GivenAnswer((f"M{at}", None), 1, right=False) for at in range(20)]
    assert agreement([[*sheet, *misled] for sheet in seeded(6, 60, 40, 40)]).pairs == ()


def test_true_or_false_has_one_wrong_answer_only() -> None:
    """Ten who miss the same twenty statements agree as much as being wrong makes them."""
    sheets = [
        [
            GivenAnswer((f"T{at}", None), at % 2 == 0, right=(person + at) % 3 > 0, only=True)
            for at in range(40)
        ]
        for person in range(60)
    ]
    assert all(one.answers[0].popular == 1.0 for one in agreement(sheets, risk=1.0).pairs)


def test_nobody_and_blanks_are_no_trouble() -> None:
    assert agreement([]).pairs == ()
    blank = [GivenAnswer(("Q", None), None, right=False)]
    assert agreement([blank, blank]).comparisons == 2
    assert agreement([blank, blank]).pairs == ()
