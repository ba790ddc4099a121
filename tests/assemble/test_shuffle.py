"""Options: every admissible set and order equally likely, ``last`` last."""

from __future__ import annotations

import itertools
import math

import pytest

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.maker import options_of
from quizgen.assemble.draw.shuffle import (
    Columns,
    Options,
    Steps,
    arranged,
    both_arranged,
    chosen,
    disarranged,
)
from quizgen.model.question import MultipleQuestion, SingleQuestion
from tests.assemble import recipe
from tests.assemble.chance import equal_p
from tests.assemble.made import KEY, question

SOURCE = Streams(KEY, [])


def admissible(options: Options) -> list[tuple[int, ...]]:
    total = options.right + options.wrong
    found = []
    for one in itertools.combinations(range(total), options.show):
        right = sum(option < options.right for option in one)
        if options.least_right <= right < options.show:
            found.append(one)
    return found


@pytest.mark.parametrize(
    "options",
    [
        Options(right=1, wrong=5, show=4),
        Options(right=3, wrong=3, show=4, least_right=2),
        Options(right=5, wrong=1, show=4, least_right=2),
        Options(right=2, wrong=6, show=5, least_right=2),
        Options(right=4, wrong=4, show=3, least_right=2),
    ],
)
def test_every_admissible_set_of_options_is_equally_likely(options: Options) -> None:
    sets = admissible(options)
    seen = [chosen(options, SOURCE.words(f"form/{n}", "show/X")) for n in range(100 * len(sets))]
    assert set(seen) == set(sets)
    assert equal_p(seen, len(sets)) > 1e-4


def test_all_options_are_shown_when_show_is_not_less() -> None:
    assert chosen(Options(right=2, wrong=3, show=5), SOURCE.words("A", "show")) == (0, 1, 2, 3, 4)


def test_every_order_is_equally_likely_and_last_stays_last_as_written() -> None:
    orders = [arranged((0, 1, 2, 3, 4), (4, 1), SOURCE.words(f"form/{n}", "options/X")) for n in range(3000)]
    assert {order[3:] for order in orders} == {(4, 1)}
    assert equal_p(orders, math.factorial(3)) > 1e-4


def test_an_option_of_last_that_is_not_shown_is_not_added() -> None:
    assert sorted(arranged((0, 2), (1,), SOURCE.words("A", "options"))) == [0, 2]


def test_a_multiple_choice_question_shows_two_right_options_at_least() -> None:
    asked = question(1, "multiple", show=4, last=["错一"])
    assert isinstance(asked, MultipleQuestion)
    assert options_of(asked) == Options(right=3, wrong=3, show=4, last=(3,), least_right=2)


def test_a_single_choice_question_always_shows_its_right_option() -> None:
    asked = question(1, "single", show=2)
    assert isinstance(asked, SingleQuestion)
    options = options_of(asked)
    assert isinstance(options, Options)
    sets = {chosen(options, SOURCE.words(f"form/{n}", "show")) for n in range(200)}
    assert sets == {(0, 1), (0, 2), (0, 3)}


def test_the_columns_of_a_matching_are_shuffled_one_after_the_other_as_the_recipe_says() -> None:
    orders = [both_arranged(Columns(3, 4), SOURCE.words(f"form/{n}", "options/X")) for n in range(2400)]
    for number, order in enumerate(orders[:100]):
        assert list(order) == recipe.columns(recipe.words(KEY, [], f"form/{number}", "options/X"), 3, 4)
    assert equal_p(orders, math.factorial(3) * math.factorial(4)) > 1e-4


def test_steps_are_shuffled_until_they_are_not_in_order_as_the_recipe_says() -> None:
    orders = [disarranged(Steps(3), SOURCE.words(f"form/{n}", "options/X")) for n in range(1000)]
    for number, order in enumerate(orders[:100]):
        assert list(order) == recipe.out_of_order(recipe.words(KEY, [], f"form/{number}", "options/X"), 3)
    assert (0, 1, 2) not in orders
    assert equal_p(orders, math.factorial(3) - 1) > 1e-4
