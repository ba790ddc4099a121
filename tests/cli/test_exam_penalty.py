"""Points for every right option, wrong answers that cost points: from the blueprint to the explanation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.model.question import MultipleBody
from quizgen.model.shown import ShownItem
from tests.render.reading import page_texts
from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, scores_of, wrong_answer

SECTIONS = [
    {"kind": "single", "count": 4, "points": 1, "deduct": 0.5},
    {"kind": "true_false", "count": 2, "points": 1, "deduct": 1},
    {"kind": "multiple", "count": 2, "points": 2, "rule": "少选每项0.5分"},
]
ROSTER = "编号,姓名,单位,职务\n001,测试甲,测试一局,\n002,测试乙,测试一局,\n003,测试丙,测试一局,\n"


def choose(number: str, place: ShownItem) -> str:
    """001 knows everything, 002 nothing; 003 ticks one right option of several and errs in 判断."""
    if number == "001":
        return right_answer(place)
    if number == "002" or place.body.kind == "true_false":
        return wrong_answer(place)
    return right_answer(place)[:1] if isinstance(place.body, MultipleBody) else right_answer(place)


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("penalty")
    bank = write_bank(desk / "bank", sections=SECTIONS)
    (desk / "roster.csv").write_text(ROSTER, encoding="utf-8")
    order = ("--blueprint", "small", "--bank", bank, "--no-cache", "--date", "2026-12-01")
    run = quizgen("exam", "new", desk / "exam", *order, "--roster", desk / "roster.csv")
    assert run.status == 0, run.err
    fill_in(desk / "exam", choose)
    run = quizgen("exam", "mark", desk / "exam", "--by", "测试丁")
    assert run.status == 0, run.out + run.err
    return desk / "exam"


def test_no_part_earns_less_than_nothing(exam: Path) -> None:
    found = scores_of(exam)
    assert [found[number]["points"] for number in ("001", "002", "003")] == ["10", "0", "5"]
    assert [one["points"] for one in found["003"]["sections"]] == ["4", "0", "1"]  # type: ignore[attr-defined]


def test_every_point_lost_is_explained(exam: Path) -> None:
    said = quizgen("exam", "explain", exam, "002").out
    assert said.count("得 -0.5 分（满分 1）") == 4
    assert "单项选择题各题合计 -2 分，最低得 0 分" in said
    assert "规则：选对得分，答错倒扣分" in said
    raised = json.loads(quizgen("exam", "explain", exam, "003", "--json").out)["raised"]
    assert raised == ["判断题各题合计 -2 分，最低得 0 分"]


def test_paper_and_results_and_verification_know_it(exam: Path) -> None:
    run = quizgen("exam", "build", exam, "--only", "papers", "--format", "pdf", "--jobs", 1)
    assert run.status == 0, run.err
    paper = "".join(page_texts((exam / "papers/A.pdf").read_bytes()))
    assert "答错倒扣0.5分，不答不扣；本大题最低得0分" in paper
    assert "少选且无错的，每选对一项得0.5分；有错选不得分" in paper
    assert quizgen("exam", "results", exam).status == 0
    run = quizgen("exam", "verify", exam, "--quick")
    assert run.status == 0, run.out
