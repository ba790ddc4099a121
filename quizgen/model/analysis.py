"""考情分析: what a whole exam says about groups and questions, never about a person."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Exact, Record, Text
from quizgen.model.statistics import QuestionStatistic
from quizgen.model.terms import TERMS_BEFORE, Terms

SMALLEST_GROUP = 3
"""Units with fewer people who sat are merged, so that no line tells one person's score; our own design."""


class ScoreBand(Record):
    """How many scores are from ``low`` up to, but without, ``high`` (the last band holds full marks too)."""

    low: Exact
    high: Exact
    people: Annotated[int, Field(ge=0)]
    passing: bool


class UnitResult(Record):
    """A unit, or several small ones together (``units`` says how many); people are those who sat."""

    name: Text
    units: Annotated[int, Field(ge=1)] = 1
    people: Annotated[int, Field(ge=1)]
    passed: Annotated[int, Field(ge=0)]
    mean: float


class Mastery(Record):
    """The share (0 to 1) of the points under a heading that all people together earned."""

    name: Text
    people: Annotated[int, Field(ge=1)]
    share: Annotated[float, Field(ge=0, le=1)]


class Overview(Record):
    """Everything that scores alone tell. Points are of the full marks; None where nobody sat.

    ``units`` is empty where merging would still leave fewer than three people in a line, or a single line;
    ``sat_units`` counts the units of those who sat.
    """

    registered: int
    sat: int
    passed: int
    absent: int
    void: int
    cheated: int
    withdrawn: int = 0
    mean: float | None
    median: float | None
    deviation: float | None
    highest: str | None
    lowest: str | None
    grades: tuple[tuple[str, int], ...]
    bands: tuple[ScoreBand, ...]
    units: tuple[UnitResult, ...]
    sat_units: int = 0
    sections: tuple[Mastery, ...]
    parts: tuple[Mastery, ...]
    topics: tuple[Mastery, ...]


class OptionUse(Record):
    """An option in its original words; ``shown`` counts people whose form had it, ``chosen`` who ticked."""

    text: Text
    right: bool
    chosen: int
    shown: int


class QuestionReport(Record):
    """A question (``name``: id, with the sub-question) with its words, statistics, and use of options."""

    name: Text
    kind: Text
    stem: Text
    statistic: QuestionStatistic
    options: tuple[OptionUse, ...] = ()

    @property
    def missed(self) -> int:
        """How many did not earn all its points."""
        return self.statistic.answered - self.statistic.right

    @property
    def tempting(self) -> OptionUse | None:
        """The wrong option ticked most often; None when nobody ticked one."""
        wrong = [option for option in self.options if not option.right and option.chosen]
        return max(wrong, key=lambda option: option.chosen, default=None)

    @property
    def overlooked(self) -> OptionUse | None:
        """Of several right options the one left out most often; None when nobody left any out."""
        right = [option for option in self.options if option.right and option.chosen < option.shown]
        if sum(option.right for option in self.options) <= 1:
            return None
        return max(right, key=lambda option: option.shown - option.chosen, default=None)


class Reliability(Record):
    """Cronbach's alpha of a set of questions that ``people`` all answered; None under 30 or undefined."""

    forms: Text
    people: int
    items: int
    alpha: float | None
    standard_error: float | None


class ExamAnalysis(Record):
    """The whole 考情分析. ``individual``: everybody had other questions, so there is no reliability.

    ``levels`` has a line for every level (记忆, 理解, 应用) that the questions say they are of, ``unchecked``
    the rules that the bank was not held to.
    """

    title: Text
    terms: Terms = TERMS_BEFORE
    date: datetime.date
    full: Exact
    pass_: Exact = Field(alias="pass")
    conditions: Text
    marked: Text
    ledger: Text
    overview: Overview
    individual: bool
    reliability: tuple[Reliability, ...]
    most_missed: tuple[QuestionReport, ...]
    questions: tuple[QuestionReport, ...]
    changes: int = 0
    levels: tuple[Mastery, ...] = ()
    unchecked: tuple[str, ...] = ()
