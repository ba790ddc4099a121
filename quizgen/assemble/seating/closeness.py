"""How near people sit who should not: of one unit, with one form, with many questions in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizgen.model.seating import RowColumn, Seat, aslant, beside

UNIT_BESIDE, UNIT_ASLANT = 10_000_000, 100_000
"""What two of one unit cost; more than any number of questions in common."""
_BESIDE, _ASLANT = 4, 1
"""What the square of the questions in common counts beside each other, and aslant."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody to be seated: 编号, unit, the questions of their own form as bits (0: forms are shared).

    ``form`` is a shared form that was given to them (None: that of the seat).
    """

    number: str
    unit: str
    questions: int = 0
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Closeness:
    """Pairs of neighbours: how many there are beside each other, and of those (and aslant) too alike.

    ``crowded`` names a unit with the room where it has more than half of the people, so that some must sit
    beside each other. ``shared`` and ``most`` are the questions in common of two people beside each other,
    on the mean and at most; ``anyhow`` is the mean over any two people (None: forms are shared).
    """

    pairs: int
    unit_beside: int
    unit_aslant: int
    form_beside: int
    form_aslant: int
    crowded: tuple[tuple[str, str], ...] = ()
    shared: Fraction | None = None
    most: int = 0
    anyhow: Fraction | None = None


def apart(one: Sitter, other: Sitter, *, corner: bool) -> int:
    """What it costs that two people sit beside each other, or touch at a corner."""
    common = (one.questions & other.questions).bit_count()
    cost = common * common * (_ASLANT if corner else _BESIDE)
    if one.unit == other.unit:
        cost += UNIT_ASLANT if corner else UNIT_BESIDE
    return cost


def closeness(places: Iterable[Seat], sitters: Mapping[str, Sitter]) -> Closeness:
    """The figures of a plan; everybody in it must be among the sitters."""
    seated = {(one.room, one.spot): one for one in places}
    side, corner = list(_pairs(seated, corner=False)), list(_pairs(seated, corner=True))
    units = [(sitters[one.person].unit, sitters[other.person].unit) for one, other in side]
    across = [(sitters[one.person].unit, sitters[other.person].unit) for one, other in corner]
    own = any(one.questions for one in sitters.values())
    common = [
        (sitters[one.person].questions & sitters[other.person].questions).bit_count() for one, other in side
    ]
    return Closeness(
        pairs=len(side),
        unit_beside=sum(one == other for one, other in units),
        unit_aslant=sum(one == other for one, other in across),
        form_beside=sum(one.form is not None and one.form == other.form for one, other in side),
        form_aslant=sum(one.form is not None and one.form == other.form for one, other in corner),
        crowded=tuple(_crowded(seated.values(), sitters)),
        shared=Fraction(sum(common), len(common)) if own and common else None,
        most=max(common, default=0) if own else 0,
        anyhow=_anyhow([sitters[one.person].questions for one in seated.values()]) if own else None,
    )


def _pairs(seated: Mapping[tuple[str, RowColumn], Seat], *, corner: bool) -> Iterator[tuple[Seat, Seat]]:
    """Every two that are neighbours, once."""
    for (room, spot), one in seated.items():
        for other in aslant(spot)[2:] if corner else beside(spot)[1::2]:
            if (room, other) in seated:
                yield one, seated[room, other]


def _crowded(places: Iterable[Seat], sitters: Mapping[str, Sitter]) -> Iterator[tuple[str, str]]:
    rooms: dict[str, list[str]] = {}
    for one in places:
        rooms.setdefault(one.room, []).append(sitters[one.person].unit)
    for room, units in rooms.items():
        for unit in dict.fromkeys(units):
            if 2 * units.count(unit) > len(units) + 1:
                yield unit, room


def _anyhow(questions: list[int]) -> Fraction | None:
    """Questions in common of any two people, on the mean, counted question by question."""
    count = len(questions)
    if count < 2:  # noqa: PLR2004 - a pair
        return None
    times: dict[int, int] = {}
    for one in questions:
        while one:
            bit = one & -one
            times[bit] = times.get(bit, 0) + 1
            one ^= bit  # noqa: PLW2901 - the bits that are left
    return Fraction(sum(n * (n - 1) // 2 for n in times.values()), count * (count - 1) // 2)
