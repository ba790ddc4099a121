"""Scanned sheets of a whole exam become entered answers: every page accounted for, nothing guessed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.model.sheet import Bubble
from quizgen.records.names import SCAN_PAGES
from tests.found import none_like
from tests.scan.exam import expected, first_of_each, rows, rules, scan, scan_sheet
from tests.tool import quizgen


def test_every_page_is_accounted_for(once_read: tuple[Path, str]) -> None:
    exam, told = once_read
    assert "读了 6 页：答题卡 4 页，白纸 1 页，以前读过的 1 页。" in told
    assert "共 5 人，有答题卡的 4 人。" in told
    assert "没有答题卡的：编号 202605。" in told
    assert "待核对 1 处" in told
    assert rules(exam) == []


def test_two_processes_read_the_same_in_the_same_order(
    printed: Path, scans: Path, once_read: tuple[Path, str], tmp_path: Path
) -> None:
    exam = shutil.copytree(printed, tmp_path / "exam")
    many = tmp_path / "many"
    for copy in range(2):
        shutil.copytree(scans, many / str(copy))
    told = quizgen("exam", "scan", exam, many, "--by", "张三", "--jobs", 2)
    assert "读了 12 页：答题卡 4 页，白纸 1 页，以前读过的 7 页。" in told.out, told.err
    first, names = once_read[0], (SCAN_PAGES, "answers.csv")
    assert [(exam / one).read_bytes() for one in names] == [(first / one).read_bytes() for one in names]


def test_answers_are_entered_by_the_form_and_nothing_is_guessed(once_read: tuple[Path, str]) -> None:
    exam, _ = once_read
    found = rows(exam)
    for number, code in (("202601", "A"), ("202602", "B"), ("202604", "B")):
        assert (found[number]["卷号"], found[number]["状态"]) == (code, "参加")
        assert {q: found[number][q] for q in expected(exam, code)} == expected(exam, code)
    assert found["202603"]["3"] == "?"
    assert {q for q in expected(exam, "A") if found["202603"][q] == "?"} == {"3"}
    assert (found["202605"]["状态"], found["202605"]["1"]) == ("", "")


def test_the_list_shows_a_picture_and_its_decision_is_used(read_exam: Path) -> None:
    path = read_exam / "scans" / "待核对.xlsx"
    book = load_workbook(path)
    listed: Any = book["待核对"]
    heads = [cell.value for cell in listed[1]]
    row = dict(zip(heads, [cell.value for cell in listed[2]], strict=True))
    assert (row["编号"], row["卷号"], row["题号"], listed.max_row) == ("202603", "A", "3", 2)
    assert "只能选一个" in row["为什么"]
    assert len(listed._images) == 1
    listed.cell(2, heads.index("应为") + 1).value = "B"
    book.save(path)
    told = scan(read_exam)
    assert (told.status, "收到核对的 1 处" in told.out, "没有待核对的" in told.out) == (0, True, True), (
        told.err
    )
    assert rows(read_exam)["202603"]["3"] == "B"
    decided = json.loads((read_exam / "scans" / "decisions.jsonl").read_text(encoding="utf-8"))
    assert (decided["item"], decided["answer"], decided["stamp"]["by"]) == ("3", "B", "张三")
    assert rules(read_exam) == []


@pytest.mark.parametrize(("answer", "message"), [("Z", "没有选项 Z"), ("√", "认不出选了哪几项")])
def test_a_decision_that_does_not_fit_is_refused_at_its_cell(
    read_exam: Path, answer: str, message: str
) -> None:
    path = read_exam / "scans" / "待核对.xlsx"
    book = load_workbook(path)
    listed: Any = book["待核对"]
    listed.cell(2, [cell.value for cell in listed[1]].index("应为") + 1).value = answer
    book.save(path)
    run = scan(read_exam)
    assert (run.status, "[A045]" in run.err + run.out, message in run.err + run.out) == (1, True, True)
    assert rows(read_exam)["202603"]["3"] == "?"


def test_what_is_open_is_not_marked(read_exam: Path) -> None:
    run = quizgen("exam", "entry", read_exam, "--check")
    assert "[A046]" in run.out + run.err


def test_what_people_typed_stays(read_exam: Path) -> None:
    path = read_exam / "answers.csv"
    text = path.read_text(encoding="utf-8-sig").replace(
        "202605,测试5,测试局,,,,", "202605,测试5,测试局,,,缺考,"
    )
    lines = text.splitlines()
    cells = lines[1].split(",")
    cells[6] = "D" if cells[6] != "D" else "C"
    lines[1] = ",".join(cells)
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")
    told = scan(read_exam)
    assert "登记表里人填过的与读到的不同，没有改：编号 202601 第 1 题" in told.out
    assert rows(read_exam)["202601"]["1"] == cells[6]
    assert rows(read_exam)["202605"]["状态"] == "缺考"


def test_sheets_that_come_later_are_added(read_exam: Path, tmp_path: Path) -> None:
    late = scan_sheet(read_exam, "A", "202605", first_of_each, tmp_path / "late.png")
    before = rows(read_exam)
    told = scan(read_exam, late)
    assert "没有答题卡的" not in told.out
    after = rows(read_exam)
    assert after["202605"]["状态"] == "参加"
    assert {n: row for n, row in after.items() if n != "202605"} == {
        n: row for n, row in before.items() if n != "202605"
    }


def test_a_second_sheet_that_says_something_else_is_a_doubt(read_exam: Path, tmp_path: Path) -> None:
    def last_at_one(question: str, bubbles: list[Bubble]) -> list[Bubble]:
        return bubbles[-1:] if question == "1" else first_of_each(question, bubbles)

    again = scan_sheet(read_exam, "A", "202601", last_at_one, tmp_path / "again.png")
    told = scan(read_exam, again)
    assert "重复的 1 页" in told.out
    assert "待核对 2 处" in told.out
    assert rows(read_exam)["202601"]["1"] == "?"


def test_nobody_s_sheet_is_asked_about_and_given_to_somebody(read_exam: Path, tmp_path: Path) -> None:
    stray = scan_sheet(read_exam, "B", "999999", first_of_each, tmp_path / "stray.png")
    assert "不知道是谁的 1 页" in scan(read_exam, stray).out
    path = read_exam / "scans" / "待核对.xlsx"
    book = load_workbook(path)
    listed: Any = book["待核对"]
    heads = [cell.value for cell in listed[1]]
    whose = next(row for row in listed.iter_rows(min_row=2) if row[heads.index("题号")].value == "编号")
    whose[heads.index("应为")].value = "202605"
    book.save(path)
    scan(read_exam)
    assert (rows(read_exam)["202605"]["卷号"], rows(read_exam)["202605"]["状态"]) == ("B", "参加")


def test_an_entry_sheet_kept_by_people_is_not_touched(printed: Path, scans: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(printed, tmp_path / "exam")
    (exam / "answers.csv").write_text("编号,姓名,卷号,状态,1\n202601,测试1,A,参加,A\n", encoding="utf-8")
    before = (exam / "answers.csv").read_bytes()
    run = scan(exam, scans / "01.png")
    assert (run.status, "已有登记表 answers.csv" in run.err) == (1, True)
    assert (exam / "answers.csv").read_bytes() == before
    assert not (exam / "scans").exists()


def test_after_marking_a_purge_takes_the_readings_away(read_exam: Path) -> None:
    path = read_exam / "answers.csv"
    text = path.read_text(encoding="utf-8-sig").replace("?", "A").replace("测试局,,,,", "测试局,,,缺考,")
    path.write_text(text, encoding="utf-8-sig")
    marked = quizgen("exam", "mark", read_exam, "--by", "张三")
    assert marked.status == 0, marked.err + marked.out
    assert rules(read_exam) == []
    purged = quizgen("exam", "purge", read_exam, "--before", "2027-01-01", "--yes", "--by", "张三")
    assert purged.status == 0, purged.err
    assert none_like(read_exam / "scans", "*.jsonl")
    assert none_like(read_exam / "scans" / "pages", "*.jpg")
    assert none_like(read_exam / "scans", "*.xlsx")
    assert rules(read_exam) == []


def test_without_printed_sheets_nothing_is_read(printed: Path, scans: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(printed, tmp_path / "exam")
    shutil.rmtree(exam / "sheets")
    run = scan(exam, scans / "01.png")
    assert (run.status, "没有印过答题卡" in run.err) == (1, True)
