"""``quizgen exam explain`` of every kind of question, right, partly right and blank."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam, write_entry
from tests.bank.written import question
from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.filled import right_answer, wrong_answer

SECTIONS = [
    {"kind": "multiple", "count": 1, "points": 2, "rule": "漏选按项"},
    {"kind": "true_false", "count": 1, "points": 1},
    {"kind": "fill", "count": 1, "points": 2},
    {"kind": "case", "count": 1, "points": 4},
    {"kind": "short", "count": 1, "points": 6},
]
ROSTER = "编号,姓名,单位,职务\n001,张三,测试一局,\n002,李四,测试一局,\n"


@pytest.fixture
def exam(marked: Path, tmp_path: Path) -> Path:
    """A copy that may be changed."""
    return Path(shutil.copytree(marked, tmp_path / "exam"))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """001 answered everything, not all of it right; 002 handed in a blank paper."""
    folder = tmp_path_factory.mktemp("kinds")
    bank = write_bank(folder / "bank", sections=SECTIONS, **{"pass": 6})
    further = [
        question("fill", 1, cites=["gongan-060"], answers=[["具体", "明确"], ["可查"]]),
        question("case", 2),
        question(
            "short", 3, points_for=[{"point": "先自查", "share": "1/3"}, {"point": "再会审", "share": "2/3"}]
        ),
    ]
    (bank / "more.yaml").write_text(dump_yaml(further), encoding="utf-8")
    (bank / "topics.yaml").write_text("明责:\n- 清单\n问责: []\n", encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    run = quizgen(
        *("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", folder / "roster.csv", "--date", "2026-12-01"),
    )
    assert run.status == 0, run.err
    exam = folder / "exam"
    write_entry(exam)
    places = {place.number: place for place in entry_exam(ExamFolder(exam)).places("001")}
    book = load_workbook(exam / "answers.xlsx")
    sheet = book["作答"]
    heads = [str(cell.value).split("\n")[0] for cell in sheet[1]]
    for line, number in ((2, "001"), (3, "002")):
        assert sheet.cell(line, 1).value == number
        sheet.cell(line, 6, "参加")
        for column, head in enumerate(heads, 1):
            if column > 6:
                sheet.cell(line, column, typed(places[head]) if number == "001" else "-")
    book.save(exam / "answers.xlsx")
    book = load_workbook(exam / "marks.xlsx")
    sheet = book["评分"]
    for line in range(2, sheet.max_row + 1):
        mine = sheet.cell(line, 1).value == "001"
        sheet.cell(line, 7, 1 if mine else 0)
        sheet.cell(line, 8, "测试乙")
    book.save(exam / "marks.xlsx")
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 0, run.out + run.err
    return exam


def typed(place: ShownItem) -> str:
    """What 001 puts: the sub-question wrong, one of two blanks, the rest right."""
    if place.body.kind == "fill":
        return "明确；-"
    return (wrong_answer if place.number == "4(2)" else right_answer)(place)


def item(exam: Path, number: str, printed: str) -> dict[str, Any]:
    run = quizgen("exam", "explain", exam, number, "--question", printed, "--json")
    assert run.status == 0, run.err
    (found,) = json.loads(run.out)["items"]
    return dict(found)


def told(exam: Path, number: str, printed: str, *names: str) -> list[Any]:
    found = item(exam, number, printed)
    return [found[name] for name in names]


WORDS = ("kind", "answer", "points", "full", "outcome", "rule")


def test_a_multiple_choice(marked: Path) -> None:
    assert told(marked, "001", "1", *WORDS)[2:] == ["2", "2", "对", "漏选按项"]
    found = item(marked, "001", "1")
    assert found["answer"] == found["key"] == found["typed"]
    assert [one["ticked"] for one in found["options"]] == [one["right"] for one in found["options"]]
    assert "".join(one["letter"] for one in found["options"]) == "ABCDEF"


def test_a_true_false_question(marked: Path) -> None:
    found = item(marked, "001", "2")
    assert found["answer"] == found["key"] == found["typed"]
    assert found["key"] in {"√", "×"}
    assert (found["options"], found["scoring_points"]) == ([], [])


def test_a_fill_in_shows_every_accepted_text_and_the_blank_left_empty(marked: Path) -> None:
    assert told(marked, "001", "3", *WORDS) == ["fill", "明确；（空）", "1", "2", "部分得分", "各空平分"]
    assert told(marked, "001", "3", "key", "typed") == ["具体 或 明确；可查", "明确；-"]


def test_a_sub_question_shows_the_text_of_its_case_with_its_own_explanation(marked: Path) -> None:
    first, second = item(marked, "001", "4(1)"), item(marked, "001", "4(2)")
    assert first["text"] == second["text"] == "某局年初没有修改清单。"
    assert [one["explain"] for one in (first, second)] == ["清单要每年修改一次。", "谁审核清单就由谁督促。"]
    assert [(one["part"], one["points"], one["outcome"]) for one in (first, second)] == [
        (0, "2", "对"),
        (1, "0", "错"),
    ]
    assert first["key"] == "×"
    assert second["answer"] != second["key"]


def test_the_number_of_a_case_alone_is_all_of_it(marked: Path) -> None:
    run = quizgen("exam", "explain", marked, "001", "--question", "4", "--json")
    assert [one["number"] for one in json.loads(run.out)["items"]] == ["4(1)", "4(2)"]


def test_a_short_answer_shows_what_each_scoring_point_earned(marked: Path) -> None:
    found = item(marked, "001", "5")
    assert [(one["text"], one["full"], one["earned"]) for one in found["scoring_points"]] == [
        ("先自查", "2", "1"),
        ("再会审", "4", "1"),
    ]
    assert told(marked, "001", "5", *WORDS) == ["short", "见采分点", "2", "6", "部分得分", "按采分点给分"]
    assert (found["key"], found["markers"]) == ("见采分点", ["测试乙"])


@pytest.mark.parametrize("printed", ["1", "2", "3", "4(1)", "4(2)"])
def test_what_was_left_blank_is_not_answered(marked: Path, printed: str) -> None:
    assert told(marked, "002", printed, "answer", "points", "outcome") == ["未作答", "0", "未作答"]


def test_sources_are_those_of_the_question(marked: Path) -> None:
    sources = {printed: item(marked, "001", printed)["sources"] for printed in ("1", "3")}
    assert all(sources.values())
    assert sources["1"] != sources["3"]


def test_a_decision_about_a_sub_question_is_told_there_only(
    exam: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(exam.parent / "config"))
    run = quizgen("exam", "mark", exam, "--by", "张三", "--void", "TT-0002(2)", "--reason", "两个答案")
    assert run.status == 0, run.out + run.err
    assert item(exam, "001", "4(1)")["changes"] == []
    second = item(exam, "001", "4(2)")
    assert (second["points"], second["outcome"]) == ("2", "计满分")
    assert [one["reason"] for one in second["changes"]] == ["两个答案"]


@pytest.mark.parametrize("printed", ["6", "4(3)", "0", "3(1)"])
def test_a_question_that_is_not_there_is_named(marked: Path, printed: str) -> None:
    run = quizgen("exam", "explain", marked, "001", "--question", printed)
    assert (run.status, f"试卷 001 没有第 {printed} 题" in run.err) == (1, True)
