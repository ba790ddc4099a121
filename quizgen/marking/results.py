"""Marks summed into results: sections, minima, pass, grade, rank, validity, who may sit again."""

from __future__ import annotations

import datetime
import functools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import assert_never

from quizgen.errors import QuizgenError
from quizgen.markup.figures import exact_text, score_text
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.blueprint import Blueprint, PenaltyFloor
from quizgen.model.bookkeeping import top_topic
from quizgen.model.months import add_months
from quizgen.model.score import CandidateScore, GradeLine, ItemMark, Rounding, ScorePolicy, Tally

PASSED = "合格"
"""The grade of those who pass without reaching a line above."""

EXCELLENT, GOOD = "优秀", "良好"
_EXCELLENT_SHARE, _GOOD_SHARE = Fraction(9, 10), Fraction(8, 10)

MAY_SIT_AGAIN = frozenset({Attendance.ABSENT, Attendance.VOID})
"""Besides those who sat and did not pass; 违纪 is for the office to decide, so it is never listed."""
_HALF = Fraction(1, 2)


class ScoredTwice(QuizgenError):
    """Two answer sheets have one 编号."""

    def __init__(self, number: str) -> None:
        super().__init__(f"编号 {number} 有两份答题记录；请核对后只留一份。")


def default_grades(blueprint: Blueprint) -> tuple[GradeLine, ...]:
    """优秀 from 90 % of the full marks; 良好 from 80 %, or half-way from pass to 优秀 where that is more.

    Our own design: with the usual pass mark of 60 the lines are 90 and 80, with 80 they are 90 and 85.
    """
    excellent = max(blueprint.total_points * _EXCELLENT_SHARE, blueprint.pass_)
    good = max(blueprint.total_points * _GOOD_SHARE, (blueprint.pass_ + excellent) / 2)
    lines = ((EXCELLENT, excellent), (GOOD, good))
    return tuple(GradeLine.model_validate({"name": name, "from": line}) for name, line in lines)


def score_candidates(
    marked: Iterable[tuple[AnswerSheet, Sequence[ItemMark]]],
    blueprint: Blueprint,
    policy: ScorePolicy,
    date: datetime.date,
) -> tuple[CandidateScore, ...]:
    """Everybody's result, sorted by 编号.

    ``marked`` is taken one after another, so the marks of thousands need not be held at once; ``date`` is
    the day of the exam. Only those who sat have points and a rank. Raises ScoredTwice.
    """
    scorer = Scorer(blueprint, policy, date)
    return ranked_together(scorer.score(sheet, marks) for sheet, marks in marked)


def ranked_together(scores: Iterable[CandidateScore]) -> tuple[CandidateScore, ...]:
    """Results that were made apart, sorted by 编号 and ranked together. Raises ScoredTwice."""
    results: dict[str, CandidateScore] = {}
    for score in scores:
        if score.candidate.number in results:
            raise ScoredTwice(score.candidate.number)
        results[score.candidate.number] = score
    ordered = [results[number] for number in sorted(results)]
    ranks = ranks_of([None if one.score is None else Fraction(one.score) for one in ordered])
    return tuple(one.model_copy(update={"rank": rank}) for one, rank in zip(ordered, ranks, strict=True))


class Scorer:
    """Scores one person after another under one blueprint and one policy."""

    def __init__(self, blueprint: Blueprint, policy: ScorePolicy, date: datetime.date) -> None:
        self._blueprint = blueprint
        self._headings = blueprint.headings
        self._policy = policy
        self._grades = policy.grades or default_grades(blueprint)
        months = blueprint.valid_months
        self._valid_until = None if months is None else add_months(date, months)

    def score(self, sheet: AnswerSheet, marks: Sequence[ItemMark]) -> CandidateScore:
        """A person's result without a rank, which depends on all others."""
        if sheet.attendance is not Attendance.SAT:
            return CandidateScore(
                candidate=sheet.candidate,
                form=sheet.form,
                attendance=sheet.attendance,
                resit=sheet.attendance in MAY_SIT_AGAIN,
            )
        sums = _Sums(marks, floored=self._blueprint.penalised)
        if self._blueprint.penalised and self._blueprint.floor is PenaltyFloor.SECTION:
            sums.floor(heading.indices for heading in self._headings)
        total = sums.exact(max(0, sum(one[0] for one in sums.sections.values())))
        score = rounded(total, self._policy)
        parts = tuple(self._parts(sums))
        missed = tuple(self._missed(sums, parts))
        passed = score >= self._blueprint.pass_ and not missed
        return CandidateScore(
            candidate=sheet.candidate,
            form=sheet.form,
            attendance=sheet.attendance,
            points=total,
            score=score_text(score, self._policy.decimals),
            sections=tuple(self._sections(sums)),
            parts=parts,
            topics=tuple(map(sums.topic, sums.tops)),
            missed=missed,
            passed=passed,
            grade=self._grade(score) if passed else self._policy.failing_grade,
            valid_until=self._valid_until if passed else None,
            resit=not passed,
        )

    def _sections(self, sums: _Sums) -> Iterator[Tally]:
        for heading in self._headings:
            yield sums.tally(heading.title, [sums.sections.get(index, _NONE) for index in heading.indices])

    def _parts(self, sums: _Sums) -> Iterator[Tally]:
        names = [plan.part for plan in self._blueprint.sections]
        for name in dict.fromkeys(name for name in names if name is not None):
            yield sums.tally(name, [one for at, one in sums.sections.items() if names[at] == name])

    def _missed(self, sums: _Sums, parts: Iterable[Tally]) -> Iterator[str]:
        minima = self._blueprint.minima
        for name, least in minima.topic.items():
            earned = sums.topic(name).points
            if earned < least:
                yield _shortfall(name, earned, least)
        earned_in = {part.name: part.points for part in parts}
        for name, least in minima.part.items():
            earned = earned_in.get(name, Fraction())
            if earned < least:
                yield _shortfall(name, earned, least)

    def _grade(self, score: Fraction) -> str:
        reached = [line for line in self._grades if score >= line.from_]
        return max(reached, key=lambda line: line.from_).name if reached else PASSED


