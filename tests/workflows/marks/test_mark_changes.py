"""What a later marking changes: what the ledger says of it, who is named, what is kept, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizgen.model.shown import ShownItem
from quizgen.records.ledger import read_ledger
from quizgen.records.scores_file import read_scores
from quizgen.workflows.marks.changes import ScoreChange
from quizgen.workflows.marks.order import NeedsReason
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer
from tests.workflows.marks.test_mark_exam import all_right_but_the_last, change_cell, mark, question_of


@pytest.fixture
def marked(exam: Path) -> Path:
    """001 and 002 have everything right, 003 everything wrong, 004 was absent."""
    all_right_but_the_last(exam)
    run = mark(exam)
    assert run.status == 0, run.out + run.err
    return exam


def last(exam: Path, count: int) -> list[tuple[str, dict[str, Any]]]:
    """The last lines of the ledger: what was done, what was said of it."""
    return [(line.act.value, dict(line.details)) for line in read_ledger(exam).lines[-count:]]


def test_the_first_marking_counts_sheets_candidates_and_passes(marked: Path) -> None:
    (entered, first), (done, second) = last(marked, 2)
    assert (entered, first) == ("entered", {"sheets": 4})
    assert done == "marked"
    assert {name: second[name] for name in ("version", "candidates", "sat", "passed")} == {
        "version": 1,
        "candidates": 4,
        "sat": 3,
        "passed": 2,
    }


def test_who_is_in_doubt_is_noted_and_marked_later_without_a_reason(exam: Path) -> None:
    all_right_but_the_last(exam)
    change_cell(exam, "002", ",参加,", ",参加,Z")
    run = mark(exam, "--json")
    assert json.loads(run.out)["unmarked"] == ["002"]
    assert last(exam, 2)[0] == ("entered", {"sheets": 3, "doubtful": ["002"]})
    change_cell(exam, "002", ",参加,Z", ",参加,")
    again = mark(exam, "--json")
    assert (again.status, json.loads(again.out)["unmarked"]) == (0, [])
    assert [act for act, _ in last(exam, 2)] == ["entered", "marked"]
    assert last(exam, 2)[1][1]["version"] == 2


def test_who_is_missing_from_the_sheet_is_listed_as_not_marked(exam: Path) -> None:
    all_right_but_the_last(exam)
    path = exam / "answers.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("003,")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert json.loads(mark(exam, "--json").out)["unmarked"] == ["003"]
    assert sorted(scores_of(exam)) == ["001", "002", "004"]


def test_another_answer_that_leaves_every_score_still_needs_a_reason(exam: Path) -> None:
    fill_in(exam, lambda _number, place: wrong_answer(place) if place.number == "2" else right_answer(place))
    assert mark(exam).status == 0
    before = scores_of(exam)
    fill_in(exam, lambda _number, place: "" if place.number == "2" else right_answer(place))
    run = mark(exam)
    assert run.status == 1
    assert "这次更改了试题的计分或已登记的答案；核对无误后加上 --reason 原因 再运行" in run.err
    assert mark(exam, "--reason", "那一格本来是空的").status == 0
    assert scores_of(exam) == before
    (_, first), (act, details), _ = last(exam, 3)
    assert first == {"sheets": 4}
    assert act == "corrected"
    assert details == {
        "reason": "那一格本来是空的",
        "answers": {number: ["2"] for number in ("001", "002", "003", "004")},
    }


def test_only_the_questions_of_whom_they_were_changed_are_named(marked: Path) -> None:
    def choose(number: str, place: ShownItem) -> str:
        wrong = number == "003" or (number, place.number) == ("001", "7")
        return (wrong_answer if wrong else right_answer)(place)

    fill_in(marked, choose, {"004": "缺考"})
    run = mark(marked, "--reason", "看错了一行")
    assert run.status == 0, run.err
    _, (act, details), _ = last(marked, 3)
    assert act == "corrected"
    assert details["answers"] == {"001": ["7"]}
    assert details["scores"] == [{"number": "001", "old": "10 优秀", "new": "9 优秀"}]


def test_a_question_accepted_and_voided_is_restored_whole_and_only_it(marked: Path) -> None:
    one, other = (question_of(marked, "003", number) for number in ("1", "2"))
    for question in (one, other):
        assert mark(marked, "--void", question, "--reason", "题干有误").status == 0
    assert scores_of(marked)["003"]["score"] == "2"
    run = mark(marked, "--restore", one, "--reason", "复核无误")
    assert run.status == 0, run.err
    assert [change.question for change in read_scores(marked).head.changes] == [other]
    (act, details), *_ = last(marked, 3)
    assert act == "voided"
    assert details == {"withdrawn": [{"question": one, "reason": "题干有误"}], "reason": "复核无误"}
    refused = mark(marked, "--restore", one, "--reason", "再来一次")
    assert (refused.status, f"“{one}”没有作废过，也没有加认过答案" in refused.err) == (1, True)


def test_voiding_the_same_again_changes_nothing(marked: Path) -> None:
    question = question_of(marked, "003", "1")
    assert mark(marked, "--void", question, "--reason", "题干有误").status == 0
    assert "没有写出任何文件" in mark(marked, "--void", question, "--reason", "题干有误").out
    assert len(read_scores(marked).head.changes) == 1


def test_a_decision_needs_a_reason_even_before_the_first_marking(exam: Path) -> None:
    all_right_but_the_last(exam)
    question = json.loads((exam / "forms.jsonl").read_text(encoding="utf-8").splitlines()[0])
    first = question["sections"][0]["items"][0]["question"]
    refused = mark(exam, "--void", first)
    assert (refused.status, "--reason" in refused.err) == (1, True)
    assert not (exam / "scores.jsonl").exists()
    assert mark(exam, "--void", first, "--reason", "题干有误").status == 0
    assert [act for act, _ in last(exam, 3)] == ["entered", "voided", "marked"]


def test_the_date_and_the_attempt_stay_until_they_are_said_anew(marked: Path) -> None:
    assert mark(marked, "--date", "2026-12-03", "--attempt", 2, "--reason", "改期").status == 0
    assert mark(marked, "--void", question_of(marked, "003", "1"), "--reason", "题干有误").status == 0
    head = read_scores(marked).head
    assert (head.date.isoformat(), head.attempt, head.closed_book, head.supervised) == (
        "2026-12-03",
        2,
        True,
        True,
    )
    assert mark(marked, "--open-book", "--reason", "实为开卷").status == 0
    head = read_scores(marked).head
    assert (head.attempt, head.closed_book, head.supervised) == (2, False, True)


def test_every_version_signed_is_kept_under_its_number(marked: Path) -> None:
    texts = [(marked / "scores.jsonl").read_bytes()]
    for number in ("1", "2", "3"):
        assert mark(marked, "--void", question_of(marked, "003", number), "--reason", "题干有误").status == 0
        texts.append((marked / "scores.jsonl").read_bytes())
    kept = [marked / "history" / f"{version:04d}" / "scores.jsonl" for version in (1, 2, 3)]
    assert [path.read_bytes() for path in kept] == texts[:-1]
    assert last(marked, 1)[0][1]["version"] == 4
    assert quizgen("exam", "verify", marked, "--quick").status == 0


def test_every_changed_score_is_named_before_a_reason_is_asked_for(exam: Path) -> None:
    fill_in(exam, lambda _number, place: wrong_answer(place))
    mark(exam)
    fill_in(exam, lambda _number, place: right_answer(place))
    run = mark(exam)
    told = "；".join(f"{number}：0 不合格 → 10 优秀" for number in ("001", "002", "003", "004"))
    assert f"这次阅卷会改变已经签名的成绩（{told}）" in run.err


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, " 等 6 人")])
def test_of_many_changed_scores_five_are_named(count: int, more: str) -> None:
    changes = [ScoreChange(str(number), "59 不合格", "60 合格") for number in range(count)]
    told = "；".join(f"{number}：59 不合格 → 60 合格" for number in range(5))
    assert f"（{told}{more}）" in str(NeedsReason(changes))
