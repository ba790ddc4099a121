"""Finds the questions of a bank that give each other away on one paper."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from quizgen.bank.leaks.material import Secret, Shown, every_text, plain, secrets_of, shown_by
from quizgen.bank.leaks.rarity import HALF, pairs_of, rarity_in
from quizgen.model.question import Question

WITH_A_FACT, WITHOUT_A_FACT, BLANK_WITHOUT_A_FACT = 0.28, 0.45, 0.28
"""From these strengths on a pair leaks: one that cites a fact in common, one that does not (a blank of it).

Measured on the project's own bank of November 2026: see docs/dev/bank-review.md.
"""

_WIDEST = 100
"""Questions that show a pair of characters, beyond which it finds nothing (it is a common word)."""

_TELLING = 3
"""Pairs of characters that a statement must share with a text."""

_WHOLE_PHRASE = 4.0
"""Weight of shared pairs from which on more of them tell no more."""

_LITERAL = 6
"""Characters of a blank with its surroundings from which on more of them tell no more."""

_PRINTED = 0.9
"""The share of a key that a question without a fact in common must print."""


@dataclass(frozen=True, slots=True)
class Leak:
    """``shows`` prints (in ``text``) what decides ``asks``; ``key`` is what. Strength is at least 0."""

    shows: str
    asks: str
    strength: float
    key: str
    text: str


def find_leaks(questions: Sequence[Question]) -> tuple[Leak, ...]:
    """The strongest leak of every pair that leaks, by the ids; enemies are not left out."""
    return tuple(_Search(questions).leaks())


class _Search:
    def __init__(self, questions: Sequence[Question]) -> None:
        self._rarity = rarity_in(every_text(question) for question in questions)
        self._ids = [question.id for question in questions]
        self._cites = [frozenset(question.cites) for question in questions]
        self._secrets = [tuple(dict.fromkeys(secrets_of(question))) for question in questions]
        self._shown = [tuple(dict.fromkeys(shown_by(question))) for question in questions]
        self._places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, texts in enumerate(self._shown):
            for place, shown in enumerate(texts):
                for pair in pairs_of(shown.text):
                    self._places[pair].append((number, place))
        self._strength = lru_cache(maxsize=None)(self._strength_of)
        self._total = lru_cache(maxsize=None)(self._rarity.total)

    def leaks(self) -> Iterator[Leak]:
        best: dict[tuple[str, str], Leak] = {}
        for number in range(len(self._ids)):
            for secret in self._secrets[number]:
                for other, place in self._candidates(number, secret):
                    self._consider(best, number, secret, other, self._shown[other][place])
        yield from (best[pair] for pair in sorted(best))

    def _candidates(self, number: int, secret: Secret) -> Iterable[tuple[int, int]]:
        """Texts of other questions that share enough rare pairs to be worth measuring."""
        wanted = _looked_for(secret)
        met: Counter[tuple[int, int]] = Counter()
        common = []
        for pair in wanted:
            places = self._places.get(pair, ())
            if len(places) <= _WIDEST:
                met.update(places)
            else:
                common.append(pair)
        least = min(_TELLING if secret.stated else 1, len(wanted))
        if not secret.stated and secret.around is None:
            # no pair weighs more than 1, so half of the key takes at least as many pairs
            needed = HALF * self._rarity.whole(secret.key) - self._rarity.total(common)
            least = max(least, math.ceil(needed))
        return [place for place, times in met.items() if times >= least and place[0] != number]

    def _consider(
        self, best: dict[tuple[str, str], Leak], number: int, secret: Secret, other: int, shown: Shown
    ) -> None:
        strength, printed = self._strength(secret, shown)
        sharing = bool(self._cites[number] & self._cites[other])
        if strength < _least(secret, sharing=sharing) or not (sharing or printed >= _PRINTED):
            return
        one, two = sorted((self._ids[number], self._ids[other]))
        if (one, two) not in best or best[one, two].strength < strength:
            best[one, two] = Leak(self._ids[other], self._ids[number], strength, secret.key, shown.text)

    def _strength_of(self, secret: Secret, shown: Shown) -> tuple[float, float]:
        """How strongly a text gives a secret away; the share of the key that it prints."""
        if secret.around is not None:
            return self._blank(secret, shown)
        if _other_numbers(secret.key, shown.text):
            return 0.0, 0.0
        return self._statement(secret, shown) if secret.stated else self._option(secret, shown)

    def _option(self, secret: Secret, shown: Shown) -> tuple[float, float]:
        covered = self._rarity.covered(secret.key, shown.text)
        if covered < HALF:
            return 0.0, covered
        about = self._about(pairs_of(secret.asks) - pairs_of(secret.key), shown)
        return covered * (0.2 + 1.3 * about) * self._amount(secret.key, shown.text), covered

    def _statement(self, secret: Secret, shown: Shown) -> tuple[float, float]:
        """A statement may be told by a text that repeats it, or by one of which it repeats all."""
        if shown.name and not _predicated(shown.text, secret.asks):
            return 0.0, 0.0
        shared = self._rarity.total(pairs_of(secret.key) & pairs_of(shown.text))
        if shared < HALF * min(self._rarity.whole(secret.key), self._rarity.whole(shown.text)):
            return 0.0, 0.0
        covered = max(
            self._rarity.covered(secret.key, shown.text), self._rarity.covered(shown.text, secret.key)
        )
        if covered < HALF:
            return 0.0, covered
        about = self._about(pairs_of(secret.asks) | pairs_of(secret.key), shown)
        return covered * (0.3 + about) * self._amount(secret.key, shown.text), covered

    def _blank(self, secret: Secret, shown: Shown) -> tuple[float, float]:
        size = _literal(secret, plain(shown.text))
        about = self._about(pairs_of(secret.asks), shown)
        pairs = _looked_for(secret)
        rare = max((self._rarity.weight(pair) for pair in pairs), default=1.0)
        return (0.3 + about) * (0.6 + 0.4 * rare) * min(size, _LITERAL) / _LITERAL, float(bool(size))

    def _about(self, asked: frozenset[str], shown: Shown) -> float:
        """How far a text, with what it stands under, is about what is asked."""
        there = pairs_of(shown.text) | pairs_of(shown.under)
        return self._rarity.total(asked & there) / (self._total(asked) or 1)

    def _amount(self, key: str, text: str) -> float:
        shared = self._rarity.total(pairs_of(key) & pairs_of(text))
        return 0.4 + 0.6 * min(shared, _WHOLE_PHRASE) / _WHOLE_PHRASE


_NUMBER = re.compile(r"\d+")


def _other_numbers(key: str, text: str) -> bool:
    """Whether a key has numbers, but a text has none of them: it is about something alike."""
    numbers = set(_NUMBER.findall(key))
    return bool(numbers) and not numbers & set(_NUMBER.findall(text))


_PREDICATE = "是为有即叫包括、："


def _predicated(name: str, statement: str) -> bool:
    """Whether a statement says the name of something; a name that it is about tells nothing."""
    statement = plain(statement)
    place = statement.find(plain(name))
    return place > 0 and statement[place - 1] in _PREDICATE


def _least(secret: Secret, *, sharing: bool) -> float:
    if sharing:
        return WITH_A_FACT
    return WITHOUT_A_FACT if secret.around is None else BLANK_WITHOUT_A_FACT


def _looked_for(secret: Secret) -> frozenset[str]:
    """The pairs by which a secret is looked for; of a short blank, those that it makes with its edges."""
    if secret.around is None:
        return pairs_of(secret.key)
    before, after = secret.around
    inner = pairs_of(secret.key)
    return inner or pairs_of(before[-1:] + secret.key) | pairs_of(secret.key + after[:1])


def _literal(secret: Secret, text: str) -> int:
    """Characters of the answer of a blank, with its surroundings, that stand in a text as they do there.

    0: the answer does not stand there; a number inside a longer one is another number.
    """
    assert secret.around is not None  # noqa: S101 - only blanks come here
    before, after = secret.around
    best, place = 0, text.find(secret.key)
    while place >= 0 and secret.key:
        left, right = text[:place], text[place + len(secret.key) :]
        longer = (secret.key[0].isdigit() and left[-1:].isdigit()) or (
            secret.key[-1].isdigit() and right[:1].isdigit()
        )
        if not longer:
            best = max(best, len(secret.key) + _same(left[::-1], before[::-1]) + _same(right, after))
        place = text.find(secret.key, place + 1)
    return best


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def same_points(questions: Sequence[Question], points: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of ids whose test point is the same."""
    by_point: defaultdict[str, list[str]] = defaultdict(list)
    for question, point in zip(questions, points, strict=True):
        by_point[point].append(question.id)
    for ids in by_point.values():
        yield from combinations(sorted(ids), 2)
