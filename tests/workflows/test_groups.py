"""Groups of one roster, each with a blueprint of its own; their results joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.found import things_below, things_in
from tests.plain_yaml import plain_yaml
from tests.small_bank import write_bank, write_blueprint
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

ROSTER = (
    "编号,姓名,单位,职务,职级,年龄\n"
    "001,测试甲,测试一局,科长,科级,45\n002,测试乙,测试一局,,科级,52\n003,测试丙,测试二局,处长,处级,55\n"
)
LEVELS = """column: 职级
groups:
  - {name: 科级, blueprint: small}
  - {name: 处级, blueprint: chu}
  - {name: 厅级, blueprint: chu}
"""
AGES = """column: 年龄
groups:
  - {name: 闭卷, below: 50, blueprint: small, closed_book: true}
  - {name: 开卷, from: 50, blueprint: small, closed_book: false}
"""
LONG = [{"kind": "single", "count": 12, "points": 1}]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    bank = write_bank(tmp_path / "bank")
    write_blueprint(bank / "blueprints/chu.yaml", id="chu", title="大测试", sections=LONG, **{"pass": 9})
    (tmp_path / "名册.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "职级.yaml").write_text(LEVELS, encoding="utf-8")
    (tmp_path / "年龄.yaml").write_text(AGES, encoding="utf-8")
    return tmp_path


def new(desk: Path, groups: str, *more: object) -> tuple[int, str]:
    order = ("--bank", desk / "bank", "--no-cache", "--date", "2026-12-01", "--roster", desk / "名册.csv")
    run = quizgen("exam", "new", desk / "exam", *order, "--groups", desk / groups, *more)
    return run.status, run.out + run.err


def people(exam: Path) -> list[str]:
    return (exam / "roster.csv").read_text(encoding="utf-8-sig").splitlines()


def test_every_group_has_its_blueprint_and_its_people_and_no_column_more(desk: Path) -> None:
    status, said = new(desk, "职级.yaml", "--mode", "individual")
    assert status == 0, said
    assert [path.name for path in things_in(desk / "exam")] == ["处级", "科级"]
    assert people(desk / "exam/科级") == [
        "编号,姓名,单位,职务", "001,测试甲,测试一局,科长", "002,测试乙,测试一局,",
    ]  # fmt: skip
    settings = plain_yaml((desk / "exam/处级/exam.yaml").read_text(encoding="utf-8"))
    assert (settings["title"], settings["blueprint"]["pass"]) == ("大测试（处级）", "9")
    assert "提示：“厅级”这一组没有人，没有组卷。" in said
    assert "这一列只用来分组，不写进考试文件夹" in said
    keys = {(desk / "exam" / name / "secret.key").read_text(encoding="ascii") for name in ("科级", "处级")}
    assert len(keys) == 2


def test_open_or_closed_by_age_is_on_the_paper_and_no_age_is_kept(desk: Path) -> None:
    status, said = new(desk, "年龄.yaml")
    assert status == 0, said
    assert "== 开卷：2 人，小测试（开卷），开卷" in said
    assert "没有读，也不会写出：年龄" not in said
    settings = plain_yaml((desk / "exam/开卷/exam.yaml").read_text(encoding="utf-8"))
    assert settings["blueprint"]["closed_book"] is False
    assert (
        "closed_book"
        not in plain_yaml((desk / "exam/闭卷/exam.yaml").read_text(encoding="utf-8"))["blueprint"]
    )
    for path in things_below(desk / "exam"):
        if path.is_file():
            assert "年龄" not in path.read_text(encoding="utf-8-sig"), path
    assert len(people(desk / "exam/开卷")) == 3


def test_the_results_of_the_groups_are_one_list(desk: Path) -> None:
    assert new(desk, "职级.yaml", "--mode", "individual")[0] == 0
    for name in ("科级", "处级"):
        exam = desk / "exam" / name
        fill_in(exam, lambda who, place: (wrong_answer if who == "002" else right_answer)(place))
        run = quizgen("exam", "mark", exam, "--by", "测试丁")
        assert run.status == 0, run.out + run.err
        assert quizgen("exam", "verify", exam, "--quick").status == 0
    run = quizgen("exam", "together", desk / "exam", "--out", desk / "各组成绩.xlsx")
    assert (run.status, "2 组，3 人。" in run.out) == (0, True), run.err
    book = load_workbook(desk / "各组成绩.xlsx")
    rows = [[cell.value or "" for cell in row] for row in book["成绩"].iter_rows(min_row=4)]
    assert [(row[0], row[1], row[6], row[7], row[9], row[11]) for row in rows] == [
        ("处级", "003", "12", "12", "合格", "1"),
        ("科级", "001", "10", "10", "合格", "1"),
        ("科级", "002", "0", "10", "不合格", "2"),
    ]
    figures = [[cell.value for cell in row] for row in book["按组"].iter_rows(min_row=3)]
    assert figures[1][:6] == ["科级", "2", "2", "1", "50%", "5"]
    twice = quizgen("exam", "together", desk / "exam/科级", desk / "exam", "--out", desk / "b.xlsx")
    assert twice.status == 0  # named twice counts once
    assert quizgen("exam", "together", desk / "exam", "--out", desk / "b.xlsx").status == 1


OVERLAPPING_WORDS = """column: 职级
groups:
  - {name: A, values: [科级], blueprint: small}
  - {name: B, values: [科级, 处级], blueprint: small}
"""
OVERLAPPING_AGES = """column: 年龄
groups:
  - {name: A, below: 52, blueprint: small}
  - {name: B, from: 50, blueprint: small}
"""
BOTH_WILL = ":4: [R017] 第1组“A”和第2组“B”会收同样的人"


def one_group(column: str, rest: str) -> str:
    return f"column: {column}\ngroups:\n  - {{{rest}, blueprint: small}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (one_group("级别", "name: 科级"), "[R018] 名册里没有“级别”这一列"),
        (one_group("职级", "name: 科级"), "[R018] “职级”是“处级”的 1 人不属于任何一组：编号 003"),
        (one_group("职级", "name: 科/级"), ":3: [R017] 组名“科/级”里有“/”"),
        (OVERLAPPING_WORDS, BOTH_WILL),
        (OVERLAPPING_AGES, BOTH_WILL),
        (one_group("出生年月", "name: A"), ":1: [R017] 不能按“出生年月”分组：不读这样的个人信息"),
        (one_group("职级", "nme: A"), ":3: [R017] "),
        (one_group("年龄", "name: A, from: 60, below: 50"), "没有人归这一组"),
        (one_group("年龄", "name: A, from: 40, values: ['45']"), "既写了 values，又写了 from、below"),
    ],
)
def test_what_is_wrong_with_groups_is_said_and_nothing_is_written(desk: Path, text: str, said: str) -> None:
    (desk / "g.yaml").write_text(text, encoding="utf-8")
    status, told = new(desk, "g.yaml")
    assert status == 1
    assert said in told
    assert not (desk / "exam").exists()


def test_one_group_that_cannot_be_drawn_leaves_nothing_of_the_others(desk: Path) -> None:
    write_blueprint(desk / "bank/blueprints/chu.yaml", id="chu", sections=[{**LONG[0], "count": 99}])
    assert new(desk, "职级.yaml")[0] == 1
    assert not [path.name for path in things_in(desk) if "exam" in path.name]


def test_groups_bring_their_own_blueprints(desk: Path) -> None:
    status, said = new(desk, "职级.yaml", "--blueprint", "small")
    assert (status, "蓝图写在分组的文件里" in said) == (2, True)
