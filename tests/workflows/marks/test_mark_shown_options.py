"""One question with other options on other forms, marked in one run, from the bank to the signed scores."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.question import MultipleBody
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of

PEOPLE = [f"{number:03d}" for number in range(1, 25)]


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """Twenty-four people, the same two multiples for all, of whose six options each form shows four."""
    bank = write_bank(
        tmp_path / "bank", sections=[{"kind": "multiple", "count": 2, "points": 6, "rule": "漏选按项"}]
    )
    multiples = [one for one in small_questions() if one["kind"] == "multiple"][:2]
    (bank / "questions.yaml").write_text(
        dump_yaml([{**one, "show": 4} for one in multiples]), encoding="utf-8"
    )
    rows = "".join(f"{number},测试{number},测试一局,\n" for number in PEOPLE)
    (tmp_path / "roster.csv").write_text(f"编号,姓名,单位,职务\n{rows}", encoding="utf-8")
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", tmp_path / "roster.csv", "--date", "2026-12-01"),
    )
    assert run.status == 0, run.err
    return tmp_path / "exam"


def rights(place: ShownItem) -> int:
    """How many right options the form shows."""
    assert isinstance(place.body, MultipleBody)
    return sum(option < len(place.body.correct) for option in place.order)


def marked(exam: Path) -> dict[str, Fraction]:
    run = quizgen("exam", "mark", exam, "--by", "张三", "--reason", "重新登记", "--decimals", 2)
    assert run.status == 0, run.out + run.err
    return {number: Fraction(str(score["points"])) for number, score in scores_of(exam).items()}


def test_everybody_is_marked_by_the_options_of_their_own_form(exam: Path) -> None:
    asked = entry_exam(ExamFolder(exam))
    forms = {number: asked.own_form[number] for number in PEOPLE}
    shown = {number: [rights(place) for place in asked.places(forms[number])] for number in PEOPLE}
    assert {count for counts in shown.values() for count in counts} == {2, 3}, "forms show other options"
    fill_in(exam, lambda _number, place: right_answer(place))
    assert marked(exam) == dict.fromkeys(PEOPLE, Fraction(12))
    fill_in(exam, lambda _number, place: right_answer(place)[0])
    expected = {number: sum(Fraction(6, count) for count in counts) for number, counts in shown.items()}
    assert marked(exam) == expected
    assert quizgen("exam", "verify", exam, "--quick").status == 0
