"""Statistics of questions pooled over all forms, by question id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from quizgen.analysis.groups import ByTotal
from quizgen.analysis.moments import Moments
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.exact import exact_sum
from quizgen.model.score import ItemMark, Outcome
from quizgen.model.statistics import FEWEST, ItemKey, OptionCount, PlaceCount, QuestionStatistic

_RIGHT, _BLANK, _CREDITED = Outcome.RIGHT, Outcome.BLANK, Outcome.CREDITED
"""Looked up once: in Python 3.11 every look-up of a member calls a function, here a million times."""


class QuestionCollector:
    """Takes one person's marks after another; what it keeps grows with questions, not with people."""

    def __init__(self) -> None:
        self._questions: dict[ItemKey, _Pooled] = {}

    def add(self, sheet: AnswerSheet, marks: Sequence[ItemMark]) -> None:
        """Count one person; those who did not sit are not counted."""
        if sheet.attendance is not Attendance.SAT:
            return
        answers = {(answer.question, answer.part): answer for answer in sheet.answers}
        total = float(exact_sum(mark.points for mark in marks))
        for mark in marks:
            key = mark.question, mark.part
            pooled = self._questions.get(key)
            if pooled is None:
                pooled = self._questions[key] = _Pooled(mark.topic)
            pooled.add(mark, answers.get(key), total)

    def statistics(self) -> tuple[QuestionStatistic, ...]:
        """Every question that somebody had, sorted by id and sub-question."""
        ordered = sorted(self._questions.items(), key=lambda entry: (entry[0][0], entry[0][1] or 0))
        return tuple(pooled.statistic(key) for key, pooled in ordered)


class _Pooled:
    """One question over all the people who had it.

    ``seen`` counts people by total, section and points (numerator, denominator): few differ, so this
    stays small however many people there are, and nothing needs to be computed before the end.
    ``full`` says what the question could earn in every section.
    """

    __slots__ = ("blank", "chosen", "full", "places", "right", "seen", "shown", "topic", "truths", "voided")

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.blank = self.right = 0
        self.voided = False
        self.full: dict[int, Fraction] = {}
        self.seen: defaultdict[tuple[float, int, int, int], int] = defaultdict(int)
        self.chosen: defaultdict[int, int] = defaultdict(int)
        self.shown: defaultdict[int, int] = defaultdict(int)
        self.places: defaultdict[tuple[int, int], int] = defaultdict(int)
        self.truths = [0, 0]

    def add(self, mark: ItemMark, answer: Answer | None, total: float) -> None:
        points, section = mark.points, mark.section
        self.full[section] = mark.full
        self.seen[total, section, points.numerator, points.denominator] += 1
        shown = self.shown
        for option in mark.order:
            shown[option] += 1
        outcome = mark.outcome
        if outcome is _RIGHT:
            self.right += 1
        elif outcome is _BLANK:
            self.blank += 1
        elif outcome is _CREDITED:
            self.voided = True
        if answer is not None:
            for option in answer.options:
                self.chosen[option] += 1
            for place, item in enumerate(answer.places):
                if item is not None:
                    self.places[place, item] += 1
            if answer.truth is not None:
                self.truths[answer.truth] += 1

    def statistic(self, key: ItemKey) -> QuestionStatistic:
        moments, by_total = Moments(), ByTotal()
        full = {section: float(points) for section, points in self.full.items()}
        for (total, section, above, below), people in sorted(self.seen.items()):
            earned = above / below
            moments.add(earned / full[section], total - earned, people)
            by_total.add(earned / full[section], total, people)
        told = moments.count >= FEWEST and not self.voided
        return QuestionStatistic(
            question=key[0],
            part=key[1],
            topic=self.topic,
            answered=moments.count,
            blank=self.blank,
            right=self.right,
            voided=self.voided,
            facility=moments.mean_x if told else None,
            item_rest=moments.correlation if told else None,
            upper_lower=by_total.upper_lower if told else None,
            options=self._options(),
            places=tuple(
                PlaceCount(place=place, item=item, people=people)
                for (place, item), people in sorted(self.places.items())
            ),
            true=self.truths[True],
            false=self.truths[False],
        )

    def _options(self) -> tuple[OptionCount, ...]:
        return tuple(
            OptionCount(option=option, chosen=self.chosen[option], shown=self.shown[option])
            for option in sorted(self.shown)
        )
