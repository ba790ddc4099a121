"""A resit: everybody's form is drawn from what that person has not had yet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.sets import Frame
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import PoolEntry


@dataclass(frozen=True, slots=True)
class Shortage:
    """Why somebody cannot be served: at least ``missing`` questions would be had again.

    Of them the most in one ``group`` of the plan, from which ``needed`` are drawn while ``fresh`` are left.
    """

    number: str
    missing: int
    group: int
    needed: int
    fresh: int


class NothingFresh(Exception):
    """A signal: a person has had too much for any table of the plan."""

    def __init__(self, shortage: Shortage) -> None:
        self.shortage = shortage
        super().__init__(shortage)


def had_by_person(entries: Sequence[PoolEntry]) -> dict[str, frozenset[int]]:
    """What everybody has had, by 编号; a question is its position among the entries."""
    found: dict[str, set[int]] = {}
    for at, entry in enumerate(entries):
        for number in entry.had:
            found.setdefault(number, set()).add(at)
    return {number: frozenset(places) for number, places in found.items()}


def most_again(blueprint: Blueprint) -> int:
    """How many questions somebody may have again: the share that ``avoid`` allows."""
    return math.floor(blueprint.avoid.max_overlap * blueprint.total_count)


def shortages(frame: Frame, had: Mapping[str, frozenset[int]], most: int) -> Iterator[Shortage]:
    """Everybody for whom every table would repeat more than ``most`` questions, in the order of 编号."""
    for number in sorted(had):
        if (found := least_shortage(frame, number, had[number])).missing > most:
            yield found


def least_shortage(frame: Frame, number: str, had: frozenset[int]) -> Shortage:
    """What the table repeats that repeats least; questions that must appear do not count."""
    fresh = _fresh(frame, had)
    lacks = [_lack(frame.needs(table), fresh) for table in range(len(frame.tables))]
    table = min(range(len(lacks)), key=lambda one: (sum(lacks[one]), one))
    lack = lacks[table]
    group = lack.index(max(lack))
    return Shortage(number, sum(lack), group, frame.needs(table)[group], fresh[group])


def frame_without(frame: Frame, source: Streams, number: str, had: frozenset[int], most: int) -> Frame:
    """The frame that a person's form is drawn from: what they have had is left out.

    Where no table can be filled so, the tables that repeat least stay, with as many questions drawn back as
    they need. Raises NothingFresh where these are more than ``most``.
    """
    places = frozenset(at for group in frame.groups for at in group)
    kept = frozenset(
        at for group, fixed in zip(frame.groups, frame.fixed, strict=True) if fixed for at in group
    )
    own = frame.only(places - (had - kept))
    if own.tables:
        return own
    least = least_shortage(frame, number, had)
    if least.missing > most:
        raise NothingFresh(least)
    fresh = _fresh(frame, had)
    tables = [
        table for table in range(len(frame.tables)) if sum(_lack(frame.needs(table), fresh)) == least.missing
    ]
    words = source.words(f"again/{number}", "draw")
    table = tables[words.below(len(tables))]
    back: set[int] = set()
    for group, lack in enumerate(_lack(frame.needs(table), fresh)):
        again = sorted(had.intersection(frame.groups[group]) - kept)
        back.update(words.sample(again, lack))
    return replace(frame, tables=(frame.tables[table],)).only(places - (had - kept - back))


def _fresh(frame: Frame, had: frozenset[int]) -> list[int]:
    """Questions of every group that a person has not had; all of those that must appear."""
    return [
        len(group) if fixed else sum(at not in had for at in group)
        for group, fixed in zip(frame.groups, frame.fixed, strict=True)
    ]


def _lack(needs: Iterable[int], fresh: Iterable[int]) -> list[int]:
    return [max(0, need - left) for need, left in zip(needs, fresh, strict=True)]
