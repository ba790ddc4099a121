"""The power fails before every single write: the next command understands what is left."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizgen.model.exam import Candidate
from quizgen.model.ledger import Stamp
from quizgen.records.signing import SigningKey, load_or_make_key
from quizgen.workflows.after.noting import AfterOrder
from quizgen.workflows.after.recheck import Request, ask_for_recheck
from quizgen.workflows.after.recheck_refused import AskedAlready
from quizgen.workflows.after.two_person import DemandedAlready, demand_two_persons
from quizgen.workflows.day.people import (
    Amendment,
    Newcomer,
    add_people,
    amend_person,
    withdraw_person,
)
from quizgen.workflows.day.refused import AlreadyListed, NothingAmended, WithdrawnAlready
from quizgen.workflows.day.seat_refused import SeatedAlready
from quizgen.workflows.day.seats import draw_seats
from quizgen.workflows.day.written import DayOrder
from quizgen.workflows.marks.mark import mark_exam
from quizgen.workflows.marks.order import MarkOrder
from quizgen.workflows.marks.purge import purge_exam
from tests.tool import quizgen
from tests.workflows.after_power_loss import no_progress, verified, wrong_after
from tests.workflows.filled import fill_in, right_answer, wrong_answer
from tests.workflows.power_loss import everything_in, left_by_failures

STEPS = [
    ("mark", 40),
    ("void", 45),
    ("purge", 20),
    ("add", 20),
    ("amend", 15),
    ("withdraw", 15),
    ("seats", 12),
    ("two_person", 8),
    ("recheck", 15),
]
NOON = dt.datetime(2026, 12, 2, 12, 0, tzinfo=dt.UTC)
STAMP = Stamp(time=NOON, by="张三", tool="quizgen 0")
ACTS: dict[str, Callable[[DayOrder], object]] = {
    "add": lambda order: add_people(
        order, [Newcomer(Candidate(number="005", name="测试戊", unit="测试一局"))]
    ),
    "amend": lambda order: amend_person(order, Amendment("002", name="测试艺")),
    "withdraw": lambda order: withdraw_person(order, "004"),
}
"""An act that was decided is carried out by the next command, which then refuses to do it twice."""
AFTER: dict[str, Callable[[AfterOrder], object]] = {
    "two_person": demand_two_persons,
    "recheck": lambda order: ask_for_recheck(
        order, Request(number="002", name="测试乙", reason="漏了分", received=dt.date(2026, 12, 10))
    ),
}
DONE_ALREADY = (
    *(AlreadyListed, NothingAmended, WithdrawnAlready, SeatedAlready),
    *(AskedAlready, DemandedAlready),
)


def taking(step: str, exam: Path, key: SigningKey) -> Callable[[Path], object]:
    """What is done in a folder in this step."""

    def mark(folder: Path, **more: Any) -> object:
        return mark_exam(MarkOrder(folder=folder, stamp=STAMP, key=key, **more), no_progress)

    if step == "purge":
        return lambda folder: purge_exam(folder, dt.date(2027, 1, 1), STAMP, lambda: key)
    if step == "seats":
        rooms = exam.with_name("rooms.yaml")
        rooms.write_text("rooms:\n  - {name: 第一考场, rows: 3, columns: 2}\n", encoding="utf-8")
        return lambda folder: draw_seats(DayOrder(folder, "考前编排座位", STAMP), rooms, again=False)
    if step in AFTER:
        return lambda folder: AFTER[step](AfterOrder(folder, STAMP, lambda: key))
    if step in ACTS:
        return lambda folder: ACTS[step](DayOrder(folder, "报名时漏报", STAMP, lambda: key))
    if step == "void":
        question = json.loads((exam / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0])
        return lambda folder: mark(folder, void=(question["question"]["id"],), reason="题干有误")
    return mark


@pytest.mark.parametrize(("step", "least"), STEPS)
def test_every_write_may_be_the_last(exam: Path, tmp_path: Path, step: str, least: int) -> None:
    states = {"004": "缺考"} if step == "withdraw" else None
    fill_in(exam, lambda number, place: (right_answer if number > "002" else wrong_answer)(place), states)
    file = tmp_path / "key.pem"
    if step not in {"mark", "seats", "two_person"}:
        assert quizgen("exam", "mark", exam, "--by", "张三", "--sign-key", file).status == 0
    if step == "recheck":
        period = ("--from", "2026-12-08", "--where", "干部科", "--by", "张三", "--sign-key", file)
        assert quizgen("exam", "publish", exam, *period).status == 0
    act = taking(step, exam, load_or_make_key(file)[0])
    failures = left_by_failures(exam, lambda: act(exam), tmp_path / "left")
    expected = everything_in(exam)
    assert verified(exam) == ()
    wrong, differing = wrong_after(failures, act, expected, DONE_ALREADY)
    assert wrong == []
    assert len(failures) >= least
    assert differing >= least // 2
