"""What leaves an exam for reviews: a signed result, the columns it fills, the list of files written."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Exact, Record, Text
from quizgen.model.exam import Candidate, Digest
from quizgen.model.score import CandidateScore, ScoresHead, Tally
from quizgen.model.terms import TERMS_BEFORE, Terms

NOTHING = "—"
"""What a field says that has nothing to say, so that an emptied cell is told from it."""

ATTACHMENT_TITLE = "附件：知识测试成绩"
MentionDigest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""The beginning of the SHA-256 of a text that speaks of scores."""


class ReviewColumn(StrEnum):
    """The columns of a review workbook that are ours, in the order they are appended."""

    SCORE = "成绩"
    GRADE = "等次"
    PASSED = "是否合格"
    EXAM = "考试名称"
    DATE = "考试日期"
    VALID_UNTIL = "有效期至"
    FORM = "试卷编号"
    CODE = "核验码"


class SignedResult(Record):
    """One person's score as it leaves the exam, with the conditions it was earned under.

    ``score`` is the rounded decimal as printed, ``full`` and ``pass_`` the full and the passing points.
    ``seated`` counts those who sat, so that ``rank`` (None: not told) means something. ``valid_until``
    None: no limit, or not passed. ``changes`` counts the questions that were voided or given a further
    answer for everybody. ``missed`` names the minima that were not reached. ``code`` is the
    核验码, ``fingerprint`` that of the signer's public key.
    """

    candidate: Candidate
    exam: Text
    date: datetime.date
    form: str
    score: str
    full: Exact
    pass_: Exact = Field(alias="pass")
    passed: bool
    grade: str = ""
    rank: Annotated[int, Field(ge=1)] | None = None
    seated: Annotated[int, Field(ge=0)] = 0
    sections: tuple[Tally, ...] = ()
    parts: tuple[Tally, ...] = ()
    topics: tuple[Tally, ...] = ()
    missed: tuple[str, ...] = ()
    closed_book: bool = True
    supervised: bool = True
    attempt: Annotated[int, Field(ge=1)] = 1
    changes: Annotated[int, Field(ge=0)] = 0
    valid_until: datetime.date | None = None
    code: Text
    fingerprint: Digest
    terms: Terms = TERMS_BEFORE


def signed_result(
    head: ScoresHead, score: CandidateScore, *, code: str, fingerprint: str, seated: int
) -> SignedResult:
    """The result of somebody who sat (``score.score`` is not None) under the head of the score file."""
    return SignedResult.model_validate(
        {
            "candidate": score.candidate,
            "exam": head.title,
            "date": head.date,
            "form": score.form or NOTHING,
            "score": score.score,
            "full": head.full,
            "pass": head.pass_,
            "closed_book": head.closed_book,
            "supervised": head.supervised,
            "attempt": head.attempt,
            "changes": len(head.changes),
            "code": code,
            "fingerprint": fingerprint,
            "seated": seated,
            "terms": head.terms,
            **{name: getattr(score, name) for name in _CARRIED},
        }
    )


_CARRIED = ("passed", "grade", "rank", "sections", "parts", "topics", "missed", "valid_until")


class WrittenFile(Record):
    """One file of an output folder as it was written.

    ``people`` are the 编号 that got a score in it. ``mentions`` stand for the texts beside ours that
    spoke of scores already, so that one which is added later is told from them.
    """

    digest: Digest
    people: tuple[str, ...] = ()
    mentions: tuple[MentionDigest, ...] = ()


class AttachmentList(Record):
    """All files of an output folder but the list itself, by their names below it."""

    format: Annotated[int, Field(ge=1, le=1)] = 1
    files: dict[str, WrittenFile]
