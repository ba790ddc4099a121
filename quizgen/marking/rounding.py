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


def score_text(score: Fraction, decimals: int) -> str:
    """A rounded score in print: ``85``, ``85.5``; no zeros at the end."""
    whole, rest = divmod(score * 10**decimals, 10**decimals)
    return f"{whole}.{int(rest):0{decimals}d}".rstrip("0").rstrip(".") if rest else str(whole)
