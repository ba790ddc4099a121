"""A 卷号 typed wrongly is noticed; honest papers, good or bad, are not."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from quizgen.entry.other_form import FormKey, better_form
from quizgen.model.answers import Answer
from quizgen.model.question import (
    QUESTION,
    MultipleQuestion,
    Question,
    SingleQuestion,
    TrueFalseQuestion,
    correct_indices,
    option_texts,
)
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen
from tests.workflows.filled import right_answer, scores_of

KINDS = ("single", "multiple", "true_false")
BANK: dict[str, list[Question]] = {
    kind: [QUESTION.validate_python(one) for one in small_questions() if one["kind"] == kind]
    for kind in KINDS
}


def form(dice: random.Random, counts: Mapping[str, int], *, same: bool) -> tuple[ShownItem, ...]:
    """A form: questions in a drawn order (``same``: the first ones of the bank), options in a drawn order."""
    places: list[ShownItem] = []
    for kind, count in counts.items():
        questions = BANK[kind][:count] if same else BANK[kind]
        for question in dice.sample(questions, count):
            assert isinstance(question, SingleQuestion | MultipleQuestion | TrueFalseQuestion)
            options = 0 if isinstance(question, TrueFalseQuestion) else len(option_texts(question))
            order = tuple(dice.sample(range(options), options))
            number = str(len(places) + 1)
            places.append(ShownItem(number, 0, question, "0" * 64, None, question, order, Fraction(1), ()))
    return tuple(places)


def answered(dice: random.Random, places: Sequence[ShownItem], knows: float) -> list[Answer]:
    """What somebody puts who knows a share of the answers and guesses the others, or is misled in them."""
    answers = []
    for place in places:
        body = place.body
        known = dice.random() < knows
        if isinstance(body, TrueFalseQuestion):
            truth = body.answer if known else dice.random() < 0.4
            answers.append(Answer(question=body.id, truth=truth, typed="√"))
            continue
        assert isinstance(body, SingleQuestion | MultipleQuestion)
        right = sorted(correct_indices(body))
        picked = right if known else dice.sample(range(len(place.order)), len(right))
        answers.append(Answer(question=body.id, options=tuple(sorted(picked)), typed="A"))
    return answers


def on_another(
    places: Sequence[ShownItem], other: Sequence[ShownItem], answers: Sequence[Answer]
) -> list[Answer]:
    """The same marks on paper entered under another form."""
    moved = []
    for place, there, answer in zip(places, other, answers, strict=True):
        letters = [place.order.index(option) for option in answer.options]
        options = tuple(sorted(there.order[letter] for letter in letters if letter < len(there.order)))
        moved.append(answer.model_copy(update={"question": there.question.id, "options": options}))
    return moved


LARGE = {"single": 20, "true_false": 10, "multiple": 10}
SMALL = {"single": 6, "true_false": 2, "multiple": 2}


@pytest.mark.parametrize("same", [True, False], ids=["same questions", "other questions"])
@pytest.mark.parametrize("counts", [LARGE, SMALL], ids=["large", "small"])
def test_honest_papers_are_left_alone_whatever_somebody_knows(counts: dict[str, int], *, same: bool) -> None:
    dice = random.Random(f"honest {same} {counts}")  # noqa: S311 - made-up people
    noticed = 0
    for _exam in range(15):
        first, second = (form(dice, counts, same=same) for _ in "AB")
        for _person in range(60):
            answers = answered(dice, first, dice.random())
            noticed += better_form(FormKey("A", first), answers, [FormKey("B", second)], 60) is not None
    assert noticed == 0


@pytest.mark.parametrize(("counts", "knows", "least"), [(LARGE, 0.95, 60), (LARGE, 0.75, 57), (SMALL, 1, 35)])
def test_a_wrong_code_is_found(counts: dict[str, int], knows: float, least: int) -> None:
    dice = random.Random(f"slips {knows} {counts}")  # noqa: S311 - made-up people
    found = 0
    for _person in range(60):
        first, second = (form(dice, counts, same=True) for _ in "AB")
        answers = on_another(first, second, answered(dice, first, knows))
        better = better_form(FormKey("B", second), answers, [FormKey("A", first)], 60)
        found += better is not None and better.code == "A" and better.right > better.right_here
    assert found >= least


def test_few_questions_prove_nothing() -> None:
    dice = random.Random(5)  # noqa: S311 - made-up people
    first, second = (form(dice, {"true_false": 4}, same=False) for _ in "AB")
    answers = on_another(first, second, answered(dice, first, 1))
    assert better_form(FormKey("B", second), answers, [FormKey("A", first)], 60) is None


def test_the_command_says_it_as_a_notice(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    (tmp_path / "名册.csv").write_text(
        "编号,姓名,单位,职务\n001,测试甲,一局,\n002,测试乙,一局,\n", encoding="utf-8"
    )
    exam = tmp_path / "exam"
    made = quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--mode", "reordered"),
        *("--forms", 2, "--roster", tmp_path / "名册.csv", "--date", "2026-12-01"),
        *("--key-file", tmp_path / "key") if (tmp_path / "key").exists() else (),
    )
    assert made.status == 0, made.err
    entry = entry_exam(ExamFolder(exam))
    places = {place.number: place for place in entry.places("A")}
    with (exam / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "姓名", "单位", "卷号", "状态", *places])
        right = [right_answer(place) for place in places.values()]
        writer.writerow(["001", "测试甲", "一局", "A", "参加", *right])
        writer.writerow(["002", "测试乙", "一局", "B", "参加", *right])
    run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 0, run.out + run.err
    assert "answers.csv!D3: [A108]" in run.out + run.err
    assert "按 A 对上 10 题" in run.out + run.err
    assert "answers.csv!D2: [A108]" not in run.out + run.err
    assert scores_of(exam)["001"]["score"] == "10"
