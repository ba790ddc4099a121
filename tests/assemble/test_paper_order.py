"""Sections and questions in a fixed or a random order, as the blueprint says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.model.exam import Form, Mode
from quizgen.model.shown import FormReader
from tests.assemble.made import blueprint, forms_of, ids, mixed_bank
from tests.small_bank import write_bank
from tests.tool import quizgen

BANK = mixed_bank({"single": 40, "true_false": 30, "multiple": 20})
SECTIONS: tuple[dict[str, Any], ...] = (
    {"kind": "single", "count": 8, "points": 1},
    {"kind": "true_false", "count": 6, "points": 1},
    {"kind": "multiple", "count": 4, "points": 2},
)


def parts(form: Form) -> list[list[str]]:
    return [[item.question for item in section.items] for section in form.sections]


def test_questions_in_a_fixed_order_stand_by_their_ids_on_every_form() -> None:
    wanted = blueprint(*SECTIONS, order={"questions": "固定"})
    first, second = forms_of(wanted, BANK, Mode.REORDERED, forms=2)
    assert parts(first) == parts(second) == [sorted(one) for one in parts(first)]
    shown = [[item.options for part in form.sections for item in part.items] for form in (first, second)]
    assert shown[0] != shown[1]  # options are shuffled all the same


def test_a_section_may_say_for_itself() -> None:
    own = ({**SECTIONS[0], "order": "固定"}, SECTIONS[1], SECTIONS[2])
    first, second = forms_of(blueprint(*own), BANK, Mode.REORDERED, forms=2)
    assert [one == other for one, other in zip(parts(first), parts(second), strict=True)] == [
        True,
        False,
        False,
    ]
    free = ({**SECTIONS[0], "order": "随机"}, SECTIONS[1], SECTIONS[2])
    first, second = forms_of(blueprint(*free, order={"questions": "固定"}), BANK, Mode.REORDERED, forms=2)
    assert [one == other for one, other in zip(parts(first), parts(second), strict=True)] == [
        False,
        True,
        True,
    ]


def test_parts_in_a_random_order_are_numbered_as_they_are_printed() -> None:
    wanted = blueprint(*SECTIONS, order={"sections": "随机"})
    forms = forms_of(wanted, BANK, Mode.REORDERED, forms=12)
    assert len({form.headings for form in forms}) > 1
    reader = FormReader({}, wanted)
    for form in forms:
        order = form.headings or (0, 1, 2)
        printed = [(number, item.question) for number, _, item in reader.items(form)]
        assert printed == list(enumerate((one for at in order for one in parts(form)[at]), 1))
    assert all(sorted(ids(form)) == sorted(ids(forms[0])) for form in forms)


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("order")
    bank = write_bank(home / "bank", order={"sections": "随机", "questions": "固定"})
    made = quizgen(
        *("exam", "new", home / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "reordered", "--forms", 12, "--date", "2026-12-01"),
    )
    assert made.status == 0, made.err
    return home / "exam"


def test_an_exam_with_a_random_order_is_entered_and_verified(exam: Path) -> None:
    assert quizgen("exam", "entry", exam).status == 0
    sheet = load_workbook(exam / "answers.xlsx").worksheets[0]
    assert any("／" in str(cell.value) for cell in sheet[1])  # numbers carry other kinds on other forms
    run = quizgen("exam", "verify", exam, "--quick")
    assert run.status == 0, run.out


def test_parts_put_in_another_order_afterwards_are_found(exam: Path) -> None:
    path = exam / "forms.jsonl"
    before = path.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in before.splitlines()]
    moved = next(one for one in lines if "headings" in one)
    moved["headings"].reverse()
    path.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines), encoding="utf-8")
    run = quizgen("exam", "verify", exam, "--quick")
    path.write_text(before, encoding="utf-8")
    assert run.status == 1
    assert f"试卷 {moved['code']} 与密钥重新生成的不同" in run.out
