"""Scores: points earned, grade lines, and the changes made afterwards for all candidates."""

from __future__ import annotations

import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from quizgen.model.answers import Attendance
from quizgen.model.base import Exact, Record, Text
from quizgen.model.bookkeeping import QuestionId
from quizgen.model.exam import Candidate, Digest
from quizgen.model.terms import TERMS_BEFORE, Terms

_MONTHS_A_YEAR = 12


class Outcome(StrEnum):
    """How an answer stands against the key."""

    RIGHT = "对"
    PARTLY = "部分得分"
    WRONG = "错"
    BLANK = "未作答"
    CREDITED = "计满分"


class ItemMark(NamedTuple):
    """What one question (``part`` None) or sub-question earned.

    ``number`` is as printed on that form (``61``, ``91(2)``), ``full`` what could be earned, ``order``
    the original indices of the options as they were printed, ``rule`` the name of the rule that gave the
    points, ``markers`` who judged (empty: the tool). It is never stored, always computed anew from answers
    and key; a tuple, because marking makes a million of them.
    """

    question: str
    part: int | None
    number: str
    section: int
    topic: str
    points: Fraction
    full: Fraction
    outcome: Outcome
    rule: str
    order: tuple[int, ...] = ()
    markers: tuple[str, ...] = ()


class Tally(Record):
    """Exact points earned of the points that could be earned, under one heading."""

    name: Text
    points: Exact
    full: Exact


class Change(Record):
    """One decision for all candidates: a question voided (full points for all), or a further answer accepted.

    ``part`` counts the sub-questions of a case from 0; None with a case voids all of them. ``accept`` is
    the text of an option, a fill-in answer, or 正确/错误; None voids the question. ``blank`` counts from 0
    and says for which blank a fill-in answer is accepted (None: the question has one blank, or its blanks
    may be answered in any order).
    """

    question: QuestionId
    part: Annotated[int, Field(ge=0)] | None = None
    accept: Text | None = None
    blank: Annotated[int, Field(ge=0)] | None = None
    reason: Text


class Rounding(StrEnum):
    """How the exact total becomes the printed score; done once, at the very end."""

    HALF_UP = "四舍五入"
    DOWN = "舍去"
    UP = "进一"


class GradeLine(Record):
    """A grade is reached from ``from_`` points (of the full marks) on."""

    name: Text
    from_: Exact = Field(alias="from")


class ScorePolicy(Record):
    """The lines a score is read by; our own design, never a rule of the source material.

    ``decimals`` is how many places the rounded score keeps at most. ``grades`` go from the highest down
    (empty: ``marking.results.default_grades``); who passes without reaching one is 合格, who does not pass
    gets ``failing_grade``, whatever the points. Pass, grade and rank all read the rounded score.
    """

    rounding: Rounding = Rounding.HALF_UP
    decimals: Annotated[int, Field(ge=0, le=2)] = 1
    grades: tuple[GradeLine, ...] = ()
    failing_grade: Text = "不合格"


class CandidateScore(Record):
    """A line of ``scores.jsonl``: one person's result.

    ``points`` is exact, ``score`` the rounded decimal as it is printed (None unless the person sat).
    ``missed`` names every minimum that was not reached. ``rank`` counts from 1, equal scores share it
    and the next is skipped. ``valid_until`` is the last day the score may be used (None: no limit, or
    not passed). ``resit`` is True for those who may sit again: absent or not passed.
    """

    candidate: Candidate
    form: str | None
    attendance: Attendance
    points: Exact | None = None
    score: str | None = None
    sections: tuple[Tally, ...] = ()
    parts: tuple[Tally, ...] = ()
    topics: tuple[Tally, ...] = ()
    missed: tuple[str, ...] = ()
    passed: bool = False
    grade: str = ""
    rank: Annotated[int, Field(ge=1)] | None = None
    valid_until: datetime.date | None = None
    resit: bool = False


class ScoresHead(Record):
    """The first line of ``scores.jsonl``: which exam, which answers, which lines, which changes.

    ``exam_digest`` is of ``exam.yaml``, ``forms_digest`` of ``forms.jsonl``, ``answers_digest`` of
    ``answers.jsonl``, ``ledger`` the hash of the ledger's last line before these scores. ``attempt``
    counts from 1 (a resit is 2). ``public_key`` is the signer's Ed25519 key, 32 bytes in hexadecimal.
    ``ledger_signed`` says that the ledger's line of this marking, with every line after it, must be signed
    (False in scores that were signed before lines could be).
    """

    format: Literal[1] = 1
    title: Text
    terms: Terms = TERMS_BEFORE
    date: datetime.date
    full: Exact
    pass_: Exact = Field(alias="pass")
    closed_book: bool
    supervised: bool = True
    attempt: Annotated[int, Field(ge=1)] = 1
    policy: ScorePolicy
    changes: tuple[Change, ...] = ()
    exam_digest: Digest
    forms_digest: Digest
    answers_digest: Digest
    ledger: Digest
    candidates: Annotated[int, Field(ge=0)]
    marked_at: datetime.datetime
    marked_by: Text
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    tool: Text
    ledger_signed: bool = False
