"""What the scores of an exam say about groups: distribution, units, mastery by topic and section."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    candidates: Sequence[CandidateScore], full: Fraction, pass_: Fraction, *, unit: str = Terms().unit
) -> Overview:
    """The figures of a whole exam; ``full`` and ``pass_`` in points, ``unit`` is what a unit is called."""
    sat = [one for one in candidates if one.attendance is Attendance.SAT]
    scores = [_score(one) for one in sat]
    states = Counter(one.attendance for one in candidates)
    grades = Counter(one.grade for one in sat)
    best = {grade: max(_score(one) for one in sat if one.grade == grade) for grade in grades}
    failing = {one.grade for one in sat if not one.passed}  # a minimum may be missed with a high score
    by_score = sorted(sat, key=_score)
    return Overview(
        registered=len(candidates) - states[Attendance.WITHDRAWN],
        sat=len(sat),
        passed=sum(one.passed for one in sat),
        absent=states[Attendance.ABSENT],
        void=states[Attendance.VOID],
        cheated=states[Attendance.CHEATED],
        withdrawn=states[Attendance.WITHDRAWN],
        mean=float(sum(scores, Fraction()) / len(scores)) if scores else None,
        median=float(statistics.median(scores)) if scores else None,
        deviation=statistics.stdev(map(float, scores)) if len(scores) > 1 else None,
        highest=by_score[-1].score if by_score else None,
        lowest=by_score[0].score if by_score else None,
        grades=tuple(
            (grade, grades[grade]) for grade in sorted(grades, key=lambda one: (one in failing, -best[one]))
        ),
        bands=tuple(score_bands(scores, full, pass_)),
        units=merged_units(sat, unit),
        sat_units=len({one.candidate.unit for one in sat}),
        sections=_mastery(one.sections for one in sat),
        parts=_mastery(one.parts for one in sat),
        topics=_mastery(one.topics for one in sat),
    )


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


def merged_units(sat: Iterable[CandidateScore], called: str = Terms().unit) -> tuple[UnitResult, ...]:
    """Units by name; those with fewer than three people are merged into 其他单位 (as ``called``) at the end.

    Where 其他单位 would itself be fewer than three, the smallest of the other units joins it. Empty where
    fewer than three people sat altogether, or where a single line would be left.
    """
    people: dict[str, list[CandidateScore]] = {}
    for one in sat:
        people.setdefault(one.candidate.unit, []).append(one)
    ordered = sorted(people, key=lambda unit: (len(people[unit]), unit))
    small = [unit for unit in ordered if len(people[unit]) < SMALLEST_GROUP]
    large = ordered[len(small) :]
    while small and large and sum(len(people[unit]) for unit in small) < SMALLEST_GROUP:
        small.append(large.pop(0))
    lines = [_unit(unit, people[unit], 1) for unit in sorted(large)]
    rest = [one for unit in small for one in people[unit]]
    if len(rest) >= SMALLEST_GROUP:
        lines.append(_unit(f"其他{called}", rest, len(small)))
    return tuple(lines) if len(lines) > 1 else ()


def _unit(name: str, people: Sequence[CandidateScore], units: int) -> UnitResult:
    mean = sum(map(_score, people), Fraction()) / len(people)
    passed = sum(one.passed for one in people)
    return UnitResult(name=name, units=units, people=len(people), passed=passed, mean=float(mean))


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


def _mastery(tallies: Iterable[Sequence[Tally]]) -> tuple[Mastery, ...]:
    """Points earned of points possible under every heading, over everybody, in the order first met.

    A heading that fewer than three people met is left out, like a unit of that size.
    """
    earned: dict[tuple[str, int], list[Fraction]] = {}
    for one in tallies:
        seen: Counter[str] = Counter()
        for tally in one:
            # Two sections of one title stay two.
            key = tally.name, seen[tally.name]
            seen[tally.name] += 1
            sums = earned.setdefault(key, [Fraction(), Fraction(), Fraction()])
            sums[0] += tally.points
            sums[1] += tally.full
            sums[2] += 1
    return tuple(
        Mastery(name=_numbered(key, earned), people=int(people), share=float(points / full))
        for key, (points, full, people) in earned.items()
        if full and people >= SMALLEST_GROUP
    )


def _numbered(key: tuple[str, int], all_keys: Mapping[tuple[str, int], object]) -> str:
    name, place = key
    return f"{name}（{place + 1}）" if (name, 1) in all_keys else name


def _score(one: CandidateScore) -> Fraction:
    """The printed score as a number; only of those who sat."""
    return Fraction(one.score or 0)
