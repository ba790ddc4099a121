"""How many questions the forms of an exam have in common, two by two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from quizgen.model.exam import Form

MOST_COMPARED = 1000
"""Forms of which every two are compared; of more only the mean is known."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Questions two forms share: the ``mean`` over all pairs, the ``most`` of any (None: not looked for).

    ``asked`` is how many questions a form has, ``forms`` how many different sets of questions there are.
    """

    mean: Fraction
    most: int | None
    asked: int
    forms: int


class FormsSeen:
    """Takes forms as they pass by; forms of the same questions count once."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._sets: dict[int, int] = {}
        self._times: dict[str, int] = {}

    def passing(self, forms: Iterator[Form]) -> Iterator[Form]:
        """The same forms, each noted."""
        for form in forms:
            ids = {item.question for section in form.sections for item in section.items}
            mask = sum(self._bits.setdefault(one, 1 << len(self._bits)) for one in sorted(ids))
            if mask not in self._sets:
                self._sets[mask] = len(ids)
                for one in ids:
                    self._times[one] = self._times.get(one, 0) + 1
            yield form

    def likeness(self) -> Likeness | None:
        """None where all forms have the same questions."""
        count = len(self._sets)
        if count < 2:  # noqa: PLR2004 - a pair
            return None
        shared = sum(times * (times - 1) // 2 for times in self._times.values())
        most = None
        if count <= MOST_COMPARED:
            most = max((one & other).bit_count() for one, other in combinations(self._sets, 2))
        return Likeness(Fraction(shared, count * (count - 1) // 2), most, max(self._sets.values()), count)
