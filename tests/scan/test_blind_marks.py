"""Scanned answers marked blind: what markers are given, what is read back, whose points these become."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from quizgen.entry.blind_marks import BLIND
from tests.found import none_like, things_in
from tests.scan.exam import given_out, rules, scan
from tests.scan.written import ESSAY, FILLS, PART, PEOPLE, SHORT, print_written, scan_pages
from tests.tool import Run, quizgen

WRITTEN: Mapping[str, Mapping[str, int]] = {
    "202601": {FILLS[0]: 3, SHORT: 20, PART: 8, ESSAY: 60},
    "202602": {SHORT: 5},
}
Points = Callable[[str, int], str]
"""What a marker gives an answer (its remark, the number of the point)."""


@pytest.fixture(scope="module")
def scanned_exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam of which everything is scanned and typed but the marks; nobody may change it."""
    home = tmp_path_factory.mktemp("blind")
    exam = print_written(home)
    files = [scan_pages(exam, "A", one, WRITTEN.get(one, {}), home / f"{one}.tif") for one in PEOPLE[:2]]
    assert scan(exam, *files).status == 0
    told = given_out(exam, "李四", {FILLS[0]: "161", FILLS[1]: "-"}, home / "核对结果.json")
    assert scan(exam, told).status == 0
    return exam


@pytest.fixture
def exam(scanned_exam: Path, tmp_path: Path) -> Path:
    copy = shutil.copytree(scanned_exam, tmp_path / "exam")
    absent(copy)
    return copy


def absent(exam: Path) -> None:
    """The third person did not come."""
    path = exam / "answers.csv"
    text = path.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith(PEOPLE[2]))
    cells = row.split(",")
    cells[5] = "缺考"
    path.write_text(text.replace(row, ",".join(cells)), encoding="utf-8-sig")


def entry(exam: Path, *more: object) -> Run:
    return quizgen("exam", "entry", exam, *more)


def sheet_of(path: Path) -> list[dict[str, str]]:
    book = openpyxl.load_workbook(path)
    head, *rows = book["评分"].iter_rows(values_only=True)
    return [dict(zip(map(str, head), map(str, row), strict=True)) for row in rows if row[0] is not None]


def fill_in(path: Path, marker: str, points: Points) -> None:
    book = openpyxl.load_workbook(path)
    sheet: Any = book["评分"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    remark = ""
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, heads[BLIND]).value is None:
            continue
        if sheet.cell(row, heads["点号"]).value == 1:
            remark = sheet.cell(row, heads["备注"]).value or ""
        sheet.cell(row, heads["得分"]).value = float(
            points(remark, int(sheet.cell(row, heads["点号"]).value))
        )
        sheet.cell(row, heads["评卷人"]).value = marker
    book.save(path)


def some(remark: str, point: int) -> str:
    """Something for what is written, nothing for a blank box."""
    return "0" if remark or point > 1 else "2"


def marked(exam: Path) -> Run:
    return quizgen("exam", "mark", exam, "--by", "王五", "--sign-key", exam.parent / "key.pem")


def test_a_marker_gets_pictures_and_no_way_to_tell_whose_they_are(exam: Path) -> None:
    run = entry(exam, "--markers", 2)
    assert run.status == 0, run.out + run.err
    for name in ("marks.xlsx", "marks-2.xlsx"):
        with ZipFile(exam / name) as package:
            everything = b"".join(
                package.read(one) for one in package.namelist() if one.endswith((".xml", ".rels"))
            )
            pictures = [one for one in package.namelist() if one.startswith("xl/media/")]
        for word in ("欧阳", "测试局", *PEOPLE, "张三", "李四"):
            assert word.encode() not in everything, word
        assert len(pictures) == 6
        assert (exam / name).stat().st_mode & 0o077 == 0
    first, second = sheet_of(exam / "marks.xlsx"), sheet_of(exam / "marks-2.xlsx")
    assert {row["题号"] for row in first} == {SHORT, PART, ESSAY}
    numbers = {row[BLIND] for row in first}
    assert len(numbers) == 6
    assert all(re.fullmatch(r"[B-Z]{4}-[B-Z]{4}-[B-Z]{4}", one) for one in numbers)
    assert not numbers & {row[BLIND] for row in second}
    asked = openpyxl.load_workbook(exam / "marks.xlsx")["题目"]
    assert [cell.value for cell in asked["A"]] == ["题号", SHORT, PART, ESSAY]
    assert [row["备注"] for row in first if row["点号"] == "1"].count("机器看是空白，请核对") == 2


