"""Where two persons are asked for, answers count when one has entered them and another vouched for them."""

from __future__ import annotations

from pathlib import Path

from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.day.acts import contents, ledger, mark, rules, went_well
from tests.workflows.filled import fill_in, right_answer, wrong_answer


def entry(exam: Path, *options: object, by: str | None = None) -> Run:
    return quizgen("exam", "entry", exam, *options, *(("--by", by) if by else ()))


def filled(exam: Path) -> Path:
    return fill_in(exam, lambda _, place: right_answer(place))


def refused(run: Run, exam: Path, before: object, told: str) -> None:
    assert (run.status, told in run.err) == (1, True), run.out + run.err
    assert contents(exam) == before


def test_nothing_is_marked_until_another_person_has_checked(exam: Path) -> None:
    went_well(entry(exam, "--two-person", by="张三"))
    filled(exam)
    before = contents(exam)
    refused(mark(exam), exam, before, "登记完的人还没有写名")
    refused(entry(exam, "--checked", by="王五"), exam, before, "登记的人还没有写名")
    assert "李四 登记了 answers.csv" in went_well(entry(exam, "--done", by="李四")).out
    refused(mark(exam), exam, contents(exam), "还没有另一个人核对")
    refused(entry(exam, "--checked", by="李 四"), exam, contents(exam), "要由另一个人登记或核对")
    went_well(entry(exam, "--checked", by="王五"))
    went_well(mark(exam))
    assert [line["act"] for line in ledger(exam)][-5:] == [
        *("two_person", "entry_done", "entry_checked", "entered", "marked")
    ]
    assert rules(exam) == []


def test_what_was_changed_since_must_be_vouched_for_again(exam: Path) -> None:
    went_well(entry(exam, "--two-person", by="张三"))
    path = filled(exam)
    went_well(entry(exam, "--done", by="李四"))
    went_well(entry(exam, "--checked", by="王五"))
    went_well(mark(exam))
    path.write_text(path.read_text(encoding="utf-8").replace("√", "×", 1), encoding="utf-8")
    before = contents(exam)
    refused(mark(exam, "--reason", "登记有误"), exam, before, "写名以后登记又改过")
    refused(entry(exam, "--checked", by="王五"), exam, before, "写名以后登记又改过")
    went_well(entry(exam, "--done", by="李四"))
    went_well(entry(exam, "--checked", by="王五"))
    went_well(mark(exam, "--reason", "登记有误"))
    assert rules(exam) == []


def test_a_second_entry_by_another_person_is_compared(exam: Path) -> None:
    went_well(entry(exam, "--two-person", by="张三"))
    first = filled(exam)
    went_well(entry(exam, "--done", by="李四"))
    first.rename(exam / "kept.csv")
    second = fill_in(
        exam, lambda number, place: wrong_answer(place) if number == "001" else right_answer(place)
    )
    second.rename(exam / "answers-2.csv")
    (exam / "kept.csv").rename(first)
    refused(mark(exam), exam, contents(exam), "第二份登记还没有写名")
    refused(entry(exam, "--second", "--done", by="李四"), exam, contents(exam), "要由另一个人登记或核对")
    run = entry(exam, "--second", "--done", by="王五")
    assert (run.status, "[A040]" in run.out, "由第三人裁定" in run.out) == (1, True, True)
    assert "未评 1 人" in mark(exam).out
    assert rules(exam) == []


def test_it_can_be_asked_for_when_the_exam_is_drawn(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    exam = tmp_path / "exam"
    draw = ("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--two-person")
    went_well(quizgen(*draw, "--date", "2026-12-01"))
    assert "two_person: true" in (exam / "exam.yaml").read_text(encoding="utf-8")
    assert "已经要求两人登分" in entry(exam, "--two-person", by="张三").err


def test_an_entry_that_only_one_person_vouched_for_is_found(exam: Path) -> None:
    """What a signer could do who leaves the rule out: the ledger shows it."""
    filled(exam)
    went_well(mark(exam))
    went_well(entry(exam, "--two-person", by="张三"))
    assert rules(exam) == []
    text = (exam / "answers.csv").read_text(encoding="utf-8")
    (exam / "answers.csv").write_text(text.replace("√", "×", 1), encoding="utf-8")
    assert "要求两人登分" in mark(exam, "--reason", "更正").err


def test_options_that_do_not_go_together_are_refused(exam: Path) -> None:
    for options in (("--done", "--checked"), ("--second", "--checked"), ("--check", "--two-person")):
        assert entry(exam, *options, by="张三").status == 2
    assert "没有 answers.xlsx" in entry(exam, "--done", by="张三").err
