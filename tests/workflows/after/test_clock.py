"""A clock that runs backwards is told, and noted as it is; what comes out of order is refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from quizgen.model.ledger import Stamp
from quizgen.records.ledger import read_ledger
from quizgen.records.signing import load_or_make_key
from quizgen.render.scores.published import Publication
from quizgen.workflows.after.noting import AfterOrder
from quizgen.workflows.after.publish import publish_scores
from quizgen.workflows.after.recheck import Request, ask_for_recheck
from quizgen.workflows.after.two_person import demand_two_persons, entry_done
from tests.tool import quizgen
from tests.workflows.day.acts import contents, mark, notes, rules, went_well
from tests.workflows.filled import fill_in, right_answer

EARLY = Stamp(time=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), by="李四", tool="quizgen 0")


def test_a_clock_that_runs_backwards_is_told_and_noted_as_it_is(exam: Path, tmp_path: Path) -> None:
    key, _ = load_or_make_key(tmp_path / "key.pem")
    order = AfterOrder(exam, EARLY, lambda: key)
    fill_in(exam, lambda _, place: right_answer(place))
    assert [note.rule for note in demand_two_persons(order).notes] == ["L003"]
    entry_done(order, second=False)
    went_well(quizgen("exam", "entry", exam, "--checked", "--by", "王五"))
    went_well(mark(exam, "--sign-key", tmp_path / "key.pem"))
    day = dt.date(2026, 12, 8)
    done = publish_scores(order, Publication(day, day, "干部科"))
    assert [note.rule for note in done.noted.notes] == ["L003"]
    asked = ask_for_recheck(order, Request("001", "测试甲", "漏了分", day))
    assert asked.noted.notes == ()  # the line before is as early
    assert read_ledger(exam).lines[-1].time == EARLY.time
    assert (rules(exam), set(notes(exam))) == ([], {"L003"})


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("publish", "--from", "2026-12-08", "--where", "干部科"), "没有成绩"),
        (("recheck ask", "--number", "001", "--name", "测试甲", "--reason", "漏了分"), "成绩还没有公布"),
        (("entry", "--checked"), "没有 answers.xlsx"),
    ],
    ids=["published before marked", "asked before published", "checked before entered"],
)
def test_what_comes_too_early_is_refused(exam: Path, command: tuple[str, ...], told: str) -> None:
    before = contents(exam)
    words, *options = command
    run = quizgen("exam", *words.split(), exam, *options, "--by", "张三")
    assert (run.status, told in run.err) == (1, True), run.err
    assert contents(exam) == before


def test_nothing_is_done_about_an_exam_that_was_cancelled(exam: Path) -> None:
    fill_in(exam, lambda _, place: right_answer(place))
    went_well(mark(exam))
    went_well(quizgen("exam", "cancel", exam, "--by", "张三", "--reason", "试题泄露"))
    for words in (("publish", "--from", "2026-12-08", "--where", "干部科"), ("entry", "--done")):
        run = quizgen("exam", words[0], exam, *words[1:], "--by", "张三")
        assert (run.status, "已经取消考试" in run.err) == (1, True), run.err
    assert "已经取消考试" in quizgen("exam", "anomalies", exam).err
