"""The rules by which ticks become a share of the points."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from quizgen.model.blueprint import Section
from quizgen.model.kinds import ScoringRule

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


@dataclass(frozen=True, slots=True)
class SectionRule:
    """How a section marks: its rule (None: the kind's usual one), with two shares of a question's points.

    ``each`` is what every right option earns under 少选每项, ``deducted`` what a wrong answer costs.
    """

    rule: ScoringRule | None = None
    each: Fraction = NOTHING
    deducted: Fraction = NOTHING

    @classmethod
    def of(cls, section: Section) -> SectionRule:
        """That of a section of a blueprint."""
        each, deducted = (section.per_option or NOTHING), (section.deduct or NOTHING)
        return cls(section.rule, each / section.points, deducted / section.points)


def choice_share(
    rule: ScoringRule, ticked: frozenset[int], right: frozenset[int], each: Fraction = NOTHING
) -> Fraction:
    """The share (0 to 1) of a multiple-choice question's points that an answer earns.

    ``right`` are the right options that the form shows, at least one. Ticking nothing earns nothing under
    every rule; so does ticking everything, except under 按项增减, where it earns what is left after the
    deductions. ``each`` is what one right option earns under 少选每项, together never more than the whole.
    The golden table of these rules is in tests/marking/test_rules.py.
    """
    if not ticked:
        return NOTHING
    if ticked == right:
        return ALL
    found = len(ticked & right)
    wrong = len(ticked) - found
    if rule is ScoringRule.PLUS_MINUS:
        return part(max(0, found - wrong), len(right))
    if wrong or rule is ScoringRule.ALL_OR_NOTHING:
        return NOTHING
    if rule is ScoringRule.FIXED_EACH:
        return min(each * found, Fraction(1))  # not ALL: the answer is not right, whatever it earns
    return HALF if rule is ScoringRule.HALF_IF_INCOMPLETE else part(found, len(right))


def pairs_share(rule: ScoringRule, right: int, count: int) -> Fraction:
    """The share of a 配对 with so many of ``count`` items on the left matched rightly.

    每对得分: every item on the left counts the same. 全对得分: all of them must be right.
    """
    if right == count:
        return ALL
    return part(right, count) if rule is ScoringRule.PER_PAIR else NOTHING


def order_share(rule: ScoringRule, places: Sequence[int | None]) -> Fraction:
    """The share of a 排序; ``places`` are the items as they were put, 0, 1, 2, … being right.

    全对得分: the whole order must be right. 相邻对得分: of the n-1 pairs that follow each other in the right
    order, the share of those that also follow each other in the answer (Moodle's question type "ordering",
    grading "Relative to the next item (excluding last)"). An item put twice never counts a pair twice.
    """
    if all(place == at for at, place in enumerate(places)):
        return ALL
    if rule is not ScoringRule.ADJACENT:
        return NOTHING
    following = {one for one, two in pairwise(places) if one is not None and two == one + 1}
    return part(len(following), len(places) - 1)


def single_share(ticked: frozenset[int], right: frozenset[int]) -> Fraction:
    """All for one tick on a right option; two ticks earn nothing, whatever they are."""
    return ALL if len(ticked) == 1 and ticked <= right else NOTHING
