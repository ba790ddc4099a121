"""Finds out why no table meets a blueprint: the least to relax, the least to add."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quizgen.assemble.plan.demands import Demand, DemandSubject
from quizgen.assemble.plan.impossible import Addition, Conflict, Deficit, Diagnosis, Relaxation
from quizgen.assemble.plan.model import Model, Softness, Task, enemy_pairs
from quizgen.assemble.plan.pool import Group, Sorter
from quizgen.assemble.plan.table import best_overlap
from quizgen.assemble.plan.wording import PlanWords
from quizgen.model.blueprint import Blueprint
from quizgen.model.bookkeeping import Difficulty, Level
from quizgen.model.question import Question

RELAX = Softness(demand=100, section=500, overlap=200, fixed=300)
"""Nothing can be added: quotas give way first, questions that must appear and sections last."""

ADD = Softness(demand=10_000, section=50_000, overlap=20_000, fixed=30_000, addition=100)
"""Questions can be added: a demand gives way only if it contradicts the others."""

_OPENING = 5
"""Cost of adding to one more group, so that additions stay together."""

_PAIRS_SHOWN = 3


def diagnose(
    blueprint: Blueprint, task: Task, questions: Sequence[Question], *, all_apart: bool
) -> Diagnosis:
    """Everything that is missing; empty when the task can be met."""
    words = PlanWords(blueprint)
    relaxed = Model(task, with_enemies=True, soft=RELAX)
    values = relaxed.program.minimise()
    relaxations = tuple(_relaxations(words, relaxed, values)) if values is not None else ()
    wide = replace(task, groups=(*task.groups, *_phantoms(blueprint, task, questions, all_apart=all_apart)))
    extended = Model(wide, with_enemies=True, soft=ADD)
    _keep_together(extended)
    added = extended.program.minimise()
    if added is None:
        return Diagnosis(relaxations=relaxations)
    simple = tuple(_simple_deficits(words, task))
    return Diagnosis(
        conflicts=tuple(_conflicts(words, extended, added)),
        deficits=(
            *(deficit for _, deficit in simple),
            *_crossed_deficits(words, extended, added, simple, relaxations),
        ),
        relaxations=relaxations,
        additions=tuple(_additions(words, extended, added)),
    )


def _keep_together(model: Model) -> None:
    for column in list(model.slack.additions.values()):
        opened = model.program.column(1, cost=_OPENING)
        most = sum(model.task.sizes) * model.task.together
        model.program.row([(column, 1), (opened, -most)], high=0)


def _phantoms(
    blueprint: Blueprint, task: Task, questions: Sequence[Question], *, all_apart: bool
) -> Iterator[Group]:
    """Groups without questions yet, standing for questions that could be written."""
    sorter = Sorter(blueprint, all_apart=all_apart)
    topics = {question.topic for question in questions} or {""}
    topics.update(blueprint.quotas.topic, blueprint.minima.topic)
    for section in blueprint.sections:
        topics.update(section.topics, section.quotas.topic)
    quotas = (blueprint.quotas, *(section.quotas for section in blueprint.sections))
    banks = (None, *dict.fromkeys(name for one in quotas for name in one.bank))
    there = {
        (group.fits, group.topic, group.difficulty, group.level, group.bank)
        for group in task.groups
        if not group.used and not group.fixed
    }
    sorts = {
        (
            fits,
            sorter.topic(fits, topic),
            sorter.difficulty(fits, difficulty),
            sorter.level(fits, level),
            sorter.bank(fits, bank),
        )
        for kind in {section.kind for section in blueprint.sections}
        for topic in topics
        if (fits := sorter.fits(kind, topic))
        for difficulty in Difficulty
        for level in Level
        for bank in banks
    }
    for fits, topic, difficulty, level, bank in sorted(sorts - there, key=str):
        yield Group(fits, topic, difficulty, used=False, fixed=False, level=level, bank=bank)


def _relaxations(words: PlanWords, model: Model, values: Sequence[int]) -> Iterator[Relaxation]:
    task, slack = model.task, model.slack
    left = {
        demand.section: task.sizes[demand.section] - values[slack.less[number]]
        for number, demand in enumerate(task.demands)
        if demand.subject is DemandSubject.SECTION and demand.section is not None
    }
    for number, demand in enumerate(task.demands):
        less = values[slack.less[number]]
        more = values[slack.more[number]] if number in slack.more else 0
        if less or more:
            reached = _reached(model, values, demand)
            low, high = min(demand.low, reached), max(demand.high, reached)
            base = sum(left.values()) if demand.section is None else left[demand.section]
            yield Relaxation(words.relaxed(demand, low, high, base), demand, low, high)
    for index, column in slack.dropped.items():
        if values[column]:
            ids = "、".join(task.groups[index].ids)
            size = task.groups[index].size
            text = f"必须出现的题（{ids}）由 {size} 道减到 {size - values[column]} 道"
            yield Relaxation(text, None, size - values[column], size)
    if slack.overlap is not None and values[slack.overlap]:
        limit = _overlap_to_allow(model, values, values[slack.overlap])
        share = math.ceil(1000 * limit / (sum(left.values()) or 1)) / 1000
        text = f"允许两份试卷有 {limit} 道题相同（max_overlap: {share:g}），或减少份数"
        yield Relaxation(text, None, 0, limit)


def _overlap_to_allow(model: Model, values: Sequence[int], beyond: int) -> int:
    """The overlap that makes the forms possible once the other demands are relaxed.

    A core common to all forms always does; places spread over the forms often do with less.
    """
    task = model.task
    fixed = sum(group.size for group in task.groups if group.fixed)
    limit = (fixed if task.overlap is None else task.overlap) + beyond
    demands = tuple(
        replace(demand, low=min(demand.low, reached), high=max(demand.high, reached))
        for demand in task.demands
        for reached in (_reached(model, values, demand),)
    )
    better = best_overlap(replace(task, demands=demands, overlap=limit))
    return limit if better is None else min(limit, better)


def _reached(model: Model, values: Sequence[int], demand: Demand) -> int:
    return sum(
        values[column] * demand.weight(section, model.task.groups[index])
        for (section, index), column in model.counts.items()
    )


def _conflicts(words: PlanWords, model: Model, values: Sequence[int]) -> Iterator[Conflict]:
    """Demands that must give way even if any question could be added."""
    slack = model.slack
    for number, demand in enumerate(model.task.demands):
        less = values[slack.less[number]]
        more = values[slack.more[number]] if number in slack.more else 0
        if not less and not more:
            continue
        wanted = demand.low if less else demand.high
        reach = _reached(model, values, demand)
        bound, side = ("至少", "最多只能取") if less else ("至多", "至少要取")
        required = _required(model.task, demand, counted=not less)
        against = f"必出题（include：{required}）、题数或其他配额" if required else "题数或其他配额"
        text = (
            f"{words.demand(demand)}：要求{bound} {words.amount(demand, wanted)}，"
            f"与{against}矛盾，{side} {words.amount(demand, reach)}"
        )
        yield Conflict(demand, text)
    for index, column in slack.dropped.items():
        if values[column]:
            ids = "、".join(model.task.groups[index].ids)
            yield Conflict(None, f"必须出现的题（{ids}）放不下，至少要减少 {values[column]} 道")
    if slack.overlap is not None and values[slack.overlap]:
        limit = model.task.overlap or 0
        least = limit + values[slack.overlap]
        text = f"必须出现的题每份都有，平行卷之间至少相同 {least} 道，而 max_overlap 只允许 {limit} 道"
        yield Conflict(None, text)


_NAMED = 6
"""Ids of questions that one sentence names."""


def _required(task: Task, demand: Demand, *, counted: bool) -> str:
    """The questions that must appear and either count for a demand or take up its places."""
    ids = [
        id_
        for group in task.groups
        if group.fixed and counted == any(demand.weight(section, group) for section in group.fits)
        for id_ in group.ids
    ]
    more = f" 等 {len(ids)} 道" if len(ids) > _NAMED else ""
    return "、".join(ids[:_NAMED]) + more


def _simple_deficits(words: PlanWords, task: Task) -> Iterator[tuple[Demand, Deficit]]:
    """Demands that ask for more than there is, each looked at alone."""
    times = task.together if task.disjoint else 1
    for demand in task.demands:
        if demand.subject in {DemandSubject.USED, DemandSubject.MINIMUM} or not demand.low:
            continue
        fixed, fresh, used = _stock(task, demand)
        may_use = next((other.high for other in task.demands if other.subject is DemandSubject.USED), 0)
        there = fresh + min(used, may_use * times)
        needed = max(demand.low - fixed, 0) * times
        if there >= needed:
            continue
        notes = [f"每份 {demand.low}，共 {task.together} 份不同的试卷"] if times > 1 else []
        notes += [f"另有 {used} 道以前考过"] if used and may_use < used else []
        what = "题数减" if demand.subject is DemandSubject.SECTION else "该项配额放宽"
        relaxed = words.amount(demand, there // times + fixed)
        remedy = f"把{what}到 {relaxed}"
        yield (
            demand,
            Deficit(
                words.demand(demand), needed + fixed, there + fixed, remedy, needed - there, "；".join(notes)
            ),
        )


def _stock(task: Task, demand: Demand) -> tuple[int, int, int]:
    """Questions that a demand could be met with: those that must appear, fresh ones, used ones."""
    sums = [0, 0, 0]
    for group in task.groups:
        if any(demand.weight(section, group) for section in group.fits):
            sums[0 if group.fixed else 2 if group.used else 1] += group.size
    return sums[0], sums[1], sums[2]


def _crossed_deficits(
    words: PlanWords,
    model: Model,
    values: Sequence[int],
    said: Sequence[tuple[Demand, Deficit]],
    relaxations: Sequence[Relaxation],
) -> Iterator[Deficit]:
    """Groups that come out short only because several demands meet in them."""
    explained = [demand for demand, deficit in said if _added_to(model, values, demand) <= deficit.add]
    for index, add in _added(model, values):
        group = model.task.groups[index]
        if any(demand.weight(section, group) for demand in explained for section in group.fits):
            continue
        drawing = [section for section in group.fits if values[model.counts[section, index]]]
        needed = sum(values[model.counts[section, index]] for section in group.fits) * model.task.together
        remedy = next(
            (f"把{relaxation.text}" for relaxation in relaxations if _touches(relaxation, group)), ""
        )
        note = ""
        if group.size >= needed:
            pairs = enemy_pairs(group.ids, model.task.enemies)[:_PAIRS_SHOWN]
            note = "；".join(
                filter(
                    None,
                    (words.apart(), "、".join(f"{one} 与 {other}" for one, other in pairs)),
                )
            )
        elif model.task.together > 1:
            note = f"共 {model.task.together} 份不同的试卷"
        yield Deficit(words.group(group, drawing or group.fits), needed, group.size, remedy, add, note)


def _touches(relaxation: Relaxation, group: Group) -> bool:
    demand = relaxation.demand
    return demand is not None and any(demand.weight(section, group) for section in group.fits)


def _added_to(model: Model, values: Sequence[int], demand: Demand) -> int:
    return sum(
        add
        for index, add in _added(model, values)
        if any(demand.weight(section, model.task.groups[index]) for section in model.task.groups[index].fits)
    )


def _added(model: Model, values: Sequence[int]) -> Iterator[tuple[int, int]]:
    for index, column in model.slack.additions.items():
        if values[column]:
            yield index, values[column]


def _additions(words: PlanWords, model: Model, values: Sequence[int]) -> Iterator[Addition]:
    for index, add in _added(model, values):
        group = model.task.groups[index]
        text = f"{words.group(group, group.fits)} 补 {add} 道"
        yield Addition(text, group.fits, group.topic, group.difficulty, add, group.level)
