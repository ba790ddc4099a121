"""Drafts made records of a bank: every draft as the bank would write it, or why it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft
from quizgen.interchange.record_bodies import body_fields, explained_fields
from quizgen.interchange.record_options import option_names
from quizgen.interchange.record_told import NoUse, PlacePicture, RecordTold, problem_of
from quizgen.interchange.tidy import tidy
from quizgen.interchange.words_said import difficulty_of, level_of, topic_of
from quizgen.model.bookkeeping import Difficulty
from quizgen.model.rules.imports import N101, N201, N202, N204, N208

OTHER_TOPIC = "未分类"
"""The topic of a question whose file says none."""
RecordData = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MadeRecord:
    """What became of a draft: the record without its id (None: refused).

    ``order`` has the options as they stood in the file; ``doubts`` and ``refusals`` are the draft's with what
    was found here, ``notes`` say what was changed on the way, or lost;
    ``unsaid`` are the keys of which the file says nothing.
    """

    draft: Draft
    fields: RecordData | None
    order: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    unsaid: frozenset[str] = frozenset()

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look before it is used."""
        return bool(self.doubts) and not self.refusals

    def refused(self, *reasons: Problem) -> MadeRecord:
        """The same, refused."""
        return replace(self, fields=None, refusals=(*self.refusals, *reasons))


def make(draft: Draft, keep: PlacePicture, topic: str = OTHER_TOPIC) -> MadeRecord:
    """The record of a draft as a plain bank writes it; ``topic`` is for drafts that say none."""
    told = RecordTold(draft)
    if draft.kind is None or draft.refusals:
        reasons = draft.refusals or (problem_of(draft, N101, "认不出是哪种题"),)
        return MadeRecord(draft, None, refusals=reasons, doubts=draft.doubts)
    try:
        body = body_fields(draft, told, keep)
    except NoUse as reason:
        return MadeRecord(
            draft, None, refusals=(problem_of(draft, reason.rule, str(reason)),), doubts=draft.doubts
        )
    fields = {**body, **_about(draft, told, topic), **explained_fields(draft, told)}
    if told.tidied:
        told.note(N201, "改写了标点、空白或符号")
    unsaid = {"topic": draft.topic, "difficulty": difficulty_of(draft.difficulty)}
    return MadeRecord(
        draft,
        fields,
        option_names(draft),
        (*draft.doubts, *told.doubts),
        notes=tuple(told.notes),
        unsaid=frozenset(key for key, said in unsaid.items() if not said),
    )


def _about(draft: Draft, told: RecordTold, other: str) -> dict[str, str]:
    """Where a question belongs, how hard it is, what it rests on."""
    topic = topic_of(draft.topic) or other
    if draft.topic.strip(" /") and topic != draft.topic.strip(" /"):
        told.note(N208, f"专题“{draft.topic.strip()}”写作“{topic}”")
    difficulty = difficulty_of(draft.difficulty)
    if difficulty is None:
        said = f"“{draft.difficulty}”看不出是易、中、难" if draft.difficulty else "没有写难度"
        told.note(N204, f"{said}，作“中”")
    about = {"topic": topic, "difficulty": str(difficulty or Difficulty.MEDIUM)}
    if draft.level:
        if level := level_of(draft.level):
            about["level"] = str(level)
        else:
            told.note(N202, f"层次“{draft.level}”不是记忆、理解、应用")
    if basis := tidy(draft.basis):
        about["basis"] = told.text(draft.basis, basis)
    if draft.tags:
        told.note(N202, f"标签：{'、'.join(draft.tags)}")
    return about


def texts_asked(fields: RecordData) -> Iterator[str]:
    """What tells a question from another: its stem, its options, its items."""
    yield str(fields.get("stem") or fields.get("text"))
    yield from fields.get("items", ())
    for option in chain(fields.get("correct", ()), fields.get("wrong", ())):
        shown = {"text": option} if isinstance(option, str) else option
        yield f"{shown.get('text', '')} {shown.get('image', '')}"
    yield from (text for pair in fields.get("pairs", ()) for text in pair.values())
    for part in fields.get("parts", ()):
        yield from texts_asked(part)


def images_in(fields: RecordData) -> Iterator[str]:
    """The pictures of a question, of its options, of its sub-questions."""
    if "image" in fields:
        yield fields["image"]
    for inside in (*fields.get("correct", ()), *fields.get("wrong", ()), *fields.get("parts", ())):
        if isinstance(inside, dict):
            yield from images_in(inside)
