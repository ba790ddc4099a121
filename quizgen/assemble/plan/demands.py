"""What a blueprint demands of a form, as counts (or points) that lie between two integers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizgen.assemble.plan.pool import Group, within
from quizgen.model.blueprint import Blueprint, Quota, Quotas


class DemandSubject(StrEnum):
    """What a demand is about."""

    SECTION = "section"
    TOPIC = "topic"
    DIFFICULTY = "difficulty"
    LEVEL = "level"
    BANK = "bank"
    MINIMUM = "minimum"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Demand:
    """Between ``low`` and ``high`` questions of one sort, in one section (None: in the whole paper).

    A MINIMUM is about points that can be earned in a topic, counted in units of 1/``scale`` point
    with ``points`` for every section; the others count questions. ``share``: a bound comes from this
    share of ``base`` questions.
    """

    subject: DemandSubject
    section: int | None
    name: str
    low: int
    high: int
    share: Fraction | None = None
    base: int = 0
    scale: int = 1
    points: tuple[int, ...] = ()

    def weight(self, section: int, group: Group) -> int:
        """What one question of the group counts when that section draws it."""
        if self.section not in {None, section}:
            return 0
        match self.subject:
            case DemandSubject.SECTION:
                return 1
            case DemandSubject.TOPIC:
                return int(within(group.topic, self.name))
            case DemandSubject.DIFFICULTY | DemandSubject.LEVEL | DemandSubject.BANK:
                by_bank = self.subject is DemandSubject.BANK
                return int(self.name in ({group.bank} if by_bank else {group.difficulty, group.level}))
            case DemandSubject.MINIMUM:
                return self.points[section] * within(group.topic, self.name)
            case DemandSubject.USED:
                return int(group.used)


def demands_of(blueprint: Blueprint, *, avoiding: bool) -> tuple[Demand, ...]:
    """Everything the blueprint demands; ``avoiding``: there are questions of earlier exams to avoid."""
    found = [
        Demand(DemandSubject.SECTION, index, "", section.count, section.count)
        for index, section in enumerate(blueprint.sections)
    ]
    found += _quotas(blueprint.quotas, None, blueprint.total_count)
    for index, section in enumerate(blueprint.sections):
        found += _quotas(section.quotas, index, section.count)
    found += _minima(blueprint)
    if avoiding:
        total = blueprint.total_count
        limit = math.floor(blueprint.avoid.max_overlap * total)
        found.append(Demand(DemandSubject.USED, None, "", 0, limit, blueprint.avoid.max_overlap, total))
    return tuple(found)


def _quotas(quotas: Quotas, section: int | None, total: int) -> Iterator[Demand]:
    for name, quota in quotas.topic.items():
        yield _quota(DemandSubject.TOPIC, section, name, quota, total)
    for difficulty, quota in quotas.difficulty.items():
        yield _quota(DemandSubject.DIFFICULTY, section, str(difficulty), quota, total)
    for level, quota in quotas.level.items():
        yield _quota(DemandSubject.LEVEL, section, str(level), quota, total)
    for bank, quota in quotas.bank.items():
        yield _quota(DemandSubject.BANK, section, bank, quota, total)


def _quota(subject: DemandSubject, section: int | None, name: str, quota: Quota, total: int) -> Demand:
    """A share that is not a whole number of questions may be rounded down or up."""
    low = quota.min or 0
    high = total if quota.max is None else quota.max
    if quota.share is None:
        return Demand(subject, section, name, low, high)
    wanted = quota.share * total
    low, high = max(low, math.floor(wanted)), min(high, math.ceil(wanted))
    return Demand(subject, section, name, low, high, share=quota.share, base=total)


def _minima(blueprint: Blueprint) -> Iterator[Demand]:
    """The points needed to pass in a topic must be on the paper, or nobody could pass."""
    for name, minimum in blueprint.minima.topic.items():
        values = [section.points for section in blueprint.sections]
        scale = math.lcm(minimum.denominator, *(value.denominator for value in values))
        points = tuple(int(value * scale) for value in values)
        high = sum(value * section.count for value, section in zip(points, blueprint.sections, strict=True))
        yield Demand(
            DemandSubject.MINIMUM, None, name, int(minimum * scale), high, scale=scale, points=points
        )


def overlap_limit(blueprint: Blueprint) -> int | None:
    """How many questions two separately drawn forms may share at most; None: no limit is set."""
    return _questions(blueprint.max_overlap, blueprint)


def drawing_limit(blueprint: Blueprint) -> int | None:
    """The same where the blueprint sets none, but the exam was drawn with one because its bank allows it."""
    limit = overlap_limit(blueprint)
    return _questions(blueprint.kept_apart, blueprint) if limit is None else limit


def _questions(share: Fraction | None, blueprint: Blueprint) -> int | None:
    return None if share is None else math.floor(share * blueprint.total_count)
