"""What can be wrong with a blueprint although every value in it can be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizgen.bank.blueprint_file import SectionPiece, WrittenBlueprint, pieces_of, plain
from quizgen.bank.blueprint_rules import (
    P003,
    P004,
    P005,
    P006,
    P007,
    P008,
    P009,
    P010,
    P011,
    P012,
    P013,
    P014,
    P015,
    P016,
)
from quizgen.files.yaml_nodes import Key
from quizgen.markup.figures import exact_text
from quizgen.model.blueprint import MOST_SECTIONS, Blueprint, Quota, Quotas
from quizgen.model.kinds import KIND_TITLES, PENALISED, Kind, ScoringRule, traits_of
from quizgen.model.nearest import did_you_mean, words_to_use
from quizgen.model.rule import Rule

QUOTA_HINT = "写成 8（正好）、0.4（份额）或 {min: 4, max: 8}"

Found = tuple[Rule, Key, str, str]
"""A rule, the way to the value, the message, a hint (empty: the rule's own)."""


@dataclass(frozen=True, slots=True)
class BlueprintDraft:
    """A blueprint as it is written, with the plain one that it stands for.

    ``topics`` is everything a question may write as its topic; none: topics are not looked up.
    """

    written: WrittenBlueprint
    blueprint: Blueprint
    pieces: tuple[SectionPiece, ...]
    topics: tuple[str, ...]

    @classmethod
    def of(cls, written: WrittenBlueprint, topics: tuple[str, ...]) -> BlueprintDraft:
        """A written blueprint made ready for the checks."""
        return cls(written, plain(written), tuple(pieces_of(written)), topics)

    def quotas(self) -> Iterator[tuple[Key, Quotas, int, str]]:
        """Every set of quotas: the way to it, how many questions it is about, its name."""
        yield ("quotas",), self.blueprint.quotas, self.blueprint.total_count, "全卷"
        for piece in self.pieces:
            yield (*piece.way, "quotas"), piece.asked.quotas, piece.asked.count, piece.name

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
    for bank, quota in quotas.bank.items():
        yield "bank", bank, quota


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


def _numbers(draft: BlueprintDraft) -> Iterator[Found]:
    if draft.blueprint.pass_ < 0:
        yield P004, ("pass",), "合格分数不能是负数", ""
    for piece in draft.pieces:
        points = piece.asked.points
        way: Key = (*piece.way, "points")
        if isinstance(points, tuple):
            for place, one in enumerate(points):
                yield from _points(one, (*way, place), f"第{place + 1}题的分值")
        else:
            yield from _points(points, way, "每题分值")
        rules = traits_of(piece.asked.kind).rules
        if piece.asked.rule is not None and piece.asked.rule not in rules:
            message = f"{KIND_TITLES[piece.asked.kind]}没有计分规则“{piece.asked.rule}”"
            yield P009, (*piece.way, "rule"), message, words_to_use(rules) if rules else ""


def _points(points: Fraction, way: Key, name: str) -> Iterator[Found]:
    if points <= 0:
        yield P004, way, f"{name}应当大于 0", ""
    elif (points * 100).denominator != 1:
        low = points * 2 // 1 / Fraction(2)
        near = "或".join(exact_text(one) for one in (low, low + Fraction(1, 2)) if one)
        yield P004, way, f"{name} {points} 印不成两位以内的小数", f"改成 {near}，或改题数"


def _several_points(draft: BlueprintDraft) -> Iterator[Found]:
    for piece in draft.pieces:
        asked = piece.asked
        if len(asked.each) != asked.count:
            message = f"{piece.where}写了 {len(asked.each)} 个分值，而 count 是 {asked.count} 题"
            yield P013, (*piece.way, "points"), message, ""
        if len(set(asked.each)) > 1 and asked.quotas != Quotas():
            message = f"{piece.where}的题分值不同，不能一起写配额"
            hint = "用 of 把分值相同的题写成一项，各写各的配额；或者写全卷的配额"
            yield P014, (*piece.way, "quotas"), message, hint
    if len(draft.blueprint.sections) > MOST_SECTIONS:
        message = f"题型、分值一共换了 {len(draft.blueprint.sections)} 次，最多 {MOST_SECTIONS} 次"
        yield P014, ("sections",), message, "把分值相同的题放在一起"


def _one_rule_a_kind(draft: BlueprintDraft) -> Iterator[Found]:
    """One heading says one rule for a kind."""
    told: dict[tuple[int, Kind], tuple[ScoringRule | None, SectionPiece]] = {}
    points: dict[tuple[int, Kind, ScoringRule | None], tuple[Fraction | None, Fraction | None]] = {}
    for piece in draft.pieces:
        kind = piece.asked.kind
        rule = piece.asked.rule or next(iter(traits_of(kind).rules), None)
        before, first = told.setdefault((piece.heading, kind), (rule, piece))
        if rule != before:
            message = f"{piece.name}的计分规则是“{rule}”，与{first.where}的“{before}”不同"
            yield P014, (*piece.way, "rule"), message, "改成同一种规则，或分成两个大题"
            continue
        own = piece.asked.per_option, piece.asked.deduct
        if points.setdefault((piece.heading, kind, rule), own) != own:
            message = f"{piece.name}的每项得分、倒扣的分与{first.where}的不同"
            yield P014, piece.way, message, "改成一样，或分成两个大题"


def _each_and_deducted(draft: BlueprintDraft) -> Iterator[Found]:
    for piece in draft.pieces:
        asked = piece.asked
        if (asked.rule is ScoringRule.FIXED_EACH) != (asked.per_option is not None):
            said = "没有写每项几分" if asked.per_option is None else "的规则不是“少选每项”，不能写每项几分"
            key = "rule" if asked.per_option is None else "per_option"
            yield P016, (*piece.way, key), f"{piece.name}{said}", ""
        elif asked.per_option is not None:
            yield from _part_of_each(piece, asked.per_option, "per_option", "每项得分", below=True)
        if asked.deduct is None:
            continue
        way: Key = (*piece.way, "deduct")
        if asked.kind not in PENALISED:
            yield P016, way, f"{KIND_TITLES[asked.kind]}不能倒扣分", "只有单选、判断、多选能倒扣"
        elif asked.rule is ScoringRule.PLUS_MINUS:
            message = f"{piece.name}按项增减，选错的项已经扣了分，不能再倒扣"
            yield P016, way, message, "删去 deduct，或改用别的规则"
        else:
            yield from _part_of_each(piece, asked.deduct, "deduct", "倒扣的分", below=False)
    if "floor" in draft.written.model_fields_set and not draft.blueprint.penalised:
        yield P016, ("floor",), "没有哪个大题写了 deduct（答错倒扣几分），floor 没有用处", ""


def _part_of_each(
    piece: SectionPiece, points: Fraction, key: str, name: str, *, below: bool
) -> Iterator[Found]:
    """Points that must be positive, printable, not more (``below``: less) than every question earns."""
    way: Key = (*piece.way, key)
    least = min(piece.asked.each)
    if points <= 0 or (points * 100).denominator != 1:
        yield P016, way, f"{piece.name}的{name} {points} 应当大于 0，最多两位小数", ""
    elif points > least or (below and points == least):
        limit = "应当少于" if below else "不能多于"
        yield P016, way, f"{piece.name}的{name} {exact_text(points)} {limit}该题的 {exact_text(least)} 分", ""


def _total(draft: BlueprintDraft) -> Iterator[Found]:
    wanted, full = draft.written.total, draft.blueprint.total_points
    if wanted is not None and wanted != full:
        message = f"满分写的是 {exact_text(wanted)}，各题分值之和是 {exact_text(full)}"
        yield P015, ("total",), message, ""


def _pass_mark(draft: BlueprintDraft) -> Iterator[Found]:
    wanted, full = draft.blueprint.pass_, draft.blueprint.total_points
    if wanted > full:
        yield P006, ("pass",), f"合格分数 {exact_text(wanted)} 高于满分 {exact_text(full)}", ""


def _known_topics(draft: BlueprintDraft) -> Iterator[Found]:
    places: list[tuple[Key, str]] = [(way, name) for way, name, _, _, _ in draft.each() if way[-2] == "topic"]
    places += [(("minima", "topic", name), name) for name in draft.blueprint.minima.topic]
    named = {piece.way: piece.asked.topics for piece in draft.pieces}
    named |= {("sections", at): section.topics for at, section in enumerate(draft.written.sections)}
    for above, topics in named.items():
        places += [((*above, "topics", place), name) for place, name in enumerate(topics)]
    for way, name in places:
        if draft.topics and name not in draft.topics:
            if re.search("[，、；]", name):
                yield P005, way, f"“{name}”里用了全角标点", "几个专题之间用半角逗号，写成 [明责, 压责]"
                continue
            known = (
                draft.topics if "/" in name else tuple(topic for topic in draft.topics if "/" not in topic)
            )
            yield P005, way, f"不认识的专题“{name}”", did_you_mean(name, known)


def _single_quotas(draft: BlueprintDraft) -> Iterator[Found]:
    for way, name, quota, count, where in draft.each():
        if quota.share is not None and not 0 <= quota.share <= 1:
            yield P004, way, f"{where}“{name}”的份额应当在 0 到 1 之间", "整数题数不要写小数点，例如 8"
        elif quota.min is not None and quota.max is not None and quota.min > quota.max:
            yield P008, way, f"{where}“{name}”的下限 {quota.min} 高于上限 {quota.max}", ""
        elif _least(quota, count) > count:
            yield P010, way, f"{where}“{name}”至少要 {_least(quota, count)} 题，而{where}一共 {count} 题", ""
        elif quota.min is None and quota.max is None and quota.share is None:
            yield P003, way, f"{where}“{name}”的配额没有写数", QUOTA_HINT


def _sums(draft: BlueprintDraft) -> Iterator[Found]:
    for way, quotas, count, where in draft.quotas():
        sets: dict[str, dict[str, Quota]] = {
            "topic": _outermost(quotas.topic),
            "difficulty": {str(name): quota for name, quota in quotas.difficulty.items()},
            "level": {str(name): quota for name, quota in quotas.level.items()},
            "bank": dict(quotas.bank),
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


def _room_left(draft: BlueprintDraft) -> Iterator[Found]:
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
    for piece in draft.pieces:
        for name, quota in piece.asked.quotas.topic.items():
            apart = piece.topics and not any(_related(name, topic) for topic in piece.topics)
            if apart and _least(quota, piece.asked.count):
                message = f"{piece.where}只从{'、'.join(piece.topics)}抽取，抽不到“{name}”"
                yield P010, (*piece.way, "quotas", "topic", name), message, "改 topics 或配额"


_SORTS = 3
"""Difficulties, and levels."""


def _most(quota: Quota, count: int) -> int:
    bound = count if quota.max is None else quota.max
    return bound if quota.share is None else min(bound, -int(-(quota.share * count) // 1))


def _related(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _minima(draft: BlueprintDraft) -> Iterator[Found]:
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


def _named_questions(draft: BlueprintDraft) -> Iterator[Found]:
    for key, ids in (("include", draft.blueprint.include), ("exclude", draft.blueprint.exclude)):
        for place, id_ in enumerate(ids):
            if id_ in ids[:place]:
                yield P012, (key, place), f"{id_} 写了两次", ""
    for place, id_ in enumerate(dict.fromkeys(draft.blueprint.include)):
        if id_ in draft.blueprint.exclude:
            yield P012, ("include", place), f"{id_} 既必出又排除", ""


_COUNTED = ("sections", "count", "kind")
_WORTH = ("count", "points", "sections")
CHECKS: tuple[tuple[Callable[[BlueprintDraft], Iterator[Found]], tuple[str, ...]], ...] = (
    (_numbers, ()),
    (_several_points, ("count", "points")),
    (_one_rule_a_kind, ("kind", "rule")),
    (_each_and_deducted, ("kind", "rule", "points", "per_option", "deduct", "floor")),
    (_total, ("total", *_WORTH)),
    (_pass_mark, ("pass", *_WORTH)),
    (_known_topics, ()),
    (_single_quotas, _COUNTED),
    (_sums, _COUNTED),
    (_room_left, _COUNTED),
    (_minima, ("part", *_WORTH)),
    (_named_questions, ()),
)
"""Every check with the keys that it computes with: where one of them is wrong, it has nothing to say."""
