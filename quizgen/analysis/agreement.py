"""Pairs of people whose wrong answers agree far beyond chance, with the exact probability of that."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

from quizgen.model.statistics import ItemKey

RISK = 0.01
"""How likely a single false pair in a whole exam may be at most."""
FEWEST_PEOPLE = 30
"""With fewer nobody can say how popular a wrong answer is."""
_PRIOR = 10.0
"""So many answers are put in front of those that were given; ours, not published (see ``_popularity``)."""
_PRIOR_SHARE = 0.5
_BLOCK = 256
_STEPS = 40
_LEAST, _MOST = -8.0, 8.0
"""The range of the logarithm of a person's ability."""

Reals = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a person put for a question: ``option`` can be compared with others' (None: left blank).

    ``only``: any wrong answer to this question is the same one (判断).
    """

    item: ItemKey
    option: Hashable | None
    right: bool
    only: bool = False


@dataclass(frozen=True, slots=True)
class SharedWrong:
    """A wrong answer that both gave: ``popular`` is its share among the wrong answers of all who had it.

    ``chance`` is the probability that the other person would give it.
    """

    item: ItemKey
    option: Hashable
    popular: float
    chance: float


@dataclass(frozen=True, slots=True)
class AgreeingPair:
    """Two people (by their place among the sheets, the smaller first) who agree beyond chance.

    ``shared`` of the ``wrong`` answers of one were given by the other too, where ``expected`` would be by
    chance; ``probability`` is that of so many or more. ``common`` questions were on both forms.
    """

    first: int
    second: int
    shared: int
    wrong: int
    expected: float
    probability: float
    common: int
    answers: tuple[SharedWrong, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that was found: how many people, how many comparisons, the pairs, the least likely first.

    ``limit`` is the probability that a pair must fall below, for ``RISK`` over all comparisons.
    """

    people: int
    comparisons: int
    limit: float
    pairs: tuple[AgreeingPair, ...]


def agreement(sheets: Sequence[Sequence[GivenAnswer]], risk: float = RISK) -> Agreement:
    """Compare everybody with everybody, in both directions.

    Given the wrong answers of one person, the other, answering independently, gives the same wrong answer to
    question i with the probability (1 − p_i)·q_i. p_i is the probability that the other is right, after
    Wesolowsky (2000, *Detecting excessive similarity in answers on multiple choice exams*, Journal of
    Applied Statistics 27, 909–921): p_i = (1 − (1 − r_i)^a)^(1/a), where r_i is the share of those who had
    the question and are right, and a is fitted so that the mean of p_i over that person's form is the share
    that he or she has right. q_i is the popularity of that answer among the wrong ones. The number of
    answers shared is then a sum of independent trials with these probabilities; its tail is computed
    exactly (Poisson binomial), as in the generalized binomial test of van der Linden & Sotaridona (2006,
    *Detecting answer copying when the regular response process follows a known response model*, Journal of
    Educational and Behavioral Statistics 31, 283–304). Both directions of every pair are comparisons; Holm
    (1979) keeps the probability of a single false pair in the whole exam at ``risk``.
    """
    table = _Table(sheets)
    found: dict[tuple[int, int], tuple[float, int, int]] = {}
    comparisons = table.comparisons()
    for start in range(0, len(sheets), _BLOCK):
        for source, other, probability in table.block(start, 2 * risk / max(comparisons, 1)):
            pair = min(source, other), max(source, other)
            if pair not in found or probability < found[pair][0]:
                found[pair] = probability, source, other
    limit = risk / comparisons if comparisons else 0.0
    ordered = sorted((value, pair) for pair, value in found.items())
    kept = []
    for place, ((probability, source, other), _pair) in enumerate(ordered):
        if probability > risk / (comparisons - place):
            break
        kept.append(table.pair(source, other, probability))
    return Agreement(len(sheets), comparisons, limit, tuple(kept))


def tails(chances: Reals, hits: NDArray[numpy.int64]) -> Reals:
    """For each row the probability of at least so many successes of independent trials with its chances.

    The distribution is built up trial by trial; only sums of products of positive numbers occur, so that even
    1e-30 is right to nearly all digits.
    """
    rows, trials = chances.shape
    spread = numpy.zeros((rows, trials + 1))
    spread[:, 0] = 1.0
    for at in range(trials):
        chance = chances[:, at : at + 1]
        spread[:, 1 : at + 2] = spread[:, 1 : at + 2] * (1 - chance) + spread[:, : at + 1] * chance
        spread[:, :1] *= 1 - chance
    from_hits = numpy.arange(trials + 1)[None, :] >= hits[:, None]
    return numpy.asarray((spread * from_hits).sum(axis=1), numpy.float64)


