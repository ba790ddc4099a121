"""Several kinds under one heading, questions with points of their own: from the blueprint to the scores."""

from __future__ import annotations

import io
import shutil
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from quizgen.model.lettered import LETTERS
from quizgen.model.question import MultipleBody
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.marking.independent import independent_scores
from tests.render.reading import page_texts, squeezed
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer
from tests.written_bank import case, question, write_bank

KINDS = ("single",) * 3 + ("multiple",) * 3 + ("true_false",) * 4 + ("short",) * 4
QUESTIONS = [
    *(question(at, kind) for at, kind in enumerate(KINDS, 1)),
    *(case(at, ("single", "true_false")) for at in range(20, 23)),
]
SECTIONS: list[dict[str, Any]] = [
    {
        "title": "选择题",
        "part": "理论",
        "of": [
            {"kind": "single", "count": 2, "points": 2},
            {"kind": "multiple", "count": 2, "points": 3, "rule": "漏选按项"},
        ],
    },
    {"kind": "true_false", "count": 4, "points": 1},
    {"kind": "short", "count": 3, "points": [6, 6, 9], "part": "实务"},
    {"kind": "case", "count": 2, "points": [6, 10], "part": "实务"},
]
ALIKE = ("--despite", "B023")
"""The made-up cases are alike."""

PEOPLE = "编号,姓名,单位,职务\n001,测试甲,一局,\n002,测试乙,一局,\n003,测试丙,二局,\n"
EACH = {"1": 2, "2": 2, "3": 3, "4": 3, "5": 1, "8": 1, "9": 6, "10": 6, "11": 9, "12": 6, "13": 10}


