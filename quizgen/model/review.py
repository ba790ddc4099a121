"""What a review says about one person's test, the same words in a workbook, a form and on a card."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Exact, Record, Text
from quizgen.model.exam import Candidate, Digest
from quizgen.model.score import CandidateScore, ScoresHead, Tally, points_text, share_text

NOTHING = "—"
"""What a field says that has nothing to say, so that an emptied cell is told from it."""

ATTACHMENT_TITLE = "附件：知识测试成绩"
NEVER_ALONE = (
    "本成绩只反映这一次知识测试，是考核的参考之一；须与述职评议、日常履职等情况一并使用，"
    "不单独决定考核或任免的结论。"
)
"""Printed wherever a score leaves the exam."""


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
            **{name: getattr(score, name) for name in _CARRIED},
        }
    )


_CARRIED = ("passed", "grade", "rank", "sections", "parts", "topics", "missed", "valid_until")


def review_cells(result: SignedResult) -> dict[ReviewColumn, str]:
    """What every column of ours says, as text; 成绩 is a decimal number, dates are ISO."""
    return {
        ReviewColumn.SCORE: result.score,
        ReviewColumn.GRADE: result.grade or NOTHING,
        ReviewColumn.PASSED: passed_text(result),
        ReviewColumn.EXAM: result.exam,
        ReviewColumn.DATE: result.date.isoformat(),
        ReviewColumn.VALID_UNTIL: valid_text(result),
        ReviewColumn.FORM: result.form,
        ReviewColumn.CODE: result.code,
    }


def review_fields(result: SignedResult) -> tuple[tuple[str, str], ...]:
    """What the 附件 of a form says, field by field in printed order."""
    person = result.candidate
    tallies = result.parts or result.sections
    return (
        ("编号", person.number),
        ("姓名", person.name),
        ("考试名称", result.exam),
        ("考试日期", result.date.isoformat()),
        ("成绩/满分", f"{result.score} / {share_text(result.full)}"),
        ("等次", result.grade or NOTHING),
        ("是否合格", passed_text(result)),
        ("有效期至", valid_text(result)),
        ("分部分", "；".join(map(tally_text, tallies)) or NOTHING),
        ("条件", conditions_text(result)),
        ("试卷编号", result.form),
        ("核验码", result.code),
    )


def passed_text(result: SignedResult) -> str:
    """合格 or 不合格."""
    return "合格" if result.passed else "不合格"


def valid_text(result: SignedResult) -> str:
    """The last day of validity as ISO; 不限 for a pass without a limit, a dash for no pass."""
    if result.valid_until is not None:
        return result.valid_until.isoformat()
    return "不限" if result.passed else NOTHING


def tally_text(tally: Tally) -> str:
    """``理论 42/70``."""
    return f"{tally.name} {points_text(tally.points)}/{share_text(tally.full)}"


def conditions_text(result: SignedResult) -> str:
    """``闭卷，有人监考，第 1 次参加``: what the number was earned under."""
    book = "闭卷" if result.closed_book else "开卷"
    watched = "有人监考" if result.supervised else "无人监考"
    return f"{book}，{watched}，第 {result.attempt} 次参加"
