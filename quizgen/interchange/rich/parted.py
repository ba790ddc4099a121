"""Cases that a file has as a description with questions behind it, put together again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft
from quizgen.model.rules.exchange import D452

FEWEST_PARTS, MOST_PARTS = 2, 6
"""As many sub-questions as a case of a bank has."""


class PartedCases:
    """Remembers where each case stands among the drafts, and its parts so far."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._parts: dict[str, list[Draft]] = {}

    def begin(self, mark: str, place: int) -> None:
        """A description that a case begins with; ``place`` is its number among the drafts."""
        self._places[mark], self._parts[mark] = place, []

    def add(self, mark: str | None, part: Draft) -> bool:
        """A question behind it; False when no such case has begun."""
        if mark is None or mark not in self._places:
            return False
        self._parts[mark].append(replace(part, topic="", difficulty="", level=""))
        return True

    def into(self, drafts: list[Draft]) -> None:
        """Give every case among the drafts its parts."""
        for mark, place in self._places.items():
            drafts[place] = _put_together(drafts[place], self._parts[mark])


def _put_together(case: Draft, parts: list[Draft]) -> Draft:
    """Weights are shares where they differ."""
    weights = [part.points or Fraction(1) for part in parts]
    equal = len(set(weights)) <= 1
    numbered = tuple(
        replace(part, points=None if equal else weight / sum(weights), number=str(number))
        for number, (part, weight) in enumerate(zip(parts, weights, strict=True), 1)
    )
    refusals = case.refusals
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS:
        message = f"案例要有 {FEWEST_PARTS} 至 {MOST_PARTS} 个小题，这里有 {len(parts)} 个"
        refusals = (*refusals, Problem(case.shown_as, case.line, D452.id, message, D452.mend, case.source_id))
    return replace(
        case,
        parts=numbered,
        doubts=(*case.doubts, *(one for part in parts for one in part.doubts)),
        refusals=(*refusals, *(one for part in parts for one in part.refusals)),
    )
