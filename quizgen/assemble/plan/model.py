"""The demands of a blueprint as an integer programme over the counts of every section and group."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb, inf

from quizgen.assemble.plan.demands import Demand
from quizgen.assemble.plan.pool import Group
from quizgen.assemble.plan.solver import LinearTerm, Program

CellCounts = Mapping[tuple[int, int], int]
"""(section, group) -> how many questions that section draws from that group."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the tables must satisfy.

    ``together`` is the number of forms that must differ from one another (1 unless the forms are
    parallel); two of them may share ``overlap`` questions, None: only those that must appear.
    """

    sizes: tuple[int, ...]
    groups: tuple[Group, ...]
    demands: tuple[Demand, ...]
    enemies: Mapping[str, frozenset[str]]
    together: int = 1
    overlap: int | None = None

    @property
    def disjoint(self) -> bool:
        """Whether no question may be on two forms, those that must appear aside."""
        return not self.overlap


@dataclass(frozen=True, slots=True)
class Softness:
    """What may be relaxed, and at which cost; None: it may not be relaxed.

    ``demand`` per question more or less, ``section`` per question a section goes short, ``addition``
    per question added to a group, ``overlap`` per question that two forms share beyond the limit,
    ``fixed`` per question that need not appear after all.
    """

    demand: float
    section: float
    overlap: float
    fixed: float
    addition: float | None = None


@dataclass(slots=True)
class Slack:
    """The columns that say what gave way; demands by their position, groups by theirs."""

    less: dict[int, int] = field(default_factory=dict)
    more: dict[int, int] = field(default_factory=dict)
    additions: dict[int, int] = field(default_factory=dict)
    dropped: dict[int, int] = field(default_factory=dict)
    overlap: int | None = None


class Model:
    """The programme of a task; ``counts`` are its columns, ``shared`` those of the overlap.

    ``core``: what parallel forms share is a core common to all of them (simple, always buildable);
    otherwise the least sum over all pairs of forms, which a pattern must then be found for.
    """

    def __init__(
        self, task: Task, *, with_enemies: bool, core: bool = False, soft: Softness | None = None
    ) -> None:
        self.task = task
        self.program = Program()
        self.soft = soft
        self.core = task.together > 1 and (core or soft is not None)
        self.slack = Slack()
        self.shared: list[LinearTerm] = []
        self.cores: dict[int, int] = {}
        self.counts = {
            (section, index): self.program.column(task.sizes[section])
            for index, group in enumerate(task.groups)
            for section in group.fits
        }
        self._demands()
        for index, group in enumerate(task.groups):
            self._supply(index, group)
        self._overlap()
        if with_enemies:
            _Enemies(self).rows()

    def table(self, values: Sequence[int]) -> CellCounts:
        """The counts of a solution."""
        return {place: values[column] for place, column in self.counts.items()}

    def drawn(self, index: int) -> list[LinearTerm]:
        """What all sections together draw from a group."""
        return [(self.counts[section, index], 1) for section in self.task.groups[index].fits]

    def added(self, index: int) -> list[LinearTerm]:
        """Questions added to a group, as a negative term."""
        return [(self.slack.additions[index], -1)] if index in self.slack.additions else []

    def _demands(self) -> None:
        short: dict[int | None, list[LinearTerm]] = {}
        for number, demand in enumerate(self.task.demands):
            terms: list[LinearTerm] = [
                (column, weight)
                for (section, index), column in self.counts.items()
                if (weight := demand.weight(section, self.task.groups[index]))
            ]
            low_terms, high_terms = list(terms), list(terms)
            if self.soft is not None:
                is_section = demand.subject == "section"
                cost = self.soft.section if is_section else self.soft.demand
                self.slack.less[number] = self.program.column(cost=cost / demand.scale)
                low_terms.append((self.slack.less[number], 1))
                if is_section:
                    short.setdefault(demand.section, []).append((self.slack.less[number], 1))
                    short.setdefault(None, []).append((self.slack.less[number], 1))
                else:
                    self.slack.more[number] = self.program.column(cost=cost / demand.scale)
                    high_terms.append((self.slack.more[number], -1))
                if demand.share is not None:
                    shrunk = [(column, float(demand.share)) for column, _ in short[demand.section]]
                    low_terms += shrunk
                    high_terms += shrunk
            self.program.row(low_terms, low=demand.low)
            self.program.row(high_terms, high=demand.high)

    def _supply(self, index: int, group: Group) -> None:
        drawn, task = self.drawn(index), self.task
        if group.fixed:
            if self.soft is not None:
                self.slack.dropped[index] = self.program.column(group.size, cost=self.soft.fixed)
                drawn.append((self.slack.dropped[index], 1))
            self.program.row(drawn, low=group.size, high=group.size)
            return
        if self.soft is not None and self.soft.addition is not None and not group.used:
            self.slack.additions[index] = self.program.column(cost=self.soft.addition)
        extra = self.added(index)
        if task.together == 1:
            self.program.row([*drawn, *extra], high=group.size)
        elif self.core:
            core = self.program.column(group.size)
            self.cores[index] = core
            self.shared.append((core, 1))
            self.program.row([*drawn, (core, -1)], low=0)
            terms = [(column, task.together) for column, _ in drawn]
            self.program.row([*terms, *extra, (core, 1 - task.together)], high=group.size)
        elif task.disjoint:
            self.program.row([(column, task.together) for column, _ in drawn], high=group.size)
        else:
            self.program.row(drawn, high=group.size)
            self._pairs(drawn, group.size)

    def _pairs(self, drawn: Sequence[LinearTerm], size: int) -> None:
        """The least number of shared places, over all pairs of forms: convex in what is drawn."""
        pairs = self.program.column(whole=False)
        forms = self.task.together
        self.shared.append((pairs, 1))
        for times in range(1, forms):
            terms = [(column, -times * forms) for column, _ in drawn]
            self.program.row([(pairs, 1), *terms], low=-size * times * (times + 1) / 2)

    def _overlap(self) -> None:
        """Two forms share no more than the limit; what must appear counts when a limit is written."""
        task = self.task
        if task.together == 1:
            return
        each = 1 if self.core else comb(task.together, 2)
        terms = list(self.shared)
        if task.overlap is not None:
            terms += [
                (column, each)
                for index, group in enumerate(task.groups)
                if group.fixed
                for column, _ in self.drawn(index)
            ]
        if self.soft is not None:
            self.slack.overlap = self.program.column(cost=self.soft.overlap)
            terms.append((self.slack.overlap, -1))
        self.program.row(terms, high=each * (task.overlap or 0))


class _Enemies:
    """The rows that keep enough questions that are no enemies of each other, form by form.

    Only groups that could run short without their enemies matter: the others simply do without.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._task = model.task
        task = self._task
        self._copies = task.together if task.together > 1 and task.disjoint else 1
        self._scarce = {
            index: [id_ for id_ in group.ids if id_ in task.enemies]
            for index, group in enumerate(task.groups)
            if group.fixed or not self._plenty(group)
        }
        self._chosen = {
            id_: [model.program.column(1) for _ in range(self._copies)]
            for ids in self._scarce.values()
            for id_ in ids
        }

    def _plenty(self, group: Group) -> bool:
        free = sum(id_ not in self._task.enemies for id_ in group.ids)
        most = sum(self._task.sizes[section] for section in group.fits)
        return free >= most * self._task.together

    def rows(self) -> None:
        """Add them to the programme."""
        program = self._model.program
        for index, ids in self._scarce.items():
            self._group(index, ids)
        for clique in cliques(self._chosen, self._task.enemies):
            for columns in zip(*(self._chosen[id_] for id_ in clique), strict=True):
                program.row([(column, 1) for column in columns], high=1)

    def _group(self, index: int, ids: Sequence[str]) -> None:
        program, group = self._model.program, self._task.groups[index]
        free = group.size - len(ids)
        frees = [program.column(free if group.fixed else inf) for _ in range(self._copies)]
        for copy, column in enumerate(frees):
            chosen: list[LinearTerm] = [(self._chosen[id_][copy], -1) for id_ in ids]
            program.row([*self._model.drawn(index), (column, -1), *chosen], high=0)
        if group.fixed:
            return
        given: list[LinearTerm] = []
        if index in self._model.cores:
            given = [(self._model.cores[index], 1 - self._copies)]
        program.row([*((column, 1) for column in frees), *self._model.added(index), *given], high=free)
        for id_ in ids:
            program.row([(column, 1) for column in self._chosen[id_]], high=1)


def cliques(ids: Collection[str], enemies: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Sets of questions all enemies of each other that together cover every pair; fewer rows than pairs."""
    left = {id_: set(enemies[id_]).intersection(ids) for id_ in sorted(ids)}
    for id_, uncovered in left.items():
        while uncovered:
            clique = [id_]
            shared = set(enemies[id_]).intersection(ids)
            for enemy in (*sorted(uncovered), *sorted(shared - uncovered)):
                if enemy in shared:
                    clique.append(enemy)
                    shared &= enemies[enemy]
            for one in clique:
                left[one].difference_update(clique)
            yield tuple(clique)


def enemy_pairs(ids: Sequence[str], enemies: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """The pairs of enemies among some questions."""
    return [(one, other) for one, other in combinations(sorted(ids), 2) if other in enemies.get(one, ())]
