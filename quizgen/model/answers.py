"""Answers: what each person put on a form, keyed by question and by original option index."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Exact, Record
from quizgen.model.bookkeeping import QuestionId
from quizgen.model.exam import Candidate


class Attendance(StrEnum):
    """Whether a candidate sat the exam; recorded by a person, never guessed from empty cells."""

    SAT = "参加"
    ABSENT = "缺考"
    VOID = "作废"
    CHEATED = "违纪"
    WITHDRAWN = "退考"


ENTERED_STATES = (Attendance.SAT, Attendance.ABSENT, Attendance.VOID, Attendance.CHEATED)
"""What may be put on an entry sheet; a withdrawal is an act of its own, with a reason, in the ledger."""


class Answer(Record):
    """What one person put for one question, or for one sub-question of a case.

    ``part`` counts sub-questions from 0 (None: the question is no case). Exactly the field of the
    question's kind is used: ``options`` the original indices ticked, sorted (单选, 多选); ``truth``
    True for √, False for × (判断); ``blanks`` the texts as typed, one for every blank (填空);
    ``places`` for each item on the left, as the bank has them, the number of the item put to it (配对), or
    the numbers of the items in the order given (排序), None where nothing was put;
    ``credits`` the share of each scoring point that was earned, 0 to 1, in the order of the points
    (简答), with ``markers`` the names of those who judged it. A blank answer leaves the field empty.
    ``typed`` is the cell as it was typed, for explanations.
    """

    question: QuestionId
    part: Annotated[int, Field(ge=0)] | None = None
    options: tuple[Annotated[int, Field(ge=0)], ...] = ()
    truth: bool | None = None
    blanks: tuple[str, ...] = ()
    places: tuple[Annotated[int, Field(ge=0)] | None, ...] = ()
    credits: tuple[Annotated[Exact, Field(ge=0, le=1)], ...] = ()
    markers: tuple[str, ...] = ()
    typed: str = ""


class AnswerSheet(Record):
    """All answers of one person; a line of ``answers.jsonl``.

    ``form`` is the code of the form the person had (None: absent, or no form was handed out).
    ``answers`` follow the printed order; a question without an entry counts as left blank.
    """

    candidate: Candidate
    form: str | None
    attendance: Attendance = Attendance.SAT
    answers: tuple[Answer, ...] = ()