def test_points_given_blind_become_those_of_the_person(exam: Path) -> None:
    entry(exam)
    fill_in(exam / "marks.xlsx", "甲", some)
    run = marked(exam)
    assert run.status == 0, run.out + run.err
    earned = {}
    for person in PEOPLE[:2]:
        told = json.loads(quizgen("exam", "explain", exam, person, "--json").out)
        earned[person] = {one["number"]: one["points"] for one in told["items"]}
    assert earned["202601"][ESSAY] == earned["202601"][PART] == earned["202601"][SHORT] == "2"
    assert (earned["202602"][SHORT], earned["202602"][PART], earned["202602"][ESSAY]) == ("2", "0", "0")
    assert rules(exam) == []
    swapped = (exam / "marks.xlsx").read_bytes()
    fill_in(exam / "marks.xlsx", "甲", lambda _remark, _point: "1")
    assert "V034" in rules(exam)
    (exam / "marks.xlsx").write_bytes(swapped)
    assert rules(exam) == []


def test_two_markers_far_apart_are_decided_blind_by_a_third(exam: Path) -> None:
    entry(exam, "--markers", 2)
    fill_in(exam / "marks.xlsx", "甲", some)
    fill_in(exam / "marks-2.xlsx", "乙", lambda _remark, _point: "0")
    run = quizgen("exam", "entry", exam, "--check")
    assert "相差超过" in run.out + run.err
    assert entry(exam).status == 0
    third = sheet_of(exam / "marks-3.xlsx")
    assert 0 < len({row[BLIND] for row in third}) < 6
    assert not {row[BLIND] for row in third} & {row[BLIND] for row in sheet_of(exam / "marks.xlsx")}
    fill_in(exam / "marks-3.xlsx", "丙", some)
    assert marked(exam).status == 0


def test_the_sheet_of_another_marker_or_a_changed_number_is_said_to_be_so(exam: Path) -> None:
    entry(exam)
    fill_in(exam / "marks.xlsx", "甲", some)
    shutil.copy(exam / "marks.xlsx", exam / "marks-2.xlsx")
    run = quizgen("exam", "entry", exam, "--check")
    assert (run.status, "不是这位评卷人要评的答卷" in run.out + run.err) == (1, True)


def test_answers_that_are_not_in_a_marker_s_sheet_are_named_with_what_to_do(exam: Path) -> None:
    entry(exam)
    fill_in(exam / "marks.xlsx", "甲", some)
    book = openpyxl.load_workbook(exam / "marks.xlsx")
    book["评分"].delete_rows(2, 3)
    book.save(exam / "marks.xlsx")
    run = quizgen("exam", "entry", exam, "--check")
    assert run.status == 1
    assert "没有行" in run.out + run.err
    assert "照盲号把评过的分抄过去" in run.out + run.err


def test_nobody_gets_answers_while_it_is_open_who_came(scanned_exam: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(scanned_exam, tmp_path / "exam")
    run = entry(exam)
    assert run.status == 0
    assert f"编号 {PEOPLE[2]} 还没有登记" in run.out
    assert not (exam / "marks.xlsx").exists()


def test_an_answer_is_shown_where_its_points_are_explained_until_pictures_are_purged(
    exam: Path, tmp_path: Path
) -> None:
    entry(exam)
    fill_in(exam / "marks.xlsx", "甲", some)
    assert marked(exam).status == 0
    run = quizgen("exam", "explain", exam, "202601", "--pictures", tmp_path / "图")
    assert run.status == 0, run.err
    assert "读作 手写（见图）" in run.out
    names = {one.name for one in things_in(tmp_path / "图")}
    assert names >= {f"202601-{one}.png" for one in (ESSAY, SHORT, PART, FILLS[0])}
    purge = ("exam", "purge", exam, "--before", "2027-01-01", "--pictures", "--yes", "--by", "张三")
    purged = quizgen(*purge, "--sign-key", exam.parent / "key.pem")
    assert purged.status == 0, purged.out + purged.err
    assert not (exam / "scans" / "待核对.html").exists()
    assert none_like(exam / "scans", "*.jpg")
    assert rules(exam) == []
