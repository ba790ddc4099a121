"""Questions pooled over forms: what is counted, what is told, what is kept back."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from quizgen.analysis.items import form_statistics, item_statistics
from quizgen.marking.changes import read_void
from quizgen.marking.form import SheetMarker
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.score import ItemMark, Outcome
from quizgen.model.statistics import QuestionStatistic
from tests.analysis import lsat
from tests.analysis.collected import question_statistics
from tests.marking.made import made_up_exam, random_sheet, sheet

Person = tuple[AnswerSheet, tuple[ItemMark, ...]]
EXAM = made_up_exam(forms=3)
PEOPLE = 120


def mark(question: int, points: Any, order: tuple[int, ...] = (), full: int = 1) -> ItemMark:
    earned = Fraction(points)
    outcome = Outcome.RIGHT if earned == full else Outcome.PARTLY if earned else Outcome.WRONG
    return ItemMark(
        f"TT-{question:04d}", None, str(question), 0, "明责", earned, Fraction(full), outcome, "", order
    )


def people(rows: Sequence[Sequence[Any]]) -> list[Person]:
    return [
        (sheet([], number), tuple(mark(at, points) for at, points in enumerate(row, 1)))
        for number, row in enumerate(rows, 1)
    ]


def real_people(*changes: Any) -> list[Person]:
    marker = SheetMarker(EXAM.questions, EXAM.blueprint, changes)
    sheets = [random_sheet(EXAM, number) for number in range(1, PEOPLE + 1)]
    return [(one, marker.mark(EXAM.forms["ABC".index(one.form or "")], one)) for one in sheets]


def test_pooling_one_form_gives_the_figures_of_that_form() -> None:
    found = question_statistics(people(lsat.rows()))
    assert [one.answered for one in found] == [1000] * 5
    assert [one.facility for one in found] == pytest.approx(lsat.FACILITY, abs=1e-9)
    assert [one.item_rest for one in found] == pytest.approx(lsat.ITEM_REST, abs=1e-9)
    assert [one.upper_lower for one in found] == pytest.approx(lsat.UPPER_LOWER, abs=1e-9)


def test_statistics_of_a_form_of_marked_sheets_are_those_of_the_matrix() -> None:
    (found,) = form_statistics(people(lsat.rows()))
    columns = [[float(one) for one in column] for column in zip(*lsat.rows(), strict=True)]
    assert found.questions == tuple((f"TT-{number:04d}", None) for number in range(1, 6))
    assert found.model_copy(update={"questions": ()}) == item_statistics(columns, [1.0] * 5)


def test_forms_in_another_order_are_one_form() -> None:
    (found,) = form_statistics(real_people())
    assert found.people == PEOPLE
    assert len(found.items) == len(EXAM.places())
    assert found.alpha is not None


def test_individual_forms_have_no_reliability() -> None:
    individual = [(sheet([], number), (mark(number, 1), mark(number + 1, 0))) for number in range(1, 40)]
    assert form_statistics(individual) == ()


def test_parallel_forms_have_each_their_own() -> None:
    halves = people([[1, 0], [1, 1]]) + [
        (sheet([], 10 + number), (mark(7, number), mark(8, number), mark(9, number))) for number in range(2)
    ]
    assert [(one.people, len(one.items)) for one in form_statistics(halves)] == [(2, 2), (2, 3)]


def test_the_rest_is_in_points_of_whatever_form_a_person_had() -> None:
    rows: list[Person] = []
    for number in range(60):
        rest = [mark(100 + number % 7, Fraction(number % 5, 3), full=2), mark(200 + number % 3, number % 2)]
        shuffled = (rest[0], mark(1, Fraction(number % 4, 3)), rest[1])
        rows.append((sheet([], number + 1), shuffled))
    one = question_statistics(rows)[0]
    expected = np.corrcoef(
        [number % 4 / 3 for number in range(60)], [number % 5 / 3 + number % 2 for number in range(60)]
    )[0, 1]
    assert (one.question, one.answered) == ("TT-0001", 60)
    assert one.item_rest == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("count", "too_few", "indicative"),
    [(29, True, True), (30, False, True), (99, False, True), (100, False, False)],
)
def test_few_answers_say_nothing_or_little(count: int, *, too_few: bool, indicative: bool) -> None:
    (one, _) = question_statistics(people([[number % 2, number % 3 % 2] for number in range(count)]))
    assert (one.too_few, one.indicative) == (too_few, indicative)
    assert (one.facility is None) == too_few
    assert (one.item_rest is None) == too_few
    assert (one.upper_lower is None) == too_few
    assert one.answered == count


def test_where_nobody_differs_there_is_a_facility_and_nothing_else() -> None:
    (one, _) = question_statistics(people([[1, Fraction(1, 3)]] * 50))
    assert (one.facility, one.item_rest, one.upper_lower) == (1.0, None, None)


def statistic(
    found: Sequence[QuestionStatistic], question: str, part: int | None = None
) -> QuestionStatistic:
    return next(one for one in found if (one.question, one.part) == (question, part))


def test_options_are_counted_by_original_index_over_forms_of_any_order() -> None:
    orders = ((2, 0, 1), (1, 2, 0), (0, 1, 3))
    rows = [
        (
            sheet([Answer(question="TT-0001", options=(option,))], number),
            (mark(1, int(option == 0), orders[number % 3]), mark(2, number % 2)),
        )
        for number, option in enumerate([0, 1, 2, 0, 1, 1])
    ]
    counts = question_statistics(rows)[0].options
    assert [(one.option, one.chosen, one.shown) for one in counts] == [
        (0, 2, 6),
        (1, 3, 6),
        (2, 1, 4),
        (3, 0, 2),
    ]


def test_counts_agree_with_the_answers() -> None:
    rows = real_people()
    found = question_statistics(rows)
    answers = [answer for one, _ in rows for answer in one.answers]
    for one in found:
        mine = [answer for answer in answers if (answer.question, answer.part) == (one.question, one.part)]
        assert one.answered == PEOPLE
        assert sum(option.chosen for option in one.options) == sum(len(answer.options) for answer in mine)
        assert one.true + one.false == sum(answer.truth is not None for answer in mine)
        assert one.blank >= PEOPLE - len(mine)
        assert one.right + one.blank <= PEOPLE


def test_who_did_not_sit_is_not_counted() -> None:
    rows = [*people([[1, 0]] * 5), (sheet([], 9, attendance=Attendance.ABSENT), ())]
    assert [one.answered for one in question_statistics(rows)] == [5, 5]
    assert form_statistics(rows)[0].people == 5


def test_a_voided_question_tells_nothing_but_what_was_chosen() -> None:
    rows = real_people(read_void("TT-0001", "命题有误"))
    one = statistic(question_statistics(rows), "TT-0001")
    assert one.voided
    assert (one.facility, one.item_rest, one.upper_lower) == (None, None, None)
    assert sum(option.chosen for option in one.options) > 0
    assert ("TT-0001", None) not in form_statistics(rows)[0].questions
