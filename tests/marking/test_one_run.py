"""What is kept from one sheet for the next never reaches another form, section or question."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from quizgen.marking.changes import read_accept
from quizgen.marking.form import AnswersDoNotFit, SheetMarker
from quizgen.model.answers import Answer
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import question_digest
from quizgen.model.exam import Form, FormItem, FormSection
from quizgen.model.question import CaseBody, Question
from quizgen.model.score import Change
from tests.marking.made import question, sheet

MULTIPLE, SINGLE = question("multiple", 1, show=4), question("single", 2, show=3)
WIDE = question("multiple", 3, show=5)
CASE = question(
    "case",
    4,
    parts=[
        {
            "kind": "multiple",
            "stem": "哪些？",
            "explain": "说明。",
            "correct": ["对一", "对二", "对三"],
            "wrong": [{"text": f"错{word}", "why": "出自别处"} for word in "甲乙丙"],
            "show": 4,
        },
        {"kind": "true_false", "stem": "如此。", "explain": "说明。", "answer": True},
    ],
)
QUESTIONS: Mapping[str, Question] = {question_digest(one): one for one in (MULTIPLE, SINGLE, WIDE, CASE)}
"""Options 0 to 2 of multiples are right (0 of the single), the others wrong."""
BLUEPRINT = Blueprint.model_validate(
    {
        "id": "one-run",
        "title": "一次阅卷",
        "minutes": 60,
        "pass": 1,
        "sections": [
            {"kind": "multiple", "count": 1, "points": 12, "rule": "漏选按项"},
            {"kind": "multiple", "count": 1, "points": 6, "rule": "漏选一半", "title": "不定项"},
            {"kind": "single", "count": 1, "points": 1},
            {"kind": "case", "count": 1, "points": 24},
        ],
    }
)


def item(one: Question, options: tuple[int, ...] = (), parts: tuple[tuple[int, ...], ...] = ()) -> FormItem:
    return FormItem(question=one.id, digest=question_digest(one), options=options, parts=parts)


def form(
    code: str,
    multiple: tuple[int, ...],
    single: tuple[int, ...] = (0, 1, 2),
    in_case: tuple[int, ...] = (0, 1, 3, 4),
    *,
    swapped: bool = False,
) -> Form:
    """A form with these options; swapped: the two multiples change sections."""
    two = (item(MULTIPLE, multiple), item(WIDE, (0, 1, 2, 3, 4)))
    items = (*(two[::-1] if swapped else two), item(SINGLE, single), item(CASE, parts=(in_case, ())))
    sections = tuple(FormSection(items=(one,)) for one in items)
    return Form(code=code, paper_id="0" * 9 + code, sections=sections)


def points(marker: SheetMarker, one: Form, *answers: Answer) -> dict[tuple[str, int | None], Fraction]:
    found = marker.mark(one, sheet(answers, code=one.code))
    return {(mark.question, mark.part): mark.points for mark in found}


def in_one_run(changes: tuple[Change, ...], *rows: tuple[Form, Answer]) -> list[Fraction]:
    """The points of these answers, one after another, by one marker that has seen all of them before."""
    marker = SheetMarker(QUESTIONS, BLUEPRINT, changes)
    key = rows[0][1].question, rows[0][1].part
    first = [points(marker, *row)[key] for row in rows]
    again = [points(marker, *row)[key] for row in reversed(rows)]
    assert again == first[::-1]
    alone = [points(SheetMarker(QUESTIONS, BLUEPRINT, changes), *row)[key] for row in rows]
    assert first == alone
    return first


A, B, C = form("A", (0, 1, 3, 4)), form("B", (4, 2, 1, 0)), form("C", (2, 5, 3, 4))


def test_the_same_ticks_are_all_on_one_form_and_a_part_on_another() -> None:
    ticks = Answer(question="TT-0001", options=(0, 1))
    assert in_one_run((), (A, ticks), (B, ticks)) == [12, 8]


def test_one_tick_is_all_where_one_right_option_is_shown() -> None:
    ticks = Answer(question="TT-0001", options=(2,))
    assert in_one_run((), (B, ticks), (C, ticks)) == [4, 12]


def test_a_tick_on_an_option_that_only_another_form_shows_is_refused() -> None:
    marker = SheetMarker(QUESTIONS, BLUEPRINT)
    ticks = Answer(question="TT-0001", options=(2,))
    assert points(marker, B, ticks)["TT-0001", None] == 4
    with pytest.raises(AnswersDoNotFit, match="选了这份试卷上没有的选项"):
        points(marker, A, ticks)


def test_a_sub_question_with_other_options_is_marked_by_those_of_its_form() -> None:
    ticks = Answer(question="TT-0004", part=0, options=(0, 1))
    other = form("B", (0, 1, 3, 4), in_case=(0, 1, 2, 5))
    assert in_one_run((), (A, ticks), (other, ticks)) == [12, 0]


def test_an_accepted_option_counts_for_those_whose_form_shows_it() -> None:
    changes = (read_accept("TT-0001=1错甲", "另有依据"),)
    with_it = Answer(question="TT-0001", options=(0, 1, 3))
    without = Answer(question="TT-0001", options=(0, 1))
    assert in_one_run(changes, (A, with_it), (A, without)) == [12, 12]
    assert in_one_run(changes, (B, without), (A, with_it), (B, without)) == [8, 12, 8]


def test_a_question_in_another_section_earns_by_that_section() -> None:
    ticks = Answer(question="TT-0001", options=(0,))
    swapped = form("D", (0, 1, 3, 4), swapped=True)
    assert in_one_run((), (A, ticks), (swapped, ticks)) == [6, 3]


def test_a_single_choice_with_other_wrong_options_is_marked_the_same() -> None:
    other = form("B", (0, 1, 3, 4), single=(3, 0, 2))
    right, wrong = Answer(question="TT-0002", options=(0,)), Answer(question="TT-0002", options=(2,))
    assert in_one_run((), (A, right), (other, right), (A, wrong), (other, wrong)) == [1, 1, 0, 0]


def test_ticks_are_told_apart_where_every_option_is_shown() -> None:
    whole = form("A", (5, 4, 3, 2, 1, 0))
    rows = [
        (whole, Answer(question="TT-0001", options=ticks))
        for ticks in [(0, 1, 2), (0, 1), (0,), (0, 3), (2, 1, 0)]
    ]
    assert in_one_run((), *rows) == [12, 8, 4, 0, 12]


def test_the_case_is_one_question_with_two_places() -> None:
    assert isinstance(CASE, CaseBody)
    marker = SheetMarker(QUESTIONS, BLUEPRINT)
    found = marker.mark(A, sheet([Answer(question="TT-0004", part=1, truth=True)], code="A"))
    assert [(mark.number, str(mark.points)) for mark in found][3:] == [("4(1)", "0"), ("4(2)", "12")]
