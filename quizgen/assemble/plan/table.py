"""Resolves margins into crossed tables, as close to proportion as the demands allow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from quizgen.assemble.plan.model import CellCounts, Model, Task
from quizgen.assemble.plan.pattern import best_pattern
from quizgen.assemble.plan.solver import LinearTerm

VARIANTS = 24
"""Tables that share the fractions of a proportional table out among them."""

OVERLAPPING_VARIANTS = 6
"""The same for parallel forms that share questions, whose tables take ten times as long to find."""

_UNIT_STEPS = 8
_COST_SCALE = 100


def make_tables(task: Task, most: int = VARIANTS) -> tuple[CellCounts, ...]:
    """Tables that all meet every demand; their mean comes close to the proportional table.

    A single rounded table would leave whole cells at zero, so that some questions could never be
    drawn. Every further table makes good what the earlier ones owed each cell (error diffusion, in
    least squares weighted by the expected count), ``most`` at most. Empty when no table meets the demands.
    """
    tables = _tables(task, most, with_enemies=False) or _tables(task, most, with_enemies=False, core=True)
    if tables and _enemies_matter(task, tables[-1]):
        tables = _tables(task, most, with_enemies=True) or _tables(task, most, with_enemies=True, core=True)
    return tables[:1] if all(table == tables[0] for table in tables) else tables


def _tables(task: Task, most: int, *, with_enemies: bool, core: bool = False) -> tuple[CellCounts, ...]:
    """The variants; without rows for enemies no further than the first table for which enemies matter."""
    if core and (task.together == 1 or task.disjoint):
        return ()
    model = Model(task, with_enemies=with_enemies, core=core)
    if not _settle(model, _used_terms(model)) or not _settle(model, model.shared):
        return ()
    costs = _Costs(model)
    tables: list[CellCounts] = []
    for number in range(1, min(most, VARIANTS if task.disjoint else OVERLAPPING_VARIANTS) + 1):
        costs.aim(number)
        values = model.program.minimise()
        if values is None:
            return ()
        table = model.table(values)
        costs.count(table)
        if pattern_fits(task, table):
            tables.append(table)
            if not with_enemies and _enemies_matter(task, table):
                break
        if costs.even:
            break
    return tuple(tables)


def _used_terms(model: Model) -> list[LinearTerm]:
    return [(column, 1) for (_, index), column in model.counts.items() if model.task.groups[index].used]


def _settle(model: Model, terms: Sequence[LinearTerm]) -> bool:
    """Minimise a sum and keep it at that minimum; returns whether the demands can be met."""
    if not terms:
        return True
    for column, weight in terms:
        model.program.price(column, weight)
    values = model.program.minimise()
    for column, _ in terms:
        model.program.price(column, 0)
    if values is None:
        return False
    model.program.row(terms, high=sum(weight * values[column] for column, weight in terms))
    return True


class _Costs:
    """(count − aim)² / expected for every cell, as a convex cost in steps; the aim carries what is owed."""

    def __init__(self, model: Model) -> None:
        self._program = model.program
        self._expected = expected_counts(model.task)
        self._given = dict.fromkeys(self._expected, 0)
        self._tables = 0
        self._steps: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        for place, expected in self._expected.items():
            most = min(model.task.sizes[place[0]], model.task.groups[place[1]].size)
            steps = [
                (start, length, model.program.column(length, whole=False))
                for start, length in _steps(math.ceil(expected) + _UNIT_STEPS, most)
            ]
            self._steps[place] = steps
            terms: list[LinearTerm] = [(column, -1) for _, _, column in steps]
            model.program.row([(model.counts[place], 1), *terms], low=0, high=0)

    def aim(self, number: int) -> None:
        """Set the costs for table ``number``, counted from 1."""
        for place, expected in self._expected.items():
            parts, whole = expected.as_integer_ratio()  # in whole numbers: fractions take eight times as long
            aim = number * parts - self._given[place] * whole
            for start, length, column in self._steps[place]:
                slope = _COST_SCALE * ((2 * start + length) * whole - 2 * aim)
                self._program.price(column, _rounded(slope, parts))

    def count(self, table: CellCounts) -> None:
        """Note what a table gives."""
        self._tables += 1
        for place in self._given:
            self._given[place] += table[place]

    @property
    def even(self) -> bool:
        """Whether every cell has been given exactly what it expects."""
        return all(
            self._given[place] == self._tables * expected for place, expected in self._expected.items()
        )


def _rounded(numerator: int, denominator: int) -> int:
    """A fraction rounded to the nearest whole number, from halfway to the even one, as ``round`` does."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1))


