"""Which questions may be drawn, in groups of questions that the blueprint treats alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.model.blueprint import Blueprint, Section
from quizgen.model.bookkeeping import is_retired, may_be_drawn, point_of, top_topic
from quizgen.model.digest import canonical_json, question_digest, sha256_hex
from quizgen.model.exam import PoolEntry
from quizgen.model.question import Question


class Unfit(StrEnum):
    """Why a question that must appear cannot."""

    UNKNOWN = "题库里没有这道题"
    RETIRED = "这道题已停用"
    UNFINISHED = "这道题还是草稿或在审核，没有标为可用"
    EXCLUDED = "蓝图同时要求排除它"
    NO_SECTION = "没有一个部分收这种题型和专题"


ONE_BANK: Mapping[str, str] = {}
"""Nothing is said of banks: no quota names any."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that the blueprint treats alike: the same sections, topic, difficulty, level, bank.

    ``fits`` are the sections that may draw from it; ``topic``, ``difficulty`` and ``level`` are None where
    no quota of those sections tells them apart; ``used`` by an avoided exam; ``fixed``: must all appear.
    """

    fits: tuple[int, ...]
    topic: str | None
    difficulty: str | None
    used: bool
    fixed: bool
    ids: tuple[str, ...] = ()
    level: str | None = None
    bank: str | None = None

    @property
    def size(self) -> int:
        """How many questions it has."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class DrawPool:
    """The eligible questions in their groups; ``enemies`` only among them, written on both sides.

    ``unfit`` are the questions of ``include`` that cannot be drawn.
    """

    groups: tuple[Group, ...]
    enemies: Mapping[str, frozenset[str]]
    unfit: Mapping[str, Unfit]
    digests: Mapping[str, str]

    def entries(self) -> tuple[PoolEntry, ...]:
        """The pool as it is frozen with the exam, by id."""
        return tuple(
            sorted(
                (
                    PoolEntry(
                        id=id_,
                        digest=self.digests[id_],
                        group=index,
                        enemies=tuple(sorted(self.enemies.get(id_, ()))),
                    )
                    for index, group in enumerate(self.groups)
                    for id_ in group.ids
                ),
                key=lambda entry: entry.id,
            )
        )


def pool_digest(pool: Iterable[PoolEntry]) -> str:
    """The digest of everything the draw knows about the eligible questions."""
    lines = sorted(
        canonical_json(
            [
                entry.id,
                entry.digest,
                entry.group,
                list(entry.enemies),
                *([list(entry.had)] if entry.had else []),
            ]
        )
        for entry in pool
    )
    return sha256_hex("\n".join(lines))


def within(topic: str | None, named: str) -> bool:
    """Whether a topic is the named one or one of its children."""
    return topic is not None and (topic == named or topic.startswith(f"{named}/"))


class Sorter:
    """Tells into which group a question belongs; ``all_apart`` distinguishes every topic and difficulty.

    Where a quota names a level, groups by level take the place of those by topics that no quota names:
    by all three there would be more groups than a bank has questions for.
    """

    def __init__(self, blueprint: Blueprint, *, all_apart: bool) -> None:
        self._sections = blueprint.sections
        self._all_apart = all_apart
        levels_named = any(
            quotas.level for quotas in (blueprint.quotas, *(one.quotas for one in blueprint.sections))
        )
        self._all_topics = all_apart and not levels_named
        whole = {*blueprint.quotas.topic, *blueprint.minima.topic}
        self._topics = tuple(frozenset(whole | set(section.quotas.topic)) for section in self._sections)
        self._difficulties = tuple(
            frozenset({*blueprint.quotas.difficulty, *section.quotas.difficulty})
            for section in self._sections
        )

        self._levels = tuple(
            frozenset({*blueprint.quotas.level, *section.quotas.level}) for section in self._sections
        )
        self._banks = tuple(
            frozenset({*blueprint.quotas.bank, *section.quotas.bank}) for section in self._sections
        )

    def fits(self, kind: str, topic: str) -> tuple[int, ...]:
        """The sections that may draw a question of that kind and topic."""
        return tuple(
            index for index, section in enumerate(self._sections) if _fits_section(section, kind, topic)
        )

    def topic(self, fits: Sequence[int], topic: str) -> str | None:
        """The longest topic that a quota of those sections names and that holds the question's."""
        named = [name for index in fits for name in self._topics[index] if within(topic, name)]
        if self._all_topics:
            named.append(top_topic(topic))
        return max(named, key=len, default=None)

    def difficulty(self, fits: Sequence[int], difficulty: str) -> str | None:
        """The difficulty if a quota of those sections names it."""
        named = self._all_apart or any(difficulty in self._difficulties[index] for index in fits)
        return str(difficulty) if named else None

    def level(self, fits: Sequence[int], level: str | None) -> str | None:
        """The level if a quota of those sections names it."""
        named = level is not None and any(level in self._levels[index] for index in fits)
        return str(level) if named else None

    def bank(self, fits: Sequence[int], bank: str | None) -> str | None:
        """The bank if a quota of those sections names it."""
        return bank if any(bank in self._banks[index] for index in fits) else None


