"""Whether a candidate's answers fit another form so much better that the 卷号 must be a typing error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, factorial, perm, prod

from quizgen.markup.inline import accepted_answer
from quizgen.markup.words import comparable
from quizgen.model.answers import Answer
from quizgen.model.kinds import JUDGED, Kind
from quizgen.model.lettered import lettered, put_letters
from quizgen.model.question import (
    AskedBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    correct_indices,
    right_places,
)
from quizgen.model.shown import ShownItem

RISK = 0.01
"""How likely a single false notice in a whole exam may be at most."""
LEAST_GAIN = 0.2
"""The other form must give so much more of the points compared."""
_ENOUGH = 0.7
"""Whoever has so much right on the form named had that form."""
_FILL_CHANCE = 0.25

Response = frozenset[int] | bool | tuple[str, ...]
"""What stands on the sheet: letters by their place, right or wrong, texts (a letter for every place)."""


@dataclass(frozen=True, slots=True)
class BetterForm:
    """A form that fits better: how many of ``asked`` answers are wholly right on it, and on the one named."""

    code: str
    right: int
    right_here: int
    asked: int


@dataclass(frozen=True, slots=True)
class _Item:
    """A question as it stands on a form; ``key`` is what is right there, as it stands on a sheet.

    ``right`` is the same by original options, ``groups`` the accepted texts of every blank, the right letter
    of every place.
    """

    number: str
    kind: str
    points: float
    order: tuple[int, ...]
    body: AskedBody
    key: Response | tuple[frozenset[str], ...]
    right: tuple[int, ...]
    groups: tuple[frozenset[str], ...]
    any_order: bool


class FormKey:
    """What is right on a form, made once for all who had it."""

    def __init__(self, code: str, places: Sequence[ShownItem]) -> None:
        self.code = code
        self.by_answer = {place.id: _item(place) for place in places if place.body.kind not in JUDGED}
        self.by_number = {item.number: item for item in self.by_answer.values()}


def better_form(
    named: FormKey, answers: Iterable[Answer], others: Iterable[FormKey], comparisons: int
) -> BetterForm | None:
    """The other form that the answers most likely belong to; None where chance may explain the match.

    ``others`` are gone through only when the answers fit badly. ``comparisons`` is how many there are in
    the whole exam: with more, each must be surer. Of the questions whose keys differ between the two forms
    those are counted that are right by the other key. Options and questions stand in an order drawn by lot,
    so that an answer given to the form named is right by another form's key only by chance: one in so many
    ways to tick as many options (one less, for the form's own key), one half for true or false, one quarter
    for a text. The probability of so many hits or more is the tail of a Poisson binomial distribution.
    """
    given = [
        (item, answer)
        for answer in answers
        if (item := named.by_answer.get((answer.question, answer.part))) is not None
        and (answer.options or answer.truth is not None or any(answer.blanks) or answer.places)
    ]
    whole = sum(item.points for item, _answer in given)
    right_here = [item.points for item, answer in given if _is_right_here(item, answer)]
    here = sum(right_here)
    if not given or here >= _ENOUGH * whole:
        return None
    responses = [(item, _response(item, answer)) for item, answer in given]
    best: tuple[float, BetterForm] | None = None
    for other in others:
        hits, points, tail = _compared(responses, other, here + LEAST_GAIN * whole)
        if tail * comparisons <= RISK and (best is None or points > best[0]):
            best = points, BetterForm(other.code, hits, len(right_here), len(given))
    return None if best is None else best[1]


def _compared(
    responses: Sequence[tuple[_Item, Response]], other: FormKey, least: float
) -> tuple[int, float, float]:
    """Hits on another form, their points, how likely chance is to make so many (1 below ``least`` points)."""
    chances: list[float] = []
    hits = right = 0
    points = 0.0
    for item, response in responses:
        there = other.by_number.get(item.number)
        if there is None or there.kind != item.kind:
            continue
        is_hit = _is_right(there, response)
        if is_hit:
            right += 1
            points += there.points
        if item.key != there.key:
            chances.append(_chance(response, there))
            hits += is_hit
    return right, points, _tail(chances, hits) if points >= least else 1.0


def _tail(chances: Sequence[float], hits: int) -> float:
    """The probability of at least so many successes of independent trials with these chances."""
    if not chances:
        return 1.0
    if hits == len(chances):
        return prod(chances)
    spread = [1.0]
    for chance in chances:
        longer = [*spread, 0.0]
        for count, share in enumerate(spread):
            longer[count] -= share * chance
            longer[count + 1] += share * chance
        spread = longer
    return max(0.0, sum(spread[hits:]))


def _chance(response: Response, there: _Item) -> float:
    if isinstance(response, bool):
        return 0.5
    if isinstance(response, frozenset):
        return 1 / max(2, comb(len(there.order), len(response)) - 1)
    match there.kind:
        case Kind.MATCHING:
            return 1 / max(2, perm(len(lettered(there.body, there.order)), len(there.groups)) - 1)
        case Kind.ORDERING:
            return 1 / max(2, factorial(len(there.order)) - 1)
        case _:
            return _FILL_CHANCE


def _item(place: ShownItem) -> _Item:
    body = place.body
    right: tuple[int, ...] = ()
    groups: tuple[frozenset[str], ...] = ()
    key: Response | tuple[frozenset[str], ...] = ()
    match body:
        case TrueFalseBody():
            key = body.answer
        case SingleBody() | MultipleBody():
            correct = correct_indices(body)
            right = tuple(sorted(option for option in place.order if option in correct))
            key = frozenset(at for at, option in enumerate(place.order) if option in correct)
        case FillBody():
            key = groups = tuple(frozenset(map(accepted_answer, group)) for group in body.answers)
        case MatchingBody() | OrderingBody():
            letters = put_letters(body, place.order, right_places(body))
            key = groups = tuple(frozenset({letter}) for letter in letters)
        case ShortBody() | EssayBody():
            pass
    any_order = isinstance(body, FillBody) and body.any_order
    points = float(place.points)
    return _Item(place.number, body.kind, points, place.order, body, key, right, groups, any_order)


def _response(item: _Item, answer: Answer) -> Response:
    if answer.truth is not None:
        return answer.truth
    if answer.options:
        return frozenset(at for at, option in enumerate(item.order) if option in answer.options)
    if answer.places:
        return put_letters(item.body, item.order, answer.places)
    return answer.blanks


def _is_right_here(item: _Item, answer: Answer) -> bool:
    """Whether the answer is right on this form, compared by original options instead of letters."""
    if answer.options:
        return answer.options == item.right
    return _is_right(item, _response(item, answer))


def _is_right(item: _Item, response: Response) -> bool:
    if not isinstance(response, tuple):
        return response == item.key
    groups = item.groups
    texts = [comparable(text) for text in response]
    if len(texts) != len(groups):
        return False
    if item.any_order:
        return len(set(texts)) == len(texts) and all(any(text in group for group in groups) for text in texts)
    return all(text in group for text, group in zip(texts, groups, strict=True))
