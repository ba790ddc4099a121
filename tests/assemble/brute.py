"""Checks forms by the words of the blueprint, finds them by trying everything: slow, plain, independent."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from quizgen.model.blueprint import Blueprint, Quotas, Section
from quizgen.model.question import Question

Sections = Sequence[Sequence[Question]]


def about(question: Question, topic: str) -> bool:
    """Whether a question is about a topic or one of its children."""
    return question.topic == topic or question.topic.split("/")[0] == topic


def complaints(blueprint: Blueprint, sections: Sections, avoided: frozenset[str]) -> list[str]:
    """Every demand of the blueprint that a form breaks."""
    everything = [question for section in sections for question in section]
    names = {question.id for question in everything}
    broken = {
        "a question twice": len(names) < len(everything),
        "include": not set(blueprint.include) <= names,
        "exclude": bool(set(blueprint.exclude) & names) or any(one.retired for one in everything),
        "avoid": Fraction(len(names & avoided)) > blueprint.avoid.max_overlap * blueprint.total_count,
        "enemies": any(enemy in names for question in everything for enemy in question.enemies),
    }
    found = [name for name, is_broken in broken.items() if is_broken]
    for plan, section in zip(blueprint.sections, sections, strict=True):
        found += section_complaints(plan, section)
    found += quota_complaints(blueprint.quotas, everything, blueprint.total_count)
    for topic, minimum in blueprint.minima.topic.items():
        points = sum(
            plan.points * sum(about(question, topic) for question in section)
            for plan, section in zip(blueprint.sections, sections, strict=True)
        )
        if points < minimum:
            found.append(f"minimum {topic}")
    return found


def section_complaints(plan: Section, section: Sequence[Question]) -> Iterator[str]:
    """What one section breaks."""
    if len(section) != plan.count:
        yield "count"
    if any(question.kind != plan.kind for question in section):
        yield "kind"
    if plan.topics and not all(any(about(one, topic) for topic in plan.topics) for one in section):
        yield "section topic"
    yield from quota_complaints(plan.quotas, section, plan.count)


def quota_complaints(quotas: Quotas, questions: Sequence[Question], total: int) -> Iterator[str]:
    """The quotas that some questions break."""
    counted = [
        (name, quota, sum(about(one, name) for one in questions)) for name, quota in quotas.topic.items()
    ]
    counted += [
        (str(name), quota, sum(one.difficulty == name for one in questions))
        for name, quota in quotas.difficulty.items()
    ]
    for name, quota, count in counted:
        if quota.min is not None and count < quota.min:
            yield f"min {name}"
        if quota.max is not None and count > quota.max:
            yield f"max {name}"
        if quota.share is not None and abs(count - quota.share * total) >= 1:
            yield f"share {name}"


def all_forms(
    blueprint: Blueprint, questions: Sequence[Question], avoided: frozenset[str] = frozenset()
) -> Iterator[list[tuple[Question, ...]]]:
    """Every choice of questions that breaks nothing."""
    choices = [
        itertools.combinations([one for one in questions if one.kind == plan.kind], plan.count)
        for plan in blueprint.sections
    ]
    for sections in itertools.product(*map(list, choices)):
        if not complaints(blueprint, sections, avoided):
            yield list(sections)


def pair_exists(
    blueprint: Blueprint, questions: Sequence[Question], avoided: frozenset[str], limit: int | None
) -> bool:
    """Whether two forms exist with the same counts of every sort that share at most ``limit`` questions.

    ``limit`` None: they share only what must appear.
    """
    fixed = frozenset(blueprint.include)
    alike: dict[tuple[object, ...], list[frozenset[str]]] = {}
    for sections in all_forms(blueprint, questions, avoided):
        sorts = [Counter(sort(blueprint, one, avoided) for one in part) for part in sections]
        shape = tuple(tuple(sorted(counts.items())) for counts in sorts)
        alike.setdefault(shape, []).append(frozenset(one.id for part in sections for one in part))
    return any(
        one & other <= fixed if limit is None else len(one & other) <= limit
        for found in alike.values()
        for one, other in itertools.combinations_with_replacement(found, 2)
    )


def sort(blueprint: Blueprint, question: Question, avoided: frozenset[str]) -> tuple[object, ...]:
    """What parallel forms must have equally many of.

    Topic (as finely as quotas tell), difficulty, whether it was used, which sections could take it.
    """
    named = {*blueprint.quotas.topic, *blueprint.minima.topic}
    named.update(*(section.quotas.topic for section in blueprint.sections))
    topic = question.topic if question.topic in named else question.topic.split("/")[0]
    takers = tuple(
        index
        for index, plan in enumerate(blueprint.sections)
        if not [*section_complaints(plan.model_copy(update={"count": 1, "quotas": Quotas()}), [question])]
    )
    return topic, str(question.difficulty), question.id in avoided, takers
