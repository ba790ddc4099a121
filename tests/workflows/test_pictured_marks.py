"""Answers to options that are pictures, marked, explained, analysed; a wrong picture accepted afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.model.question import FillBody
from quizgen.model.shown import ShownItem
from tests.bank.pictured import PICTURED
from tests.found import things_in
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of

PEOPLE = [f"{number:03d},测试{name},甲单位,职员" for number, name in enumerate("甲乙丙丁", 1)]


def typed(number: str, place: ShownItem) -> str:
    """Everybody knows everything, but the last who ticks A everywhere."""
    if isinstance(place.body, FillBody):
        return "H2O；S=a×a"
    return "A" if number == "004" and place.options else right_answer(place)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("marked")
    roster = desk / "roster.csv"
    roster.write_text("编号,姓名,单位,职务\n" + "\n".join(PEOPLE) + "\n", encoding="utf-8")
    folder = desk / "exam"
    words = (
        "--bank",
        PICTURED,
        "--blueprint",
        "pictured",
        "--no-cache",
        "--roster",
        roster,
        "--by",
        "张三",
        "--date",
        "2026-12-01",
    )
    run = quizgen("exam", "new", folder, *words)
    assert run.status == 0, run.err
    fill_in(folder, typed)
    run = quizgen("exam", "mark", folder, "--by", "张三")
    assert run.status == 0, run.out + run.err
    return folder


def test_the_letters_of_pictures_are_marked_as_any_others(marked: Path) -> None:
    scores = scores_of(marked)
    assert [scores[number]["score"] for number in ("001", "002", "003")] == ["15"] * 3
    assert float(str(scores["004"]["score"])) < 15


def test_everybody_is_told_in_words_what_was_ticked(marked: Path) -> None:
    run = quizgen("exam", "explain", marked, "004")
    assert run.status == 0, run.err
    assert "［图：" in run.out
    assert "由三条线段围成的图形］" in run.out


def test_the_analysis_names_the_options_in_words(marked: Path) -> None:
    run = quizgen("exam", "results", marked, "--jobs", 1)
    assert run.status == 0, run.out + run.err
    (page,) = (path for path in things_in(marked) if path.name == "analysis.html")
    text = page.read_text(encoding="utf-8")
    assert "［图：由三条线段围成的图形］" in text
    run = quizgen("exam", "verify", marked, "--jobs", 1)
    assert run.status == 0, run.out


def test_a_wrong_picture_is_accepted_by_what_it_shows(marked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "exam"
    shutil.copytree(marked, copy)
    accept = ("--accept", "TX-0001=由一条曲线围成的图形", "--reason", "两种都说得通")
    run = quizgen("exam", "mark", copy, "--by", "张三", *accept)
    assert run.status == 0, run.out + run.err
    run = quizgen("exam", "mark", copy, "--by", "张三", "--accept", "TX-0001=圆形", "--reason", "同上")
    assert run.status == 1
    assert "没有“圆形”这个选项" in run.out + run.err


def test_reviewers_read_the_pictures_in_words(tmp_path: Path) -> None:
    run = quizgen("bank", "review", tmp_path / "审题表.xlsx", "--bank", PICTURED)
    assert run.status == 0, run.out + run.err
    book = load_workbook(tmp_path / "审题表.xlsx")
    texts = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "［图：由三条线段围成的图形］" in texts
