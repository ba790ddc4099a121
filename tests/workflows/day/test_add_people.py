"""Late and forgotten candidates: on a spare form or one drawn for them, marked like everybody else."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.model.exam import Candidate
from quizgen.model.ledger import Stamp
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import read_ledger
from quizgen.workflows.day.people import Newcomer, add_people
from quizgen.workflows.day.written import DayOrder
from tests.tool import quizgen
from tests.workflows.day.acts import (
    FROZEN,
    WHY,
    add,
    contents,
    ledger,
    mark,
    notes,
    rules,
    verified,
    went_well,
    withdraw,
)
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer


def test_a_late_candidate_gets_a_form_of_their_own_and_nothing_frozen_changes(exam: Path) -> None:
    before = {name: (exam / name).read_bytes() for name in FROZEN}
    run = went_well(add(exam, "005"))
    assert "新组了试卷 005" in run.out
    assert {name: (exam / name).read_bytes() for name in FROZEN} == before
    assert rules(exam) == []
    folder = ExamFolder(exam)
    drawn = folder.all_lines[-1].form()
    assert (drawn.code, drawn.candidate, drawn.spare) == ("005", "005", False)
    frozen = {question.question.id for question in folder.question_lines}
    asked = [item.question for section in drawn.sections for item in section.items]
    assert set(asked) <= frozen
    assert [len(section.items) for section in drawn.sections] == [6, 2, 2]
    assert len(set(asked)) == 10


def test_the_ledger_says_who_when_why_but_no_name_of_a_candidate(exam: Path) -> None:
    went_well(add(exam, "005"))
    line = ledger(exam)[-1]
    assert (line["act"], line["by"]) == ("added", "李四")
    assert line["details"] == {"number": "005", "form": "005", "reason": "报名时漏报"}
    assert "测试戊" not in (exam / "ledger.jsonl").read_text(encoding="utf-8")
    told = verified(exam)["acts"]
    assert [(one["number"], one["by"], one["reason"]) for one in told] == [("005", "李四", "报名时漏报")]


def test_people_on_spare_and_new_forms_are_entered_marked_and_explained(exam: Path) -> None:
    went_well(add(exam, "005"))
    went_well(add(exam, "006", "--form", "S01", name="测试己"))
    went_well(quizgen("exam", "entry", exam))
    sheet = load_workbook(exam / "answers.xlsx")["作答"]
    rows = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=2, max_col=5)}
    assert rows == {"001": "001", "002": "002", "003": "003", "004": "004", "005": "005", "006": "S01"}
    (exam / "answers.xlsx").unlink()
    fill_in(exam, lambda number, place: (wrong_answer if number == "006" else right_answer)(place))
    went_well(mark(exam))
    scores = scores_of(exam)
    assert {number: scores[number]["score"] for number in ("001", "005", "006")} == {
        "001": "10",
        "005": "10",
        "006": "0",
    }
    assert "测试己" in went_well(quizgen("exam", "explain", exam, "006")).out
    assert rules(exam) == []


def test_a_spare_form_that_was_given_is_nobody_elses(exam: Path) -> None:
    went_well(add(exam, "006", "--form", "S01"))
    path = fill_in(exam, lambda _number, place: right_answer(place))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][3] = "S01"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    run = quizgen("exam", "entry", exam, "--check")
    assert run.status == 1
    assert "卷号 S01 是编号 006 的试卷，不是编号 001 的" in run.out + run.err


def test_a_spare_form_that_somebody_used_is_not_given(exam: Path) -> None:
    path = fill_in(exam, lambda _number, place: right_answer(place))
    text = path.read_text(encoding="utf-8").replace("测试一局,001,参加", "测试一局,S01,参加")
    path.write_text(text, encoding="utf-8")
    run = add(exam, "006", "--form", "S01")
    assert (run.status, "备用卷 S01 已经给了编号 001" in run.err) == (1, True)


def test_walk_ins_are_added_as_they_were_entered(exam: Path) -> None:
    path = fill_in(exam, lambda _number, place: right_answer(place))
    answers = path.read_text(encoding="utf-8").splitlines()[1].split(",")[5:]
    with path.open("a", encoding="utf-8") as file:
        file.write(f"009,测试壬,测试三局,S01,参加,{','.join(answers)}\n")
    check = quizgen("exam", "entry", exam, "--check")
    assert "quizgen exam add 目录 --walk-ins" in check.out + check.err
    run = went_well(quizgen("exam", "add", exam, "--walk-ins", *WHY))
    assert "增补考生 009 测试壬，测试三局，试卷 S01" in run.out
    went_well(mark(exam))
    assert scores_of(exam)["009"]["form"] == "S01"
    assert rules(exam) == []
    again = quizgen("exam", "add", exam, "--walk-ins", *WHY)
    assert (again.status, "没有写全了编号、姓名、单位、卷号而名单里没有的人" in again.err) == (1, True)


def test_a_paper_that_turns_up_after_marking_is_marked_without_touching_the_others(exam: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    before = scores_of(exam)
    run = went_well(add(exam, "007", "--form", "S01"))
    assert "成绩已经签名" in run.out
    assert rules(exam) == []
    assert notes(exam) == ["V053"]
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    after = scores_of(exam)
    assert after.pop("007")["score"] == "10"
    assert after == before
    assert (rules(exam), notes(exam)) == ([], [])


def test_after_signing_an_act_needs_the_key_of_the_scores(exam: Path, tmp_path: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    before = contents(exam)
    run = add(exam, "007", "--sign-key", tmp_path / "other.pem")
    assert (run.status, "由签成绩的密钥签名" in run.err) == (1, True)
    assert contents(exam) == before


def test_who_has_withdrawn_may_come_back_to_their_own_form(exam: Path) -> None:
    went_well(withdraw(exam, "004"))
    other = add(exam, "004", name="测试癸")
    assert (other.status, "另一个人要用另一个编号" in other.err) == (1, True)
    run = went_well(add(exam, "004", name="测试丁", unit="测试二局"))
    assert "试卷 004" in run.out
    assert not (exam / "forms-added.jsonl").exists()
    assert rules(exam) == []
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    assert scores_of(exam)["004"]["attendance"] == "参加"


def test_a_name_with_spaces_is_recorded_as_a_roster_would(exam: Path) -> None:
    run = went_well(add(exam, "005", name="测 试　戊"))
    assert "[R104]" in run.out
    assert ExamFolder(exam).people.known["005"].name == "测试戊"


REFUSED = [
    (("003",), "编号 003 已经在名单里"),
    (("005", "--form", "S07"), "没有这些试卷号：S07"),
    (("005", "--form", "002"), "试卷 002 是编号 002 的，卷面印着他的姓名"),
    (("110101199003070019",), "[R009] 编号像是身份证号"),
    (("13800000000",), "[R009] 编号像是手机号"),
    (("05/1",), "[R010] 编号“05/1”只能用英文字母"),
    (("2.026E+11",), "[R010]"),
    (("005", "--post", "110101199003070019"), "[R009] “职务”里像是有身份证号"),
    (("005", "--name", "测试□"), "[R014]"),
    (("005", "--unit", "长" * 61), "最多 60 字"),
    (("005", "--reason", "电话 13800000000"), "[R009]"),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSED, ids=[sentence[:18] for _, sentence in REFUSED])
def test_what_cannot_be_is_one_sentence_and_writes_nothing(
    exam: Path, words: tuple[str, ...], sentence: str
) -> None:
    before = contents(exam)
    options = {
        "--number": words[0],
        "--name": "测试戊",
        "--unit": "测试一局",
        "--by": "李四",
        "--reason": "迟到",
    }
    options |= dict(zip(words[1::2], words[2::2], strict=True))
    run = quizgen("exam", "add", exam, *(part for pair in options.items() for part in pair))
    assert run.status == (2 if "最多" in sentence else 1)
    assert sentence in run.out + run.err
    assert "Traceback" not in run.err
    assert "199003070019" not in run.out + run.err
    assert contents(exam) == before


def test_nobody_is_added_twice_and_no_spare_form_given_twice(exam: Path) -> None:
    went_well(add(exam, "A05", "--form", "S01"))
    before = contents(exam)
    for run, sentence in (
        (add(exam, "A05"), "编号 A05 已经在名单里"),
        (add(exam, "a05"), "只差大小写"),
        (add(exam, "006", "--form", "S01"), "备用卷 S01 已经给了编号 A05"),
    ):
        assert (run.status, sentence in run.err) == (1, True)
    assert contents(exam) == before


def test_without_the_key_there_is_the_spare_form(exam: Path) -> None:
    (exam / "secret.key").unlink()
    refused = add(exam, "005")
    assert (refused.status, "或用 --form 给一份备用卷" in refused.err) == (1, True)
    went_well(add(exam, "005", "--form", "S01"))


def test_a_clock_that_runs_backwards_is_told_and_noted_as_it_is(exam: Path) -> None:
    early = Stamp(time=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), by="李四", tool="quizgen 0")
    person = Candidate(number="005", name="测试戊", unit="测试一局")
    done = add_people(DayOrder(exam, "迟到", early), [Newcomer(person, "S01")])
    assert [note.rule for note in done.notes] == ["L003"]
    assert read_ledger(exam).lines[-1].time == early.time
    assert (rules(exam), notes(exam)) == ([], ["L003"])


def test_after_a_purge_nobody_is_added(exam: Path) -> None:
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    went_well(quizgen("exam", "purge", exam, "--before", "2027-01-01", "--by", "张三", "--yes"))
    run = add(exam, "005")
    assert (run.status, "答案已经清除" in run.err) == (1, True)
