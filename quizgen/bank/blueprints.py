"""Reads a blueprint file, with every fault that can be seen without a bank."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from quizgen.errors import CannotRead, Problem
from quizgen.files.yaml_lines import LinedYaml, load_yaml
from quizgen.files.yaml_nodes import Key
from quizgen.markup.figures import exact_text
from quizgen.model.base import Way
from quizgen.model.blueprint import Blueprint, Quota, Quotas
from quizgen.model.kinds import KIND_SHORT_TITLES, KIND_TITLES, traits_of
from quizgen.model.nearest import did_you_mean, words_to_use
from quizgen.model.partly import STAND_IN, read_partly, touches
from quizgen.model.reading import FaultKind, ReadingFault, read_record, way_in_record
from quizgen.model.rule import Rule

P001 = Rule("P001", "蓝图读不了", "文件打不开，或者不是正确的 YAML。", "检查编码、缩进、引号和冒号后的空格")
P002 = Rule("P002", "不认识的键", "键写错了。写错的键不会被悄悄忽略。", "改成提示的键，或删去")
P003 = Rule("P003", "缺少键", "没有它就不知道抽什么、怎样算合格。", "补上这个键")
P004 = Rule(
    "P004",
    "值不对",
    "题型、难度、计分规则、数写错了，或者超出范围。",
    "改成允许的值；数照 8、0.5、1/2 写",
)
P005 = Rule(
    "P005",
    "不认识的专题",
    "蓝图里的专题必须是 topics.yaml 里的，否则一道题也抽不到。",
    "改成 topics.yaml 里的写法",
)
P006 = Rule("P006", "合格分数高于满分", "没有人能合格。", "降低合格分数，或增加题目、分值")
P007 = Rule("P007", "份额合计超过 1", "同一组配额的份额加起来不能超过全部。", "减小份额")
P008 = Rule("P008", "下限高于上限", "一个配额的 min 不能大于 max。", "对调或改正")
P009 = Rule(
    "P009",
    "计分规则用错了题型",
    "rule 是多选、配对、排序的计分规则，各有各的写法；别的题型没有。",
    "删去 rule，改成这种题型的规则，或改 kind",
)
P010 = Rule(
    "P010",
    "配额不可能满足",
    "配额要的题比这一部分（或全卷）的题还多，或者多得剩不下。",
    "减小配额，或增加题数",
)
P011 = Rule(
    "P011",
    "分部分合格线不可能达到",
    "这个专题或部分的分不够，或者没有这个部分。",
    "降低合格线，或给部分写上 part",
)
P012 = Rule("P012", "必出题与排除题有误", "同一道题不能既必出又排除，也不能写两次。", "只保留一处")

RULES = (P001, P002, P003, P004, P005, P006, P007, P008, P009, P010, P011, P012)

_BLUEPRINT: TypeAdapter[Blueprint] = TypeAdapter(Blueprint)
_FAULT_RULES = {
    FaultKind.UNKNOWN_KEY: P002,
    FaultKind.MISSING_KEY: P003,
}

_QUOTA_HINT = "写成 8（正好）、0.4（份额）或 {min: 4, max: 8}"

_Found = tuple[Rule, Key, str, str]
"""A rule, the way to the value, the message, a hint (empty: the rule's own)."""


def load_blueprint(
    path: Path, shown_as: str, topics: Collection[str]
) -> tuple[Blueprint | None, tuple[Problem, ...]]:
    """Read and check a blueprint; None when its form is wrong, Problems (rules P001 to P012) for any fault.

    ``topics`` is everything a question may write as its topic; none: topics are not looked up.
    """
    try:
        document, faults = load_yaml(path, shown_as, P001.id)
    except CannotRead as error:
        return None, (Problem(shown_as, error.line, P001.id, error.reason, P001.mend),)
    if document is None:
        return None, tuple(faults)
    if not isinstance(document.data, dict):
        told = () if faults else (Problem(shown_as, 1, P001.id, _NO_BLUEPRINT, P001.mend),)
        return None, (*faults, *told)
    broken = document.broken_in(())
    reading = read_record(_BLUEPRINT, document.data, broken)
    blueprint, wrong = reading
    found = [_form_fault(fault) for fault in wrong]
    if blueprint is not None:
        found += _found(_Draft(blueprint, document.data, tuple(topics)))
    else:
        partly = read_partly(_BLUEPRINT, document.data, way_in_record, _stand_in)
        readable, replaced = partly
        if readable is not None:
            found += _found_in_part(_Draft(readable, document.data, tuple(topics)), replaced)
    problems = sorted({*faults, *(_problem(document, one) for one in found)})
    return (None if faults else blueprint), tuple(problems)


_NO_BLUEPRINT = "这不是蓝图：应当是一组“键: 值”"


def _found(draft: _Draft) -> list[_Found]:
    return [problem for check, _ in _CHECKS for problem in check(draft)]


def _found_in_part(draft: _Draft, replaced: frozenset[Way]) -> list[_Found]:
    """What can be said although some values are missing or wrong."""
    steps = {step for way in replaced for step in way}
    return [
        found
        for check, needs in _CHECKS
        if not steps & set(needs)
        for found in check(draft)
        if not touches(found[1], replaced) and STAND_IN not in found[2]
    ]


_STAND_INS: Mapping[str, Any] = {
    "id": "x", "title": STAND_IN, "minutes": 60, "pass": 0, "kind": "single", "count": 1, "points": 1,
    "include": "ZZ-0000", "exclude": "ZZ-0000", "topics": STAND_IN, "notices": STAND_IN, "exams": STAND_IN,
}  # fmt: skip
_LISTS = frozenset({"include", "exclude", "topics", "notices", "exams"})


def _stand_in(_data: Any, way: Way, _fault: str) -> Any:
    """What may stand in a blueprint for a value with a fault; None: nothing, it is left out."""
    name = next(str(step) for step in reversed(way) if isinstance(step, str))
    if isinstance(way[-1], int) or (name in _STAND_INS and name not in _LISTS and "quotas" not in way):
        return _STAND_INS[name]
    if name == "sections":
        raise KeyError(name)
    return None


def _form_fault(fault: ReadingFault) -> _Found:
    hint = fault.hint
    if "quotas" in fault.way[:-1] and fault.kind not in {FaultKind.UNKNOWN_KEY, FaultKind.UNKNOWN_WORD}:
        hint = _QUOTA_HINT
    if fault.way[-1:] == ("kind",):
        meant = next((kind for kind, title in KIND_SHORT_TITLES.items() if title in fault.message), "")
        hint = f"是不是“{meant}”？" if meant else hint
    return _FAULT_RULES.get(fault.kind, P004), fault.way, fault.message, hint


def _problem(document: LinedYaml, found: _Found) -> Problem:
    rule, way, message, hint = found
    return Problem(document.file, document.line(way) or 1, rule.id, message, hint or rule.mend)


@dataclass(frozen=True, slots=True)
class _Draft:
    blueprint: Blueprint
    data: Mapping[str, Any]
    topics: tuple[str, ...]

    def quotas(self) -> Iterator[tuple[Key, Quotas, int, str]]:
        """Every set of quotas: the way to it, how many questions it is about, its name."""
        yield ("quotas",), self.blueprint.quotas, self.blueprint.total_count, "全卷"
        for index, section in enumerate(self.blueprint.sections):
            name = f"第{index + 1}部分（{KIND_TITLES[section.kind]}）"
            yield ("sections", index, "quotas"), section.quotas, section.count, name

    def each(self) -> Iterator[tuple[Key, str, Quota, int, str]]:
        """Every single quota: the way to it, its name, itself, how many questions, where."""
        for way, quotas, count, where in self.quotas():
            for dimension, name, quota in _dimensions(quotas):
                yield (*way, dimension, name), name, quota, count, where


def _dimensions(quotas: Quotas) -> Iterator[tuple[str, str, Quota]]:
    for topic, quota in quotas.topic.items():
        yield "topic", topic, quota
    for difficulty, quota in quotas.difficulty.items():
        yield "difficulty", str(difficulty), quota
    for level, quota in quotas.level.items():
        yield "level", str(level), quota


def _least(quota: Quota, count: int) -> int:
    """How many questions a quota asks for at least."""
    return max(quota.min or 0, int((quota.share or 0) * count))


def _outermost(quotas: Mapping[str, Quota]) -> dict[str, Quota]:
    """Quotas of topics that lie in no other topic of the set, so that nothing is counted twice."""
    return {
        name: quota
        for name, quota in quotas.items()
        if name.partition("/")[0] == name or name.partition("/")[0] not in quotas
    }


def _numbers(draft: _Draft) -> Iterator[_Found]:
    blueprint = draft.blueprint
    if blueprint.pass_ < 0:
        yield P004, ("pass",), "合格分数不能是负数", ""
    for index, section in enumerate(blueprint.sections):
        if section.points <= 0:
            yield P004, ("sections", index, "points"), "每题分值应当大于 0", ""
        elif (section.points * 100).denominator != 1:
            low = section.points * 2 // 1 / Fraction(2)
            near = "或".join(exact_text(one) for one in (low, low + Fraction(1, 2)) if one)
            message = f"每题分值 {section.points} 印不成两位以内的小数"
            yield P004, ("sections", index, "points"), message, f"改成 {near}，或改题数"
        rules = traits_of(section.kind).rules
        if section.rule is not None and section.rule not in rules:
            message = f"{KIND_TITLES[section.kind]}没有计分规则“{section.rule}”"
            yield P009, ("sections", index, "rule"), message, words_to_use(rules) if rules else ""


def _pass_mark(draft: _Draft) -> Iterator[_Found]:
    wanted, full = draft.blueprint.pass_, draft.blueprint.total_points
    if wanted > full:
        yield P006, ("pass",), f"合格分数 {exact_text(wanted)} 高于满分 {exact_text(full)}", ""


def _known_topics(draft: _Draft) -> Iterator[_Found]:
    places: list[tuple[Key, str]] = [(way, name) for way, name, _, _, _ in draft.each() if way[-2] == "topic"]
    places += [(("minima", "topic", name), name) for name in draft.blueprint.minima.topic]
    for index, section in enumerate(draft.blueprint.sections):
        places += [(("sections", index, "topics", place), name) for place, name in enumerate(section.topics)]
    for way, name in places:
        if draft.topics and name not in draft.topics:
            if re.search("[，、；]", name):
                yield P005, way, f"“{name}”里用了全角标点", "几个专题之间用半角逗号，写成 [明责, 压责]"
                continue
            known = (
                draft.topics if "/" in name else tuple(topic for topic in draft.topics if "/" not in topic)
            )
            yield P005, way, f"不认识的专题“{name}”", did_you_mean(name, known)


def _single_quotas(draft: _Draft) -> Iterator[_Found]:
    for way, name, quota, count, where in draft.each():
        if quota.share is not None and not 0 <= quota.share <= 1:
            yield P004, way, f"{where}“{name}”的份额应当在 0 到 1 之间", "整数题数不要写小数点，例如 8"
        elif quota.min is not None and quota.max is not None and quota.min > quota.max:
            yield P008, way, f"{where}“{name}”的下限 {quota.min} 高于上限 {quota.max}", ""
        elif _least(quota, count) > count:
            yield P010, way, f"{where}“{name}”至少要 {_least(quota, count)} 题，而{where}一共 {count} 题", ""
        elif quota.min is None and quota.max is None and quota.share is None:
            yield P003, way, f"{where}“{name}”的配额没有写数", _QUOTA_HINT


def _sums(draft: _Draft) -> Iterator[_Found]:
    for way, quotas, count, where in draft.quotas():
        sets: dict[str, dict[str, Quota]] = {
            "topic": _outermost(quotas.topic),
            "difficulty": {str(name): quota for name, quota in quotas.difficulty.items()},
            "level": {str(name): quota for name, quota in quotas.level.items()},
        }
        for dimension, chosen in sets.items():
            shares = sum((quota.share for quota in chosen.values() if quota.share), Fraction())
            least = sum(_least(quota, count) for quota in chosen.values())
            if shares > 1:
                yield P007, (*way, dimension), f"{where}的份额合计 {exact_text(shares)}，超过 1", ""
            elif least > count and all(_least(quota, count) <= count for quota in chosen.values()):
                yield (
                    P010,
                    (*way, dimension),
                    f"{where}的配额合计至少 {least} 题，而{where}一共 {count} 题",
                    "",
                )


def _room_left(draft: _Draft) -> Iterator[_Found]:
    """Upper bounds that leave questions over, where the quotas name everything there is."""
    for way, quotas, count, where in draft.quotas():
        sets: tuple[tuple[str, str, Sequence[Quota]], ...] = (
            ("difficulty", "难度", tuple(quotas.difficulty.values())),
            ("level", "层次", tuple(quotas.level.values())),
        )
        for dimension, title, named in sets:
            most = sum(_most(quota, count) for quota in named)
            if len(named) == _SORTS and most < count:
                message = f"{where}三个{title}的上限合计 {most} 题，而{where}要 {count} 题"
                yield P010, (*way, dimension), message, ""
    for index, section in enumerate(draft.blueprint.sections):
        for name, quota in section.quotas.topic.items():
            apart = section.topics and not any(_related(name, topic) for topic in section.topics)
            if apart and _least(quota, section.count):
                message = f"第{index + 1}部分只从{'、'.join(section.topics)}抽取，抽不到“{name}”"
                yield P010, ("sections", index, "quotas", "topic", name), message, "改 topics 或配额"


_SORTS = 3
"""Difficulties, and levels."""


def _most(quota: Quota, count: int) -> int:
    bound = count if quota.max is None else quota.max
    return bound if quota.share is None else min(bound, -int(-(quota.share * count) // 1))


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _minima(draft: _Draft) -> Iterator[_Found]:
    blueprint = draft.blueprint
    parts: dict[str, Fraction] = {}
    for section in blueprint.sections:
        if section.part is not None:
            parts[section.part] = parts.get(section.part, Fraction()) + section.points * section.count
    for name, points in blueprint.minima.part.items():
        way: Key = ("minima", "part", name)
        if name not in parts:
            yield P011, way, f"没有哪个部分写了 part: {name}", did_you_mean(name, tuple(parts))
        elif points > parts[name]:
            message = f"“{name}”的合格线 {exact_text(points)} 分高于它的满分 {exact_text(parts[name])} 分"
            yield P011, way, message, ""
    for name, points in blueprint.minima.topic.items():
        if points > blueprint.total_points:
            message = (
                f"“{name}”的合格线 {exact_text(points)} 分高于全卷 {exact_text(blueprint.total_points)} 分"
            )
            yield P011, ("minima", "topic", name), message, ""


def _named_questions(draft: _Draft) -> Iterator[_Found]:
    for key, ids in (("include", draft.blueprint.include), ("exclude", draft.blueprint.exclude)):
        for place, id_ in enumerate(ids):
            if id_ in ids[:place]:
                yield P012, (key, place), f"{id_} 写了两次", ""
    for place, id_ in enumerate(dict.fromkeys(draft.blueprint.include)):
        if id_ in draft.blueprint.exclude:
            yield P012, ("include", place), f"{id_} 既必出又排除", ""


_COUNTED = ("sections", "count", "kind")
_CHECKS: tuple[tuple[Callable[[_Draft], Iterator[_Found]], tuple[str, ...]], ...] = (
    (_numbers, ()),
    (_pass_mark, ("count", "points", "pass", "sections")),
    (_known_topics, ()),
    (_single_quotas, _COUNTED),
    (_sums, _COUNTED),
    (_room_left, _COUNTED),
    (_minima, ("count", "points", "part", "sections")),
    (_named_questions, ()),
)
"""Every check with the keys that it computes with: where one of them is wrong, it has nothing to say."""