class _Table:
    """Everybody's answers as matrices: people by wrong answers, people by questions."""

    def __init__(self, sheets: Sequence[Sequence[GivenAnswer]]) -> None:
        self._items: dict[ItemKey, int] = {}
        self._wrong: dict[tuple[int, Hashable], int] = {}
        people = len(sheets)
        shown, right, gave = [], [], []
        only: set[int] = set()
        for person, sheet in enumerate(sheets):
            for one in sheet:
                item = self._items.setdefault(one.item, len(self._items))
                shown.append((person, item))
                if one.right:
                    right.append((person, item))
                elif one.option is not None:
                    gave.append((person, self._wrong.setdefault((item, one.option), len(self._wrong))))
                if one.only:
                    only.add(item)
        self._shown = _matrix(people, len(self._items), shown)
        self._right = _matrix(people, len(self._items), right)
        self._gave = _matrix(people, len(self._wrong), gave)
        self._item_of = numpy.array([item for item, _ in self._wrong], dtype=numpy.int64)
        self._names = list(self._wrong)
        self._keys = list(self._items)
        self._popular = self._popularity(only)
        missed = (1 - _right_chances(self._shown, self._right)) * self._shown
        self._chance = missed[:, self._item_of] * self._popular[None, :]
        with numpy.errstate(divide="ignore"):
            logs = numpy.log(self._chance)
        self._logs = numpy.where(self._chance > 0, logs, 0.0)

    def comparisons(self) -> int:
        """How many ordered pairs have a question in common."""
        together = (self._shown @ self._shown.T) > 0
        return int(together.sum()) - int(numpy.diagonal(together).sum())

    def _popularity(self, only: set[int]) -> Reals:
        """The share of every wrong answer among the wrong ones given to its question.

        As if ten more had been given of which half were this one: where few people had a question nothing
        is taken for rare, with many it makes no difference.
        """
        counts = self._gave.sum(axis=0)
        wrong = numpy.bincount(self._item_of, weights=counts, minlength=len(self._keys))
        popular = (counts + _PRIOR * _PRIOR_SHARE) / (wrong[self._item_of] + _PRIOR)
        single = numpy.isin(self._item_of, numpy.array(sorted(only), dtype=numpy.int64))
        return numpy.asarray(numpy.where(single, 1.0, popular), numpy.float64)

    def block(self, start: int, limit: float) -> list[tuple[int, int, float]]:
        """The comparisons of some people, from ``start`` on, whose probability is at most ``limit``.

        Only few need an exact look. So many hits (m) are at least as likely as all of the m likeliest trials
        hitting, which is at least the m-th power of the geometric mean of all the chances (w of them):
        log P ≥ m/w · Σ log p. Whatever this keeps above the limit is left out, and nothing else.
        """
        rows = self._gave[start : start + _BLOCK]
        shared = rows @ self._gave.T
        expected = rows @ self._chance.T
        trials = numpy.maximum(rows @ (self._chance > 0).T, 1)
        least = shared / trials * (rows @ self._logs.T)
        beyond = (shared > expected) & (least <= numpy.log(limit))
        for at in range(len(rows)):
            beyond[at, start + at] = False
        likely: list[tuple[int, int, float]] = []
        for at, row in enumerate(rows):
            others = numpy.flatnonzero(beyond[at])
            if not len(others):
                continue
            theirs = numpy.flatnonzero(row)
            chances = self._chance[numpy.ix_(others, theirs)]
            found = tails(chances, shared[at, others].astype(numpy.int64))
            likely += [
                (start + at, int(other), float(one))
                for other, one in zip(others, found, strict=True)
                if one <= limit
            ]
        return likely

    def pair(self, source: int, other: int, probability: float) -> AgreeingPair:
        """What two people share."""
        both = numpy.flatnonzero(self._gave[source] * self._gave[other])
        theirs = self._gave[source] > 0
        had = theirs & (self._shown[other, self._item_of] > 0)
        return AgreeingPair(
            first=min(source, other),
            second=max(source, other),
            shared=len(both),
            wrong=int(had.sum()),
            expected=float(self._chance[other, theirs].sum()),
            probability=probability,
            common=int((self._shown[source] * self._shown[other]).sum()),
            answers=tuple(self._shared(both, other)),
        )

    def _shared(self, columns: NDArray[Any], other: int) -> Iterator[SharedWrong]:
        for column in columns:
            item, option = self._names[column]
            popular, chance = float(self._popular[column]), float(self._chance[other, column])
            yield SharedWrong(self._keys[item], option, popular, chance)


def _matrix(rows: int, columns: int, places: Sequence[tuple[int, int]]) -> Reals:
    made = numpy.zeros((rows, columns))
    if places:
        at = numpy.array(places, dtype=numpy.int64)
        made[at[:, 0], at[:, 1]] = 1.0
    return made


def _right_chances(shown: Reals, right: Reals) -> Reals:
    """How likely each person is right on each question: Wesolowsky's curve, fitted to the person's share."""
    asked = shown.sum(axis=0)
    easy = (right.sum(axis=0) + 1) / (asked + 2)
    count = numpy.maximum(shown.sum(axis=1), 1)
    share = numpy.clip(right.sum(axis=1), 0.5, count - 0.5) / count
    low, high = numpy.full(len(shown), _LEAST), numpy.full(len(shown), _MOST)
    missed = numpy.log1p(-easy)[None, :]

    def curve(ability: Reals) -> Reals:
        power = numpy.exp(ability)[:, None]
        return numpy.asarray(numpy.exp(numpy.log1p(-numpy.exp(missed * power)) / power), numpy.float64)

    for _ in range(_STEPS):
        middle = (low + high) / 2
        mean = (curve(middle) * shown).sum(axis=1) / count
        low = numpy.where(mean < share, middle, low)
        high = numpy.where(mean < share, high, middle)
    return curve((low + high) / 2)
