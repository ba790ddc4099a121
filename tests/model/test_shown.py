"""Numbers, letters and points are the same on paper, on the sheet, for the marker."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from quizgen.markup.figures import paper_points
from quizgen.model.exam import Exam, FormSection, FrozenQuestion, Mode
from quizgen.model.lettered import lettered
from quizgen.model.months import add_months
from quizgen.model.shown import FormDoesNotFit, FormReader
from quizgen.render.paper.composed import Paper, PaperItem, compose
from quizgen.render.sheet.layout import plan_sheet
from tests.marking.made import made_up_exam

EXAM = made_up_exam(forms=2)


@pytest.fixture(params=[0, 1])
def form_index(request: pytest.FixtureRequest) -> int:
    index: int = request.param
    return index


def printed(form_index: int) -> Paper:
    nothing: dict[str, Any] = {"pool_digest": "0" * 64, "key_commitment": "0" * 64, "tool": "测试"}
    exam = Exam(
        title="测试",
        date=None,
        mode=Mode.REORDERED,
        forms=2,
        blueprint=EXAM.blueprint,
        banks=(),
        cells=(),
        **nothing,
    )
    frozen = {
        digest: FrozenQuestion(digest=digest, question=question)
        for digest, question in EXAM.questions.items()
    }
    return compose(exam, EXAM.forms[form_index], frozen, None)


def asked(paper: Paper) -> list[tuple[str, int, PaperItem]]:
    """Number as a person would write it, section, item; a case as its sub-questions."""
    return [
        (item.label.rstrip(".") + (f"({part.label.strip('（）')})" if item.parts else ""), index, part)
        for index, section in enumerate(paper.sections)
        for item in section.items
        for part in item.parts or (item,)
    ]


def test_numbers_sections_questions_options_and_points_are_those_of_the_paper(form_index: int) -> None:
    on_paper = [
        (number, section, item.question, tuple(option.original for option in item.options), item.points)
        for number, section, item in asked(printed(form_index))
    ]
    ours = [
        (
            place.number,
            place.section,
            place.question.id,
            lettered(place.body, place.order),
            paper_points(place.points),
        )
        for place in EXAM.places(form_index)
    ]
    assert ours == on_paper


def test_letters_are_those_of_the_paper(form_index: int) -> None:
    on_paper = [
        {one.letter: one.original for one in item.options} for _, _, item in asked(printed(form_index))
    ]
    ours = [{one.letter: one.original for one in place.options} for place in EXAM.places(form_index)]
    assert ours == on_paper


def test_numbers_are_those_of_the_answer_sheet(form_index: int) -> None:
    bubbles = plan_sheet(printed(form_index), serial=1, digits=4).geometry.bubbles
    on_sheet = dict.fromkeys(one.question for one in bubbles if not one.question.startswith("编号"))
    bubbled = []
    for place in EXAM.places(form_index):
        if place.body.kind in {"single", "multiple", "true_false"}:
            bubbled.append(place.number)
        elif place.body.kind in {"matching", "ordering"}:
            rows = len(place.lefts) or len(place.order)
            bubbled += [f"{place.number}({row})" for row in range(1, rows + 1)]
    assert bubbled == list(on_sheet)


def test_what_is_matched_stands_under_numbers_and_letters(form_index: int) -> None:
    places = [place for place in EXAM.places(form_index) if place.body.kind == "matching"]
    on_paper = [
        [(left.label, left.letter) for left in item.lefts]
        for _, _, item in asked(printed(form_index))
        if item.lefts
    ]
    assert [[(f"（{left.number}）", left.letter) for left in place.lefts] for place in places] == on_paper
    for place in places:
        partner = {option.letter: option.original for option in place.options}
        assert [partner[left.letter] for left in place.lefts] == [left.original + 4 for left in place.lefts]
        assert place.key.text() == " ".join(f"{left.number}{left.letter}" for left in place.lefts)


def test_points_of_all_places_make_the_full_marks() -> None:
    assert sum((place.points for place in EXAM.places()), Fraction()) == EXAM.blueprint.total_points


def test_a_form_of_other_questions_is_refused() -> None:
    with pytest.raises(FormDoesNotFit, match="试卷 A 与考试的其他文件对不上：没有第 1 题"):
        FormReader({}, EXAM.blueprint).asked(EXAM.forms[0])


def test_a_form_with_a_section_too_few_is_refused() -> None:
    short = EXAM.forms[0].model_copy(update={"sections": EXAM.forms[0].sections[:-1]})
    with pytest.raises(FormDoesNotFit, match="有 9 个大题，应为 10 个"):
        FormReader(EXAM.questions, EXAM.blueprint).asked(short)


def test_a_case_with_a_sub_question_too_few_is_refused() -> None:
    *rest, cases, matching, ordering, essay = EXAM.forms[0].sections
    cut = cases.items[0].model_copy(update={"parts": cases.items[0].parts[:1]})
    form = EXAM.forms[0].model_copy(
        update={"sections": (*rest, FormSection(items=(cut,)), matching, ordering, essay)}
    )
    with pytest.raises(FormDoesNotFit, match="小题数不对"):
        FormReader(EXAM.questions, EXAM.blueprint).asked(form)


@pytest.mark.parametrize(
    ("date", "months", "later"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-11-22", 24, "2028-11-22"),
        ("2026-12-31", 0, "2026-12-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-31", 1, "2026-02-28"),
    ],
)
def test_months_end_with_the_month(date: str, months: int, later: str) -> None:
    assert add_months(dt.date.fromisoformat(date), months) == dt.date.fromisoformat(later)