def _steps(single: int, most: int) -> list[tuple[int, int]]:
    """Where the steps of the cost begin, with their lengths: single ones first, then ever longer."""
    steps, start, length = [], 0, 1
    while start < most:
        length = length if start < single else 2 * length
        length = min(length, most - start)
        steps.append((start, length))
        start += length
    return steps


def expected_counts(task: Task) -> dict[tuple[int, int], Fraction]:
    """What a section would draw from a group in exact proportion to the questions there are."""
    drawable = [
        sum(group.size for group in task.groups if section in group.fits and not group.fixed)
        for section in range(len(task.sizes))
    ]
    return {
        (section, index): Fraction(task.sizes[section] * group.size, drawable[section])
        for index, group in enumerate(task.groups)
        for section in group.fits
        if not group.fixed
    }


def _enemies_matter(task: Task, table: CellCounts) -> bool:
    """Whether a group has too few questions without enemies for what a table draws."""
    if not task.enemies:
        return False
    for index, group in enumerate(task.groups):
        free = sum(id_ not in task.enemies for id_ in group.ids)
        most = sum(table[section, index] for section in group.fits)
        if most and (most > free if group.fixed else most * task.together > free):
            return not _picked_by_hand(task, table)
    return False


def _picked_by_hand(task: Task, table: CellCounts) -> bool:
    """Whether forms with these counts are found at the first try, the least hated questions first.

    If so, no rows for enemies are needed; if not, the rows will tell.
    """
    if task.together > 1 and not task.disjoint:
        return False
    needs = {
        index: most
        for index, group in enumerate(task.groups)
        if (most := sum(table[section, index] for section in group.fits))
    }
    order = sorted(
        needs, key=lambda index: (not task.groups[index].fixed, task.groups[index].size - needs[index])
    )
    ranked = {
        index: sorted(task.groups[index].ids, key=lambda id_: (len(task.enemies.get(id_, ())), id_))
        for index in order
    }
    taken: set[str] = set()
    for _ in range(task.together):
        shunned: set[str] = set()
        for index in order:
            fixed, left = task.groups[index].fixed, needs[index]
            for id_ in ranked[index]:
                if left and id_ not in shunned and (fixed or id_ not in taken):
                    shunned |= task.enemies.get(id_, frozenset())
                    taken.add(id_)
                    left -= 1
            if left:
                return False
    return True


def pattern_fits(task: Task, table: CellCounts) -> bool:
    """Whether parallel forms with these counts can keep within the overlap that is allowed."""
    if task.together == 1 or task.disjoint:
        return True
    shared = least_overlap(task, table)
    return shared is not None and shared <= (task.overlap or 0)


def least_overlap(task: Task, table: CellCounts) -> int | None:
    """How many questions two parallel forms with these counts share; None: there are too few."""
    pattern = best_pattern(
        task.together,
        [group.size for group in task.groups],
        [sum(table[section, index] for section in group.fits) for index, group in enumerate(task.groups)],
        [group.fixed for group in task.groups],
    )
    return None if pattern is None else pattern.overlap


def best_overlap(task: Task) -> int | None:
    """The overlap of one table that shares as little as possible; None when no table is found.

    Enemies are left aside.
    """
    model = Model(task, with_enemies=False)
    if not _settle(model, model.shared):
        return None
    values = model.program.minimise()
    return None if values is None else least_overlap(task, model.table(values))
