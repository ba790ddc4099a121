"""Groups in an analysis: nobody is singled out, nothing is lost, the pass line stands where it should."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.analysis.overview import most_missed, overview, score_bands
from quizgen.model.analysis import SMALLEST_GROUP, OptionUse, QuestionReport, UnitResult
from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from quizgen.model.score import CandidateScore, Tally
from quizgen.model.statistics import QuestionStatistic

FULL, PASS = Fraction(100), Fraction(80)


def sat(index: int, unit: str = "测试一局", points: str = "85") -> CandidateScore:
    """Somebody who sat."""
    return CandidateScore(
        candidate=Candidate(number=f"{index:03}", name="测试甲", unit=unit),
        form="A",
        attendance=Attendance.SAT,
        points=Fraction(points),
        score=points,
        topics=(Tally(name="明责", points=Fraction(1), full=Fraction(2)),),
        passed=Fraction(points) >= PASS,
        grade="合格" if Fraction(points) >= PASS else "不合格",
    )


def units(*sizes: int) -> list[CandidateScore]:
    """Units of these sizes."""
    owners = [f"测试{place}局" for place, size in enumerate(sizes) for _ in range(size)]
    return [sat(index, unit) for index, unit in enumerate(owners)]


def merged_units(people: list[CandidateScore]) -> tuple[UnitResult, ...]:
    """The lines of units."""
    return overview(people, FULL, PASS).units


@given(st.lists(st.integers(min_value=1, max_value=6), min_size=1, max_size=8))
def test_no_line_is_of_fewer_than_three_people(sizes: list[int]) -> None:
    lines = merged_units(units(*sizes))
    assert all(line.people >= SMALLEST_GROUP for line in lines)
    assert sum(line.people for line in lines) in {0, sum(sizes)}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((4, 3, 2, 1), [("测试0局", 4), ("测试1局", 3), ("其他单位", 3)]),
        # One person alone would be told by the difference, so the smallest other unit joins.
        ((5, 3, 4, 1), [("测试0局", 5), ("测试2局", 4), ("其他单位", 4)]),
        ((3, 1), []),
        ((2,), []),
    ],
)
def test_small_units_stand_together(sizes: Sequence[int], expected: list[tuple[str, int]]) -> None:
    assert [(line.name, line.people) for line in merged_units(units(*sizes))] == expected


@given(st.lists(st.integers(min_value=0, max_value=100), min_size=1, max_size=80), st.integers(1, 99))
def test_every_score_is_in_one_band_on_its_side_of_the_line(scores: list[int], pass_: int) -> None:
    bands = list(score_bands([Fraction(one) for one in scores], FULL, Fraction(pass_)))
    assert sum(band.people for band in bands) == len(scores)
    assert sum(band.people for band in bands if band.passing) == sum(one >= pass_ for one in scores)
    assert [band.low for band in bands[1:]] == [band.high for band in bands[:-1]]
    assert bands[-1].high == FULL


def test_headings_that_fewer_than_three_met_are_left_out() -> None:
    assert overview([sat(1), sat(2)], FULL, PASS).topics == ()
    (topic,) = overview([sat(1), sat(2), sat(3)], FULL, PASS).topics
    assert (topic.people, topic.share) == (3, 0.5)


def test_the_figures_count_only_those_who_sat() -> None:
    absent = sat(4).model_copy(update={"attendance": Attendance.ABSENT, "score": None, "grade": ""})
    seen = overview([sat(1, points="90"), sat(2, points="70"), sat(3, points="80"), absent], FULL, PASS)
    assert (seen.registered, seen.sat, seen.absent, seen.passed) == (4, 3, 1, 2)
    assert (seen.mean, seen.median, seen.deviation) == (80, 80, 10)
    assert (seen.highest, seen.lowest) == ("90", "70")
    assert seen.grades == (("合格", 2), ("不合格", 1))


def question(name: str, answered: int, right: int, *, voided: bool = False) -> QuestionReport:
    """A question with these counts."""
    statistic = QuestionStatistic(
        question=name, topic="明责", answered=answered, blank=0, right=right, voided=voided
    )
    return QuestionReport(name=name, kind="单选", stem="题干", statistic=statistic)


def test_with_few_answers_the_number_of_people_decides() -> None:
    asked = [question("XM-0001", 3, 0), question("XM-0002", 20, 10), question("XM-0003", 2, 0)]
    assert [one.name for one in most_missed(asked, 5)] == ["XM-0002", "XM-0001"]


def test_with_many_answers_the_share_decides() -> None:
    asked = [question(f"XM-{at:04}", 40, at) for at in range(12)] + [question("XM-0099", 5, 0)]
    asked.append(question("XM-0098", 40, 0, voided=True))
    assert [one.name for one in most_missed(asked, 2)] == ["XM-0000", "XM-0001"]


def test_the_option_that_tempts_or_is_overlooked() -> None:
    options = (
        OptionUse(text="甲", right=True, chosen=9, shown=10),
        OptionUse(text="乙", right=True, chosen=4, shown=10),
        OptionUse(text="丙", right=False, chosen=2, shown=10),
        OptionUse(text="丁", right=False, chosen=3, shown=5),
    )
    asked = question("XM-0001", 10, 3).model_copy(update={"options": options})
    assert asked.tempting == options[3]
    assert asked.overlooked == options[1]
