"""The one rounding: an exact total becomes the score as it is printed."""

from __future__ import annotations

from fractions import Fraction

from quizgen.model.score import Rounding, ScorePolicy

_HALF = Fraction(1, 2)


def rounded(points: Fraction, policy: ScorePolicy) -> Fraction:
    """``points`` (0 or more) rounded to the policy's decimals in its declared direction."""
    unit = 10**policy.decimals
    scaled = points * unit
    match policy.rounding:
        case Rounding.HALF_UP:
            whole = (scaled + _HALF).__floor__()
        case Rounding.DOWN:
            whole = scaled.__floor__()
        case Rounding.UP:
            whole = scaled.__ceil__()
    return Fraction(whole, unit)
