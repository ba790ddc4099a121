"""The rule against questions that are nearly the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from quizgen.bank.checks.base import BankCheck, Check, Fault, Surroundings, place_of, problem_at
from quizgen.bank.texts import ASKED_ROLES, OPTION_ROLES, Item, Role, squeeze
from quizgen.errors import Problem
from quizgen.model.question import pictures_of
from quizgen.model.rule import Rule

B023 = Rule(
    "B023",
    "与另一题几乎相同",
    "题干加选项的三字片段有八成以上相同（不看标点、空格、选项次序）的两题，同卷就是重复。"
    "写进 enemies 的两题不算，因为它们不会同卷。",
    "删去一题或换一个角度；确要保留，把对方写进 enemies",
    craft=True,
)

SIMILAR_PERCENT = 80
"""Two questions are near-duplicates when their shingles have this Jaccard similarity (percent)."""

_SHINGLE = 3
_SHARED = 3


_SEEN_ROLES: tuple[Role, ...] = (*ASKED_ROLES, *OPTION_ROLES, "cell")


def near_duplicates(around: Surroundings) -> Iterator[Problem]:
    """B023."""
    items = around.active
    for later, earlier in similar_pairs([shingles(item) for item in items]):
        one, other = items[later], items[earlier]
        if one.question.id == other.question.id:
            continue  # B014 says it
        if other.question.id in one.question.enemies or one.question.id in other.question.enemies:
            continue
        message = f"与 {other.question.id}（{place_of(other)}）几乎相同"
        yield problem_at(one, B023, Fault((), message))


def shingles(item: Item) -> frozenset[str]:
    """Three-character pieces of everything a candidate sees of the question; shorter texts are whole."""
    found: set[str] = set()
    texts = [squeeze(at.text) for at in item.texts if at.role in _SEEN_ROLES]
    texts += pictures_of(item.question)
    for text in texts:
        found.update(text[start : start + _SHINGLE] for start in range(max(1, len(text) - _SHINGLE + 1)))
    return frozenset(found)


def similar_pairs(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """All pairs (later, earlier) of sets at least ``SIMILAR_PERCENT`` similar, exactly.

    Prefix filtering (Bayardo, Ma, Srikant 2007, "Scaling up all pairs similarity search"): with the
    rarest pieces first, two similar sets must share pieces among their first few, so only those are
    indexed. Taking two more and asking for three shared ones (Wang, Li, Feng 2012, "Can we beat the
    prefix filtering?") leaves few pairs to compare whole.
    """
    frequency = Counter(piece for found in sets for piece in found)
    rarest_first = sorted(frequency, key=lambda piece: (frequency[piece], piece))
    rank = {piece: number for number, piece in enumerate(rarest_first)}
    index: defaultdict[int, list[int]] = defaultdict(list)
    by_size = sorted((len(found), number) for number, found in enumerate(sets) if found)
    for size, number in by_size:
        least = -(-SIMILAR_PERCENT * size // 100)
        prefix = sorted(rank[piece] for piece in sets[number])[: size - least + _SHARED]
        met = Counter(chain.from_iterable(index[piece] for piece in prefix))
        for other in sorted(other for other, times in met.items() if times >= min(_SHARED, size)):
            shared = len(sets[number] & sets[other])
            if shared * 100 >= SIMILAR_PERCENT * (size + len(sets[other]) - shared):
                yield max(number, other), min(number, other)
        for piece in prefix:
            index[piece].append(number)


CHECKS: tuple[Check, ...] = (BankCheck(B023, near_duplicates),)