def _fits_section(section: Section, kind: str, topic: str) -> bool:
    """Whether a section takes questions of a kind and topic."""
    return section.kind == kind and (
        not section.topics or any(within(topic, name) for name in section.topics)
    )


def make_pool(
    blueprint: Blueprint,
    questions: Sequence[Question],
    avoided: frozenset[str],
    *,
    all_apart: bool,
    bank_of: Mapping[str, str] = ONE_BANK,
) -> DrawPool:
    """Choose the eligible questions, put each into exactly one group, pair up the enemies.

    ``bank_of`` says by id which bank a question is from.
    """
    sorter = Sorter(blueprint, all_apart=all_apart)
    fixed, excluded = set(blueprint.include), set(blueprint.exclude)
    members: dict[tuple[tuple[int, ...], str, str, bool, bool, str, str], list[str]] = {}
    unfit = dict.fromkeys(blueprint.include, Unfit.UNKNOWN)
    eligible: dict[str, Question] = {}
    for question in questions:
        fits = sorter.fits(question.kind, question.topic)
        reason = _unfitness(question, excluded, fits)
        if reason is not None:
            if question.id in fixed:
                unfit[question.id] = reason
            continue
        unfit.pop(question.id, None)
        eligible[question.id] = question
        key = (
            fits,
            sorter.topic(fits, question.topic) or "",
            sorter.difficulty(fits, question.difficulty) or "",
            question.id in avoided,
            question.id in fixed,
            sorter.level(fits, question.level) or "",
            sorter.bank(fits, bank_of.get(question.id)) or "",
        )
        members.setdefault(key, []).append(question.id)
    groups = tuple(
        Group(
            key[0],
            key[1] or None,
            key[2] or None,
            key[3],
            key[4],
            tuple(sorted(members[key])),
            key[5] or None,
            key[6] or None,
        )
        for key in sorted(members)
    )
    digests = {id_: question_digest(question) for id_, question in eligible.items()}
    enemies = enemies_among(eligible.values(), one_per_point=blueprint.per_point == 1)
    return DrawPool(groups, enemies, unfit, digests)


def eligible_ids(blueprint: Blueprint, questions: Iterable[Question]) -> frozenset[str]:
    """The ids of the questions that a form may hold."""
    sorter, excluded = Sorter(blueprint, all_apart=False), set(blueprint.exclude)
    return frozenset(
        question.id
        for question in questions
        if _unfitness(question, excluded, sorter.fits(question.kind, question.topic)) is None
    )


def _unfitness(question: Question, excluded: set[str], fits: tuple[int, ...]) -> Unfit | None:
    if is_retired(question):
        return Unfit.RETIRED
    if not may_be_drawn(question):
        return Unfit.UNFINISHED
    if question.id in excluded:
        return Unfit.EXCLUDED
    return None if fits else Unfit.NO_SECTION


def enemies_among(questions: Iterable[Question], *, one_per_point: bool = False) -> dict[str, frozenset[str]]:
    """Which questions must not meet, recorded for both even if written for one; only among those given.

    With ``one_per_point`` questions on the same test point are enemies too.
    """
    questions = tuple(questions)
    known = {question.id: question.enemies for question in questions}
    if one_per_point:
        points: dict[str, list[str]] = {}
        for question in questions:
            point = point_of(question)
            if point is None:
                continue
            others = points.setdefault(point, [])
            known[question.id] = (*known[question.id], *others)
            others.append(question.id)
    pairs: dict[str, set[str]] = {}
    for id_, enemies in known.items():
        for enemy in enemies:
            if enemy in known and enemy != id_:
                pairs.setdefault(id_, set()).add(enemy)
                pairs.setdefault(enemy, set()).add(id_)
    return {id_: frozenset(found) for id_, found in pairs.items()}
