"""How rare the pieces of a text are in a bank.

Rare pieces that two texts share tell that they are about the same thing, common pieces tell nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from quizgen.markup import plain_text

Pieces = frozenset[str]
"""Pairs of neighbouring characters, or single characters."""

_BREAK = re.compile(r"[，。；：、？！,.;:?!\s（）()—…]+|____")
_UNSEEN = re.compile(r"[“”《》\"'‘’*·〈〉]")


@lru_cache(maxsize=1 << 16)
def clauses(text: str) -> tuple[str, ...]:
    """The text between punctuation, without quotation marks."""
    plain = _UNSEEN.sub("", plain_text(text, blank="____"))
    return tuple(clause for clause in _BREAK.split(plain) if clause)


@lru_cache(maxsize=1 << 16)
def pairs_of(text: str) -> Pieces:
    """Its pairs of neighbouring characters; none reaches over punctuation."""
    return frozenset(
        clause[place : place + 2] for clause in clauses(text) for place in range(len(clause) - 1)
    )


@lru_cache(maxsize=1 << 16)
def characters_of(text: str) -> Pieces:
    """Its characters."""
    return frozenset("".join(clauses(text)))


class Rarity:
    """Weights between 0 (in every question) and 1 (in none), from the texts of every question."""

    def __init__(self, questions: Iterable[Iterable[str]]) -> None:
        times_of: Counter[str] = Counter()
        count = 0
        for texts in questions:
            count += 1
            found: set[str] = set()
            for text in texts:
                found |= pairs_of(text)
                found |= characters_of(text)
            times_of.update(found)
        whole = math.log(count + 1) or 1.0
        self._weights = {
            piece: 1 - math.log(times + 1) / whole if times < count else 0.0
            for piece, times in times_of.items()
        }
        self._wholes: dict[str, float] = {}

    def weight(self, piece: str) -> float:
        """The weight of one piece."""
        return self._weights.get(piece, 1.0)

    def total(self, pieces: Iterable[str]) -> float:
        """The weight of all of them, the same whatever their order."""
        weights = self._weights
        return math.fsum([weights.get(piece, 1.0) for piece in pieces])

    def whole(self, text: str) -> float:
        """The weight of all pairs of characters of a text."""
        known = self._wholes.get(text)
        if known is None:
            known = self._wholes[text] = self.total(pairs_of(text))
        return known

    def covered(self, inner: str, outer: str) -> float:
        """The share (by weight) of a text that another one repeats.

        By pairs of characters; where about half of them agree, the words may just stand in another
        order, so then single characters count too.
        """
        pairs = pairs_of(inner)
        whole = self.whole(inner)
        if not whole:
            return 0.0
        share = self.total(pairs & pairs_of(outer)) / whole
        if not HALF <= share < 1:
            return share
        single = characters_of(inner)
        by_character = self.total(single & characters_of(outer)) / (self.total(single) or 1)
        return max(share, by_character if len(single) <= _SHORT else (share + by_character) / 2)


HALF = 0.5
_SHORT = 10
"""Different characters up to which a text is a phrase whose words may be turned round."""


def rarity_in(questions: Iterable[Iterable[str]]) -> Rarity:
    """The weights from the texts of every question; for the same texts they are worked out once."""
    return _rarity_of(tuple(map(tuple, questions)))


@lru_cache(maxsize=2)
def _rarity_of(questions: tuple[tuple[str, ...], ...]) -> Rarity:
    return Rarity(questions)
