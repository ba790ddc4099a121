"""A resit in which everybody gets what that person has not had yet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizgen.assemble.plan.make import plan
from quizgen.model.exam import Mode
from quizgen.workflows.exam.resit import had_before
from tests.assemble.made import blueprint, some
from tests.small_bank import write_bank, write_blueprint
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

PEOPLE = [f"{number:03d}" for number in range(1, 13)]
ROSTER = "编号,姓名,单位,职务\n" + "".join(f"{one},测试{one},测试一局,\n" for one in PEOPLE)
JUDGED: dict[str, Any] = {"kind": "true_false", "count": 10, "points": 1}


def forms_of(exam: Path) -> dict[str, set[str]]:
    """The ids on everybody's form."""
    lines = map(json.loads, (exam / "forms.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        one.get("candidate", one["code"]): {
            item["question"] for part in one["sections"] for item in part["items"]
        }
        for one in lines
    }


def new(desk: Path, name: str, *more: object, blueprint_: str = "small") -> tuple[int, str]:
    order = ("--blueprint", blueprint_, "--bank", desk / "bank", "--no-cache", "--date", "2026-12-01", *more)
    run = quizgen("exam", "new", desk / name, *order)
    return run.status, run.out + run.err


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve people sat individual forms; the last two failed."""
    desk = tmp_path_factory.mktemp("resit")
    bank = write_bank(desk / "bank")
    write_blueprint(bank / "blueprints/judged.yaml", id="judged", sections=[JUDGED])
    write_blueprint(
        bank / "blueprints/again.yaml", id="again", sections=[JUDGED], avoid={"max_overlap": "20%"}
    )
    (desk / "名册.csv").write_text(ROSTER, encoding="utf-8")
    everybody = ("--mode", "individual", "--roster", desk / "名册.csv")
    assert new(desk, "first", *everybody)[0] == 0
    assert new(desk, "judged", *everybody, blueprint_="judged")[0] == 0
    fill_in(desk / "first", lambda who, place: (wrong_answer if who > "010" else right_answer)(place))
    run = quizgen("exam", "mark", desk / "first", "--by", "测试甲")
    assert run.status == 0, run.out + run.err
    return desk


def test_nobody_gets_what_they_have_had_though_all_together_have_had_everything(desk: Path) -> None:
    status, said = new(desk, "all", "--resit", desk / "first", "--roster", desk / "名册.csv", "--spare", 1)
    assert status == 0, said
    assert "补考：每人避开自己考过的题；没有一道是考过的。" in said
    before, now = forms_of(desk / "first"), forms_of(desk / "all")
    assert sorted(now) == [*PEOPLE, "S01"]
    assert all(before[one].isdisjoint(now[one]) for one in PEOPLE)
    everybody = ("--mode", "individual", "--roster", desk / "名册.csv")
    assert new(desk, "avoided", *everybody, "--avoid", desk / "first")[0] == 1  # what a resit was before
    run = quizgen("exam", "verify", desk / "all", "--quick")
    assert run.status == 0, run.out


def test_without_a_roster_those_sit_who_failed(desk: Path) -> None:
    status, said = new(desk, "failed", "--resit", desk / "first")
    assert status == 0, said
    assert sorted(forms_of(desk / "failed")) == ["011", "012"]


def test_what_was_had_cannot_be_taken_away_afterwards(desk: Path) -> None:
    assert new(desk, "changed", "--resit", desk / "first")[0] == 0
    path = desk / "changed/pool.jsonl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"had":["011"],', ""), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    run = quizgen("exam", "verify", desk / "changed", "--quick")
    assert (run.status, "可抽题目被改动过" in run.out) == (1, True)


def test_a_bank_that_is_too_small_says_for_whom_and_by_how_much(desk: Path) -> None:
    everybody = ("--resit", desk / "judged", "--roster", desk / "名册.csv")
    status, said = new(desk, "none", *everybody, blueprint_="judged")
    assert status == 1
    assert "有 12 人组不出没有考过的卷，没有写出任何文件" in said
    assert "编号 001：至少差 2 道；其中“判断”要 10 道，没有考过的只有 8 道" in said
    assert "avoid: {max_overlap: 20%}" in said
    assert not (desk / "none").exists()


def test_as_many_come_again_as_the_blueprint_allows_and_no_more(desk: Path) -> None:
    everybody = ("--resit", desk / "judged", "--roster", desk / "名册.csv")
    status, said = new(desk, "again", *everybody, blueprint_="again")
    assert status == 0, said
    assert "不够的，最多 2 道是考过的。" in said
    before, now = forms_of(desk / "judged"), forms_of(desk / "again")
    assert {len(before[one] & now[one]) for one in PEOPLE} == {2}
    assert quizgen("exam", "verify", desk / "again", "--quick").status == 0


def test_a_resit_of_shared_papers_is_no_resit(desk: Path) -> None:
    run = quizgen("exam", "new", desk / "shared", "--resit", desk / "first", "--mode", "parallel")
    assert (run.status, "每人一份卷" in run.err) == (2, True)


def test_of_parallel_papers_people_have_had_the_one_they_sat(desk: Path) -> None:
    roster = ("--roster", desk / "名册.csv")
    assert new(desk, "two", "--mode", "parallel", "--forms", 2, *roster)[0] == 0
    forms = forms_of(desk / "two")
    assert had_before([desk / "two"], ["001", "none"]) == {"001": forms["A"] | forms["B"]}  # who knows?
    fill_in(desk / "two", lambda _, place: right_answer(place), {"003": "缺考"})
    assert quizgen("exam", "mark", desk / "two", "--by", "测试甲").status == 0
    assert had_before([desk / "two"], ["001", "002", "003"]) == {"001": forms["A"], "002": forms["B"]}


def test_who_has_had_a_whole_group_gets_a_table_that_does_without_it() -> None:
    """Of three difficulties in any proportion: somebody has had all the easy ones."""
    bank = [
        *some(6, difficulty="易"),
        *some(6, start=11, difficulty="中"),
        *some(6, start=21, difficulty="难"),
    ]
    wanted = blueprint({"kind": "single", "count": 6}, quotas={"difficulty": {"易": {"max": 6}}})
    had = {"001": frozenset(one.id for one in bank[:6])}
    before = plan(wanted, bank, mode=Mode.INDIVIDUAL, forms=1, spare=0)
    made = plan(wanted, bank, mode=Mode.INDIVIDUAL, forms=1, spare=0, had=had)
    easy = [cell for cell in made.cells if cell.difficulty == "易"]
    assert all(all(cell.draws) for cell in before.cells if cell.difficulty == "易")
    assert [sum(cell.draws[-1] for cell in easy), len(made.cells[0].draws)] == [
        0,
        len(before.cells[0].draws) + 1,
    ]
