"""An exam: what was ordered, who sits it, which form holds which questions in which order."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from quizgen.model.base import Record, Text
from quizgen.model.blueprint import Blueprint
from quizgen.model.question import Question
from quizgen.model.terms import TERMS_BEFORE, Terms

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


class Mode(StrEnum):
    """Which forms an exam has."""

    ONE = "one"
    REORDERED = "reordered"
    PARALLEL = "parallel"
    INDIVIDUAL = "individual"


MODE_TITLES = {
    Mode.ONE: "一份试卷",
    Mode.REORDERED: "同题异序（A/B 卷题目相同、次序不同）",
    Mode.PARALLEL: "平行卷（A/B 卷题目不同、难度相同）",
    Mode.INDIVIDUAL: "一人一卷",
}


class Candidate(Record):
    """One row of the roster; nothing more about a person is kept anywhere.

    Columns 编号 姓名 单位 职务; ``post`` may be empty.
    """

    number: Text
    name: Text
    unit: Text
    post: str = ""


class PoolEntry(Record):
    """An eligible question as the draw sees it.

    ``group`` is the group of questions of one sort it belongs to (``Cell.group``); ``enemies`` are the
    ids it must not meet on one form, written on both sides. ``had`` are the 编号 of those who have had it in
    an exam that this one is a resit of.
    """

    id: str
    digest: Digest
    group: int
    enemies: tuple[str, ...] = ()
    had: tuple[str, ...] = ()


class PlanCell(Record):
    """One cell of the crossed table: how many questions of a section every form draws from a group.

    ``topic``, ``difficulty``, ``level``, ``bank`` are None where the blueprint does not distinguish; ``used``
    is True for questions that an avoided exam has used, ``fixed`` for those that must appear. ``available``
    counts the eligible questions of the group; sections that compete for the same questions share a
    group. ``draws`` has one count per variant of the table: every variant meets the blueprint, each
    draw takes one of them with equal chance, together they give every question its proportional chance.
    """

    section: int
    group: int
    topic: str | None
    difficulty: str | None
    level: str | None = None
    bank: str | None = None
    used: bool = False
    fixed: bool = False
    draws: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)]
    available: int


class BankReference(Record):
    """Which bank an exam was drawn from: its folder's name and the digest of its active questions.

    ``rules_off`` are the rules that its ``bank.yaml`` turned off, each with the reason.
    """

    name: str
    digest: Digest
    questions: int
    rules_off: dict[str, Text] = Field({}, description="题库自己停用的检查规则和理由")


class AvoidedExam(Record):
    """An earlier exam whose questions were avoided; ``digest`` is of the sorted ids it used."""

    name: str
    digest: Digest


class Despite(Record):
    """A rule of the bank that was deliberately disregarded, with the questions that break it.

    No questions: a whole bank breaks it.
    """

    rule: Annotated[str, Field(pattern=r"^B\d{3}$")]
    questions: tuple[str, ...] = ()


class Exam(Record):
    """``exam.yaml``: everything about an exam except its questions, forms and key.

    ``key_commitment`` is the SHA-256 of the key, printed before the exam so that the key can be
    revealed and checked afterwards. ``terms`` are frozen from the banks.
    """

    format: Annotated[int, Field(ge=1, le=1)] = 1
    title: Text
    date: datetime.date | None
    mode: Mode
    forms: Annotated[int, Field(ge=1)]
    spare: Annotated[int, Field(ge=0)] = 0
    blueprint: Blueprint
    banks: tuple[BankReference, ...]
    avoided: tuple[AvoidedExam, ...] = ()
    resit_of: tuple[AvoidedExam, ...] = Field((), description="每人避开自己在这些考试里考过的题")
    cells: tuple[PlanCell, ...]
    pool_digest: Digest
    key_commitment: Digest
    key_keeper: str = ""
    terms: Terms = Field(TERMS_BEFORE, description="试卷、成绩单、成绩表里的用语")
    sheet_layout: Literal[1, 2, 3] = Field(
        1,
        description="由 exam new 写入：答题卡的排法，3 有填空、简答、论述的答题框；从前的考试没有，照旧排",
    )
    two_person: bool = Field(default=False, description="登分要两人：一人登记，另一人再登记一遍或核对")
    printing: Literal[1, 2, 3] = Field(
        1,
        description="由 exam new 写入：2、3 是一人一卷的大考试，合并的试卷分块排、拼成，3 的答题卡、"
        "答案速查表也是；没有写的每份整份排",
    )
    despite: tuple[Despite, ...] = Field((), description="明知违反仍照用的检查规则")
    tool: str


def unchecked_words(exam: Exam) -> tuple[str, ...]:
    """The rules that its questions were not held to: ``B038（题库 anquan）：题干可以说“见正文”``."""
    return tuple(
        f"{rule}（题库 {bank.name}）：{reason}"
        for bank in exam.banks
        for rule, reason in sorted(bank.rules_off.items())
    )


class FormItem(Record):
    """One question on one form.

    ``options`` lists the original option indices in printed order (empty when it has no options);
    for a case, ``parts`` holds one such list for every sub-question.
    """

    question: str
    digest: Digest
    options: tuple[int, ...] = ()
    parts: tuple[tuple[int, ...], ...] = ()


class FormSection(Record):
    """The questions of one section, in printed order."""

    items: tuple[FormItem, ...]


class Form(Record):
    """One paper: ``code`` as printed (A, 001, S01), ``candidate`` the 编号 it belongs to (None: anybody).

    ``paper_id`` is opaque and derived from the key; it is what the code on the answer sheet says.
    ``headings`` are those of the blueprint, from 0, in printed order (empty: as the blueprint lists them);
    ``sections`` stand as the blueprint lists them.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z]$|^[A-Z]?\d{2,6}$")]
    paper_id: Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{10}$")]
    candidate: str | None = None
    spare: bool = False
    headings: tuple[int, ...] = ()
    sections: tuple[FormSection, ...]


class FrozenQuestion(Record):
    """A line of ``questions.jsonl``: the question whole, found by its content digest.

    ``sources`` says in printed words where its facts stand (source title and section).
    """

    digest: Digest
    question: Question
    sources: tuple[Text, ...] = ()
