"""The rules by which ticks become a share of the points."""

from __future__ import annotations

from fractions import Fraction

from quizgen.model.blueprint import MultipleRule

NOTHING, HALF, ALL = Fraction(0), Fraction(1, 2), Fraction(1)


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
        return Fraction(max(0, found - wrong), len(right))
    if wrong or rule is MultipleRule.ALL_OR_NOTHING:
        return NOTHING
    return HALF if rule is MultipleRule.HALF_IF_INCOMPLETE else Fraction(found, len(right))


def single_share(ticked: frozenset[int], right: frozenset[int]) -> Fraction:
    """All for one tick on a right option; two ticks earn nothing, whatever they are."""
    return ALL if len(ticked) == 1 and ticked <= right else NOTHING
