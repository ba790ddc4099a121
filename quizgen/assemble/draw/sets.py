"""Draws the sets of questions that an exam's forms are made of, form by form or together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forest import Tree, plant
from quizgen.assemble.draw.groups import (
    ATTEMPTS,
    FEW_ATTEMPTS,
    DrawPart,
    EnemiesEverywhere,
    Hand,
    PlaceRun,
    WordsOf,
    draw,
    enemies_meet,
    parts_of,
)
from quizgen.assemble.plan.pattern import best_pattern

UNIFORM_ROUNDS = 200
"""Draws of one form that are tried as they come before questions are preferred that keep it apart."""

ROUNDS = 300
"""Draws of one form that are tried in all to keep within the overlap that is allowed."""

FEW_ROUNDS = 30
"""The same for many forms (more than FEW_SETS) that are only kept apart if that is easy."""

FEW_SETS = 60

REDRAWS = 200
"""How often a parallel form is drawn anew because enemies would meet on a later one; then all begin again."""

FEW_RESTARTS = (FEW_ATTEMPTS,) * 40
"""The same where questions are exchanged; if that leads nowhere, as without (many shared questions)."""

RESTARTS = (3_000,) * 100 + (ATTEMPTS,) * 6
"""How many attempts each form gets, every time that parallel forms are begun anew.

The first forms may leave the last one nothing but enemies, so it is better to begin again soon.
"""

Drawn = tuple[tuple[int, ...], ...]
"""The questions of every section, by their position in the pool."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frozen plan as the draw needs it: plain integers, no records.

    ``groups`` hold positions in the pool; ``tables`` say for every variant which section draws how
    many from which group; ``fixed`` groups appear on every form.
    """

    sections: int
    groups: tuple[tuple[int, ...], ...]
    fixed: tuple[bool, ...]
    tables: tuple[tuple[PlaceRun, ...], ...]
    enemies: Mapping[int, frozenset[int]]

    def needs(self, table: int) -> list[int]:
        """How many questions a table draws from every group."""
        counts = [0] * len(self.groups)
        for _, group, count in self.tables[table]:
            counts[group] += count
        return counts

    def only(self, places: Collection[int]) -> Frame:
        """The frame with these questions alone, without the tables that they cannot fill."""
        groups = tuple(tuple(at for at in group if at in places) for group in self.groups)
        return replace(self, groups=groups, tables=tuple(one for one in self.tables if _fills(one, groups)))


def _fills(table: Sequence[PlaceRun], groups: Sequence[Sequence[int]]) -> bool:
    wanted = [0] * len(groups)
    for _, group, count in table:
        wanted[group] += count
    return all(count <= len(group) for count, group in zip(wanted, groups, strict=True))


class TooMuchOverlap(Exception):
    """A signal: no form was found that keeps within the overlap; ``best`` is the least that was seen."""

    def __init__(self, name: str, best: int) -> None:
        self.name = name
        self.best = best
        super().__init__(name, best)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The sets drawn so far: as bit masks, and by question (the positions of the sets that hold it)."""

    masks: list[int]
    holders: list[list[int]]

    def add(self, items: Iterable[int]) -> None:
        """Remember one more set."""
        mask = 0
        for item in items:
            self.holders[item].append(len(self.masks))
            mask |= 1 << item
        self.masks.append(mask)


