"""How the parts, cells and demands of a blueprint are called in Chinese."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable

from quizgen.assemble.plan.demands import Demand, DemandSubject
from quizgen.assemble.plan.pool import Group
from quizgen.model.blueprint import Blueprint
from quizgen.model.kinds import KIND_SHORT_TITLES

_ORDINALS = "一二三四五六七八九十"


class PlanWords:
    """How sections, groups and demands are called."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self._heading = [at for at, heading in enumerate(blueprint.headings) for _ in heading.indices]

    def sections(self, indices: Collection[int]) -> str:
        """``第三部分 多选``, ``第三部分 简答（第31题）``."""
        found = [self.blueprint.sections[index] for index in sorted(indices)]
        ordinals = "、".join(dict.fromkeys(_ordinal(self._heading[index]) for index in sorted(indices)))
        names = dict.fromkeys(KIND_SHORT_TITLES[section.kind] for section in found)
        return f"第{ordinals}部分 {'、'.join(names)}{self._numbers(indices)}"

    def _numbers(self, indices: Collection[int]) -> str:
        """``（第3题）``, as printed, where another section of the same heading has the same kind."""
        if len(indices) != 1:
            return ""
        (index,) = indices
        sections = self.blueprint.sections
        beside = self.blueprint.headings[self._heading[index]].sections
        if sum(other.kind == sections[index].kind for other in beside) == 1:
            return ""
        first = 1 + sum(section.count for section in sections[:index])
        last = first + sections[index].count - 1
        return f"（第{first}题）" if first == last else f"（第{first}至{last}题）"

    def group(self, group: Group, sections: Iterable[int]) -> str:
        """``第三部分 多选/处置/难``."""
        numbers = tuple(sections)
        topic = group.topic or ("其余专题" if self._tells(numbers, "topic") else "")
        difficulty = group.difficulty or ("其余难度" if self._tells(numbers, "difficulty") else "")
        level = group.level or ("其余层次" if self._tells(numbers, "level") else "")
        bank = f"题库“{group.bank}”" if group.bank else "其余题库" if self._tells(numbers, "bank") else ""
        return "/".join(filter(None, (self.sections(numbers), topic, difficulty, level, bank)))

    def _tells(self, sections: Iterable[int], dimension: str) -> bool:
        """Whether a quota of those sections names a topic, a difficulty, a level or a bank."""
        quotas = [self.blueprint.quotas, *(self.blueprint.sections[index].quotas for index in sections)]
        named = any(getattr(one, dimension) for one in quotas)
        return named or (dimension == "topic" and bool(self.blueprint.minima.topic))

    def apart(self) -> str:
        """Why questions cannot meet on one form."""
        point = "、考点相同的题" if self.blueprint.per_point else "题"
        return f"互斥{point}不能同卷"

    def demand(self, demand: Demand) -> str:
        """``第三部分 多选/处置``, ``全卷/难``."""
        scope = "全卷" if demand.section is None else self.sections((demand.section,))
        name = f"题库“{demand.name}”" if demand.subject is DemandSubject.BANK else demand.name
        return "/".join(filter(None, (scope, name)))

    def amount(self, demand: Demand, number: int, base: int | None = None) -> str:
        """A count, or points, with the share of ``base`` (None: as before) where the blueprint wrote one.

        The share is rounded up to 0.1 %, so that it allows the number when it is written down.
        """
        if demand.subject is DemandSubject.MINIMUM:
            return f"{number / demand.scale:g} 分"
        if demand.share is not None:
            return f"{number}（{math.ceil(1000 * number / (base or demand.base or 1)) / 10:g}%）"
        return str(number)

    def relaxed(self, demand: Demand, low: int, high: int, base: int) -> str:
        """A demand with the bounds it should get instead, of ``base`` questions that are then asked."""
        name = self.demand(demand)
        floor, ceiling = self.amount(demand, demand.low), self.amount(demand, demand.high)
        if demand.subject is DemandSubject.SECTION:
            return f"{name}由 {demand.low} 题减到 {low} 题"
        if demand.subject is DemandSubject.USED:
            return (
                f"允许以前考过的题由 {ceiling}放宽到 {self.amount(demand, high, base)}（avoid.max_overlap）"
            )
        parts = []
        if low < demand.low:
            parts.append(f"由 {floor} 放宽到 {self.amount(demand, low, base)}")
        if high > demand.high:
            parts.append(f"上限由 {ceiling} 放宽到 {self.amount(demand, high, base)}")
        return f"{name}的配额{'，'.join(parts)}".replace("） ", "）")


def _ordinal(index: int) -> str:
    tens, ones = divmod(index + 1, 10)
    return _ORDINALS[index] if index < len(_ORDINALS) else "十" * tens + _ORDINALS[ones - 1]