def one_right(_person: str, place: ShownItem) -> str:
    """All right by 001, all wrong by 002; 003 ticks one right option of a 多选."""
    if _person == "001":
        return right_answer(place)
    if _person == "003" and isinstance(place.body, MultipleBody):
        return LETTERS[place.order.index(0)]
    return wrong_answer(place)


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One form for each of three people, built, entered, marked; 简答 get all points but two."""
    desk = tmp_path_factory.mktemp("headings")
    bank, folder = write_bank(desk / "bank", QUESTIONS, SECTIONS, total=51), desk / "exam"
    (desk / "名册.csv").write_text(PEOPLE, encoding="utf-8")
    new = (
        *("exam", "new", folder, "--blueprint", "written", "--bank", bank, "--no-cache", *ALIKE),
        *("--mode", "individual", "--roster", desk / "名册.csv", "--date", "2026-12-01"),
    )
    for step in (new, ("exam", "build", folder, "--jobs", 1), ("exam", "entry", folder)):
        run = quizgen(*step)
        assert run.status == 0, run.out + run.err
    (folder / "answers.xlsx").unlink()
    fill_in(folder, one_right)
    assert quizgen("exam", "entry", folder).status == 0
    book = load_workbook(folder / "marks.xlsx")
    sheet = book["评分"]
    for line in range(2, sheet.max_row + 1):
        sheet.cell(
            line, 7, float(str(sheet.cell(line, 6).value)) - (2 if sheet.cell(line, 4).value == 1 else 0)
        )
        sheet.cell(line, 8, "测试丁")
    book.save(folder / "marks.xlsx")
    run = quizgen("exam", "mark", folder, "--by", "张三")
    assert run.status == 0, run.out + run.err
    return folder


def pages(file: Path) -> str:
    return squeezed("".join(page_texts(file.read_bytes())))


def test_a_heading_stands_once_and_says_which_questions_are_what(exam: Path) -> None:
    for text in (pages(exam / "papers/001.pdf"), pages(exam / "keys/001.pdf")):
        said = (
            "一、选择题（本题共4小题，共10分。第1、2题是单项选择题，每小题2分，只有一个选项符合题意。"
            "第3、4题是多项选择题，每小题3分，有两个或两个以上选项符合题意。"
            "全部选对得3分；少选且无错的，按选对项数占应选项数的比例得分；有错选不得分）"
        )
        assert text.count(said) == 1
        assert "二、判断题（本题共4小题，每小题1分，共4分。" in text
        assert "三、简答题（本题共3小题，共21分，各小题的分值印在题号后。按采分点给分）" in text
        assert "四、案例分析题（本题共2小题，共16分，各小题的分值印在题号后。" in text
        assert "五、" not in text


def test_questions_carry_their_points_where_they_differ_and_nowhere_else(exam: Path) -> None:
    document = Document(io.BytesIO((exam / "papers/001.docx").read_bytes()))
    word = "".join(squeezed(paragraph.text) for paragraph in document.paragraphs)
    for text in (pages(exam / "papers/001.pdf"), word):
        told = {
            number: f"{number}.（{points}分）" for number, points in EACH.items() if number not in {"5", "8"}
        }
        assert [said for said in told.values() if said not in text] == []
        assert "5.（" not in text
        assert "8.（" not in text


def test_the_boxes_for_points_are_one_a_heading(exam: Path) -> None:
    table = next(
        table
        for table in Document(io.BytesIO((exam / "papers/001.docx").read_bytes())).tables
        if table.cell(0, 0).text == "题号"
    )
    assert [cell.text for cell in table.rows[0].cells] == ["题号", "一", "二", "三", "四", "总分"]
    assert "题号一二三四总分" in pages(exam / "papers/001.pdf")


def test_the_sheet_names_each_heading_once(exam: Path) -> None:
    text = pages(exam / "sheets/001.pdf")
    assert [text.count(name) for name in ("一、选择题", "二、判断题", "四、案例分析题")] == [1, 1, 1]


def test_the_marking_sheet_gives_every_question_its_own_points(exam: Path) -> None:
    full: dict[tuple[str, str], float] = defaultdict(float)
    for row in load_workbook(exam / "marks.xlsx")["评分"].iter_rows(min_row=2, values_only=True):
        full[str(row[0]), str(row[2])] += float(str(row[5]))
    assert full == {(who, at): EACH[at] for who in ("001", "002", "003") for at in ("9", "10", "11")}


def test_no_more_points_are_taken_than_the_question_has(exam: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exam"
    shutil.copytree(exam, folder)
    book = load_workbook(folder / "marks.xlsx")
    sheet = book["评分"]
    lines = [at for at in range(2, sheet.max_row + 1) if sheet.cell(at, 3).value == "9"]
    sheet.cell(lines[0], 7, 3)
    book.save(folder / "marks.xlsx")
    run = quizgen("exam", "mark", folder, "--by", "张三", "--reason", "改分")
    assert f"marks.xlsx!G{lines[0]}: [A213] 3 不在 0 到 2 之间" in run.out


def test_both_computations_agree_on_every_question(exam: Path, tmp_path: Path) -> None:
    for name in ("questions.jsonl", "forms.jsonl", "answers.jsonl"):
        shutil.copy(exam / name, tmp_path)
    theirs = independent_scores(tmp_path, ExamFolder(exam).exam.blueprint)
    ours = scores_of(exam)
    assert {who: Fraction(str(one["points"])) for who, one in ours.items()} == {
        who: one.total for who, one in theirs.items()
    }
    assert sorted(theirs) == ["001", "002", "003"]


def test_scores_are_told_by_heading_and_by_part(exam: Path) -> None:
    scores: dict[str, Any] = scores_of(exam)
    titles = ["选择题", "判断题", "简答题", "案例分析题"]
    assert [(one["name"], one["full"]) for one in scores["001"]["sections"]] == list(
        zip(titles, ["10", "4", "21", "16"], strict=True)
    )
    points = {who: [one["points"] for one in scores[who]["sections"]] for who in scores}
    assert points == {
        "001": ["10", "4", "15", "16"],
        "002": ["0", "0", "15", "0"],
        "003": ["3", "0", "15", "0"],
    }
    assert [(one["name"], one["full"]) for one in scores["001"]["parts"]] == [("理论", "10"), ("实务", "37")]
    run = quizgen("exam", "explain", exam, "003")
    assert "大题：选择题3（满分10），判断题0（满分4），简答题15（满分21）" in squeezed(run.out)


def test_results_and_verification_know_the_headings(exam: Path) -> None:
    run = quizgen("exam", "results", exam, "--cards")
    assert run.status == 0, run.out + run.err
    heads = [
        str(cell)
        for row in load_workbook(exam / "scores.xlsx").worksheets[1].iter_rows(max_row=3, values_only=True)
        for cell in row
    ]
    assert [sum(name in head for head in heads) for name in ("选择题", "判断题", "简答题")] == [1, 1, 1]
    assert "选择题" in pages(exam / "cards/001.pdf")
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert run.status == 0, run.out + run.err


def test_a_question_is_worth_the_same_on_both_forms_of_a_set(tmp_path: Path) -> None:
    bank, folder = write_bank(tmp_path / "bank", QUESTIONS, SECTIONS), tmp_path / "exam"
    new = (
        "exam",
        "new",
        folder,
        "--blueprint",
        "written",
        "--bank",
        bank,
        "--no-cache",
        "--mode",
        "reordered",
    )
    run = quizgen(*new, "--forms", 4, *ALIKE)
    assert run.status == 0, run.out + run.err
    assert "三、简答 6 分" in run.out
    assert "一、选择题（多选 3 分）" in run.out
    exam = entry_exam(ExamFolder(folder))
    worth = defaultdict(set)
    for code in exam.forms:
        for place in exam.places(code):
            worth[place.id].add(place.points)
    assert len(worth) == 4 + 4 + 3 + 4
    assert [one for one in worth.values() if len(one) > 1] == []
