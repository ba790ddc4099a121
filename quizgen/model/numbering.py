"""The numbers that questions carry on a form, in printed order: on paper, on the sheet, in every table."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Form, FormItem
from quizgen.model.question import (
    Body,
    CaseBody,
    CaseQuestion,
    FillBody,
    MultipleBody,
    Question,
    ShortBody,
    ShortQuestion,
    SingleBody,
    TrueFalseBody,
    equal_shares,
)
from quizgen.model.split import split_points

AskedBody = SingleBody | MultipleBody | TrueFalseBody | FillBody | ShortBody
"""Something that gets one answer: a question that is no case, or a sub-question of one."""

LETTERS = "ABCDEFGH"
"""The letters of options in printed order."""


class Place(NamedTuple):
    """Something to be answered, where it stands on a form.

    ``number`` is as printed: ``61``, or ``91(2)`` for the second sub-question of case 91. ``section``
    counts from 0. ``part`` counts sub-questions from 0 (None: the question is no case). ``body`` is what
    is asked, ``order`` the original indices of its options in printed order (option A first; empty without
    options), ``points`` what it can earn in full, ``worth`` what each scoring point of a 简答 is worth (empty
    for other kinds). A tuple, because a large exam has a million of them.
    """

    number: str
    section: int
    question: Question
    digest: str
    part: int | None
    body: AskedBody
    order: tuple[int, ...]
    points: Fraction
    worth: tuple[Fraction, ...]

    @property
    def key(self) -> tuple[str, int | None]:
        """Question id with sub-question: what answers and marks are kept by."""
        return self.question.id, self.part

    @property
    def letters(self) -> Mapping[str, int]:
        """The original index behind every printed letter."""
        return dict(zip(LETTERS, self.order, strict=False))


class FormDoesNotFit(QuizgenError):
    """A form names a question, a section or a sub-question that the exam does not have."""

    def __init__(self, code: str, what: str) -> None:
        where = f"试卷 {code} 与考试的其他文件对不上：{what}"
        super().__init__(f"{where}；请用 quizgen exam verify 考试文件夹 核验。")


def numbered(form: Form, questions: Mapping[str, Question], blueprint: Blueprint) -> tuple[Place, ...]:
    """Everything to be answered on a form in printed order, a case as its sub-questions.

    ``questions`` is keyed by content digest. Raises FormDoesNotFit.
    """
    check_sections(form, blueprint)
    places: list[Place] = []
    number = 0
    for index, (section, plan) in enumerate(zip(form.sections, blueprint.sections, strict=True)):
        points, printable = plan.points, blueprint.printable_points
        for item in section.items:
            number += 1
            asked = questions.get(item.digest)
            if asked is None or isinstance(asked, CaseQuestion | ShortQuestion):
                places += places_of(form.code, number, index, item, questions, points, printable=printable)
            else:
                place = Place(str(number), index, asked, item.digest, None, asked, item.options, points, ())
                places.append(place)
    return tuple(places)


def check_sections(form: Form, blueprint: Blueprint) -> None:
    """Raises FormDoesNotFit for a form with other sections than its blueprint."""
    if len(form.sections) != len(blueprint.sections):
        raise FormDoesNotFit(form.code, f"有 {len(form.sections)} 个大题，应为 {len(blueprint.sections)} 个")


def places_of(  # noqa: PLR0913, PLR0917 - a line of a form, spelt out
    code: str,
    number: int,
    section: int,
    item: FormItem,
    questions: Mapping[str, Question],
    points: Fraction,
    *,
    printable: bool,
) -> list[Place]:
    """What is to be answered under one item of the form ``code``. Raises FormDoesNotFit.

    ``printable`` is the blueprint's ``printable_points``.
    """
    question = questions.get(item.digest)
    if question is None:
        raise FormDoesNotFit(code, f"没有第 {number} 题（{item.question}）的内容")
    if isinstance(question, CaseQuestion):
        return _sub_questions(code, number, section, item, question, points, printable=printable)
    worth = worth_of(question, points, printable=printable)
    return [Place(str(number), section, question, item.digest, None, question, item.options, points, worth)]


def worth_of(body: Body, points: Fraction, *, printable: bool) -> tuple[Fraction, ...]:
    """What each scoring point of a 简答 worth ``points`` is worth; empty for other kinds."""
    if not isinstance(body, ShortBody):
        return ()
    shares = equal_shares(tuple(point.share for point in body.points_for))
    return split_points(points, shares, printable=printable)


def parts_worth(case: CaseBody, points: Fraction, *, printable: bool) -> tuple[Fraction, ...]:
    """What each sub-question of a case worth ``points`` is worth."""
    shares = equal_shares(tuple(part.share for part in case.parts))
    return split_points(points, shares, printable=printable)


def _sub_questions(  # noqa: PLR0913, PLR0917 - a line of a form, spelt out
    code: str,
    number: int,
    section: int,
    item: FormItem,
    question: CaseQuestion,
    points: Fraction,
    *,
    printable: bool,
) -> list[Place]:
    if len(item.parts) != len(question.parts):
        raise FormDoesNotFit(code, f"第 {number} 题（{item.question}）的小题数不对")
    each = parts_worth(question, points, printable=printable)
    return [
        Place(
            f"{number}({index + 1})",
            section,
            question,
            item.digest,
            index,
            part,
            order,
            worth,
            worth_of(part, worth, printable=printable),
        )
        for index, (part, order, worth) in enumerate(zip(question.parts, item.parts, each, strict=True))
    ]
