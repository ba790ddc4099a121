"""Points split over the sub-questions of a case, over the scoring points of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

_UNITS = (
    (Fraction(1), 2),
    (Fraction(1, 2), 1),
    (Fraction(1, 10), 1),
    (Fraction(1, 100), 1),
    (Fraction(1, 1000), 1),
    (Fraction(1, 10000), 1),
)
"""What points are counted in, coarsest first, with how many units each piece must get on average."""

_DECIMALS = 100
"""Points with at most two decimals are printed as they are."""


def split_points(points: Fraction, shares: Sequence[Fraction], *, printable: bool) -> tuple[Fraction, ...]:
    """What each share of ``points`` is worth; the sum is ``points``.

    ``printable``: where a piece would be ``10/3``, the pieces are counted in whole points (else halves,
    tenths …) by largest remainders, the earlier piece first among equals: 10 by three is 4, 3, 3.
    Otherwise the pieces are exact fractions, as exams made before have them.
    """
    exact = tuple(points * share for share in shares)
    if not printable or all((piece * _DECIMALS).denominator == 1 for piece in exact):
        return exact
    for unit, least in _UNITS:
        if (points / unit).denominator == 1 and points / unit >= least * len(exact):
            pieces = _in_units(exact, unit)
            if all(pieces):
                return pieces
    return exact


def _in_units(exact: Sequence[Fraction], unit: Fraction) -> tuple[Fraction, ...]:
    """Every piece rounded down to the unit, the units left over given to the largest remainders."""
    counts = [piece // unit for piece in exact]
    left = int(sum(exact) / unit) - sum(counts)
    by_remainder = sorted(range(len(exact)), key=lambda index: counts[index] - exact[index] / unit)
    for index in by_remainder[:left]:
        counts[index] += 1
    return tuple(count * unit for count in counts)


def equal_shares(shares: tuple[Fraction | None, ...]) -> tuple[Fraction, ...]:
    """The shares as they count: those written, or equal ones when none is written.

    A mixture (some written, some not) gives the unwritten ones an equal part of what is left.
    """
    left = 1 - sum((share for share in shares if share is not None), Fraction())
    unwritten = sum(share is None for share in shares)
    return tuple(left / unwritten if share is None else share for share in shares)
