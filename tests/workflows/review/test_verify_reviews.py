"""Verifying review documents: every changed score is named by its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.model.answers import Attendance
from quizgen.records.names import HISTORY
from quizgen.records.scores_file import BadSignature
from quizgen.workflows.marks.official import read_officials
from quizgen.workflows.review.attach import attach_scores
from quizgen.workflows.review.order import AttachOrder
from quizgen.workflows.review.verify import CorrectedSince, UnknownCode, resolve_code, verify_reviews
from tests.office.packages import rebuild
from tests.signed_scores import REVIEW_DATE, STAMP, no_score, person, score, signed_folder
from tests.workflows.review.test_attach_scores import workbook
from tools.demo_reviews import WORKBOOK, Person, write_form, write_reviews
from tools.demo_reviews import tamper as tamper_demo

BOOK = "述职.xlsx"


@pytest.fixture
def attached(tmp_path: Path) -> tuple[Path, Path]:
    """An exam, a folder with an attached workbook of three (the last one absent) and a form."""
    people = [score(person(1)), score(person(2), "79"), no_score(person(3), Attendance.ABSENT)]
    exam = signed_folder(tmp_path / "exam", people)
    reviews = tmp_path / "材料"
    reviews.mkdir()
    workbook(reviews / BOOK, [(one.candidate.number, one.candidate.name) for one in people])
    write_form(reviews / "甲.docx", Person(*person(1).model_dump().values()))
    order = AttachOrder((exam,), reviews, tmp_path / "out", STAMP, REVIEW_DATE, cards=False)
    attach_scores(order, lambda _done, _total: None)
    return exam, tmp_path / "out"


def found(exam: Path, path: Path) -> list[tuple[str, str]]:
    """Place and rule of every fault."""
    result = verify_reviews(path, [exam], date=REVIEW_DATE)
    return [(str(problem.spot), problem.rule) for problem in result.problems]


def tamper(path: Path, values: dict[str, Any]) -> None:
    """Change cells as an office program would, saving the whole workbook anew."""
    book = load_workbook(path)
    sheet: Any = book["述职"]
    for cell, value in values.items():
        sheet[cell] = value
    book.save(path)


def test_what_was_attached_agrees_even_after_another_program_saved_it(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    assert found(exam, out) == []
    tamper(out / BOOK, {"C2": "另一单位", "M9": "批注"})
    result = verify_reviews(out, [exam], date=REVIEW_DATE)
    assert (result.problems, result.documents, result.people) == ((), 2, 3)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("D2", 95.5),
        ("D2", None),
        ("D2", "=85.5"),
        ("E2", "优秀"),
        ("F3", "合格"),
        ("G2", "另一次测试"),
        ("H2", "2026-12-02"),
        ("I3", "2028-12-01"),
        ("J2", "002"),
    ],
)
def test_every_changed_cell_is_named(attached: tuple[Path, Path], cell: str, value: object) -> None:
    exam, out = attached
    tamper(out / BOOK, {cell: value})
    assert found(exam, out / BOOK) == [(f"述职!{cell}", "F104")]


def test_a_code_that_stands_for_nothing_is_named(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    tamper(out / BOOK, {"K2": "AAAA-BBBB-CCCC-DDDD", "K3": None})
    assert found(exam, out / BOOK) == [("述职!K2", "F101"), ("述职!K3", "F101")]


def test_somebody_elses_row_pasted_over_ones_own_is_named_cell_by_cell(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    sheet: Any = load_workbook(out / BOOK)["述职"]
    tamper(out / BOOK, {f"{letter}3": sheet[f"{letter}2"].value for letter in "DEFGHIJK"})
    faults = found(exam, out / BOOK)
    assert faults[0] == ("述职!K3", "F102")
    assert [where for where, _ in faults[1:]] == [f"述职!{letter}3" for letter in "DEFIJ"]


def test_rows_sorted_without_their_scores_are_named(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    tamper(out / BOOK, {"A2": "2026002", "B2": "测试乙", "A3": "2026001", "B3": "测试甲"})
    rules = [rule for _, rule in found(exam, out / BOOK)]
    assert rules.count("F102") == 2


def test_a_changed_name_is_named(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    tamper(out / BOOK, {"B2": "测试申"})
    assert found(exam, out / BOOK) == [("述职!A2", "F103")]


def test_a_score_made_up_for_somebody_without_one_is_named(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    tamper(out / BOOK, {"D4": 90})
    assert found(exam, out / BOOK) == [("述职!K4", "F101")]


def test_a_score_that_was_emptied_is_missed(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    tamper(out / BOOK, {f"{letter}2": None for letter in "DEFGHIJK"})
    assert found(exam, out / BOOK) == [("述职!A2", "F106")]


def test_a_changed_form_is_named_with_its_field(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    edit = {"word/document.xml": lambda data: data.replace("第 1 次".encode(), "第 2 次".encode())}
    rebuild(out / "甲.docx", edit)
    assert found(exam, out / "甲.docx") == [("附件：知识测试成绩—条件", "F104")]


def test_changed_scores_are_not_compared_with(attached: tuple[Path, Path]) -> None:
    exam, out = attached
    scores = exam / "scores.jsonl"
    scores.write_bytes(scores.read_bytes().replace(b'"score":"79"', b'"score":"99"'))
    with pytest.raises(BadSignature):
        found(exam, out)


def test_the_documents_of_the_demo_with_their_slips_and_the_tampering(tmp_path: Path) -> None:
    people = [person(index) for index in range(1, 7)]
    exam = signed_folder(tmp_path / "exam", [score(one) for one in people])
    write_reviews(tmp_path / "材料", [Person(*one.model_dump().values()) for one in people])
    order = AttachOrder((exam,), tmp_path / "材料", tmp_path / "out", STAMP, REVIEW_DATE, cards=False)
    result = attach_scores(order, lambda _done, _total: None)
    assert [(str(one.spot), one.rule) for one in result.problems] == [
        ("述职评议!A10", "F003"),
        ("述职评议!A11", "F001"),
    ]
    assert len(result.attached) == 5 + 3
    assert found(exam, tmp_path / "out") == []
    cell = tamper_demo(tmp_path / "out" / WORKBOOK)
    assert found(exam, tmp_path / "out") == [(cell, "F104")]


# 核验码


def test_a_code_resolves_offline_however_it_is_typed(attached: tuple[Path, Path]) -> None:
    exam, _ = attached
    (official,) = read_officials([exam]).exams
    code = official.scores.code("2026002")
    for typed in (code, code.lower(), code.replace("-", " ")):
        result = resolve_code(typed, [exam])
        assert (result.candidate.number, result.score) == ("2026002", "79")
    with pytest.raises(UnknownCode):
        resolve_code("AAAA-BBBB-CCCC-DDDD", [exam])


def test_a_code_of_a_corrected_score_says_so(attached: tuple[Path, Path], tmp_path: Path) -> None:
    exam, out = attached
    code = read_officials([exam]).exams[0].scores.code("2026001")
    newer = signed_folder(tmp_path / "corrected", [score(person(1), "90"), score(person(2), "79")])
    (newer / HISTORY).mkdir()
    exam.rename(newer / HISTORY / "0001")
    with pytest.raises(CorrectedSince, match=r"当时 85\.5 分"):
        resolve_code(code, [newer])
    result = verify_reviews(out / BOOK, [newer], date=REVIEW_DATE)
    first = result.problems[0]
    assert (str(first.spot), first.rule) == ("述职!K2", "F101")
    assert "更正以前的成绩（85.5）" in first.message
    assert ("述职!D2", "F104") in {(str(one.spot), one.rule) for one in result.problems}
