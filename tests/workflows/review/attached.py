"""A signed exam with an output folder of everything: workbook, forms, summary, cards."""

from __future__ import annotations

from pathlib import Path

from quizgen.model.answers import Attendance
from quizgen.workflows.review.attach import attach_scores
from quizgen.workflows.review.order import AttachOrder
from tests.signed_scores import REVIEW_DATE, STAMP, no_score, person, score, signed_folder
from tests.tool import Run, quizgen
from tests.workflows.review.test_attach_scores import workbook
from tools.demo_reviews import Person, write_form

BOOK, FORM, OTHER_FORM = "述职.xlsx", "甲.docx", "评议/乙.docx"


def prepare_attached(work: Path, *, cards: bool = True) -> None:
    """``exam`` with three people (the last absent), ``out`` with a workbook of them, two forms, cards."""
    people = [score(person(1)), score(person(2), "79"), no_score(person(3), Attendance.ABSENT)]
    exam = signed_folder(work / "exam", people)
    reviews = work / "材料"
    (reviews / "评议").mkdir(parents=True)
    workbook(reviews / BOOK, [(one.candidate.number, one.candidate.name) for one in people])
    for name, index in ((FORM, 1), (OTHER_FORM, 2)):
        write_form(reviews / name, Person(*person(index).model_dump().values()))
    order = AttachOrder((exam,), reviews, work / "out", STAMP, REVIEW_DATE, cards=cards)
    attach_scores(order, lambda _done, _total: None)


def verify_attached(work: Path, *more: object) -> Run:
    """``quizgen review verify`` of the whole output folder."""
    words = ("review", "verify", work / "out", "--scores", work / "exam", "--date", REVIEW_DATE.isoformat())
    return quizgen(*words, *more)
