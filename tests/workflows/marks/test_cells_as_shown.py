"""Answers count as their cells show them; what a spreadsheet has rewritten stops its person only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.entry.exam import head_number
from quizgen.files.yaml_write import dump_yaml
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.filled import scores_of

KEYS = {"TS-0901": "50%", "TS-0902": "0012", "TS-0903": "3-4"}
PEOPLE = "编号,姓名,单位,职务\n001,测试甲,一局,\n002,测试乙,一局,\n003,测试丙,一局,\n"


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """An exam of three blanks for three people, its entry sheet written."""
    sections = [{"kind": "fill", "count": 3, "points": 1}]
    bank = write_bank(tmp_path / "bank", sections=sections, **{"pass": 2})
    common = {
        "kind": "fill",
        "topic": "明责",
        "difficulty": "易",
        "cites": ["xiamen-019"],
        "explain": "记住这个数，按清单写。",
    }
    questions = [
        {**common, "id": name, "stem": f"第{place}个数是____。", "answers": [[text]]}
        for place, (name, text) in zip("一二三", KEYS.items(), strict=True)
    ]
    (bank / "fill.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    (tmp_path / "名册.csv").write_text(PEOPLE, encoding="utf-8")
    made = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "one", "--roster", tmp_path / "名册.csv", "--date", "2026-12-01"),
    )
    assert made.status == 0, made.err
    assert quizgen("exam", "entry", tmp_path / "exam").status == 0
    return tmp_path / "exam"


def filled(exam: Path, **people: dict[str, tuple[str | float, str]]) -> Run:
    """Mark after writing values with their formats, by key; everybody else put what is right, as text."""
    places = {place.question.id: place.number for place in entry_exam(ExamFolder(exam)).places("A")}
    book = load_workbook(exam / "answers.xlsx")
    sheet: Any = book["作答"]
    columns = {str(cell.value).split()[0]: cell.column for cell in sheet[1]}
    numbered = {head_number(str(cell.value)): cell.column for cell in sheet[1]}
    for line in range(2, 5):
        sheet.cell(line, columns["状态"], "参加")
        sheet.cell(line, columns["卷号"], "A")
        changed = people.get(f"p{sheet.cell(line, 1).value}", {})
        for name, text in KEYS.items():
            value, code = changed.get(text, (text, "@"))
            sheet.cell(line, numbered[places[name]], value).number_format = code
    book.save(exam / "answers.xlsx")
    return quizgen("exam", "mark", exam, "--by", "张三")


def test_what_is_shown_counts(exam: Path) -> None:
    run = filled(exam, p002={"50%": (0.5, "0%"), "0012": (12, "0000")})
    assert run.status == 0, run.out + run.err
    assert [one["score"] for one in scores_of(exam).values()] == ["3", "3", "3"]


def test_what_may_have_been_rewritten_or_hides_something_is_named_and_the_rest_is_marked(exam: Path) -> None:
    run = filled(
        exam,
        p002={"50%": (0.5, "General"), "0012": (12, "General"), "3-4": (46085, 'm"月"d"日"')},
        p003={"0012": (12, '"0012"'), "50%": (0.496, "0%")},
    )
    assert run.status == 1
    told = run.out + run.err
    assert (told.count("[A036]"), told.count("[A008]"), told.count("[A035]")) == (2, 1, 2)
    assert {number: one["score"] for number, one in scores_of(exam).items()} == {"001": "3"}
    assert "0012" not in "".join(line for line in told.splitlines() if "A036" in line)


def test_the_same_through_a_csv_file(exam: Path) -> None:
    places = {place.question.id: place.number for place in entry_exam(ExamFolder(exam)).places("A")}
    texts = {
        "001": KEYS,
        "002": {"TS-0901": "0.5", "TS-0902": "12", "TS-0903": "3月4日"},
        "003": {"TS-0901": "60%", "TS-0902": "'12", "TS-0903": "三至四"},
    }
    lines = [
        f"{number},{name},A,参加,{','.join(answers[one] for one in places)}"
        for (number, answers), name in zip(texts.items(), ("测试甲", "测试乙", "测试丙"), strict=True)
    ]
    (exam / "answers.xlsx").unlink()
    (exam / "answers.csv").write_text(
        "\n".join((f"编号,姓名,卷号,状态,{','.join(places.values())}", *lines)), encoding="utf-8"
    )
    run = quizgen("exam", "mark", exam, "--by", "张三")
    assert run.status == 1
    assert (run.out + run.err).count("[A036]") == 3
    assert {number: one["score"] for number, one in scores_of(exam).items()} == {"001": "3", "003": "0"}
