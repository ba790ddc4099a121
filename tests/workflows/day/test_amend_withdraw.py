"""Names amended everywhere from then on; people who have withdrawn told apart from those who are absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.tool import Run, quizgen
from tests.workflows.day.acts import amend, contents, ledger, mark, notes, rules, went_well, withdraw
from tests.workflows.filled import fill_in, right_answer, scores_of


def entered(exam: Path, states: dict[str, str] | None = None) -> Path:
    return fill_in(exam, lambda _number, place: right_answer(place), states)


def test_an_amended_name_is_on_everything_made_later(exam: Path) -> None:
    roster = (exam / "roster.csv").read_bytes()
    went_well(amend(exam, "002", "--name", "测试艺", "--post", "科员"))
    assert (exam / "roster.csv").read_bytes() == roster
    assert ledger(exam)[-1]["details"] == {
        "number": "002",
        "fields": ["name", "post"],
        "reason": "名册写错",
    }
    entered(exam)
    went_well(mark(exam))
    assert scores_of(exam)["002"]["candidate"] == {
        "number": "002",
        "name": "测试艺",
        "unit": "测试一局",
        "post": "科员",
    }
    went_well(quizgen("exam", "results", exam, "--jobs", 1))
    sheet = load_workbook(exam / "scores.xlsx")["总表"]
    names = [cell.value for row in sheet.iter_rows() for cell in row]
    assert ("测试艺" in names, "测试乙" in names) == (True, False)
    assert rules(exam) == []


def test_an_entry_sheet_with_the_old_name_is_still_read(exam: Path) -> None:
    path = entered(exam)
    went_well(amend(exam, "002", "--name", "测试艺", "--unit", "测试三局"))
    run = quizgen("exam", "entry", exam, "--check")
    assert run.status == 0, run.out + run.err
    assert run.out.count("[A111]") == 2
    path.write_text(path.read_text(encoding="utf-8").replace("测试乙", "测试它"), encoding="utf-8")
    other = quizgen("exam", "entry", exam, "--check")
    assert (other.status, "[A013]" in other.out + other.err) == (1, True)


def test_after_signing_a_name_is_amended_by_marking_again(exam: Path) -> None:
    entered(exam)
    went_well(mark(exam))
    run = went_well(amend(exam, "002", "--name", "测试艺"))
    assert "重新阅卷一次" in run.out
    assert (rules(exam), notes(exam)) == ([], ["V053"])
    assert scores_of(exam)["002"]["candidate"]["name"] == "测试乙"  # type: ignore[index]
    (exam / "answers.csv").unlink()
    went_well(mark(exam))
    assert scores_of(exam)["002"]["candidate"]["name"] == "测试艺"  # type: ignore[index]
    assert rules(exam) == []


def test_who_has_withdrawn_is_not_absent(exam: Path) -> None:
    went_well(withdraw(exam, "004"))
    entered(exam, {"003": "缺考"})
    run = went_well(mark(exam))
    assert "退考" in run.out
    scores = scores_of(exam)
    assert {number: (one["attendance"], one.get("resit")) for number, one in scores.items()} == {
        "001": ("参加", None),
        "002": ("参加", None),
        "003": ("缺考", True),
        "004": ("退考", None),
    }
    went_well(quizgen("exam", "results", exam, "--jobs", 1))
    book = load_workbook(exam / "scores.xlsx")
    units = [[cell.value for cell in row] for row in book["按单位"].iter_rows()]
    heads = next(row for row in units if row[1] == "应考")
    total = dict(zip(heads, next(row for row in units if row[0] == "合计"), strict=True))
    assert [total[name] for name in ("应考", "参加", "缺考", "退考")] == [3, 2, 1, 1]
    failed = {row[0].value for row in book["未通过和补考"].iter_rows()}
    assert ("003" in failed, "004" in failed) == (True, False)
    analysis = (exam / "analysis.html").read_text(encoding="utf-8")
    assert "缺考／退考" in analysis
    assert "1／1 人" in analysis
    assert "状态：退考，没有成绩" in went_well(quizgen("exam", "explain", exam, "004")).out
    assert rules(exam) == []


def test_without_a_withdrawal_no_table_speaks_of_one(exam: Path) -> None:
    entered(exam, {"003": "缺考"})
    assert "退考" not in went_well(mark(exam)).out
    went_well(quizgen("exam", "results", exam, "--jobs", 1))
    book = load_workbook(exam / "scores.xlsx")
    assert book.sheetnames
    assert not [
        cell.value for sheet in book for row in sheet.iter_rows() for cell in row if "退考" in str(cell.value)
    ]


def test_the_row_of_who_has_withdrawn_stays_empty(exam: Path) -> None:
    path = entered(exam)
    text = path.read_text(encoding="utf-8")
    path.unlink()
    went_well(withdraw(exam, "004"))
    path.write_text(text, encoding="utf-8")
    run = quizgen("exam", "entry", exam, "--check")
    assert run.status == 1
    assert "[A026] 编号 004 已经退考，却登记了状态“参加”" in run.out + run.err
    *rows, last = text.splitlines()
    row = last.split(",")
    path.write_text("\n".join([*rows, ",".join([*row[:3], *("" for _ in row[3:])])]), encoding="utf-8")
    went_well(quizgen("exam", "entry", exam, "--check"))


def test_a_withdrawal_is_not_typed_into_the_entry_sheet(exam: Path) -> None:
    entered(exam, {"004": "退考"})
    run = quizgen("exam", "entry", exam, "--check")
    assert (run.status, "用 quizgen exam withdraw 记" in run.out + run.err) == (1, True)


def test_an_absence_that_was_a_withdrawal_is_corrected_with_a_reason(exam: Path) -> None:
    entered(exam, {"004": "缺考"})
    went_well(mark(exam))
    went_well(withdraw(exam, "004"))
    refused = mark(exam)
    assert (refused.status, "004：缺考 → 退考" in refused.err) == (1, True)
    went_well(mark(exam, "--reason", "考前已请假"))
    assert scores_of(exam)["004"]["attendance"] == "退考"
    assert rules(exam) == []


def test_no_score_of_who_has_withdrawn_is_attached(exam: Path, tmp_path: Path) -> None:
    went_well(withdraw(exam, "004"))
    entered(exam)
    went_well(mark(exam))
    reviews = tmp_path / "材料"
    reviews.mkdir()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["编号", "姓名", "评语"], ["001", "测试甲", "认真"], ["004", "测试丁", "认真"]):
        sheet.append(row)
    book.save(reviews / "述职.xlsx")
    run = quizgen(
        *("review", "attach", "--scores", exam, "--reviews", reviews, "--out", tmp_path / "附成绩"),
        *("--by", "张三", "--date", "2026-12-24"),
    )
    assert "[F023]" in run.out + run.err


def refused(exam: Path, run: Run, sentence: str, before: object, status: int = 1) -> None:
    assert (run.status, sentence in run.err) == (status, True), run.out + run.err
    assert "Traceback" not in run.err
    assert contents(exam) == before


def test_acts_that_cannot_be_are_refused(exam: Path) -> None:
    went_well(withdraw(exam, "004"))
    before = contents(exam)
    refused(exam, amend(exam, "009", "--name", "测试癸"), "名单里没有编号 009", before)
    refused(exam, amend(exam, "002", "--name", "测试乙"), "没有要更正的", before)
    refused(exam, amend(exam, "002"), "要更正什么", before, status=2)
    refused(exam, amend(exam, "004", "--name", "测试癸"), "编号 004 已经退考", before)
    refused(exam, withdraw(exam, "009"), "名单里没有编号 009", before)
    refused(exam, withdraw(exam, "004"), "编号 004 已经退考", before)


@pytest.mark.parametrize("state", ["参加", "作废", "违纪"])
def test_who_has_answers_entered_cannot_withdraw(exam: Path, state: str) -> None:
    entered(exam, {"004": state})
    before = contents(exam)
    refused(exam, withdraw(exam, "004"), f"编号 004 已经登记为“{state}”", before)


def test_the_last_one_cannot_withdraw(exam: Path) -> None:
    for number in ("001", "002", "003"):
        went_well(withdraw(exam, number))
    refused(exam, withdraw(exam, "004"), "名单里只剩编号 004 一人", contents(exam))
