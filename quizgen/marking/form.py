"""One person's answers marked on the form they had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from quizgen.errors import QuizgenError
from quizgen.marking.changes import UNDECIDED, decisions
from quizgen.marking.keys import MarkingKey, Misfit, key_of
from quizgen.marking.rules import ALL, NOTHING, SectionRule, scaled
from quizgen.markup.words import comparable
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Form, FormItem
from quizgen.model.question import Question
from quizgen.model.score import Change, ItemMark, Outcome
from quizgen.model.shown import FormReader, part_suffix

_RIGHT, _PARTLY, _WRONG, _BLANK, _CREDITED = (
    Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG, Outcome.BLANK, Outcome.CREDITED,
)  # fmt: skip
"""Looked up once: in Python 3.11 every look-up of a member calls a function, here a million times."""


class AnswersDoNotFit(QuizgenError):
    """A sheet holds an answer that its form has no place for."""

    def __init__(self, candidate: str, what: str) -> None:
        super().__init__(f"编号 {candidate} 的答题记录与试卷对不上：{what}。")


class SheetMarker:
    """Marks sheets of one exam; what a question needs is worked out once and kept.

    ``questions`` is keyed by content digest. Raises ChangeDoesNotFit for a change that does not fit.
    """

    def __init__(
        self, questions: Mapping[str, Question], blueprint: Blueprint, changes: Sequence[Change] = ()
    ) -> None:
        self._reader = FormReader(questions, blueprint)
        self._rules = tuple(map(SectionRule.of, blueprint.sections))
        self._decisions = decisions(questions.values(), changes)
        self._known: list[dict[tuple[str, int], tuple[_Asked, ...]]] = [{} for _ in blueprint.sections]

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
        marks: list[ItemMark] = []
        for number, section, item in self._reader.items(form):
            known = self._known[section].get((item.digest, len(item.parts)))
            several = known or self._learn(form.code, number, section, item)
            orders = (item.options,) if several[0].name[1] is None else item.parts
            for asked, order in zip(several, orders, strict=True):
                printed = f"{number}{asked.suffix}"
                try:
                    marks.append(_marked(asked, printed, section, order, given.pop(asked.name, None)))
                except Misfit as misfit:
                    raise AnswersDoNotFit(who, f"第 {printed} 题{misfit}") from None
        if given:
            raise AnswersDoNotFit(who, f"试卷 {form.code} 没有题目 {next(iter(given))[0]}")
        return tuple(marks)

    def _learn(self, code: str, number: int, section: int, item: FormItem) -> tuple[_Asked, ...]:
        """How an item is marked in its section, kept for the next sheet."""
        rule = self._rules[section]
        several = tuple(
            _Asked(
                asked.id,
                part_suffix(asked.part),
                asked.question.topic,
                asked.points,
                key_of(asked.body, rule, self._decisions.get(asked.id, UNDECIDED), asked.worth),
            )
            for asked in self._reader.shown(code, number, section, item).parts
        )
        self._known[section][item.digest, len(item.parts)] = several
        return several


class _Asked(NamedTuple):
    """A question or sub-question as marking needs it, wherever it is printed.

    ``name`` is its id with its sub-question, ``suffix`` what a sub-question adds to the printed number.
    """

    name: tuple[str, int | None]
    suffix: str
    topic: str
    full: Fraction
    key: MarkingKey


def _marked(
    asked: _Asked, printed: str, section: int, order: tuple[int, ...], answer: Answer | None
) -> ItemMark:
    (question, part), _, topic, full, key = asked
    points, outcome = NOTHING, _BLANK
    if answer is not None and (answer.options or answer.truth is not None or _says_more(answer)):
        share = key.share(answer, order)
        if share is ALL:
            points, outcome = full, _RIGHT
        elif share is not NOTHING and share:
            points, outcome = scaled(full, share), _PARTLY
        else:
            outcome = _WRONG
            if key.deducted and key.errs(answer):
                points = -scaled(full, key.deducted)
    if key.void:
        points, outcome = full, _CREDITED
    markers = () if answer is None else answer.markers
    return ItemMark(question, part, printed, section, topic, points, full, outcome, key.rule, order, markers)


def _says_more(answer: Answer) -> bool:
    return bool(
        answer.credits
        or (answer.blanks and any(comparable(text) for text in answer.blanks))
        or any(place is not None for place in answer.places)
    )
