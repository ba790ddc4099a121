"""The first blueprint for a bank that has none: what it can fill, 100 points where that is possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from types import MappingProxyType
from typing import Any

from quizgen.model.bookkeeping import may_be_drawn
from quizgen.model.kinds import Kind, traits_of
from quizgen.model.question import Question

_MOST: Mapping[Kind, int] = MappingProxyType({Kind.SINGLE: 20, Kind.MULTIPLE: 10, Kind.TRUE_FALSE: 10})
_MOST_OF_OTHERS, _MOST_READ = 5, 2
"""So many questions of a kind a first paper has at most; of those that a person has to read, fewer."""
_TOTAL, _MOST_POINTS = 100, 40
_NONE_GIVEN: Mapping[Kind, Fraction] = MappingProxyType({})
_MINUTES_EACH, _MINUTES_AN_ESSAY, _MOST_MINUTES = 2, 40, 600


def first_blueprint(
    name: str, title: str, questions: Sequence[Question], given: Mapping[Kind, Fraction] = _NONE_GIVEN
) -> Mapping[str, Any]:
    """A blueprint as its file says it; ``questions`` has one at least that may be drawn.

    Of every kind about two thirds of what there is, so that another paper is not the same. ``given`` are the
    points of a question that the bank's own papers have; then the counts are chosen so that they make 100,
    all questions where these do already.
    """
    usable = [question for question in questions if may_be_drawn(question)]
    there = Counter(Kind(question.kind) for question in usable)
    counts = {kind: min(_most(kind), -(-2 * there[kind] // 3)) for kind in Kind if there[kind]}
    points: Mapping[Kind, Fraction | int] = _points(counts)
    if any(kind in given for kind in counts):
        points = {kind: given.get(kind, Fraction(_weight(kind))) for kind in counts}
        counts = _counts(counts, {kind: there[kind] for kind in counts}, points)
    total = sum((Fraction(points[kind]) * count for kind, count in counts.items()), Fraction())
    return {
        "id": name,
        "title": title,
        "minutes": min(_MOST_MINUTES, max(10, sum(_minutes(kind) * count for kind, count in counts.items()))),
        "pass": -(-total * 3 // 5),
        "sections": [
            {
                "kind": kind.value,
                "count": count,
                "points": _plain(points[kind]),
                **({"rule": "漏选按项"} if kind is Kind.MULTIPLE else {}),
            }
            for kind, count in counts.items()
        ],
    }


def _plain(points: Fraction | int) -> int | str:
    """A number as a file writes it."""
    return int(points) if points == int(points) else str(Fraction(points))


def _counts(
    wanted: Mapping[Kind, int], there: Mapping[Kind, int], points: Mapping[Kind, Fraction | int]
) -> dict[Kind, int]:
    """Counts near those wanted that make 100 points; where none do, those wanted."""
    if sum(Fraction(points[kind]) * count for kind, count in there.items()) == _TOTAL:
        return dict(there)
    best: dict[Fraction, tuple[Fraction, dict[Kind, int]]] = {Fraction(0): (Fraction(0), {})}
    for kind in wanted:
        further: dict[Fraction, tuple[Fraction, dict[Kind, int]]] = {}
        for total, (cost, chosen) in best.items():
            most = min(there[kind], int((_TOTAL - total) / points[kind]))
            for count in range(1, most + 1):
                now = total + points[kind] * count
                dearer = cost + Fraction((count - wanted[kind]) ** 2, wanted[kind])
                if now not in further or dearer < further[now][0]:
                    further[now] = (dearer, {**chosen, kind: count})
        best = further
    whole = best.get(Fraction(_TOTAL))
    return dict(wanted) if whole is None else whole[1]


def _most(kind: Kind) -> int:
    read = traits_of(kind).own_key in {"points_for", "bands", "parts"}
    return _MOST_READ if read else _MOST.get(kind, _MOST_OF_OTHERS)


def _minutes(kind: Kind) -> int:
    return _MINUTES_AN_ESSAY if kind is Kind.ESSAY else _MINUTES_EACH


def _weight(kind: Kind) -> int:
    """What a question of a kind is worth beside a true-or-false one, roughly."""
    return {Kind.TRUE_FALSE: 1, Kind.SINGLE: 1, Kind.SHORT: 5, Kind.CASE: 10, Kind.ESSAY: 20}.get(kind, 2)


def _points(counts: Mapping[Kind, int]) -> dict[Kind, int]:
    """Whole points a question, as near to their weights as 100 points altogether allow; else the weights."""
    weights = {kind: _weight(kind) for kind in counts}
    whole = sum(weights[kind] * count for kind, count in counts.items())
    common = lcm(*weights.values())
    best: dict[int, tuple[int, dict[Kind, int]]] = {0: (0, {})}
    for kind, count in counts.items():
        # count × (points - ideal)² ÷ ideal with ideal = weight × total ÷ whole, over one denominator for all
        times, ideal = count * (common // weights[kind]), weights[kind] * _TOTAL
        costs = [times * (points * whole - ideal) ** 2 for points in range(_MOST_POINTS + 1)]
        further: dict[int, tuple[int, dict[Kind, int]]] = {}
        for total, (cost, chosen) in best.items():
            for points in range(1, min(_MOST_POINTS, (_TOTAL - total) // count) + 1):
                dearer = cost + costs[points]
                now = total + points * count
                if now not in further or dearer < further[now][0]:
                    further[now] = (dearer, {**chosen, kind: points})
        best = further
    return best[_TOTAL][1] if _TOTAL in best else weights
