"""``quizgen exam explain`` shows every point as its person saw it; ``purge`` leaves nothing to explain."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.markup.width import columns
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import read_ledger
from quizgen.workflows.marks.entry import entry_exam
from tests.found import things_below
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer


@pytest.fixture
def marked(exam: Path) -> Path:
    fill_in(
        exam,
        lambda number, place: (wrong_answer if number == "003" else right_answer)(place),
        {"004": "缺考"},
    )
    assert quizgen("exam", "mark", exam, "--by", "张三").status == 0
    return exam


def explained(exam: Path, number: str, *more: str) -> Run:
    return quizgen("exam", "explain", exam, number, *more)


def test_options_stand_as_that_person_saw_them(marked: Path) -> None:
    places = {place.number: place for place in entry_exam(ExamFolder(marked)).places("003")}
    for number in ("1", "10"):
        run = explained(marked, "003", "--question", number)
        assert run.status == 0, run.err
        assert f"正确答案：{right_answer(places[number])}" in run.out
        assert f"他的答案：{wrong_answer(places[number])}" in run.out
        assert "得 0 分（满分 1）" in run.out
        assert "由程序按答案评" in run.out
        assert "规则：" in run.out


def test_the_points_add_up_to_the_score(marked: Path) -> None:
    told = json.loads(explained(marked, "001", "--json").out)
    assert sum(int(item["points"]) for item in told["items"]) == int(told["score"]["points"]) == 10
    assert [item["number"] for item in told["items"]] == [str(number) for number in range(1, 11)]


def test_a_page_has_every_question_once(marked: Path) -> None:
    run = explained(marked, "001")
    assert [run.out.count(f"第 {number} 题  ") for number in range(1, 11)] == [1] * 10
    assert max(columns(line) for line in run.out.splitlines()) <= 80


def test_a_decision_for_everybody_is_told_with_its_reason(marked: Path) -> None:
    question = json.loads(explained(marked, "003", "--question", "1", "--json").out)["items"][0]["question"]
    quizgen("exam", "mark", marked, "--by", "张三", "--void", question, "--reason", "题干有误")
    run = explained(marked, "003", "--question", "1")
    assert "本题作废，人人计满分（题干有误）" in run.out


def test_who_was_absent_has_nothing_to_explain(marked: Path) -> None:
    assert "状态：缺考，没有成绩" in explained(marked, "004").out


@pytest.mark.parametrize(
    ("arguments", "said"), [(("009",), "没有编号 009"), (("001", "--question", "99"), "没有第 99 题")]
)
def test_what_is_not_there_is_one_sentence(marked: Path, arguments: tuple[str, ...], said: str) -> None:
    run = quizgen("exam", "explain", marked, *arguments)
    assert (run.status, said in run.err, run.err.count("\n")) == (1, True, 1)


def test_changed_scores_are_not_explained(marked: Path) -> None:
    scores = marked / "scores.jsonl"
    scores.write_bytes(scores.read_bytes().replace(b'"score":"0"', b'"score":"9"'))
    assert "scores.jsonl:4: [V026]" in explained(marked, "003").out


def purge(exam: Path, before: str, *more: str) -> Run:
    return quizgen("exam", "purge", exam, "--before", before, "--by", "张三", *more)


def test_a_purge_keeps_scores_and_takes_every_answer(marked: Path) -> None:
    quizgen("exam", "mark", marked, "--by", "张三", "--attempt", 2)
    run = purge(marked, "2027-01-01", "--yes")
    assert run.status == 0, run.err
    left = {path.relative_to(marked).as_posix() for path in things_below(marked) if path.is_file()}
    assert not {name for name in left if "answers" in name}
    assert {"scores.jsonl", "scores.sig", "history/0001/scores.jsonl", "forms.jsonl"} <= left
    line = read_ledger(marked).lines[-1]
    assert line.act.value == "purged"
    assert set(line.details["removed"]) == {  # type: ignore[arg-type]
        *("answers.csv", "answers.jsonl", "history/0001/answers.jsonl")
    }


def test_after_a_purge_signature_and_ledger_are_still_verified(marked: Path) -> None:
    purge(marked, "2027-01-01", "--yes")
    run = quizgen("exam", "verify", marked, "--quick")
    assert run.status == 0, run.out
    assert "[V029]" in run.out
    scores = marked / "scores.jsonl"
    scores.write_bytes(scores.read_bytes().replace(b'"score":"0"', b'"score":"9"'))
    assert "[V021]" in quizgen("exam", "verify", marked, "--quick").out


def test_after_a_purge_nothing_is_explained_or_marked(marked: Path) -> None:
    purge(marked, "2027-01-01", "--yes")
    assert "已经清除" in explained(marked, "001").err
    assert "已经清除" in quizgen("exam", "mark", marked, "--by", "张三").err
    assert "早已清除" in purge(marked, "2027-01-01", "--yes").out


def test_a_purge_asks_first(marked: Path) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-X", "utf8", "-m", "quizgen", "exam", "purge", marked),
            *("--before", "2027-01-01", "--by", "张三"),
        ],
        input="n\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 130
    assert "answers.jsonl" in run.stdout
    assert (marked / "answers.jsonl").exists()


def test_a_recent_exam_is_left_alone(marked: Path) -> None:
    run = purge(marked, "2026-12-01", "--yes")
    assert (run.status, "不早于 2026-12-01" in run.err) == (1, True)
    assert (marked / "answers.jsonl").exists()


def test_answers_without_scores_are_left_alone(exam: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    run = purge(exam, "2027-01-01", "--yes")
    assert (run.status, "还没有成绩" in run.err) == (1, True)
    assert (exam / "answers.csv").exists()
