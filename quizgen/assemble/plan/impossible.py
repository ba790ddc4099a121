"""The error of a blueprint that cannot be met: every shortage, every remedy, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.assemble.plan.demands import Demand
from quizgen.errors import QuizgenError

_LINES = 15
"""Faults listed one by one; beyond that a table of many cells would drown what matters."""


@dataclass(frozen=True, slots=True)
class Deficit:
    """One shortage: ``needed`` questions at ``where``, only ``available``.

    ``remedy`` says what to relax, ``add`` how many questions to add (0: adding does not help).
    """

    where: str
    needed: int
    available: int
    remedy: str
    add: int
    note: str = ""

    def __str__(self) -> str:
        ways = [way for way in (self.remedy, f"补充 {self.add} 道题" if self.add else "") if way]
        how = f"；可{'，或'.join(ways)}" if ways else ""
        note = f"（{self.note}）" if self.note else ""
        only = "只有" if self.available < self.needed else "有"
        return f"{self.where}：需要 {self.needed}，{only} {self.available}{note}{how}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What contradicts the rest, whatever the bank holds; ``text`` is the line.

    ``demand`` None: it is about questions that must appear.
    """

    demand: Demand | None
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A demand given new bounds (None: the overlap of forms, or questions that must appear)."""

    text: str
    demand: Demand | None
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Addition:
    """Questions to write: for one of these sections, of this topic, difficulty and level (None: any)."""

    text: str
    sections: tuple[int, ...]
    topic: str | None
    difficulty: str | None
    count: int
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that is wrong, with the least changes that mend it.

    ``faults`` are about questions that must appear. All ``relaxations`` together make the blueprint
    possible; so do all ``additions`` together (unless there are faults or conflicts besides).
    """

    faults: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    deficits: tuple[Deficit, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    additions: tuple[Addition, ...] = ()


class ImpossibleBlueprint(QuizgenError):
    """No form can meet the blueprint with the questions there are; nothing was made."""

    def __init__(self, name: str, diagnosis: Diagnosis) -> None:
        self.name = name
        self.diagnosis = diagnosis
        found: Sequence[object] = (*diagnosis.faults, *diagnosis.conflicts, *diagnosis.deficits)
        lines = [f"按蓝图“{name}”组不了卷，没有写出任何文件："]
        lines += [f"  {number}. {text}。" for number, text in enumerate(found[:_LINES], 1)]
        if len(found) > _LINES:
            lines.append(f"  …… 共 {len(found)} 处，其余见下面的补题清单。")
        if diagnosis.relaxations:
            texts = "；".join(relaxation.text for relaxation in diagnosis.relaxations)
            lines.append(f"只放宽要求，这样改即可：{texts}。")
        if diagnosis.additions and not diagnosis.conflicts:
            texts = "；".join(addition.text for addition in diagnosis.additions)
            lines.append(f"只补充题目，这样补即可：{texts}。")
        super().__init__("\n".join(lines))
