"""Marks become results: lines, ranks, dates, who may sit again."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.marking.form import SheetMarker
from quizgen.marking.results import ScoredTwice, default_grades, rounded, score_candidates
from quizgen.markup.figures import score_text
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.blueprint import Blueprint
from quizgen.model.score import CandidateScore, ItemMark, Outcome, Rounding, ScorePolicy
from tests.chance import examples
from tests.marking.made import made_up_exam, random_sheet, sheet

DATE = dt.date(2026, 8, 31)
EXAM = made_up_exam(forms=3)
MARKER = SheetMarker(EXAM.questions, EXAM.blueprint)


def plan(**changes: Any) -> Blueprint:
    """Two sections, 100 points in all."""
    sections = [
        {"kind": "single", "count": 60, "points": 1, "part": "理论"},
        {"kind": "multiple", "count": 20, "points": 2, "part": "纪律"},
    ]
    base = {"id": "two", "title": "两部分", "minutes": 60, "pass": 60, "sections": sections}
    return Blueprint.model_validate({**base, **changes})


def earned(*points: str, topics: tuple[str, str] = ("明责/责任清单", "问责")) -> tuple[ItemMark, ...]:
    """One mark standing for each section."""
    full = (Fraction(60), Fraction(40))
    return tuple(
        ItemMark(
            f"TT-{at:04d}", None, str(at + 1), at, topics[at], Fraction(one), full[at], Outcome.PARTLY, ""
        )
        for at, one in enumerate(points)
    )


def results(
    *points: tuple[str, str], blueprint: Blueprint | None = None, **policy: Any
) -> tuple[CandidateScore, ...]:
    marked = [(sheet([], number), earned(*one)) for number, one in enumerate(points, 1)]
    return score_candidates(
        marked, blueprint or plan(), ScorePolicy.model_validate({"grades": (), **policy}), DATE
    )


def result(*points: str, blueprint: Blueprint | None = None, **policy: Any) -> CandidateScore:
    theory, discipline = points
    return results((theory, discipline), blueprint=blueprint, **policy)[0]


def test_sections_parts_and_topics_add_up() -> None:
    one = result("40", "21.5")
    assert [(tally.name, tally.points) for tally in one.sections] == [
        ("单项选择题", 40),
        ("多项选择题", Fraction(43, 2)),
    ]
    assert [tally.full for tally in one.sections] == [60, 40]
    assert [(tally.name, tally.points) for tally in one.parts] == [("理论", 40), ("纪律", Fraction(43, 2))]
    assert [(tally.name, tally.points) for tally in one.topics] == [("明责", 40), ("问责", Fraction(43, 2))]
    assert (one.points, one.score) == (Fraction(123, 2), "61.5")


@pytest.mark.parametrize(
    ("points", "policy", "score"),
    [
        ("59.95", {}, "60"),
        ("59.949", {}, "59.9"),
        ("59.95", {"rounding": "舍去"}, "59.9"),
        ("59.91", {"rounding": "进一"}, "60"),
        ("59.5", {"decimals": 0}, "60"),
        ("59.995", {"decimals": 2}, "60"),
        ("59.994", {"decimals": 2}, "59.99"),
        ("40/3", {"decimals": 2}, "13.33"),
        ("0.05", {}, "0.1"),
        ("0", {}, "0"),
    ],
)
def test_the_score_is_rounded_once_in_the_declared_direction(
    points: str, policy: dict[str, Any], score: str
) -> None:
    one = result(points, "0", **policy)
    assert one.score == score
    assert one.points == Fraction(points)


def test_pass_reads_the_score_that_is_printed() -> None:
    assert result("59.95", "0").passed
    assert not result("59.95", "0", rounding="舍去").passed


@given(st.fractions(0, 1000, max_denominator=840), st.sampled_from(Rounding), st.integers(0, 2))
def test_rounding_moves_less_than_a_unit(points: Fraction, rounding: Rounding, decimals: int) -> None:
    policy = ScorePolicy(rounding=rounding, decimals=decimals)
    score, unit = rounded(points, policy), Fraction(1, 10**decimals)
    assert Fraction(score_text(score, decimals)) == score
    assert abs(score - points) < unit
    if rounding is Rounding.DOWN:
        assert score <= points
    elif rounding is Rounding.UP:
        assert score >= points
    else:
        assert abs(score - points) <= unit / 2


@pytest.mark.parametrize(
    ("pass_mark", "score", "grade"),
    [
        (60, "90", "优秀"),
        (60, "89.9", "良好"),
        (60, "80", "良好"),
        (60, "79.9", "合格"),
        (60, "60", "合格"),
        (60, "59.9", "不合格"),
        (80, "90", "优秀"),
        (80, "85", "良好"),
        (80, "84.9", "合格"),
        (80, "79.9", "不合格"),
        (95, "94", "不合格"),
        (95, "95", "优秀"),
    ],
)
def test_grades_by_default(pass_mark: int, score: str, grade: str) -> None:
    points = str(min(Fraction(score), 60)), str(max(Fraction(score) - 60, 0))
    assert result(*points, blueprint=plan(**{"pass": pass_mark})).grade == grade


def test_grades_as_configured() -> None:
    grades = ({"name": "A", "from": 70}, {"name": "B", "from": "62.5"})
    scores = [
        result(points, "10", grades=grades, failing_grade="未通过").grade
        for points in ("60", "52.5", "52", "0")
    ]
    assert scores == ["A", "B", "合格", "未通过"]


def test_default_grades_scale_with_the_full_marks() -> None:
    assert [line.from_ for line in default_grades(EXAM.blueprint)] == [
        EXAM.blueprint.total_points * share for share in (Fraction(9, 10), Fraction(8, 10))
    ]


def test_a_minimum_by_topic_counts_the_topics_under_it() -> None:
    blueprint = plan(minima={"topic": {"明责": 36}})
    assert result("36", "40", blueprint=blueprint).passed
    missed = result("35.5", "40", blueprint=blueprint)
    assert missed.missed == ("明责得35.5分，最低36分",)
    assert (missed.passed, missed.grade, missed.resit) == (False, "不合格", True)


def test_a_minimum_by_a_topic_under_another() -> None:
    blueprint = plan(minima={"topic": {"明责/责任清单": 36, "问责/责任倒查": 1}})
    assert result("36", "40", blueprint=blueprint).missed == ("问责/责任倒查得0分，最低1分",)


def test_minima_by_part() -> None:
    blueprint = plan(minima={"part": {"理论": 40, "纪律": 20}})
    assert result("40", "20", blueprint=blueprint).passed
    assert result("39", "40", blueprint=blueprint).missed == ("理论得39分，最低40分",)
    assert len(result("30", "19", blueprint=blueprint).missed) == 2


def test_equal_scores_share_a_rank_and_the_next_is_skipped() -> None:
    found = results(("60", "30"), ("50", "30"), ("60", "20"), ("10", "0"))
    assert [one.rank for one in found] == [1, 2, 2, 4]


def test_validity_ends_with_the_month() -> None:
    assert result("60", "40", blueprint=plan(valid_months=6)).valid_until == dt.date(2027, 2, 28)
    assert result("10", "0", blueprint=plan(valid_months=6)).valid_until is None
    assert result("60", "40").valid_until is None


@pytest.mark.parametrize(
    ("attendance", "resit"), [(Attendance.ABSENT, True), (Attendance.VOID, True), (Attendance.CHEATED, False)]
)
def test_who_did_not_sit_has_neither_points_nor_rank(attendance: Attendance, *, resit: bool) -> None:
    marked = [(sheet([], 1), earned("60", "40")), (sheet([], 2, attendance=attendance), ())]
    one = score_candidates(marked, plan(), ScorePolicy(), DATE)[1]
    assert (one.attendance, one.points, one.score, one.rank, one.grade) == (attendance, None, None, None, "")
    assert (one.passed, one.resit, one.valid_until) == (False, resit, None)


def test_two_sheets_of_one_person_are_refused() -> None:
    with pytest.raises(ScoredTwice, match="编号 0001 有两份答题记录"):
        score_candidates([(sheet([]), ()), (sheet([]), ())], plan(), ScorePolicy(), DATE)


def scored(numbers: list[int]) -> tuple[CandidateScore, ...]:
    sheets = [random_sheet(EXAM, number) for number in numbers]
    return score_candidates(map(marked, sheets), EXAM.blueprint, ScorePolicy(), DATE)


def marked(one: AnswerSheet) -> tuple[AnswerSheet, tuple[ItemMark, ...]]:
    form = next(form for form in EXAM.forms if form.code == one.form)
    return one, MARKER.mark(form, one)


@examples(20)
@given(st.lists(st.integers(1, 9999), min_size=1, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_totals_are_sums_and_the_order_of_people_changes_nothing(numbers: list[int], dice: Any) -> None:
    found = scored(numbers)
    for one in found:
        marks = marked(random_sheet(EXAM, int(one.candidate.number)))[1]
        assert one.points == sum(mark.points for mark in marks)
        for tallies in (one.sections, one.topics, one.parts):
            assert sum(tally.points for tally in tallies) == one.points
            assert sum(tally.full for tally in tallies) == EXAM.blueprint.total_points
    assert scored(dice.sample(numbers, len(numbers))) == found
    assert [one.candidate.number for one in found] == sorted(f"{number:04d}" for number in numbers)
