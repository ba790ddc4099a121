"""The rules by which ticks become a share of the points."""

from __future__ import annotations

import functools
from fractions import Fraction

from quizgen.model.blueprint import MultipleRule

NOTHING, HALF, ALL = Fraction(0), Fraction(1, 2), Fraction(1)
"""Every function here gives all of the points as this ``ALL`` itself, so that ``is`` tells it quickly."""


@functools.lru_cache(maxsize=4096)
def part(count: int, of: int) -> Fraction:
    """``count`` of ``of`` as a share; the same few recur by the hundred thousand."""
    return ALL if count == of else Fraction(count, of)


def scaled(points: Fraction, share: Fraction) -> Fraction:
    """The share of the points."""
    return _product(points.numerator, points.denominator, share.numerator, share.denominator)


@functools.lru_cache(maxsize=4096)
def _product(above: int, below: int, share_above: int, share_below: int) -> Fraction:
    return Fraction(above * share_above, below * share_below)


def choice_share(rule: MultipleRule, ticked: frozenset[int], right: frozenset[int]) -> Fraction:
    """The share (0 to 1) of a multiple-choice question's points that an answer earns.

    ``right`` are the right options that the form shows, at least one. Ticking nothing earns nothing under
    every rule; so does ticking everything, except under 按项增减, where it earns what is left after the
    deductions. The golden table of these rules is in tests/marking/test_rules.py.
    """
    if not ticked:
        return NOTHING
    if ticked == right:
        return ALL
    found = len(ticked & right)
    wrong = len(ticked) - found
    if rule is MultipleRule.PLUS_MINUS:
        return part(max(0, found - wrong), len(right))
    if wrong or rule is MultipleRule.ALL_OR_NOTHING:
        return NOTHING
    return HALF if rule is MultipleRule.HALF_IF_INCOMPLETE else part(found, len(right))


def single_share(ticked: frozenset[int], right: frozenset[int]) -> Fraction:
    """All for one tick on a right option; two ticks earn nothing, whatever they are."""
    return ALL if len(ticked) == 1 and ticked <= right else NOTHING
