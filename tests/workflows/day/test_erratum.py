"""A misprint found after printing: key and text follow the bank, the papers stay, slips say what to read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.exam import Form
from quizgen.records.exam_folder import ExamFolder
from tests.render.reading import page_texts
from tests.small_bank import small_questions, write_bank
from tests.tool import Run, quizgen
from tests.workflows.day.acts import add, contents, ledger, mark, notes, rules, went_well
from tests.workflows.filled import fill_in, right_answer, scores_of

Question = dict[str, Any]
WHY = ("--by", "张三", "--reason", "考场发现错字")


def forms(exam: Path) -> dict[str, Form]:
    return {line.code: line.form() for line in ExamFolder(exam).all_lines}


def on_form(exam: Path, code: str, kind: str) -> str:
    """A question of this kind on a form."""
    kinds = {one["id"]: one["kind"] for one in small_questions()}
    items = [item.question for section in forms(exam)[code].sections for item in section.items]
    return next(one for one in items if kinds[one] == kind)


@pytest.fixture
def bank(drawn_exam: Path, tmp_path: Path) -> Path:
    """A copy of the bank that the exam was drawn from, to be corrected."""
    shutil.copytree(drawn_exam.parent / "docs", tmp_path / "docs")
    return shutil.copytree(drawn_exam.parent / "bank", tmp_path / "bank")


def correct(bank: Path, id_: str, change: Callable[[Question], object]) -> None:
    questions = small_questions()
    change(next(one for one in questions if one["id"] == id_))
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")


def erratum(exam: Path, bank: Path, id_: str, *more: object) -> Run:
    return quizgen("exam", "erratum", exam, id_, *more, "--bank", bank, *WHY)


def build(exam: Path) -> Run:
    only = ("--only", "papers", "--only", "keys", "--only", "sheets")
    return went_well(quizgen("exam", "build", exam, "--jobs", 1, "--format", "pdf", *only))


def text(path: Path) -> str:
    return "".join("".join(page.split()) for page in page_texts(path.read_bytes()))


def new_stem(question: Question) -> None:
    question["stem"] = "更正以后，符合要求的是哪一项？"


def other_key(question: Question) -> None:
    """What was right is wrong, and the first of the wrong ones is right."""
    was, (first, *rest) = question["correct"][0], question["wrong"]
    question["correct"], question["wrong"] = [first["text"]], [{"text": was, "why": "印错"}, *rest]


def test_a_corrected_stem_is_told_on_a_slip_and_papers_stay(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "001", "single")
    build(exam)
    before = contents(exam)
    correct(bank, id_, new_stem)
    run = went_well(erratum(exam, bank, id_))
    assert "改了文字，涉及" in run.out
    build(exam)
    after = contents(exam)
    papers = [name for name in before if name.startswith(("papers/", "sheets/"))]
    assert all(after[name] == before[name] for name in papers)
    slips = text(exam / "errata" / "0001.pdf")
    having = [
        code
        for code, form in forms(exam).items()
        if any(id_ == item.question for section in form.sections for item in section.items)
    ]
    assert all(f"试卷编号：{code}" in slips for code in having)
    assert slips.count("更正以后，符合要求的是哪一项？") == len(having)
    assert "更正以后" in text(exam / "keys" / "001.pdf")
    assert (rules(exam, "--jobs", 1), notes(exam)) == ([], [])
    build(exam)
    assert contents(exam) == after


def test_a_corrected_key_is_marked_by_and_told_to_nobody(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "001", "single")
    correct(bank, id_, other_key)
    run = went_well(erratum(exam, bank, id_))
    assert "改了答案" in run.out
    assert "不用勘误单" in run.out
    build(exam)
    assert not (exam / "errata").exists()
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    assert {one["score"] for one in scores_of(exam).values()} == {"10"}
    assert rules(exam) == []


def test_letters_on_paper_stay_where_they_are_when_the_key_changes(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "001", "single")
    was = {line.code: line.form() for line in ExamFolder(exam).all_lines}["001"]
    old = next(one for section in was.sections for one in section.items if one.question == id_)
    correct(bank, id_, other_key)
    went_well(erratum(exam, bank, id_))
    new = next(one for section in forms(exam)["001"].sections for one in section.items if one.question == id_)
    swapped = {0: 1, 1: 0}
    assert new.options == tuple(swapped.get(one, one) for one in old.options)


def test_a_statement_that_was_right_is_wrong(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "001", "true_false")
    correct(bank, id_, lambda question: question.update(answer=not question["answer"]))
    went_well(erratum(exam, bank, id_))
    line = ledger(exam)[-1]
    assert (line["act"], line["details"]["question"], line["details"]["key"]) == ("erratum", id_, True)
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    assert scores_of(exam)["001"]["score"] == "10"


def test_what_was_not_handed_out_is_printed_anew(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "002", "single")
    build(exam)
    correct(bank, id_, new_stem)
    went_well(erratum(exam, bank, id_, "--reprint"))
    assert "V055" in notes(exam)
    build(exam)
    assert "更正以后" in text(exam / "papers" / "002.pdf")
    assert "更正以后" in text(exam / "papers" / "all.pdf")
    assert not (exam / "errata").exists()
    assert (rules(exam, "--jobs", 1), notes(exam)) == ([], [])


def test_a_form_drawn_later_says_it_rightly(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "001", "single")
    correct(bank, id_, new_stem)
    went_well(erratum(exam, bank, id_))
    for number in ("005", "006", "007", "008"):
        went_well(add(exam, number, name=f"测试{number}"))
    digests = {
        item.digest
        for form in forms(exam).values()
        for section in form.sections
        for item in section.items
        if item.question == id_
    }
    assert len(digests) == 1
    assert rules(exam) == []


def one_option_more(question: Question) -> None:
    question["wrong"].append({"text": "又一项", "why": "出自别处"})


def moved_and_reworded(question: Question) -> None:
    """The first wrong option is right now; what was right and another wrong one read otherwise."""
    first, second, *rest = question["wrong"]
    question["correct"] = [first["text"]]
    question["wrong"] = [{**second, "text": "改写的甲项"}, {**second, "text": "改写的乙项"}, *rest]


def other_kind(question: Question) -> None:
    del question["correct"], question["wrong"]
    question |= {"kind": "true_false", "answer": True, "stem": "更正以后成了判断。"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _question: None, "还没有改正"),
        (one_option_more, ""),
        (moved_and_reworded, "几个选项的文字和对错同时改了"),
        (other_kind, "题型不同"),
        (lambda question: question.update(stem=""), ""),
    ],
    ids=["as before", "one more option", "moved and reworded", "another kind", "a fault"],
)
def test_what_is_no_correction_is_refused(
    exam: Path, bank: Path, change: Callable[[Question], object], message: str
) -> None:
    id_ = on_form(exam, "001", "single")
    correct(bank, id_, change)
    state = contents(exam)
    run = erratum(exam, bank, id_)
    assert (run.status, message in run.err, contents(exam) == state) == (1, True, True), run.err


def test_an_erratum_on_a_question_that_nobody_has_is_refused(exam: Path, bank: Path) -> None:
    used = {
        item.question for form in forms(exam).values() for section in form.sections for item in section.items
    }
    free = next(one["id"] for one in small_questions() if one["id"] not in used)
    run = erratum(exam, bank, free)
    assert (run.status, f"没有哪份试卷有题目 {free}" in run.err) == (1, True)


def test_after_marking_it_is_voided_or_accepted_instead(exam: Path, bank: Path) -> None:
    id_ = on_form(exam, "001", "single")
    fill_in(exam, lambda _number, place: right_answer(place))
    went_well(mark(exam))
    correct(bank, id_, new_stem)
    run = erratum(exam, bank, id_)
    assert (run.status, "exam mark --void" in run.err) == (1, True)


def test_answers_entered_before_it_are_marked_by_it(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    exam = tmp_path / "exam"
    (tmp_path / "roster.csv").write_text("编号,姓名,单位,职务\n001,测试甲,测试局,\n", encoding="utf-8")
    new = ("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--date", "2026-12-01")
    went_well(quizgen(*new, "--roster", tmp_path / "roster.csv"))
    id_ = on_form(exam, "A", "single")
    fill_in(exam, lambda _number, place: right_answer(place))
    correct(bank, id_, other_key)
    went_well(erratum(exam, bank, id_))
    went_well(mark(exam))
    assert scores_of(exam)["001"]["score"] == "9"
