"""What a question shows on a form, in which order: uniform among the choices that make sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from quizgen.assemble.draw.derive import WordStream


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a question as numbers: the ``right`` ones are 0, 1, …, the wrong ones follow.

    ``show`` is how many are shown (never more than there are), ``last`` those that stay last, in this
    order. ``least_right`` right ones at least are shown (2 for 多选, whose head says two or more), and
    one wrong one.
    """

    right: int
    wrong: int
    show: int
    last: tuple[int, ...] = ()
    least_right: int = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """What is matched (配对) as numbers: ``left`` items 0, 1, … on the left, ``right`` others after them."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What is put in order (排序) as numbers: 0, 1, … is right."""

    count: int


Arranging = Options | Columns | Steps
"""What of a question is put in another order on every form."""


def chosen(options: Options, words: WordStream) -> tuple[int, ...]:
    """The options to show, in rising order: every admissible set has the same chance."""
    total = options.right + options.wrong
    if options.show >= total:
        return tuple(range(total))
    rights = range(
        max(options.least_right, options.show - options.wrong), min(options.right, options.show - 1) + 1
    )
    ways = [comb(options.right, right) * comb(options.wrong, options.show - right) for right in rights]
    ticket = words.below(sum(ways))
    right = rights[0]
    for right, ways_here in zip(rights, ways, strict=True):  # noqa: B007 - the last one is used below
        if ticket < ways_here:
            break
        ticket -= ways_here
    right_ones = words.sample(list(range(options.right)), right)
    wrong_ones = words.sample(list(range(options.right, total)), options.show - right)
    return tuple(sorted(right_ones + wrong_ones))


def arranged(shown: Sequence[int], last: Sequence[int], words: WordStream) -> tuple[int, ...]:
    """The shown options in random order, those of ``last`` behind them as written."""
    moving = [option for option in shown if option not in last]
    staying = [option for option in last if option in shown]
    return (*words.shuffled(moving), *staying)


def both_arranged(columns: Columns, words: WordStream) -> tuple[int, ...]:
    """The items on the left in random order, then those on the right in random order."""
    total = columns.left + columns.right
    lefts = words.shuffled(range(columns.left))
    return (*lefts, *words.shuffled(range(columns.left, total)))


def disarranged(steps: Steps, words: WordStream) -> tuple[int, ...]:
    """The items in random order, but never in the right one: that is shuffled again."""
    right = list(range(steps.count))
    while True:
        order = words.shuffled(right)
        if order != right:
            return tuple(order)
