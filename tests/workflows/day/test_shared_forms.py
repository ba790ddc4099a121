"""People of the day where forms are shared: A and B belong to nobody, spare forms can be copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.conftest import ROSTER
from tests.workflows.day.acts import add, amend, contents, mark, rules, went_well, withdraw
from tests.workflows.filled import fill_in, right_answer, scores_of


def drawn(tmp_path: Path, *more: object) -> Path:
    bank = write_bank(tmp_path / "bank")
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "parallel", "--forms", 2, "--spare", 1, "--date", "2026-12-01", *more),
    )
    went_well(run)
    return tmp_path / "exam"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Two parallel forms and a spare one for four people."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return drawn(tmp_path, "--roster", tmp_path / "roster.csv")


def test_a_late_candidate_takes_any_form_or_the_one_that_was_given(shared: Path) -> None:
    assert "用哪份试卷都可以" in went_well(add(shared, "005")).out
    went_well(add(shared, "006", "--form", "b", name="测试己"))
    went_well(add(shared, "007", "--form", "S01", name="测试庚"))
    went_well(add(shared, "008", "--form", "S01", name="测试辛"))
    went_well(amend(shared, "001", "--unit", "测试三局"))
    went_well(withdraw(shared, "004"))
    assert not (shared / "forms-added.jsonl").exists()
    went_well(quizgen("exam", "entry", shared))
    sheet = load_workbook(shared / "answers.xlsx")["作答"]
    rows = {row[0].value: row[4].value for row in sheet.iter_rows(min_row=2, max_col=5)}
    assert rows == {
        "001": None,
        "002": None,
        "003": None,
        "005": None,
        "006": "B",
        "007": "S01",
        "008": "S01",
    }
    (shared / "answers.xlsx").unlink()
    fill_in(shared, lambda _number, place: right_answer(place))
    went_well(mark(shared))
    assert {number: one.get("form") for number, one in scores_of(shared).items() if number > "004"} == {
        "005": "A",
        "006": "B",
        "007": "S01",
        "008": "S01",
    }
    assert rules(shared) == []


def test_without_a_roster_there_is_nothing_to_add_to(tmp_path: Path) -> None:
    exam = drawn(tmp_path)
    before = contents(exam)
    for run in (add(exam, "005"), amend(exam, "001", "--name", "测试癸"), withdraw(exam, "001")):
        assert (run.status, "这次考试没有名册" in run.err) == (1, True)
    assert contents(exam) == before
