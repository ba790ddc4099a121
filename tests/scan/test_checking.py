"""Checking by people: what they decide is read back with their names, nothing is lost, nothing is guessed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from PIL import Image

from tests.found import none_like
from tests.scan.exam import given_out, listed, rows, rules, scan
from tests.tool import Run, quizgen


def decisions(exam: Path) -> list[dict[str, Any]]:
    text = (exam / "scans" / "decisions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def ledger(exam: Path) -> list[dict[str, Any]]:
    text = (exam / "ledger.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def absent_rest(exam: Path) -> None:
    """Who has no sheet is put down as absent."""
    path = exam / "answers.csv"
    text = path.read_text(encoding="utf-8-sig").replace("测试局,,,,", "测试局,,,缺考,")
    path.write_text(text, encoding="utf-8-sig")


def marked(exam: Path, status: int = 0) -> Run:
    absent_rest(exam)
    run = quizgen("exam", "mark", exam, "--by", "张三", "--reason", "答题卡核对以后")
    assert run.status == status, run.err + run.out
    return run


# what the page gave out, read back


def test_a_decision_is_noted_with_the_name_of_who_looked(read_exam: Path, tmp_path: Path) -> None:
    told = scan(read_exam, given_out(read_exam, "李四", {"3": "b"}, tmp_path / "核对.json"))
    assert "收到核对的 1 处" in told.out, told.err
    assert [(one["answer"], one["stamp"]["by"]) for one in decisions(read_exam)] == [("B", "李四")]
    assert (rows(read_exam)["202603"]["3"], listed(read_exam)) == ("B", [])


def test_the_same_file_twice_changes_nothing(read_exam: Path, tmp_path: Path) -> None:
    file = given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json")
    scan(read_exam, file)
    scan(read_exam, file)
    assert len(decisions(read_exam)) == 1


def _other_exam(file: Path, exam: Path) -> None:
    given_out(exam, "李四", {"3": "B"}, file, exam_mark_is="0" * 16)


def _changed(file: Path, _exam: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace('"B"', '"C"'), encoding="utf-8")


def _cut_off(file: Path, _exam: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


def _misfit(file: Path, exam: Path) -> None:
    given_out(exam, "李四", {"3": "Z"}, file)


@pytest.mark.parametrize(
    ("spoil", "rule", "words"),
    [
        (_other_exam, "A051", "是别的考试的核对结果"),
        (_changed, "A050", "导出以后被改动过"),
        (_cut_off, "A050", "没有下载完整"),
        (_misfit, "A045", "没有选项 Z"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_written(
    read_exam: Path, tmp_path: Path, spoil: Callable[[Path, Path], None], rule: str, words: str
) -> None:
    file = given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json")
    spoil(file, read_exam)
    before = ledger(read_exam)
    told = scan(read_exam, file)
    assert (told.status, f"[{rule}]" in told.out + told.err, words in told.out + told.err) == (1, True, True)
    assert (decisions(read_exam), ledger(read_exam), rows(read_exam)["202603"]["3"]) == ([], before, "?")


def test_pages_that_were_never_read_here_are_named(read_exam: Path, printed: Path, tmp_path: Path) -> None:
    file = given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json")
    told = scan(shutil.copytree(printed, tmp_path / "other"), file)
    assert (told.status, "[A053]" in told.out + told.err) == (1, True)


def test_two_people_who_differ_reopen_the_mark_and_a_third_settles_it(
    read_exam: Path, tmp_path: Path
) -> None:
    files = [
        given_out(read_exam, by, {"3": said}, tmp_path / f"{by}.json")
        for by, said in (("李四", "B"), ("王五", "A"))
    ]
    scan(read_exam, files[0])
    told = scan(read_exam, files[1])
    assert "李四看作 B；王五看作 A" in told.out
    assert (rows(read_exam)["202603"]["3"], listed(read_exam)) == ("?", ["3"])
    said = [(one["stamp"]["by"], one["answer"]) for one in decisions(read_exam)]
    assert said == [("李四", "B"), ("王五", "A")]
    scan(read_exam, given_out(read_exam, "赵六", {"3": "A"}, tmp_path / "三.json"))
    assert (rows(read_exam)["202603"]["3"], listed(read_exam), rules(read_exam)) == ("A", [], [])
    scan(read_exam, files[0])
    assert rows(read_exam)["202603"]["3"] == "?"


def test_a_doubt_that_changed_since_is_looked_at_again(read_exam: Path, tmp_path: Path) -> None:
    file = given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    html = read_exam / "scans" / "待核对.html"
    html.write_text(
        html.read_text(encoding="utf-8").replace(data["rows"][0][3], "00000000"), encoding="utf-8"
    )
    told = scan(read_exam, given_out(read_exam, "李四", {"3": "B"}, tmp_path / "旧.json"))
    assert ("[A052]" in told.out, told.status) == (True, 0)
    assert (decisions(read_exam), listed(read_exam)) == ([], ["3"])


# a second look


def test_the_sample_is_the_same_every_time_and_says_nothing_of_what_was_read(
    read_exam: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(read_exam, tmp_path / "other")
    told = [quizgen("exam", "scan", one, "--audit", "20%", "--by", "张三").out for one in (read_exam, other)]
    assert "抽查 20%：共 40 处答案，随机抽 8 处，已查 0 处" in told[0]
    pages = [(one / "scans" / "抽查.html").read_text(encoding="utf-8") for one in (read_exam, other)]
    assert pages[0] == pages[1]
    data = json.loads(pages[0].partition("window.quizgenCheck=")[2].partition(";</script>")[0])
    assert {(one["read"], one["proposed"], one["why"]) for one in data["items"]} == {("", "", "抽查")}
    assert all(one["picture"] for one in data["items"])


@pytest.mark.parametrize("share", ["0", "101%", "-5%", "多"])
def test_what_is_no_share_is_refused(read_exam: Path, share: str) -> None:
    told = quizgen("exam", "scan", read_exam, "--audit", share, "--by", "张三")
    assert (told.status, "不是比例，写成 5%" in told.err) == (2, True)


def test_a_second_person_s_reading_is_counted_and_one_that_differs_is_settled(
    read_exam: Path, tmp_path: Path
) -> None:
    scan(read_exam, "--audit", "0.1")
    before = rows(read_exam)
    items = listed(read_exam, "audit")
    page = (read_exam / "scans" / "抽查.html").read_text(encoding="utf-8")
    data = json.loads(page.partition("window.quizgenCheck=")[2].partition(";</script>")[0])["items"]
    first_read = {"one": "A", "several": "AB"}
    answers = {
        one["item"]: first_read[one["way"]] if one["options"][0] == "A" else one["options"][0] for one in data
    }
    wrong = next(one for one in items if items.count(one) == 1)
    answers[wrong] = "×" if answers[wrong] == "√" else "D"
    told = scan(read_exam, given_out(read_exam, "王五", answers, tmp_path / "抽查.json", kind="audit"))
    assert f"已查 {len(items)} 处，不同 1 处" in told.out
    assert "Clopper–Pearson" in told.out
    assert wrong in listed(read_exam)
    changed = {n for n, row in rows(read_exam).items() if row != before[n]}
    assert len(changed) == 1
    assert not (read_exam / "scans" / "抽查.html").exists()
    told = scan(read_exam, given_out(read_exam, "赵六", {wrong: answers[wrong]}, tmp_path / "定.json"))
    assert "不同 1 处" in told.out
    assert wrong not in listed(read_exam)
    assert rules(read_exam) == []


def audit_book(exam: Path) -> tuple[Any, Any, dict[str, int]]:
    """The workbook for the second person, its list, the columns by their headings."""
    book = load_workbook(exam / "scans" / "抽查.xlsx")
    sheet: Any = book["抽查"]
    return book, sheet, {cell.value: cell.column for cell in sheet[1]}


def test_the_second_person_may_fill_in_the_workbook_and_what_differs_is_reported(read_exam: Path) -> None:
    scan(read_exam, "--audit", "0.1")
    items = listed(read_exam, "audit")
    page = (read_exam / "scans" / "抽查.html").read_text(encoding="utf-8")
    data = json.loads(page.partition("window.quizgenCheck=")[2].partition(";</script>")[0])["items"]
    book, sheet, columns = audit_book(read_exam)
    assert list(columns) == ["卷号", "题号", "图", "应为", "文件", "页"]
    assert [sheet.cell(row, columns["题号"]).value for row in range(2, sheet.max_row + 1)] == items
    wrong = next(one for one in items if items.count(one) == 1)
    for row, one in enumerate(data, 2):
        seen = "AB" if one["way"] == "several" else one["options"][0]
        differs = {"√": "×"}.get(seen, "D") if one["item"] == wrong else seen
        sheet.cell(row, columns["应为"]).value = differs
    book.save(read_exam / "scans" / "抽查.xlsx")
    told = quizgen("exam", "scan", read_exam, "--by", "王五")
    assert f"已查 {len(items)} 处，不同 1 处" in told.out, told.err
    assert {(one["stamp"]["by"], one["way"]) for one in decisions(read_exam)} == {("王五", "audited")}
    assert wrong in listed(read_exam)
    assert not (read_exam / "scans" / "抽查.xlsx").exists()
    assert rules(read_exam) == []


def test_what_does_not_fit_in_the_workbook_of_the_audit_is_named_at_its_cell(read_exam: Path) -> None:
    scan(read_exam, "--audit", "0.1")
    book, sheet, columns = audit_book(read_exam)
    sheet.cell(2, columns["应为"]).value = "Z"
    book.save(read_exam / "scans" / "抽查.xlsx")
    told = quizgen("exam", "scan", read_exam, "--by", "王五")
    place = "scans/抽查.xlsx!D2: [A045]"
    assert (told.status, place in told.err + told.out) == (1, True), told.err + told.out
    assert decisions(read_exam) == []


@pytest.mark.parametrize("name", ["待核对", "抽查"])
def test_pictures_lie_within_their_cells_and_a_page_is_as_wide_as_the_list(
    read_exam: Path, name: str
) -> None:
    scan(read_exam, "--audit", "0.1")
    book = load_workbook(read_exam / "scans" / f"{name}.xlsx")
    sheet: Any = book[name]
    assert len(sheet._images) == sheet.max_row - 1
    for one in sheet._images:
        at, size = one.anchor._from, one.anchor.ext
        letter = get_column_letter(at.col + 1)
        assert sheet.cell(1, at.col + 1).value == "图"
        assert at.rowOff + size.height <= sheet.row_dimensions[at.row + 1].height * 12_700
        assert at.colOff + size.width <= sheet.column_dimensions[letter].width * 7 * 9_525
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert sheet.page_setup.fitToHeight == 0


def test_whoever_checked_a_mark_is_no_second_person(read_exam: Path, tmp_path: Path) -> None:
    scan(read_exam, given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json"))
    scan(read_exam, "--audit", "100%")
    page = (read_exam / "scans" / "抽查.html").read_text(encoding="utf-8")
    data = json.loads(page.partition("window.quizgenCheck=")[2].partition(";</script>")[0])
    mark = decisions(read_exam)[0]["page"][:16]
    assert any((one["page"], one["item"]) == (mark, "3") for one in data["items"])
    only = [one for one in data["items"] if one["page"] == mark]
    html = read_exam / "scans" / "抽查.html"
    html.write_text(f"window.quizgenCheck={json.dumps({**data, 'items': only})};</script>", encoding="utf-8")
    told = scan(read_exam, given_out(read_exam, "李四", {"3": "B"}, tmp_path / "抽查.json", kind="audit"))
    assert "[A054]" in told.out
    assert "已查 0 处" in told.out


# results are final when nothing is open


def test_results_wait_for_the_doubts_unless_they_are_accepted_with_a_reason(read_exam: Path) -> None:
    marked(read_exam, status=1)
    waiting = quizgen("exam", "results", read_exam, "--jobs", 1)
    assert (waiting.status, "还有 1 处没有核对" in waiting.err) == (1, True)
    assert not (read_exam / "scores.xlsx").exists()
    told = scan(read_exam, "--accept-doubts", "答题卡已经退还")
    assert "接受了没有核对的 1 处" in told.out, told.err
    assert rows(read_exam)["202603"]["3"] == "AB"
    line = ledger(read_exam)[-1]
    assert (line["act"], line["by"], line["details"]["reason"]) == ("accepted", "张三", "答题卡已经退还")
    marked(read_exam)
    done = quizgen("exam", "results", read_exam, "--jobs", 1)
    assert done.status == 0, done.err
    verified = quizgen("exam", "verify", read_exam, "--quick")
    assert verified.status == 0, verified.out
    assert "没有核对就接受了 1 处（张三，答题卡已经退还）" in verified.out


# evidence


def test_the_picture_of_a_mark_is_written_until_it_is_purged(read_exam: Path, tmp_path: Path) -> None:
    scan(read_exam, given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json"))
    marked(read_exam)
    words = ("exam", "explain", read_exam, "202603", "--question", "3")
    told = quizgen(*words, "--pictures", tmp_path / "图")
    assert "答题卡：03.png，读作 AB（只能选一个，却涂了不止一个）" in told.out
    assert "核对：李四，" in told.out
    with Image.open(tmp_path / "图" / "202603-3.png") as picture:
        assert picture.width > picture.height > 30
    again = quizgen(*words, "--pictures", tmp_path / "图")
    assert (again.status, "不会覆盖" in again.err) == (1, True)
    purge = ("exam", "purge", read_exam, "--before", "2027-01-01", "--pictures", "--yes", "--by", "张三")
    assert quizgen(*purge).status == 0
    assert none_like(read_exam / "scans", "*.jpg")
    gone = quizgen(*words, "--pictures", tmp_path / "图2")
    assert (gone.status, "第 3 题的图片已经清除" in gone.err) == (0, True)
    verified = quizgen("exam", "verify", read_exam, "--quick")
    assert (verified.status, "[V072]" in verified.out) == (0, True), verified.out


def test_after_a_whole_purge_nothing_is_shown_and_nothing_is_taken(read_exam: Path, tmp_path: Path) -> None:
    file = given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json")
    scan(read_exam, file)
    marked(read_exam)
    quizgen("exam", "purge", read_exam, "--before", "2027-01-01", "--yes", "--by", "张三")
    told = scan(read_exam, file)
    assert (told.status, "读卡的记录已经清除" in told.err) == (1, True)
    explained = quizgen("exam", "explain", read_exam, "202603")
    assert (explained.status, "有扫描的连同图片" in explained.err) == (1, True)