_NONE = (0, 0)


class _Sums:
    """One person's points earned with those that could be earned, by section and by topic.

    Everything is counted in whole units of 1/``unit`` points, because adding fractions is slow; marks of the
    same amounts (by identity, which holds while the marks do) are counted first.
    """

    def __init__(self, marks: Sequence[ItemMark], *, floored: bool = False) -> None:
        self._floored = floored
        several: dict[tuple[int, str, int, int], int] = {}
        amounts: dict[int, Fraction] = {}
        for _, _, _, section, topic, points, full, *_ in marks:
            amounts[id(points)], amounts[id(full)] = points, full
            same = section, topic, id(points), id(full)
            several[same] = several.get(same, 0) + 1
        self.unit = math.lcm(*{amount.denominator for amount in amounts.values()})
        units = {one: amount.numerator * (self.unit // amount.denominator) for one, amount in amounts.items()}
        self.sections: dict[int, tuple[int, int]] = {}
        self._topics: dict[str, tuple[int, int]] = {}
        for (section, topic, points_id, full_id), times in several.items():
            earned, possible = units[points_id] * times, units[full_id] * times
            one = self.sections.get(section, _NONE)
            self.sections[section] = one[0] + earned, one[1] + possible
            for name in _with_those_above(topic):
                one = self._topics.get(name, _NONE)
                self._topics[name] = one[0] + earned, one[1] + possible

    @property
    def tops(self) -> list[str]:
        """The top topics, sorted by name."""
        return sorted(name for name in self._topics if top_topic(name) == name)

    def topic(self, name: str) -> Tally:
        """A topic with all that lies under it, no less than nothing even where wrong answers cost points."""
        earned, full = self._topics.get(name, _NONE)
        return self.tally(name, [(max(0, earned) if self._floored else earned, full)])

    def floor(self, headings: Iterable[Sequence[int]]) -> None:
        """Let none of these sets of sections earn less than nothing together."""
        for indices in headings:
            there = [index for index in indices if index in self.sections]
            if sum(self.sections[index][0] for index in there) < 0:
                self.sections |= {index: (0, self.sections[index][1]) for index in there}

    def tally(self, name: str, sums: Sequence[tuple[int, int]]) -> Tally:
        """Some of the sums under a heading."""
        return _made(name, sum(one[0] for one in sums), sum(one[1] for one in sums), self.unit)

    def exact(self, units: int) -> Fraction:
        """So many units in points."""
        return Fraction(units, self.unit)


@functools.lru_cache(maxsize=4096)
def _with_those_above(topic: str) -> tuple[str, ...]:
    """A topic with every topic that it lies under: ``明责/责任书`` lies under ``明责``."""
    names = topic.split("/")
    return tuple("/".join(names[: count + 1]) for count in range(len(names)))


@functools.lru_cache(maxsize=16384)
def _made(name: str, earned: int, full: int, unit: int) -> Tally:
    """One record for equal tallies, which recur by the thousand."""
    return Tally(name=name, points=Fraction(earned, unit), full=Fraction(full, unit))


def _shortfall(name: str, earned: Fraction, least: Fraction) -> str:
    return f"{name}得{exact_text(earned)}分，最低{exact_text(least)}分"


def ranks_of(scores: Sequence[Fraction | None]) -> Iterator[int | None]:
    """Ranks from 1; equal scores share a rank and the next ranks are skipped (1, 2, 2, 4); none for None."""
    counts = Counter(one for one in scores if one is not None)
    ranks: dict[Fraction | None, int] = {}
    place = 1
    for score in sorted(counts, reverse=True):
        ranks[score] = place
        place += counts[score]
    return (ranks.get(score) for score in scores)


def rounded(points: Fraction, policy: ScorePolicy) -> Fraction:
    """``points`` (0 or more) rounded to the policy's decimals in its declared direction."""
    unit = 10**policy.decimals
    scaled = points * unit
    match policy.rounding:
        case Rounding.HALF_UP:
            whole = (scaled + _HALF).__floor__()
        case Rounding.DOWN:
            whole = scaled.__floor__()
        case Rounding.UP:
            whole = scaled.__ceil__()
        case _:
            assert_never(policy.rounding)
    return Fraction(whole, unit)
