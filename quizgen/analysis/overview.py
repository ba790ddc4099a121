"""What the scores of an exam say about groups: distribution, units, mastery by topic and section."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizgen.model.analysis import (
    SMALLEST_GROUP,
    Mastery,
    Overview,
    QuestionReport,
    ScoreBand,
    UnitResult,
)
from quizgen.model.answers import Attendance
from quizgen.model.score import CandidateScore, Tally
from quizgen.model.statistics import FEWEST
from quizgen.model.terms import Terms

_BANDS, _FINE_BANDS, _MANY_PEOPLE = 10, 20, 60
_FEWEST_BANDS = 5
_ENOUGH_QUESTIONS = 10


def overview(
    candidates: Iterable[CandidateScore], full: Fraction, pass_: Fraction, *, unit: str = Terms().unit
) -> Overview:
    """The figures of a whole exam; ``full`` and ``pass_`` in points, ``unit`` is what a unit is called.

    The candidates are gone through once, none of them is kept.
    """
    counted = _Counted()
    for one in candidates:
        counted.add(one)
    states, scores, printed = counted.states, counted.scores, counted.printed
    in_order = sorted(set(scores))
    grades, best, failing = counted.grades, counted.best, counted.failing
    return Overview(
        registered=sum(states.values()) - states[Attendance.WITHDRAWN],
        sat=len(scores),
        passed=counted.passed,
        absent=states[Attendance.ABSENT],
        void=states[Attendance.VOID],
        cheated=states[Attendance.CHEATED],
        withdrawn=states[Attendance.WITHDRAWN],
        mean=float(sum(scores, Fraction()) / len(scores)) if scores else None,
        median=float(statistics.median(scores)) if scores else None,
        deviation=statistics.stdev(map(float, scores)) if len(scores) > 1 else None,
        highest=printed[in_order[-1]] if in_order else None,
        lowest=printed[in_order[0]] if in_order else None,
        grades=tuple(
            (grade, grades[grade]) for grade in sorted(grades, key=lambda one: (one in failing, -best[one]))
        ),
        bands=tuple(score_bands(scores, full, pass_)),
        units=merged_units(counted.units, unit),
        sat_units=len(counted.units),
        sections=counted.sections.mastery(),
        parts=counted.parts.mastery(),
        topics=counted.topics.mastery(),
    )


@dataclass(slots=True)
class UnitSums:
    """Those of a unit who sat: how many, how many passed, the sum of their scores."""

    people: int = 0
    passed: int = 0
    total: Fraction = Fraction()

    def __add__(self, other: UnitSums) -> UnitSums:
        """Both together."""
        return UnitSums(self.people + other.people, self.passed + other.passed, self.total + other.total)


class _Counted:
    """Everything that is counted of one candidate after another."""

    def __init__(self) -> None:
        self.states: Counter[Attendance] = Counter()
        self.scores: list[Fraction] = []
        self.printed: dict[Fraction, str | None] = {}
        self.grades: Counter[str] = Counter()
        self.best: dict[str, Fraction] = {}
        self.failing: set[str] = set()
        self.passed = 0
        self.units: dict[str, UnitSums] = {}
        self.sections, self.parts, self.topics = _Mastered(), _Mastered(), _Mastered()
        self._amounts: dict[str, Fraction] = {}

    def add(self, one: CandidateScore) -> None:
        self.states[one.attendance] += 1
        if one.attendance is not Attendance.SAT:
            return
        printed = one.score or "0"
        score = self._amounts.get(printed)
        if score is None:
            score = self._amounts[printed] = Fraction(printed)
        self.scores.append(score)
        self.printed.setdefault(score, one.score)
        self.grades[one.grade] += 1
        self.best[one.grade] = max(score, self.best.get(one.grade, score))
        if not one.passed:
            self.failing.add(one.grade)  # a minimum may be missed with a high score
        self.passed += one.passed
        sums = self.units.setdefault(one.candidate.unit, UnitSums())
        sums.people += 1
        sums.passed += one.passed
        sums.total += score
        self.sections.add(one.sections)
        self.parts.add(one.parts)
        self.topics.add(one.topics)


def score_bands(scores: Sequence[Fraction], full: Fraction, pass_: Fraction) -> Iterator[ScoreBand]:
    """Bands of a tenth of the full marks (a twentieth from 60 people on); one begins at the pass line.

    Empty bands at the lower end are left out, but at least five stay, with one below the line.
    """
    if not scores:
        return
    width = full / (_FINE_BANDS if len(scores) >= _MANY_PEOPLE else _BANDS)
    lows = sorted({Fraction(0)} | {pass_ + width * step for step in range(-_FINE_BANDS - 1, _FINE_BANDS + 1)})
    lows = [low for low in lows if 0 <= low < full]
    highs = [*lows[1:], full]
    counts = [
        sum(low <= score < high or (high == full and score == full) for score in scores)
        for low, high in zip(lows, highs, strict=True)
    ]
    first = next(index for index, count in enumerate(counts) if count)
    below = max(0, sum(low < pass_ for low in lows) - 1)
    first = max(0, min(first, below, len(lows) - _FEWEST_BANDS))
    for low, high, people in list(zip(lows, highs, counts, strict=True))[first:]:
        yield ScoreBand(low=low, high=high, people=people, passing=low >= pass_)


def merged_units(people: Mapping[str, UnitSums], called: str = Terms().unit) -> tuple[UnitResult, ...]:
    """Units by name; those with fewer than three people are merged into 其他单位 (as ``called``) at the end.

    Where 其他单位 would itself be fewer than three, the smallest of the other units joins it. Empty where
    fewer than three people sat altogether, or where a single line would be left.
    """
    ordered = sorted(people, key=lambda unit: (people[unit].people, unit))
    small = [unit for unit in ordered if people[unit].people < SMALLEST_GROUP]
    large = ordered[len(small) :]
    while small and large and sum(people[unit].people for unit in small) < SMALLEST_GROUP:
        small.append(large.pop(0))
    lines = [_unit(unit, people[unit], 1) for unit in sorted(large)]
    rest = sum((people[unit] for unit in small), UnitSums())
    if rest.people >= SMALLEST_GROUP:
        lines.append(_unit(f"其他{called}", rest, len(small)))
    return tuple(lines) if len(lines) > 1 else ()


def _unit(name: str, sums: UnitSums, units: int) -> UnitResult:
    mean = float(sums.total / sums.people)
    return UnitResult(name=name, units=units, people=sums.people, passed=sums.passed, mean=mean)


def most_missed(questions: Sequence[QuestionReport], most: int) -> tuple[QuestionReport, ...]:
    """The questions missed by the largest share of those who had them.

    Voided ones are left out, as are those that fewer than three people had. Only questions with 30
    answers or more are compared where there are ten such; else those that the largest number of people
    missed come first, because a share of two or three people says nothing.
    """
    asked = [
        one
        for one in questions
        if not one.statistic.voided and one.missed and one.statistic.answered >= SMALLEST_GROUP
    ]
    many = [one for one in asked if one.statistic.answered >= FEWEST]
    if len(many) >= _ENOUGH_QUESTIONS:
        ordered = sorted(many, key=lambda one: (-one.missed / one.statistic.answered, one.name))
    else:
        ordered = sorted(asked, key=lambda one: (-one.missed, one.statistic.answered, one.name))
    return tuple(ordered[:most])


class _Mastered:
    """Points earned of points possible under every heading, over everybody, in the order first met."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, int], list[Fraction | int]] = {}

    def add(self, tallies: Sequence[Tally]) -> None:
        """Count one person."""
        seen: Counter[str] = Counter()
        for tally in tallies:
            # Two sections of one title stay two.
            key = tally.name, seen[tally.name]
            seen[tally.name] += 1
            sums = self._sums.setdefault(key, [0, 0, 0])
            sums[0] += tally.points
            sums[1] += tally.full
            sums[2] += 1

    def mastery(self) -> tuple[Mastery, ...]:
        """A line for every heading; one that fewer than three people met is left out, like a unit."""
        return tuple(
            Mastery(name=_numbered(key, self._sums), people=int(people), share=float(points / full))
            for key, (points, full, people) in self._sums.items()
            if full and people >= SMALLEST_GROUP
        )


def _numbered(key: tuple[str, int], all_keys: Mapping[tuple[str, int], object]) -> str:
    name, place = key
    return f"{name}（{place + 1}）" if (name, 1) in all_keys else name
