"""One person's answers marked on the form they had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.errors import QuizgenError
from quizgen.marking.changes import UNDECIDED, decisions
from quizgen.marking.fill import comparable
from quizgen.marking.keys import Key, Misfit, key_of
from quizgen.marking.rules import ALL, NOTHING, scaled
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.blueprint import Blueprint, MultipleRule
from quizgen.model.exam import Form
from quizgen.model.numbering import Place, numbered
from quizgen.model.question import Question
from quizgen.model.score import Change, ItemMark, Outcome

_RIGHT, _PARTLY, _WRONG, _BLANK, _CREDITED = (
    Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG, Outcome.BLANK, Outcome.CREDITED,
)  # fmt: skip
"""Looked up once: in Python 3.11 every look-up of a member calls a function, here a million times."""


class AnswersDoNotFit(QuizgenError):
    """A sheet holds an answer that its form has no place for."""

    def __init__(self, candidate: str, what: str) -> None:
        super().__init__(f"编号 {candidate} 的答题记录与试卷对不上：{what}。")


class Marker:
    """Marks sheets of one exam; what a question needs is worked out once and kept.

    ``questions`` is keyed by content digest. Raises ChangeDoesNotFit for a change that does not fit.
    """

    def __init__(
        self, questions: Mapping[str, Question], blueprint: Blueprint, changes: Sequence[Change] = ()
    ) -> None:
        self._questions = questions
        self._blueprint = blueprint
        self._decisions = decisions(questions.values(), changes)
        self._keys: list[dict[tuple[str, int | None], Key]] = [{} for _ in blueprint.sections]

    def mark(self, form: Form, sheet: AnswerSheet) -> tuple[ItemMark, ...]:
        """What every question earned, in printed order; nothing unless the person sat.

        Raises AnswersDoNotFit for answers to questions or with options that the form does not have,
        FormDoesNotFit for a form that the exam's questions do not fit.
        """
        if sheet.attendance is not Attendance.SAT:
            return ()
        who = sheet.candidate.number
        if sheet.form != form.code:
            raise AnswersDoNotFit(who, f"记录的试卷是 {sheet.form or '（没有）'}，不是 {form.code}")
        given = {(answer.question, answer.part): answer for answer in sheet.answers}
        if len(given) != len(sheet.answers):
            raise AnswersDoNotFit(who, "同一道题有两条答案")
        marks = []
        for place in numbered(form, self._questions, self._blueprint):
            name = place.question.id, place.part
            key = self._keys[place.section].get(name) or self._learn(place)
            try:
                marks.append(_marked(place, key, given.pop(name, None)))
            except Misfit as misfit:
                raise AnswersDoNotFit(who, f"第 {place.number} 题{misfit}") from None
        if given:
            raise AnswersDoNotFit(who, f"试卷 {form.code} 没有题目 {next(iter(given))[0]}")
        return tuple(marks)

    def _learn(self, place: Place) -> Key:
        """How a question is marked in its section, kept for the next sheet."""
        rule = self._blueprint.sections[place.section].rule or MultipleRule.ALL_OR_NOTHING
        key = key_of(place.body, rule, self._decisions.get(place.key, UNDECIDED))
        self._keys[place.section][place.key] = key
        return key


def mark_sheet(
    form: Form,
    questions: Mapping[str, Question],
    blueprint: Blueprint,
    sheet: AnswerSheet,
    changes: Sequence[Change] = (),
) -> tuple[ItemMark, ...]:
    """One sheet marked; to mark many, keep a ``Marker``. Raises what ``Marker`` and its ``mark`` raise."""
    return Marker(questions, blueprint, changes).mark(form, sheet)


def _marked(place: Place, key: Key, answer: Answer | None) -> ItemMark:
    full = place.points
    points, outcome = NOTHING, _BLANK
    if answer is not None and _says_something(answer):
        share = key.share(answer, place.order)
        if share is ALL:
            points, outcome = full, _RIGHT
        elif share:
            points, outcome = scaled(full, share), _PARTLY
        else:
            outcome = _WRONG
    if key.void:
        points, outcome = full, _CREDITED
    question = place.question
    return ItemMark(
        question.id,
        place.part,
        place.number,
        place.section,
        question.topic,
        points,
        full,
        outcome,
        key.rule,
        place.order,
        () if answer is None else answer.markers,
    )


def _says_something(answer: Answer) -> bool:
    return bool(
        answer.options
        or answer.truth is not None
        or answer.credits
        or (answer.blanks and any(comparable(text) for text in answer.blanks))
    )
