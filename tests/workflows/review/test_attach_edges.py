"""Attaching at its edges: counts that are told, folders that are in the way, documents that come twice."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.model.answers import Attendance
from quizgen.records.ledger import read_ledger
from quizgen.records.names import LEDGER
from quizgen.workflows.marks.official import read_officials
from tests.found import things_below
from tests.signed_scores import no_score, person, score, signed_folder
from tests.tool import Run, quizgen
from tests.workflows.review.test_attach_scores import workbook

ONE, TWO = ("2026001", "测试甲"), ("2026002", "测试乙")


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    """Two with scores, one absent."""
    return signed_folder(
        tmp_path / "exam", [score(person(1)), score(person(2)), no_score(person(3), Attendance.ABSENT)]
    )


def attach(exam: Path, reviews: Path, out: Path, *more: object) -> Run:
    named = ("--scores", exam, "--reviews", reviews, "--out", out, "--by", "张三", "--date", "2026-12-20")
    return quizgen("review", "attach", *named, "--no-cards", *more)


def summary(out: Path) -> dict[str, list[list[Any]]]:
    """Every sheet of 汇总.xlsx, row by row."""
    book = load_workbook(out / "汇总.xlsx")
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_one_person_in_two_documents_is_one_person_at_two_places(tmp_path: Path, exam: Path) -> None:
    reviews = tmp_path / "材料"
    reviews.mkdir()
    for name in ("甲.xlsx", "乙.xlsx"):
        workbook(reviews / name, [ONE])
    run = attach(exam, reviews, tmp_path / "out")
    assert "附上 1 人（2 处），不附 0 处" in run.out
    assert "成绩里另有 1 人不在考核材料里" in run.out
    assert read_ledger(exam).lines[-1].details["attached"] == 2
    told = summary(tmp_path / "out")
    assert any(
        "附上 1 人（2 处），没有附上 0 处，成绩里有而材料里没有 1 人" in str(row[0]) for row in told["已附"]
    )
    missing = [row for row in told["材料里没有"] if row[0] and str(row[0]).isdigit()]
    assert [row[:2] for row in missing] == [list(TWO)]


def test_a_row_without_a_name_says_so_and_whose_the_number_is(tmp_path: Path, exam: Path) -> None:
    run = attach(exam, workbook(tmp_path / "a.xlsx", [("2026001", None)]), tmp_path / "out")
    assert "编号 2026001 没有写姓名，无从核对" in run.out
    assert "补上姓名；成绩里是“测试甲”" in run.out


def test_what_could_not_be_noted_in_the_ledger_is_not_attached_though_the_ledger_need_not_vouch(
    tmp_path: Path, exam: Path
) -> None:
    ledger = exam / LEDGER
    ledger.write_bytes(ledger.read_bytes().replace(b"quizgen", b"quizgem"))
    before = ledger.read_bytes()
    run = attach(exam, workbook(tmp_path / "a.xlsx", [ONE]), tmp_path / "out", "--without-ledger")
    assert "台账已损坏，没有写入" in run.err
    assert not (tmp_path / "out").exists()
    assert ledger.read_bytes() == before


def test_whoever_was_absent_is_not_among_those_whose_score_went_nowhere(tmp_path: Path, exam: Path) -> None:
    run = attach(exam, workbook(tmp_path / "a.xlsx", [ONE]), tmp_path / "out", "--json")
    assert [one[0] for one in json.loads(run.out)["unlisted"]] == ["2026002"]


def test_the_summary_says_the_day_only_when_it_was_named(tmp_path: Path, exam: Path) -> None:
    reviews = workbook(tmp_path / "a.xlsx", [ONE])
    attach(exam, reviews, tmp_path / "named", "--latest")
    text = str(summary(tmp_path / "named")["已附"])
    assert "有效期按2026-12-20判断；一人有几次成绩：取最近一次" in text
    named = ("--scores", exam, "--reviews", reviews, "--out", tmp_path / "free", "--by", "张三")
    quizgen("review", "attach", *named, "--no-cards")
    text = str(summary(tmp_path / "free")["已附"])
    assert "有效期按运行当天判断；一人有几次成绩：不附，请人决定" in text


@pytest.mark.parametrize("name", ["汇总.xlsx", "成绩单/甲.xlsx"])
def test_documents_named_like_what_attaching_adds_are_refused(tmp_path: Path, exam: Path, name: str) -> None:
    path = tmp_path / "材料" / name
    path.parent.mkdir(parents=True)
    workbook(path, [ONE])
    run = attach(exam, tmp_path / "材料", tmp_path / "out")
    assert run.status == 1
    assert "重名" in run.err
    assert not (tmp_path / "out").exists()


def test_a_link_among_the_documents_is_no_document(tmp_path: Path, exam: Path) -> None:
    reviews = tmp_path / "材料"
    reviews.mkdir()
    workbook(reviews / "甲.xlsx", [ONE])
    (reviews / "乙.xlsx").symlink_to(workbook(tmp_path / "elsewhere.xlsx", [TWO]))
    run = attach(exam, reviews, tmp_path / "out", "--json")
    assert [one["number"] for one in json.loads(run.out)["attached"]] == ["2026001"]
    assert not (tmp_path / "out" / "乙.xlsx").exists()


@pytest.mark.parametrize("where", ["材料/out", "exam/out"])
def test_results_never_land_among_what_they_are_made_from(tmp_path: Path, exam: Path, where: str) -> None:
    reviews = tmp_path / "材料"
    reviews.mkdir()
    workbook(reviews / "甲.xlsx", [ONE])
    run = attach(exam, reviews, tmp_path / where)
    assert (run.status, "不能放在" in run.err) == (1, True)
    assert not (tmp_path / where).exists()


def test_values_of_the_office_are_replaced_only_on_request_and_the_ledger_counts_only_who_got_one(
    tmp_path: Path, exam: Path
) -> None:
    reviews = workbook(tmp_path / "a.xlsx", [ONE, TWO])
    book: Any = load_workbook(reviews)
    book.active["D1"], book.active["D2"] = "成绩", 90
    book.save(reviews)
    kept = attach(exam, reviews, tmp_path / "kept", "--json")
    assert [one["rule"] for one in json.loads(kept.out)["problems"]] == ["F013"]
    assert read_ledger(exam).lines[-1].details["attached"] == 1
    replaced = attach(exam, reviews, tmp_path / "replaced", "--replace", "--json")
    assert json.loads(replaced.out)["problems"] == []
    assert read_ledger(exam).lines[-1].details["attached"] == 2
    sheets: list[Any] = [load_workbook(tmp_path / out / "a.xlsx").active for out in ("kept", "replaced")]
    assert [sheet["D2"].value for sheet in sheets] == [90, 85.5]


def test_every_attachment_is_noted_the_same_one_once(tmp_path: Path, exam: Path) -> None:
    first, second = (workbook(tmp_path / name, rows) for name, rows in (("a.xlsx", [ONE]), ("b.xlsx", [TWO])))

    def acts() -> list[str]:
        return [line.act.value for line in read_ledger(exam).lines]

    attach(exam, first, tmp_path / "one")
    attach(exam, first, tmp_path / "one")
    assert acts() == ["marked", "attached"]
    attach(exam, second, tmp_path / "two")
    assert acts() == ["marked", "attached", "attached"]


def test_a_run_that_tells_only_leaves_no_trace_not_even_in_the_ledger(tmp_path: Path, exam: Path) -> None:
    before = (exam / LEDGER).read_bytes()
    reviews = workbook(tmp_path / "a.xlsx", [ONE])
    assert "什么也没有写" in attach(exam, reviews, tmp_path / "out", "--dry-run").out
    assert (exam / LEDGER).read_bytes() == before
    assert not (tmp_path / "out").exists()


def test_an_output_folder_with_one_file_more_or_less_is_another(tmp_path: Path, exam: Path) -> None:
    reviews, out = workbook(tmp_path / "a.xlsx", [ONE]), tmp_path / "out"
    assert attach(exam, reviews, out).status == 0
    folders = [path for path in (out, *things_below(out)) if path.is_dir()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
    (out / "另外.txt").write_text("x", encoding="utf-8")
    run = attach(exam, reviews, out)
    assert (run.status, "另外.txt" in run.err) == (1, True)
    (out / "另外.txt").unlink()
    assert attach(exam, reviews, out).status == 0
    (out / "汇总.xlsx").unlink()
    run = attach(exam, reviews, out)
    assert (run.status, "汇总.xlsx" in run.err) == (1, True)


def test_a_code_of_somebody_who_was_absent_stands_for_no_score(exam: Path) -> None:
    code = read_officials([exam]).exams[0].scores.code("2026003")
    run = quizgen("review", "verify", "--code", code, "--scores", exam)
    assert (run.status, "对不上" in run.err) == (1, True)


def test_a_row_that_was_doubled_after_attaching_is_named_at_both_places(tmp_path: Path, exam: Path) -> None:
    attach(exam, workbook(tmp_path / "a.xlsx", [ONE, TWO]), tmp_path / "out")
    book: Any = load_workbook(tmp_path / "out" / "a.xlsx")
    book.active.append([cell.value for cell in book.active[2]])
    book.save(tmp_path / "改.xlsx")
    words = ("review", "verify", tmp_path / "改.xlsx", "--scores", exam, "--date", "2026-12-20", "--json")
    problems = json.loads(quizgen(*words).out)["problems"]
    assert [(one["sheet"], one["cell"], one["rule"]) for one in problems] == [
        ("述职", "A2", "F105"),
        ("述职", "A4", "F105"),
    ]
