"""Matching, ordering and essays as sub-questions of a case, from the bank to the explanation of a mark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.test_exam_lettered import letters, places_of
from tests.render.reading import page_texts
from tests.tool import quizgen
from tests.workflows.filled import scores_of
from tests.written_bank import BODIES, COMMON, write_bank

BANDS = [{"at_least": "5/8", "text": "有观点"}, {"at_least": 0, "text": "没有观点"}]
PARTS: list[dict[str, Any]] = [
    {"kind": "matching", **BODIES["matching"], "stem": "怎样配对？", "share": "1/5"},
    {"kind": "ordering", **BODIES["ordering"], "stem": "怎样排列？", "share": "1/5"},
    {
        "kind": "essay",
        "stem": "写一段评论。",
        "bands": BANDS,
        "grid": "20x5",
        "words": {"max": 100},
        "share": "2/5",
    },
    {
        "kind": "essay",
        "stem": "谈两点。",
        "points_for": [{"point": "先说清"}, {"point": "再做到"}],
        "share": "1/5",
    },
]
CASE = {
    "id": "TW-0001",
    "kind": "case",
    "text": "某局检查发现，清单没有建立。",
    "parts": [{**part, "explain": "先后次序不能颠倒。"} for part in PARTS],
    **COMMON,
}
ROSTER = "编号,姓名,单位,职务\n001,测试甲,测试一局,\n"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One case: all is matched and in order, the essays earn 5 of 8 points and twice 1 of 2."""
    desk = tmp_path_factory.mktemp("parts")
    bank = write_bank(desk / "bank", [CASE], [{"kind": "case", "count": 1, "points": 20}])
    (desk / "roster.csv").write_text(ROSTER, encoding="utf-8")
    exam = desk / "exam"
    steps: list[tuple[object, ...]] = [
        ("new", exam, "--blueprint", "written", "--bank", bank, "--no-cache", "--date", "2026-12-01",
         "--written", "paper",
         "--roster", desk / "roster.csv"),
        ("build", exam, "--jobs", 1),
        ("entry", exam),
    ]  # fmt: skip
    for step in steps:
        run = quizgen("exam", *step)
        assert run.status == 0, run.out + run.err
    places = places_of(exam, "A")
    book = load_workbook(exam / "answers.xlsx")
    titles = [str(cell.value) for cell in book["作答"][1]]
    for name, text in (("卷号", "A"), ("状态", "参加")):
        book["作答"].cell(2, titles.index(name) + 1, text)
    for number in ("1(1)", "1(2)"):
        column = next(at for at, title in enumerate(titles, 1) if title.startswith(number))
        book["作答"].cell(2, column, letters(places[number]))
    book.save(exam / "answers.xlsx")
    assert quizgen("exam", "entry", exam).status == 0
    book = load_workbook(exam / "marks.xlsx")
    for line in range(2, book["评分"].max_row + 1):
        full = float(str(book["评分"].cell(line, 6).value))
        book["评分"].cell(line, 7, 5 if full == 8 else 1)
        book["评分"].cell(line, 8, "测试乙")
    book.save(exam / "marks.xlsx")
    run = quizgen("exam", "mark", exam, "--by", "测试乙")
    assert run.status == 0, run.out + run.err
    return exam


def pages(file: Path) -> str:
    return "".join(page_texts(file.read_bytes()))


def test_paper_and_key_have_each_part_in_its_own_way(exam: Path) -> None:
    paper, key = pages(exam / "papers/A.pdf"), pages(exam / "keys/A.pdf")
    assert "（3）写一段评论。（不超过100字）（8分）" in paper
    assert "100字" in paper.partition("（8分）")[2]
    assert "正确次序：（）→（）→（）→（）→（）" in paper
    assert "一档（5至8分）有观点二档（0至不满5分）没有观点" in key
    assert "【采分点】（1）先说清（2分）（2）再做到（2分）" in key


def test_the_sheet_says_where_the_essays_are_written(exam: Path) -> None:
    sheet = pages(exam / "sheets/A.pdf")
    assert "1(1)(4)" in sheet
    assert "1(2)(5)" in sheet
    assert "1(3)" not in sheet
    assert "论述题的答案写在试卷上" in sheet


def test_a_person_judges_the_essays_by_points_or_by_bands(exam: Path) -> None:
    rows = list(load_workbook(exam / "marks.xlsx")["评分"].iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[5]) for row in rows] == [("1(3)", 8), ("1(4)", 2), ("1(4)", 2)]
    assert str(rows[0][4]).startswith("按档次给分。一档（5至8分）：有观点")


def test_the_marks_add_up_and_are_explained(exam: Path) -> None:
    assert scores_of(exam)["001"]["score"] == "15"
    said = quizgen("exam", "explain", exam, "001").out
    assert said.count("规则：按档次给分") == 1
    assert said.count("规则：按采分点给分") == 1
    assert quizgen("exam", "results", exam).status == 0
    assert quizgen("exam", "verify", exam).status == 0
