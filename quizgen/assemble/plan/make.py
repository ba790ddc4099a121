"""From blueprint and bank to a plan: the pool, the table of cells; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.assemble.plan.demands import demands_of, overlap_limit
from quizgen.assemble.plan.explain import diagnose
from quizgen.assemble.plan.impossible import ImpossibleBlueprint
from quizgen.assemble.plan.model import CellCounts, Task, enemy_pairs
from quizgen.assemble.plan.pool import ONE_BANK, DrawPool, Group, make_pool
from quizgen.assemble.plan.table import make_tables
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode, PlanCell, PoolEntry
from quizgen.model.question import Question

NOBODY: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is frozen with an exam before any key exists: the table, the questions it draws on."""

    cells: tuple[PlanCell, ...]
    pool: tuple[PoolEntry, ...]


def plan(  # noqa: PLR0913 - everything a plan depends on, by name
    blueprint: Blueprint,
    questions: Sequence[Question],
    *,
    mode: Mode,
    forms: int,
    spare: int,
    avoided: frozenset[str] = frozenset(),
    had: Mapping[str, frozenset[str]] = NOBODY,
    bank_of: Mapping[str, str] = ONE_BANK,
) -> Plan:
    """Resolve a blueprint against a bank; the same input gives the same plan.

    ``avoided`` are the ids that the avoided exams used, ``had`` those that a person of a resit has had, by
    编号: for whom no table does, there is one more, if there is any. Raises ImpossibleBlueprint.
    """
    parallel = mode is Mode.PARALLEL
    pool = make_pool(blueprint, questions, avoided, all_apart=parallel, bank_of=bank_of)
    task = Task(
        sizes=tuple(section.count for section in blueprint.sections),
        groups=pool.groups,
        demands=demands_of(blueprint, avoiding=any(group.used for group in pool.groups)),
        enemies=pool.enemies,
        together=forms + spare if parallel else 1,
        overlap=overlap_limit(blueprint) if parallel else None,
    )
    faults, task = _faults(pool, task, one_per_point=blueprint.per_point == 1)
    tables = make_tables(task)
    if faults or not tables:
        diagnosis = diagnose(blueprint, task, questions, all_apart=parallel)
        raise ImpossibleBlueprint(blueprint.id, replace(diagnosis, faults=faults))
    tables = (*tables, *_tables_without(task, tables, had.values()))
    had_by = {id_: tuple(sorted(who for who in had if id_ in had[who])) for id_ in _known(had)}
    entries = tuple(
        one.model_copy(update={"had": had_by[one.id]}) if one.id in had_by else one for one in pool.entries()
    )
    return Plan(_cells(task, tables), entries)


def _known(had: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*had.values())


def _tables_without(
    task: Task, tables: Sequence[CellCounts], had: Iterable[frozenset[str]]
) -> Iterator[CellCounts]:
    """For everybody whom no table serves: one that draws nothing they have had, where there is one."""
    served = list(tables)
    for ids in dict.fromkeys(had):
        groups = tuple(
            group if group.fixed else replace(group, ids=tuple(id_ for id_ in group.ids if id_ not in ids))
            for group in task.groups
        )
        if any(_served(table, groups) for table in served):
            continue
        for table in make_tables(replace(task, groups=groups), 1):
            served.append(table)
            yield table


def _served(table: CellCounts, groups: Sequence[Group]) -> bool:
    needs = [0] * len(groups)
    for (_, index), count in table.items():
        needs[index] += count
    return all(need <= group.size for need, group in zip(needs, groups, strict=True))


def _faults(pool: DrawPool, task: Task, *, one_per_point: bool) -> tuple[tuple[str, ...], Task]:
    """What is wrong with the questions that must appear; the task without the part that is wrong."""
    faults = [f"必须出现的 {id_}：{reason.value}" for id_, reason in sorted(pool.unfit.items())]
    fixed = [id_ for group in pool.groups if group.fixed for id_ in group.ids]
    pairs = enemy_pairs(fixed, pool.enemies)
    why = "互斥或考点相同" if one_per_point else "互斥"
    faults += [f"必须出现的 {one} 与 {other} {why}，不能同卷" for one, other in pairs]
    peaceful: Mapping[str, frozenset[str]] = {
        id_: frozenset(enemy for enemy in enemies if (id_, enemy) not in pairs and (enemy, id_) not in pairs)
        for id_, enemies in pool.enemies.items()
    }
    return tuple(faults), replace(task, enemies=peaceful) if pairs else task


def _cells(task: Task, tables: Sequence[CellCounts]) -> tuple[PlanCell, ...]:
    places = sorted((section, index) for index, group in enumerate(task.groups) for section in group.fits)
    return tuple(
        PlanCell(
            section=section,
            group=index,
            topic=task.groups[index].topic,
            difficulty=task.groups[index].difficulty,
            level=task.groups[index].level,
            bank=task.groups[index].bank,
            used=task.groups[index].used,
            fixed=task.groups[index].fixed,
            draws=tuple(table[section, index] for table in tables),
            available=task.groups[index].size,
        )
        for section, index in places
    )
