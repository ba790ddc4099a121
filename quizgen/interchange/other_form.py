"""Whether somebody's answers fit another form so much better that the 卷号 must be a slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

from quizgen.markup.words import comparable
from quizgen.model.answers import Answer
from quizgen.model.numbering import AskedBody, Place
from quizgen.model.question import FillBody, MultipleBody, SingleBody, TrueFalseBody, correct_indices

RISK = Fraction(1, 100)
"""How likely a single false notice in a whole exam may be at most."""
LEAST_GAIN = Fraction(1, 5)
"""The other form must give so much more of the points compared."""
_ENOUGH = Fraction(7, 10)
"""Whoever has so much right on the form named had that form."""
_FILL_CHANCE = Fraction(1, 4)

Response = frozenset[int] | bool | tuple[str, ...]
"""What stands on the sheet: letters by their place, right or wrong, texts."""


@dataclass(frozen=True, slots=True)
class BetterForm:
    """A form that fits better: how many of ``asked`` answers are wholly right on it, and on the one named."""

    code: str
    right: int
    right_here: int
    asked: int


def better_form(
    places: Sequence[Place],
    answers: Iterable[Answer],
    others: Iterable[tuple[str, Sequence[Place]]],
    comparisons: int,
) -> BetterForm | None:
    """The other form that the answers belong to by all appearances, None where chance may explain it.

    ``others`` are gone through only when the answers fit badly. ``comparisons`` is how many there are
    in the whole exam: with more, each must be surer. Of the questions whose keys differ between the two
    forms those are counted that are right by the other key. Options and questions stand in an order
    drawn by lot, so that an answer given to the form named is right by another form's key only by
    chance: one in so many ways to tick as many options (one less, for the form's own key), one half for
    true or false, one quarter for a text. The probability of so many hits or more is the tail of a
    Poisson binomial distribution.
    """
    given = {answer.question + str(answer.part): answer for answer in answers}
    responses = {
        place.number: (place, response)
        for place in places
        if (answer := given.get(place.question.id + str(place.part))) is not None
        and (response := _response(place, answer)) is not None
    }
    whole = sum((place.points for place, _response in responses.values()), Fraction())
    here = _points(responses.values())
    if not responses or here >= _ENOUGH * whole:
        return None
    found = [
        (hits.code, hits.right, points)
        for code, other in others
        for hits, points, tail in [_compared(code, responses, other)]
        if points - here >= LEAST_GAIN * whole and tail * comparisons <= RISK
    ]
    if not found:
        return None
    code, right, _gained = max(found, key=lambda one: one[2])
    right_here = sum(_is_right(place, response) for place, response in responses.values())
    return BetterForm(code, right, right_here, len(responses))


def _points(responses: Iterable[tuple[Place, Response]]) -> Fraction:
    """The points of answers that are wholly right."""
    return sum((place.points for place, response in responses if _is_right(place, response)), Fraction())


def _compared(
    code: str, responses: Mapping[str, tuple[Place, Response]], other: Sequence[Place]
) -> tuple[BetterForm, Fraction, Fraction]:
    """Hits on another form, their points, how likely chance is to make so many."""
    chances: list[Fraction] = []
    hits = right = 0
    points = Fraction()
    for there in other:
        place, response = responses.get(there.number, (None, None))
        if place is None or response is None or place.body.kind != there.body.kind:
            continue
        is_hit = _is_right(there, response)
        right += is_hit
        points += there.points if is_hit else 0
        if _key(place) != _key(there):
            chances.append(_chance(there.body, response, len(there.order)))
            hits += is_hit
    return BetterForm(code, right, 0, len(responses)), points, _tail(chances, hits)


def _tail(chances: Sequence[Fraction], hits: int) -> Fraction:
    """The probability of at least so many successes of independent trials with these chances."""
    if not chances:
        return Fraction(1)
    if hits == len(chances):
        return prod(chances, start=Fraction(1))
    spread = [1.0]
    for chance in map(float, chances):
        longer = [*spread, 0.0]
        for count, share in enumerate(spread):
            longer[count] += -share * chance
            longer[count + 1] += share * chance
        spread = longer
    return Fraction(max(0.0, sum(spread[hits:])))


def _chance(body: AskedBody, response: Response, options: int) -> Fraction:
    if isinstance(response, bool):
        return Fraction(1, 2)
    if isinstance(response, tuple) or isinstance(body, FillBody):
        return _FILL_CHANCE
    return Fraction(1, max(2, comb(options, len(response)) - 1))


def _response(place: Place, answer: Answer) -> Response | None:
    if answer.truth is not None:
        return answer.truth
    if answer.options:
        return frozenset(at for at, option in enumerate(place.order) if option in answer.options)
    return answer.blanks if any(answer.blanks) else None


def _key(place: Place) -> Response | tuple[frozenset[str], ...]:
    """What is right there, as it stands on a sheet."""
    body = place.body
    if isinstance(body, TrueFalseBody):
        return body.answer
    if isinstance(body, SingleBody | MultipleBody):
        right = correct_indices(body)
        return frozenset(at for at, option in enumerate(place.order) if option in right)
    if isinstance(body, FillBody):
        return tuple(frozenset(map(comparable, group)) for group in body.answers)
    return ()


def _is_right(place: Place, response: Response) -> bool:
    body = place.body
    if not isinstance(body, FillBody):
        return response == _key(place)
    if not isinstance(response, tuple) or len(response) != len(body.answers):
        return False
    groups = [frozenset(map(comparable, group)) for group in body.answers]
    texts = [comparable(text) for text in response]
    if body.any_order:
        return len(set(texts)) == len(texts) and all(any(text in group for group in groups) for text in texts)
    return all(text in group for text, group in zip(texts, groups, strict=True))
