"""The statistics of questions, collected from people who are all at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizgen.analysis.questions import QuestionCollector
from quizgen.model.answers import AnswerSheet
from quizgen.model.score import ItemMark
from quizgen.model.statistics import QuestionStatistic


def question_statistics(
    people: Iterable[tuple[AnswerSheet, Sequence[ItemMark]]],
) -> tuple[QuestionStatistic, ...]:
    """The statistics of all questions."""
    collector = QuestionCollector()
    for sheet, marks in people:
        collector.add(sheet, marks)
    return collector.statistics()