class Dealer:
    """Draws sets for one exam. What it gives depends on the source and the frame only."""

    def __init__(self, source: Streams, frame: Frame, *, exchanges: bool = False) -> None:
        self._source = source
        self.frame = frame
        self._exchanges = exchanges
        attempts = FEW_ATTEMPTS if exchanges else ATTEMPTS
        self._hand = Hand(frame.sections, frame.enemies, attempts, exchanges)
        self.lists = [list(group) for group in frame.groups]
        self._forest = self._planted()
        self.parts = lru_cache(maxsize=None)(self._parts_of)

    def _planted(self) -> tuple[Tree, ...]:
        tables = range(len(self.frame.tables))
        sums = [sum(counts) for counts in zip(*map(self._counts, tables), strict=True)]
        return plant(sums, len(tables), self.frame.groups, self.frame.enemies)

    def _counts(self, variant: int) -> list[int]:
        return self.frame.needs(variant)

    def _parts_of(self, variant: int) -> tuple[DrawPart, ...]:
        return parts_of(self.frame.tables[variant], self._forest, self.lists)

    def _words_of(self, name: str) -> WordsOf:
        return lambda purpose, attempt, expected: self._source.words(name, purpose, attempt, expected)

    def variant(self, name: str, round_: int = 0) -> int:
        """Which table a set is drawn by."""
        tables = len(self.frame.tables)
        return self._source.words(name, "table", round_).below(tables) if tables > 1 else 0

    def single(self, name: str, round_: int = 0) -> Drawn:
        """The set of that name, independent of all others. Raises EnemiesEverywhere."""
        parts = self.parts(self.variant(name, round_))
        return tuple(map(tuple, draw(self._words_of(name), parts, self._hand, round_)))

    def apart(
        self,
        names: Sequence[str],
        limit: int,
        rounds: int = ROUNDS,
        own: Callable[[str], Dealer] | None = None,
    ) -> Iterator[Drawn]:
        """Sets of which no two share more than ``limit`` questions, one after another.

        A set that shares too much with an earlier one is drawn again, in ``rounds`` at most; after
        UNIFORM_ROUNDS the questions are preferred that keep it apart. ``own`` gives the dealer for a name
        (None: this one deals to all).

        Raises TooMuchOverlap or EnemiesEverywhere.
        """
        earlier = _Earlier([], [[] for group in self.frame.groups for _ in group])
        for name in names:
            drawn = (self if own is None else own(name)).within(name, earlier, limit, rounds)
            earlier.add(item for section in drawn for item in section)
            yield drawn

    def beside(self, name: str, others: Iterable[Collection[int]], limit: int, questions: int) -> Drawn:
        """One more set, sharing no more than ``limit`` questions with any of the ``others``.

        ``questions`` is how many the whole pool has. Raises TooMuchOverlap or EnemiesEverywhere.
        """
        earlier = _Earlier([], [[] for _ in range(questions)])
        for other in others:
            earlier.add(other)
        return self.within(name, earlier, limit, ROUNDS)

    def within(self, name: str, earlier: _Earlier, limit: int, rounds: int) -> Drawn:
        """A set within the limit beside the earlier ones. Raises TooMuchOverlap or EnemiesEverywhere."""
        best: int | None = None
        for round_ in range(rounds):
            drawn = (
                self.single(name, round_) if round_ < UNIFORM_ROUNDS else self._sparing(name, round_, earlier)
            )
            if drawn is None:
                continue
            mask = sum(1 << item for section in drawn for item in section)
            shared = max(((mask & other).bit_count() for other in earlier.masks), default=0)
            if shared <= limit:
                return drawn
            best = shared if best is None else min(best, shared)
        raise TooMuchOverlap(name, best or 0)

    def _sparing(self, name: str, round_: int, earlier: _Earlier) -> Drawn | None:
        """A set that shares little with the earlier ones, enemies passed over; None when it gets stuck.

        Question by question, the one whose holders share least with the set so far, ties at random.
        """
        variant = self.variant(name, round_)
        words = self._source.words(name, "sparing", round_)
        counts = self._counts(variant)
        shared = [0] * len(earlier.masks)
        met: set[int] = set()
        drawn: list[list[int]] = [[] for _ in counts]
        for group in sorted(range(len(counts)), key=lambda index: len(self.lists[index]) - counts[index]):
            left = words.shuffled(self.lists[group])
            for _ in range(counts[group]):
                left = [item for item in left if not enemies_meet((item,), met, self.frame.enemies)]
                if not left:
                    return None
                item = min(left, key=lambda one: sum(1 << shared[other] for other in earlier.holders[one]))
                left.remove(item)
                drawn[group].append(item)
                met.add(item)
                for other in earlier.holders[item]:
                    shared[other] += 1
        return self._cut(variant, drawn)

    def parallel(self, name: str, forms: int, *, redraws: int = REDRAWS) -> list[Drawn]:
        """Sets of equal counts that share as few questions as the groups allow.

        Every set fills the places that the pattern gives it: those that earlier sets have filled stay,
        the others get new questions. Which set comes first is drawn as well. ``redraws`` 0: as exams were
        drawn until November 2026, when two questions that a set has from two earlier ones could be enemies.
        Raises EnemiesEverywhere.
        """
        variant = self.variant(name, 0)
        counts = self._counts(variant)
        pattern = best_pattern(forms, [len(items) for items in self.lists], counts, self.frame.fixed)
        assert pattern is not None  # noqa: S101 - the plan has seen to it
        roles = self._source.words(name, "roles").shuffled(range(forms))
        sets = self._filled(name, pattern.places, redraws)
        words = self._source.words(name, "runs")
        return [self._cut(variant, [words.shuffled(items) for items in sets[role]]) for role in roles]

    def _filled(
        self, name: str, places: Sequence[Sequence[Sequence[int]]], redraws: int
    ) -> list[list[list[int]]]:
        few = FEW_RESTARTS if self._exchanges else ()
        restarts = [*((attempts, True) for attempts in few), *((attempts, False) for attempts in RESTARTS)]
        restart = 0
        while True:
            attempts, exchanges = restarts[restart]
            hand = Hand(len(self.lists), self.frame.enemies, attempts, exchanges)
            try:
                return self._fill(f"{name}/{restart}", places, hand, redraws)
            except EnemiesEverywhere:
                restart += 1
                if restart == len(restarts):
                    raise

    def _fill(
        self, name: str, places: Sequence[Sequence[Sequence[int]]], hand: Hand, redraws: int
    ) -> list[list[list[int]]]:
        filled: list[dict[int, int]] = [{} for _ in self.lists]
        left = [list(items) for items in self.lists]
        sets = []
        for role, rows in enumerate(places):
            runs = [
                (group, group, sum(place not in filled[group] for place in row))
                for group, row in enumerate(rows)
            ]
            parts = parts_of(runs, self._forest, left)
            held = _known(filled, rows)
            for redraw in range(redraws or 1):
                fresh = draw(self._words_of(f"{name}/{role}"), parts, hand, redraw, held)
                known = _with_fresh(filled, rows, fresh)
                if not redraws or not any(
                    self._at_odds(_known(known, later)) for later in places[role + 1 :]
                ):
                    break
            else:
                raise EnemiesEverywhere(tuple(range(len(left))))
            filled = known
            left = [
                [item for item in items if item not in taken]
                for items, taken in zip(left, map(set, fresh), strict=True)
            ]
            sets.append([[known[place] for place in row] for known, row in zip(filled, rows, strict=True)])
        return sets

    def _at_odds(self, items: set[int]) -> bool:
        return enemies_meet(items, items, self.frame.enemies)

    def _cut(self, variant: int, drawn: Sequence[Sequence[int]]) -> Drawn:
        """Give every section its run of what was drawn from each group."""
        sections: list[list[int]] = [[] for _ in range(self.frame.sections)]
        start = [0] * len(self.lists)
        for section, group, count in self.frame.tables[variant]:
            sections[section] += drawn[group][start[group] : start[group] + count]
            start[group] += count
        return tuple(map(tuple, sections))


def _known(filled: Sequence[Mapping[int, int]], rows: Sequence[Sequence[int]]) -> set[int]:
    """The questions that a form has from the forms before it."""
    return {known[place] for known, row in zip(filled, rows, strict=True) for place in row if place in known}


def _with_fresh(
    filled: Sequence[Mapping[int, int]], rows: Sequence[Sequence[int]], fresh: Sequence[Sequence[int]]
) -> list[dict[int, int]]:
    """The set once a form has received its new questions."""
    return [
        {**known, **dict(zip((place for place in row if place not in known), items, strict=True))}
        for known, row, items in zip(filled, rows, fresh, strict=True)
    ]
