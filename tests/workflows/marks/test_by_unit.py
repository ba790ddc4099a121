"""``quizgen exam results --by-unit``: a workbook and the cards of every unit, which verification checks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pikepdf
import pytest

from quizgen.records.names import SCORE_BOOK, UNIT_RESULTS
from quizgen.workflows.marks import results as results_step
from tests.found import contents, none_like
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer


@pytest.fixture
def marked(exam: Path) -> Path:
    fill_in(exam, lambda _number, place: right_answer(place), {"004": "缺考"})
    assert quizgen("exam", "mark", exam, "--by", "张三").status == 0
    return exam


def results(exam: Path, *more: str) -> Run:
    return quizgen("exam", "results", exam, "--jobs", "1", *more)


def units_of(exam: Path) -> dict[str, list[str]]:
    """Who stands in the first sheet of every unit's workbook."""
    found = {}
    for name in contents(exam / UNIT_RESULTS):
        if name.endswith(".xlsx"):
            sheet = openpyxl.load_workbook(exam / UNIT_RESULTS / name).worksheets[0]
            rows = [row[0] for row in sheet.iter_rows(min_row=4, max_col=1, values_only=True)]
            found[name] = [str(one) for one in rows if str(one).isdigit()]
    return found


def test_every_unit_has_a_workbook_and_its_cards_in_one_file(marked: Path) -> None:
    run = results(marked, "--by-unit", "--cards")
    assert run.status == 0, run.out + run.err
    assert none_like(marked, SCORE_BOOK)
    units = units_of(marked)
    assert sorted(number for people in units.values() for number in people) == ["001", "002", "003", "004"]
    pages = 0
    for name in contents(marked / UNIT_RESULTS):
        if name.endswith(".pdf"):
            with pikepdf.open(marked / UNIT_RESULTS / name) as pdf:
                pages += len(pdf.pages)
    assert pages == 3
    again = results(marked, "--by-unit", "--cards")
    assert "新写 0 个文件" in again.out
    assert quizgen("exam", "verify", marked).status == 0


def test_verification_finds_a_changed_workbook_and_a_changed_file_of_cards(marked: Path) -> None:
    results(marked, "--by-unit", "--cards")
    book, *_ = (name for name in units_of(marked))
    cards, *_ = (name for name in contents(marked / UNIT_RESULTS) if name.endswith(".pdf"))
    sheet = openpyxl.load_workbook(marked / UNIT_RESULTS / book)
    sheet.worksheets[0]["F4"] = 99
    sheet.save(marked / UNIT_RESULTS / book)
    (marked / UNIT_RESULTS / cards).write_bytes(b"%PDF-1.7 other")
    (marked / UNIT_RESULTS / "0009-别的局.pdf").write_bytes(b"%PDF-1.7")
    (marked / UNIT_RESULTS / "0009-别的局.pdf").chmod(0o600)
    said = quizgen("exam", "verify", marked).out
    assert f"{book}!" in said
    assert f"{cards}: [V032]" in said
    assert "0009-别的局.pdf: [V032] 签名的成绩里没有这个单位" in said


def test_so_many_people_have_their_results_by_unit_in_any_case(
    marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results_step, "MOST_TOGETHER", 3)
    assert "按单位出的成绩单只有 PDF" in results(marked, "--docx").err
    assert f"{UNIT_RESULTS}/" in results(marked, "--dry-run").out
    assert results(marked).status == 0
    assert none_like(marked, SCORE_BOOK)
    assert len(units_of(marked)) > 0


def test_results_by_unit_go_into_the_history_with_their_scores(marked: Path) -> None:
    results(marked, "--by-unit")
    run = quizgen("exam", "mark", marked, "--by", "张三", "--grades", "优秀=10", "--reason", "改等次线")
    assert run.status == 0, run.out + run.err
    assert none_like(marked / "history", SCORE_BOOK)
    assert contents(marked / "history" / "0001" / UNIT_RESULTS)
    assert quizgen("exam", "verify", marked).status == 0
