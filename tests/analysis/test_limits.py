"""The limits of the analysis at their edges: bands, the best and the worst 27 %, how few are too few."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.analysis.groups import ByTotal
from quizgen.analysis.items import alpha, form_statistics, item_statistics
from quizgen.analysis.moments import Moments
from quizgen.analysis.overview import most_missed, overview, score_bands
from quizgen.model.analysis import OptionUse, QuestionReport
from quizgen.model.answers import Attendance
from quizgen.model.score import CandidateScore, ItemMark, Outcome, Tally
from tests.analysis.collected import question_statistics
from tests.analysis.test_overview import FULL, PASS, merged_units, question, sat, units
from tests.analysis.test_questions import mark, people
from tests.chance import examples
from tests.marking.made import sheet


def bands(scores: Sequence[Any], pass_: int, full: int = 100) -> list[tuple[str, str, int, bool]]:
    found = score_bands([Fraction(one) for one in scores], Fraction(full), Fraction(pass_))
    return [(str(band.low), str(band.high), band.people, band.passing) for band in found]


def test_bands_of_ten_points_begin_at_the_pass_line_and_the_last_holds_full_marks() -> None:
    assert bands(["54.99", 55, "64.99", 65, 95, 100], 65) == [
        ("45", "55", 1, False),
        ("55", "65", 2, False),
        ("65", "75", 1, True),
        ("75", "85", 0, True),
        ("85", "95", 0, True),
        ("95", "100", 2, True),
    ]


def test_a_lowest_band_that_is_not_whole_begins_at_nought() -> None:
    assert bands([0, 4, 5], 65)[:3] == [("0", "5", 2, False), ("5", "15", 1, False), ("15", "25", 0, False)]


def test_at_least_five_bands_stay_and_one_below_the_line() -> None:
    assert [low for low, *_ in bands([95, 100], 60)] == ["50", "60", "70", "80", "90"]
    assert [low for low, *_ in bands([95, 100], 90)] == ["50", "60", "70", "80", "90"]
    assert [low for low, *_ in bands([95, 100], 40)] == ["30", "40", "50", "60", "70", "80", "90"]


def test_from_sixty_people_on_bands_are_half_as_wide() -> None:
    assert [low for low, *_ in bands([79] * 59, 80)] == ["50", "60", "70", "80", "90"]
    assert [low for low, *_ in bands([79] * 60, 80)] == ["75", "80", "85", "90", "95"]
    assert [low for low, *_ in bands([2] * 60, 99)][:3] == ["0", "4", "9"]


def test_nobody_has_no_band() -> None:
    assert bands([], 60) == []


def test_a_merged_line_says_how_many_units_people_passes_and_the_mean() -> None:
    made = units(3, 3, 2, 1)
    points = ["90", "70", "80", "60", "70", "80", "100", "79", "80"]
    changed = [
        sat(at, one.candidate.unit, score) for at, (one, score) in enumerate(zip(made, points, strict=True))
    ]
    assert [
        (line.name, line.units, line.people, line.passed, line.mean) for line in merged_units(changed)
    ] == [
        ("测试0局", 1, 3, 2, 80.0),
        ("测试1局", 1, 3, 1, 70.0),
        ("其他单位", 2, 3, 2, pytest.approx(259 / 3)),
    ]


def test_of_the_smallest_units_one_joins_the_others() -> None:
    made = [sat(at, unit) for at, unit in enumerate(["丙局"] * 3 + ["乙局"] * 3 + ["甲局"] * 4 + ["丁局"])]
    found = [(line.name, line.units, line.people) for line in merged_units(made)]
    assert found == [("乙局", 1, 3), ("甲局", 1, 4), ("其他单位", 2, 4)]


def test_units_of_exactly_three_stand_alone_and_two_lines_are_enough() -> None:
    assert [line.name for line in merged_units(units(3, 3))] == ["测试0局", "测试1局"]
    assert merged_units(units(3)) == ()
    assert [(line.name, line.people) for line in merged_units(units(3, 2, 1))] == [
        ("测试0局", 3),
        ("其他单位", 3),
    ]
    assert merged_units(units(2, 2)) == ()


def tally(name: str, points: str, full: str) -> Tally:
    return Tally(name=name, points=Fraction(points), full=Fraction(full))


def test_sections_of_one_title_stay_two_and_those_worth_nothing_are_left_out() -> None:
    sections = (
        tally("单选", "1", "4"),
        tally("多选", "2", "2"),
        tally("单选", "3", "4"),
        tally("空", "0", "0"),
    )
    seen = overview([sat(at).model_copy(update={"sections": sections}) for at in range(3)], FULL, PASS)
    assert [(one.name, one.people, one.share) for one in seen.sections] == [
        ("单选（1）", 3, 0.25),
        ("多选", 3, 1.0),
        ("单选（2）", 3, 0.75),
    ]


def test_a_share_is_of_the_points_of_all_people_not_the_mean_of_shares() -> None:
    parts = [(tally("理论", "1", "1"),), (tally("理论", "0", "3"),), (tally("理论", "2", "4"),)]
    made = [sat(at).model_copy(update={"parts": part}) for at, part in enumerate(parts)]
    assert [(one.name, one.share) for one in overview(made, FULL, PASS).parts] == [("理论", 3 / 8)]


def test_an_exam_of_one_person_or_nobody_has_no_deviation() -> None:
    nobody = overview([], FULL, PASS)
    assert (nobody.sat, nobody.mean, nobody.median, nobody.deviation) == (0, None, None, None)
    assert (nobody.highest, nobody.lowest, nobody.bands, nobody.grades) == (None, None, (), ())
    one = overview([sat(1, points="70")], FULL, PASS)
    assert (one.mean, one.median, one.deviation, one.passed) == (70, 70, None, 0)
    assert (one.highest, one.lowest) == ("70", "70")


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    assert (
        overview(
            [sat(at, points=str(points)) for at, points in enumerate((90, 60, 71, 80))], FULL, PASS
        ).median
        == 75.5
    )


def other(number: int, attendance: Attendance) -> CandidateScore:
    return sat(number).model_copy(
        update={"attendance": attendance, "score": None, "grade": "", "passed": False}
    )


def test_those_without_a_score_are_counted_by_what_they_did() -> None:
    made = [sat(1), other(2, Attendance.ABSENT), other(3, Attendance.VOID), other(4, Attendance.VOID)]
    made += [other(5, Attendance.CHEATED), other(6, Attendance.CHEATED), other(7, Attendance.CHEATED)]
    seen = overview(made, FULL, PASS)
    assert (seen.registered, seen.sat, seen.absent, seen.void, seen.cheated) == (7, 1, 1, 2, 3)


def test_grades_stand_by_the_best_score_in_each() -> None:
    scored = {"合格": ["85", "80"], "优秀": ["95"], "不合格": ["10", "20", "30"], "良好": ["90", "86"]}
    made = [
        sat(10 * at + place, points=points).model_copy(update={"grade": grade})
        for at, (grade, several) in enumerate(scored.items())
        for place, points in enumerate(several)
    ]
    assert overview(made, FULL, PASS).grades == (("优秀", 1), ("良好", 2), ("合格", 2), ("不合格", 3))


def test_those_who_did_not_pass_stand_last_whatever_they_scored() -> None:
    missed = sat(1, points="97").model_copy(update={"passed": False, "grade": "不合格"})
    passed = [
        sat(at, points=points).model_copy(update={"grade": grade})
        for at, points, grade in [(2, "95", "优秀"), (3, "82", "合格")]
    ]
    assert overview([missed, *passed], FULL, PASS).grades == (("优秀", 1), ("合格", 1), ("不合格", 1))


@pytest.mark.parametrize(("with_thirty", "first"), [(9, "XM-0099"), (10, "XM-0001")])
def test_shares_are_compared_where_ten_questions_have_thirty_answers(with_thirty: int, first: str) -> None:
    """XM-0099 is missed by most people, XM-0001 by the largest share, XM-0098 by all of too few."""
    asked = [question(f"XM-{at:04}", 30, 10 + at) for at in range(1, with_thirty)]
    asked += [question("XM-0098", 29, 0), question("XM-0099", 200, 120)]
    found = most_missed(asked, 6)
    assert (found[0].name, len(found)) == (first, 6)


def test_equal_shares_and_equal_counts_stand_by_name_and_nothing_missed_is_left_out() -> None:
    many = [question(f"XM-{at:04}", 40, 20) for at in (3, 1, 2, 5, 4, 9, 8, 7, 6)]
    many += [question("XM-0000", 80, 40), question("XM-0010", 40, 40)]
    assert [one.name for one in most_missed(many, 3)] == ["XM-0000", "XM-0001", "XM-0002"]
    few = [
        question("XM-0003", 9, 4),
        question("XM-0002", 8, 3),
        question("XM-0001", 9, 4),
        question("XM-0004", 8, 8),
    ]
    assert [one.name for one in most_missed(few, 9)] == ["XM-0002", "XM-0001", "XM-0003"]


def with_options(*options: OptionUse) -> QuestionReport:
    return question("XM-0001", 10, 3).model_copy(update={"options": options})


def use(text: str, chosen: int, *, right: bool, shown: int = 10) -> OptionUse:
    return OptionUse(text=text, right=right, chosen=chosen, shown=shown)


def test_a_single_right_option_is_never_overlooked_and_nobody_is_tempted_by_what_nobody_chose() -> None:
    asked = with_options(use("甲", 1, right=True), use("乙", 0, right=False))
    assert (asked.overlooked, asked.tempting) == (None, None)
    both = with_options(use("甲", 10, right=True), use("乙", 10, right=True), use("丙", 1, right=False))
    assert both.overlooked is None
    assert both.tempting == both.options[2]


def by_definition(pairs: Sequence[tuple[float, float]], size: int) -> float:
    """Upper less lower from a list of people; of those tied at the border, the mean for each place left."""

    def mean(ordered: list[tuple[float, float]]) -> float:
        border = ordered[size - 1][0]
        tied = [share for total, share in ordered if total == border]
        inside = [share for total, share in ordered[:size] if total != border]
        return (sum(inside) + (size - len(inside)) * sum(tied) / len(tied)) / size

    ordered = sorted(pairs)
    return mean(ordered[::-1]) - mean(ordered)


@pytest.mark.parametrize(
    ("count", "size"),
    [
        (2, 1),
        (3, 1),
        (5, 1),
        (6, 2),
        (9, 2),
        (10, 3),
        (12, 3),
        (13, 4),
        (30, 8),
        (50, 14),
        (100, 27),
        (101, 27),
    ],
)
def test_a_group_is_twenty_seven_percent_rounded(count: int, size: int) -> None:
    """Only the best ``size`` people got it: with one place more or less in the groups it is no longer 1."""
    exact, larger = ByTotal(), ByTotal()
    for person in range(count):
        exact.add(float(person >= count - size), float(person))
        larger.add(float(person >= count - size + 1), float(person))
    assert exact.upper_lower == pytest.approx(1 if count >= 2 * size else None)
    assert larger.upper_lower == pytest.approx((size - 1) / size)


@examples(200)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(1, 3)), min_size=2, max_size=30))
def test_the_groups_are_those_of_the_definition_whoever_is_tied(people_: list[tuple[int, int, int]]) -> None:
    groups = ByTotal()
    for total, share, times in people_:
        groups.add(share / 3, float(total), times)
    each = [(float(total), share / 3) for total, share, times in people_ for _ in range(times)]
    size = max(1, int(len(each) * 0.27 + 0.5))
    expected = by_definition(each, size) if len({total for total, _ in each}) > 1 else None
    assert groups.upper_lower == (None if expected is None else pytest.approx(expected, abs=1e-9))


def test_equal_values_do_not_vary_whatever_is_lost_in_rounding() -> None:
    noise = Moments([(0.1 + 0.2, 1.0), (0.3, 2.0), (0.3, 4.0)])
    assert (noise.variance_x, noise.covariance, noise.correlation) == (0.0, 0.0, None)
    assert noise.variance_y == pytest.approx(7 / 3)
    assert Moments([(1.0, 0.3), (2.0, 0.1 + 0.2)]).covariance == 0.0
    assert Moments([(1.0, 2.0)]).variance_x == 0.0


def test_a_pair_added_several_times_is_that_many_people() -> None:
    at_once, singly = Moments(), Moments()
    for x, y, times in [(0.0, 3.0, 4), (1.0, 7.0, 2), (0.5, 1.0, 3)]:
        at_once.add(x, y, times)
        for _ in range(times):
            singly.add(x, y)
    assert at_once.count == singly.count == 9
    for name in ("mean_x", "mean_y", "variance_x", "variance_y", "covariance", "correlation"):
        assert getattr(at_once, name) == pytest.approx(getattr(singly, name))


def test_spread_and_covariance_are_those_of_a_sample() -> None:
    pairs = [(1.0, 2.0), (2.0, 2.0), (4.0, 7.0), (9.0, 5.0)]
    found, expected = Moments(pairs), np.cov(np.array(pairs).T)
    assert [found.variance_x, found.covariance, found.variance_y] == pytest.approx(
        [expected[0, 0], expected[0, 1], expected[1, 1]]
    )


def test_an_item_that_everybody_got_weighs_nothing() -> None:
    found = item_statistics([[1.0, 1.0, 1.0], [0.0, 1.0, 2.0]], [1.0, 2.0])
    assert [item.weight for item in found.items] == [0, 1]


def test_reliability_needs_two_items_and_totals_that_differ() -> None:
    assert alpha([[0.0, 1.0]]) is None
    assert alpha([[0.0, 1.0], [1.0, 0.0]]) is None
    assert alpha([[0.0, 1.0], [0.0, 1.0]]) == pytest.approx(1)


def test_a_reliability_below_nought_has_an_error_as_large_as_the_spread() -> None:
    found = item_statistics([[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 2.0]], [1.0, 2.0])
    assert found.alpha is not None
    assert found.deviation is not None
    assert found.error_ratio is not None
    assert found.alpha < 0
    assert found.error_ratio == pytest.approx((1 - found.alpha) ** 0.5)
    assert found.standard_error == pytest.approx(found.error_ratio * found.deviation)


def test_an_item_against_the_total_has_no_weight_and_the_others_share_the_whole() -> None:
    found = item_statistics(
        [[1.0, 1.0, 0.0, 0.0], [0.0, 1.0, 2.0, 3.0], [0.0, 0.0, 2.0, 2.0]], [1.0, 3.0, 2.0]
    )
    weights = [item.weight for item in found.items]
    assert weights[0] is None
    assert sum(weight or 0 for weight in weights) == pytest.approx(1)


def test_upper_less_lower_is_a_share_whatever_the_question_is_worth() -> None:
    columns = [[4.0, 4.0, 2.0, 0.0], [3.0, 2.0, 1.0, 0.0]]
    assert [item.upper_lower for item in item_statistics(columns, [4.0, 3.0]).items] == [1, 1]
    rows = people([[2, 2, 3]] * 10 + [[1, 1, 2]] * 10 + [[0, 0, 0]] * 10)
    worth = [(one, tuple(each._replace(full=Fraction(4)) for each in marks)) for one, marks in rows]
    assert [one.upper_lower for one in question_statistics(worth)] == [0.5, 0.5, 0.75]
    assert [one.facility for one in question_statistics(worth)] == pytest.approx([0.25, 0.25, 5 / 12])


def test_one_person_has_a_mean_and_nothing_else() -> None:
    found = item_statistics([[1.0], [2.0]], [1.0, 4.0])
    assert (found.people, found.mean, found.deviation, found.alpha, found.standard_error) == (
        1,
        3,
        None,
        None,
        None,
    )
    assert [(item.facility, item.discrimination, item.efficiency) for item in found.items] == [
        (1, None, None),
        (0.5, None, None),
    ]


@pytest.mark.parametrize(("sets", "told"), [(26, 26), (27, 0)])
def test_up_to_twenty_six_sets_of_questions_have_each_their_figures(sets: int, told: int) -> None:
    asked = [(sheet([], number), (mark(number, 1), mark(100 + number, 0))) for number in range(1, sets + 1)]
    assert len(form_statistics(asked)) == told


def credited(question_: int) -> ItemMark:
    return mark(question_, 1)._replace(outcome=Outcome.CREDITED)


def test_a_voided_question_is_no_item_even_when_only_one_person_is_credited() -> None:
    found = form_statistics(
        [(sheet([], 1), (mark(1, 1), credited(2))), (sheet([], 2), (mark(1, 0), credited(2)))]
    )
    assert [one.questions for one in found] == [(("TT-0001", None),)]


def test_questions_stand_by_number_and_sub_question() -> None:
    parts = [mark(2, 1)._replace(part=at) for at in (10, 2, 0)]
    (found,) = form_statistics([(sheet([], 1), (*parts, mark(1, 1)))])
    expected = (("TT-0001", None), ("TT-0002", 0), ("TT-0002", 2), ("TT-0002", 10))
    assert found.questions == expected
    asked = question_statistics([(sheet([], 1), (*parts, mark(1, 1)))])
    assert tuple((one.question, one.part) for one in asked) == expected


def test_a_question_worth_different_points_in_two_sections_counts_by_its_share() -> None:
    rows = [
        (
            sheet([], number),
            (mark(1, number % 2 * worth, full=worth)._replace(section=worth), mark(2, number % 3 % 2)),
        )
        for number, worth in zip(range(1, 41), [1, 4] * 20, strict=True)
    ]
    one = question_statistics(rows)[0]
    assert one.facility == pytest.approx(0.5)
    assert (one.answered, one.right, one.blank) == (40, 20, 0)


def test_right_blank_and_wrong_are_told_apart() -> None:
    (one, _) = question_statistics(people([[1, 1], [0, 1], [1, 0]]))
    assert (one.answered, one.right, one.blank) == (3, 2, 0)
    blank = mark(1, 0)._replace(outcome=Outcome.BLANK)
    (one,) = question_statistics([(sheet([], 1), (blank,)), (sheet([], 2), (mark(1, Fraction(1, 2)),))])
    assert (one.answered, one.right, one.blank) == (2, 0, 1)
