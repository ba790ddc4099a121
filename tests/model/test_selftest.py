"""Which questions a page asks: always the same, of several kinds, never two that tell on each other."""

from __future__ import annotations

from quizgen.model.question import Question
from quizgen.model.selftest import Askable
from tests.assemble.made import mixed_bank, question

BANK = mixed_bank({"single": 40, "multiple": 30, "true_false": 30, "fill": 20, "short": 9, "case": 9})


def apart(bank: list[Question]) -> list[Question]:
    """The same questions, each on a fact of its own."""
    return [one.model_copy(update={"cites": (f"x-{at:03d}",)}) for at, one in enumerate(bank, 1)]


def asked(bank: list[Question], topic: str, count: int) -> list[str]:
    return [one.id for one in Askable.of([topic], bank).choose(topic, count)]


def test_the_kinds_take_turns() -> None:
    chosen = Askable.of(["明责"], apart(BANK)).choose("明责", 6)
    assert [one.kind for one in chosen] == ["single", "single", "multiple", "multiple", "true_false", "fill"]
    assert {one.topic for one in chosen} == {"明责"}


def test_the_order_of_the_bank_says_nothing() -> None:
    bank = apart(BANK)
    assert asked(bank, "明责", 5) == asked(bank[::-1], "明责", 5)


def test_another_question_takes_one_place_at_most() -> None:
    bank = apart(BANK)
    before = set(asked(bank, "明责", 5))
    changes = [
        len(before - set(asked([*bank, question(9000 + at, "single", cites=[f"y-{at:03d}"])], "明责", 5)))
        for at in range(1, 80)
    ]
    assert max(changes) == 1
    assert sum(changes) < 40


def test_what_lies_under_a_topic_belongs_to_it_and_nothing_else_does() -> None:
    bank = [question(1, topic="明责/责任书"), question(2, topic="明责甲"), question(3, topic="问责")]
    assert asked(bank, "明责", 5) == ["QQ-0001"]


def test_enemies_are_not_asked_together() -> None:
    bank = apart([question(1, enemies=["QQ-0002"]), question(2)])
    assert len(asked(bank, "明责", 2)) == 1


def test_a_fact_is_asked_again_only_when_nothing_else_is_left() -> None:
    same = [question(at, cites=["x-001"]) for at in range(1, 10)]
    other = question(10, cites=["x-002"])
    assert "QQ-0010" in asked([*same, other], "明责", 2)
    assert len(asked(same, "明责", 3)) == 3


def test_sealed_and_retired_questions_are_closed_with_the_reason() -> None:
    bank = [
        question(1, pool="exam"),
        question(2, retired="2026-11-22 重复"),
        question(3, "short"),
        question(4),
    ]
    askable = Askable.of(["明责"], bank)
    assert dict(askable.closed) == {"QQ-0001": "封存备考，不能上网页", "QQ-0002": "已停用"}
    assert set(askable.open) == {"QQ-0003", "QQ-0004"}
    assert [one.id for one in askable.choose("明责", 5)] == ["QQ-0004"]
