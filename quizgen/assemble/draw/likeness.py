"""How many questions the forms of an exam have in common, two by two."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from quizgen.model.form_text import FormText

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
    """Takes forms as they pass by; forms of the same questions count once.

    What it keeps of a form is a few bytes, of the first thousand also which questions these are.
    """

    def __init__(self) -> None:
        self._marks: dict[str, int] = {}
        self._sets: set[int] = set()
        self._kept: list[frozenset[str]] = []
        self._times: Counter[str] = Counter()
        self._asked = 0

    def passing(self, forms: Iterator[FormText]) -> Iterator[FormText]:
        """The same forms, each noted."""
        for form in forms:
            mark = sum(map(self._mark, form.questions))
            if mark not in self._sets:
                self._sets.add(mark)
                self._times.update(form.questions)
                self._asked = max(self._asked, len(form.questions))
                if len(self._kept) <= MOST_COMPARED:
                    self._kept.append(frozenset(form.questions))
            yield form

    def _mark(self, question: str) -> int:
        """128 bits for each question; the sums of two different sets are hardly ever the same."""
        mark = self._marks.get(question)
        if mark is None:
            mark = self._marks[question] = int.from_bytes(hashlib.sha256(question.encode()).digest()[:16])
        return mark

    def likeness(self) -> Likeness | None:
        """None where all forms have the same questions."""
        count = len(self._sets)
        if count < 2:  # noqa: PLR2004 - a pair
            return None
        shared = sum(times * (times - 1) // 2 for times in self._times.values())
        most = None
        if count <= MOST_COMPARED:
            most = max(len(one & other) for one, other in combinations(self._kept, 2))
        return Likeness(Fraction(shared, count * (count - 1) // 2), most, self._asked, count)
