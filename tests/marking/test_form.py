"""A sheet marked on its form: each kind, blanks, what does not fit."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.marking.form import AnswersDoNotFit, SheetMarker
from quizgen.model.answers import Answer, Attendance
from quizgen.model.exam import Form, FormItem
from quizgen.model.kinds import Kind
from quizgen.model.score import ItemMark, Outcome
from tests.chance import examples
from tests.marking.made import Exam, made_up_exam, random_sheet, sheet

EXAM = made_up_exam(forms=3)
MARKER = SheetMarker(EXAM.questions, EXAM.blueprint)


def first(kind: str) -> ItemMark:
    """The first question of a kind as an unanswered mark."""
    return next(
        mark
        for mark, place in zip(marks([]), EXAM.places(), strict=True)
        if place.body.kind == kind and mark.part is None
    )


def marks(answers: list[Answer]) -> tuple[ItemMark, ...]:
    return MARKER.mark(EXAM.forms[0], sheet(answers))


def marked(kind: str, **fields: Any) -> ItemMark:
    """The mark of an answer to the first question of a kind."""
    wanted = first(kind)
    answer = Answer(question=wanted.question, part=wanted.part, **fields)
    return next(mark for mark in marks([answer]) if mark.question == wanted.question)


@pytest.mark.parametrize(
    ("kind", "fields", "share", "outcome", "rule"),
    [
        ("single", {"options": (0,)}, "1", Outcome.RIGHT, "选对得分"),
        ("single", {"options": (1,)}, "0", Outcome.WRONG, "选对得分"),
        ("single", {"options": (0, 1)}, "0", Outcome.WRONG, "选对得分"),
        ("multiple", {"options": (0, 1, 2)}, "1", Outcome.RIGHT, "漏选按项"),
        ("multiple", {"options": (0, 2)}, "2/3", Outcome.PARTLY, "漏选按项"),
        ("multiple", {"options": (0, 3)}, "0", Outcome.WRONG, "漏选按项"),
        ("fill", {"blanks": ("别的", "", "")}, "0", Outcome.WRONG, None),
        ("fill", {"blanks": ("１７", "责任 清单", "")}, "2/3", Outcome.PARTLY, None),
        ("fill", {"blanks": ("十七", "责任清单", "A级")}, "1", Outcome.RIGHT, None),
        ("matching", {"places": (4, 5, 6, 7)}, "1", Outcome.RIGHT, "每对得分"),
        ("matching", {"places": (4, 5, 8, None)}, "1/2", Outcome.PARTLY, "每对得分"),
        ("matching", {"places": (4, 4, 4, 4)}, "1/4", Outcome.PARTLY, "每对得分"),
        ("matching", {"places": (5, 4, None, None)}, "0", Outcome.WRONG, "每对得分"),
        ("matching", {"places": (None, None, None, None)}, "0", Outcome.BLANK, "每对得分"),
        ("ordering", {"places": (0, 1, 2, 3, 4)}, "1", Outcome.RIGHT, "相邻对得分"),
        ("ordering", {"places": (1, 2, 3, 4, 0)}, "3/4", Outcome.PARTLY, "相邻对得分"),
        ("ordering", {"places": (4, 3, 2, 1, 0)}, "0", Outcome.WRONG, "相邻对得分"),
        ("short", {"credits": ("1", "1", "1")}, "1", Outcome.RIGHT, "按采分点给分"),
        ("short", {"credits": ("0", "0", "0")}, "0", Outcome.WRONG, "按采分点给分"),
        ("short", {"credits": ("1/2", "0", "0")}, None, Outcome.PARTLY, "按采分点给分"),
        ("essay", {"credits": ("3/5",)}, "3/5", Outcome.PARTLY, "按档次给分"),
        ("essay", {"credits": ("1",)}, "1", Outcome.RIGHT, "按档次给分"),
    ],
)
def test_each_kind_earns_its_share(
    kind: str, fields: dict[str, Any], share: str | None, outcome: Outcome, rule: str | None
) -> None:
    mark = marked(kind, **fields)
    assert share is None or mark.points == mark.full * Fraction(share)
    assert mark.outcome is outcome
    assert rule in {None, mark.rule}


def test_true_false() -> None:
    question = next(one for one in EXAM.questions.values() if one.kind == "true_false")
    for truth, points in ((question.answer, 1), (not question.answer, 0)):
        mark = marks([Answer(question=question.id, truth=truth)])
        assert [one.points for one in mark if one.question == question.id] == [points]


def test_scoring_points_count_by_their_shares() -> None:
    question = next(one for one in EXAM.questions.values() if one.kind == "short" and one.points_for[0].share)
    answer = Answer(question=question.id, credits=("1/2", "1", "0"), markers=("测试甲", "测试乙"))
    mark = next(mark for mark in marks([answer]) if mark.question == question.id)
    assert mark.points == 7 * (Fraction(1, 4) + Fraction(1, 3))
    assert mark.markers == ("测试甲", "测试乙")


def test_sub_questions_of_a_case_are_marked_one_by_one_with_their_shares() -> None:
    case = next(one for one in EXAM.questions.values() if one.kind == "case" and len(one.parts) == 5)
    answers = [
        Answer(question=case.id, part=0, options=(0,)),
        Answer(question=case.id, part=1, options=(0, 1)),
    ]
    of_case = [mark for mark in marks(answers) if mark.question == case.id]
    assert [mark.full for mark in of_case] == [2] * 5
    assert [mark.points for mark in of_case] == [2, 0, 0, 0, 0]
    assert [mark.outcome for mark in of_case][:3] == [Outcome.RIGHT, Outcome.WRONG, Outcome.BLANK]
    assert of_case[1].rule == "全对得分"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CASE])
def test_a_blank_answer_earns_nothing_and_is_no_wrong_one(kind: str) -> None:
    blank = marked(kind)
    assert blank.points == 0
    assert blank.outcome is Outcome.BLANK
    assert first(kind).outcome is Outcome.BLANK


def test_blanks_of_white_space_are_blank() -> None:
    assert marked("fill", blanks=(" ", "\u3000", "")).outcome is Outcome.BLANK


def test_right_options_that_a_form_does_not_show_are_not_asked_for() -> None:
    place = next(place for place in EXAM.places() if place.body.kind == "multiple" and place.part is None)
    form = with_options(EXAM.forms[0], place.question.id, (3, 1, 0))
    answer = Answer(question=place.question.id, options=(0, 1))
    mark = next(
        mark
        for mark in MARKER.mark(form, sheet([answer]))
        if (mark.question, mark.part) == (place.question.id, None)
    )
    assert mark.outcome is Outcome.RIGHT
    assert mark.order == (3, 1, 0)


def with_options(form: Form, question: str, options: tuple[int, ...]) -> Form:
    def item(one: FormItem) -> FormItem:
        return one.model_copy(update={"options": options}) if one.question == question else one

    sections = tuple(
        section.model_copy(update={"items": tuple(map(item, section.items))}) for section in form.sections
    )
    return form.model_copy(update={"sections": sections})


@pytest.mark.parametrize("attendance", [one for one in Attendance if one is not Attendance.SAT])
def test_who_did_not_sit_has_no_marks(attendance: Attendance) -> None:
    assert MARKER.mark(EXAM.forms[0], sheet([], attendance=attendance)) == ()


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ([{"question": "TT-9999", "options": (0,)}], "没有题目 TT-9999"),
        ([{"question": "TT-0001", "part": 0, "options": (0,)}], "没有题目 TT-0001"),
        ([{"question": "TT-0001", "options": (7,)}], "选了这份试卷上没有的选项"),
        ([{"question": "TT-0001", "truth": True}], "不是这种题型的答案"),
        ([{"question": "TT-0011", "options": (0,)}], "不是这种题型的答案"),
        ([{"question": "TT-0015", "truth": True}], "不是这种题型的答案"),
        ([{"question": "TT-0018", "blanks": ("甲",)}], "不是这种题型的答案"),
        ([{"question": "TT-0015", "blanks": ("甲",) * 4}], "有 4 个空的答案，应为 3 个"),
        ([{"question": "TT-0018", "credits": ("1",)}], "有 1 个采分点的评分，应为 3 个"),
        ([{"question": "TT-0001", "options": (0,)}, {"question": "TT-0001", "options": (1,)}], "两条答案"),
    ],
)
def test_an_answer_without_a_place_is_an_error(answers: list[dict[str, Any]], what: str) -> None:
    with pytest.raises(AnswersDoNotFit, match=f"编号 0001 .*{what}"):
        marks([Answer.model_validate(answer) for answer in answers])


def test_a_sheet_of_another_form_is_an_error() -> None:
    with pytest.raises(AnswersDoNotFit, match="记录的试卷是 B，不是 A"):
        MARKER.mark(EXAM.forms[0], sheet([], code="B"))


def test_one_sheet_can_be_marked_by_itself() -> None:
    one = random_sheet(EXAM, 1, 0)
    alone = SheetMarker(EXAM.questions, EXAM.blueprint).mark(EXAM.forms[0], one)
    assert alone == MARKER.mark(EXAM.forms[0], one)


def by_question(exam: Exam, number: int, at: int, dice: random.Random | None = None) -> dict[Any, Any]:
    one = random_sheet(exam, number, at)
    if dice is not None:
        answers = [
            answer.model_copy(update={"options": tuple(dice.sample(answer.options, len(answer.options)))})
            for answer in dice.sample(one.answers, len(one.answers))
        ]
        one = one.model_copy(update={"answers": tuple(answers)})
    return {
        (mark.question, mark.part): (mark.points, mark.full, mark.outcome)
        for mark in MARKER.mark(exam.forms[at], one)
    }


@examples(30)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_neither_form_nor_order_of_rows_or_options_changes_anything(number: int, dice: random.Random) -> None:
    expected = by_question(EXAM, number, 0)
    assert by_question(EXAM, number, 1) == expected
    assert by_question(EXAM, number, 2, dice) == expected


@examples(30)
@given(st.integers(0, 10**6))
def test_no_question_earns_less_than_nothing_or_more_than_all(number: int) -> None:
    for mark in MARKER.mark(EXAM.forms[number % 3], random_sheet(EXAM, number)):
        assert 0 <= mark.points <= mark.full
        assert (mark.outcome is Outcome.RIGHT) == (mark.points == mark.full)
        assert (mark.outcome is Outcome.PARTLY) == (0 < mark.points < mark.full)
