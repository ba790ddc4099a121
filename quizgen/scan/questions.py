"""The bubbles of a page gathered into questions, with the parts of the page that people are shown."""

from __future__ import annotations

import math

from quizgen.model.scanned import (
    BoxMm,
    MarkDoubt,
    MarkReading,
    MarkState,
    QuestionReading,
)
from quizgen.model.sheet import BubbleKind
from quizgen.scan.decide import DOUBTFUL, EMPTY, MARKED, Verdicts, may_not_be_blank
from quizgen.scan.figures import MARKS
from quizgen.scan.ink import Ink
from quizgen.scan.known import AskedBubbles, Floats, PageLayout

_STATES = {EMPTY: MarkState.EMPTY, MARKED: MarkState.MARKED, DOUBTFUL: MarkState.DOUBTFUL}
_AROUND_MM, _LABEL_MM = 2.4, 9.0
_WRITTEN_MM = 8.0
"""How high the boxes are that a 编号 is written in, above the first row of its digits."""
_LEAST_INK = 0.005
"""Ink below this counts as this: less says nothing."""


def question_readings(
    layout: PageLayout, ink: Ink, verdicts: Verdicts, shift: Floats
) -> tuple[QuestionReading, ...]:
    """Every question of a page in the order printed."""
    return tuple(_question(one, layout, ink, verdicts, shift) for one in layout.asked)


def _question(
    asked: AskedBubbles, layout: PageLayout, ink: Ink, verdicts: Verdicts, shift: Floats
) -> QuestionReading:
    marks = tuple(_mark(int(index), layout, ink, verdicts) for index in asked.bubbles)
    doubts = [doubt for mark in marks for doubt in mark.doubts]
    marked = sum(mark.state is MarkState.MARKED for mark in marks)
    if marked > 1 and asked.kind is not BubbleKind.MULTIPLE:
        doubts.append(MarkDoubt.SEVERAL)
    if not marked and not doubts and may_not_be_blank(ink, asked.bubbles):
        doubts.append(MarkDoubt.MAYBE_BLANK)
    return QuestionReading(
        question=asked.question,
        kind=asked.kind,
        marks=marks,
        doubts=tuple(dict.fromkeys(doubts)),
        box=_box(asked, layout, shift),
    )


def _mark(index: int, layout: PageLayout, ink: Ink, verdicts: Verdicts) -> MarkReading:
    mean = float(ink.mean[index])
    sure = abs(math.log(max(mean, _LEAST_INK) / MARKS.line_ink))
    return MarkReading(
        option=layout.bubbles[index].option,
        state=_STATES[int(verdicts.state[index])],
        ink=round(mean, 3),
        covered=round(float(ink.covered[index]), 3),
        confidence=round(sure, 3),
        doubts=verdicts.doubts[index],
    )


def _box(asked: AskedBubbles, layout: PageLayout, shift: Floats) -> BoxMm:
    centres = layout.centres[asked.bubbles] + shift[asked.bubbles]
    around = layout.radius_mm + _AROUND_MM
    label = 0.0 if asked.kind is BubbleKind.DIGIT else _LABEL_MM
    (left, top), (right, bottom) = centres.min(axis=0) - around, centres.max(axis=0) + around
    return BoxMm(*(round(float(side), 2) for side in (left - label, top, right, bottom)))


def number_box(number: tuple[QuestionReading, ...]) -> BoxMm | None:
    """Where the 编号 is written by hand: above the columns of its digits."""
    if not number:
        return None
    top = min(one.box.top for one in number)
    left, right = min(one.box.left for one in number), max(one.box.right for one in number)
    return BoxMm(left, round(top - _WRITTEN_MM, 2), right, round(top + 1.6, 2))
