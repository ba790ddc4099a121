"""Reviewers' workbooks written and read back, questions that are due, how often questions were seen."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import SMALL_REGISTER, small_questions, write_bank
from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer

TWO = "    - TS-0001\n"
BANK = """\
# 头一行注释
- id: TS-0001   # 先考主体
  kind: single
  stem: 清单由谁来审？
  correct: [检查组]
  wrong:
    - {text: 局长, why: 局长是受检查的}
    - {text: 书记, why: 书记签收清单}
    - {text: 干事, why: 材料没有写到}
  topic: 明责
  difficulty: 易
  cites: [xiamen-019]
  explain: 检查组来审。
  author: 张三

- id: TS-0002
  kind: true_false
  stem: 清单一年审一次。
  answer: true
  topic: 明责
  difficulty: 易
  cites: [xiamen-018, xiamen-019]
  explain: |-
    一年一次。
- {id: TS-0003, kind: true_false, stem: 清单要公开。, answer: true, topic: 明责, difficulty: 易,
   cites: [xiamen-019], explain: 要公开的。, status: 审核, author: 李四}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "topics.yaml").write_text("明责: []\n", encoding="utf-8")
    (folder / "a.yaml").write_text(BANK, encoding="utf-8")
    return folder


def sheet(bank: Path, rows: Mapping[str, Mapping[str, Any]], *options: str) -> Path:
    """A review workbook filled in by heading, for some questions."""
    path = bank.parent / "审题.xlsx"
    made = quizgen("bank", "review", path, "--bank", bank, "--knowledge", SMALL_REGISTER, *options)
    assert made.status == 0, made.err
    book = load_workbook(path)
    cells: Any = book.active
    heads = {cell.value: cell.column for cell in cells[1]}
    for row in range(2, cells.max_row + 1):
        for head, value in rows.get(cells.cell(row, heads["编号"]).value, {}).items():
            cells.cell(row, heads[head]).value = value
    book.save(path)
    return path


def passed(**more: Any) -> dict[str, Any]:
    return {"结论": "通过", "姓名": "王五", "日期": "2026-11-20", **more}


def read(bank: Path, path: Path) -> Any:
    return quizgen("bank", "review", path, "--read", "--bank", bank, "--knowledge", SMALL_REGISTER)


def test_a_workbook_shows_what_a_reviewer_needs_and_offers_words(bank: Path) -> None:
    book = load_workbook(sheet(bank, {}))
    cells: Any = book.active
    row = [cell.value for cell in cells[2]]
    assert row[:2] == ["TS-0001", "单选"]
    assert "清单由谁来审？" in row[2]
    assert "答案：" in row[3]
    assert "局长是受检查的" in row[3]
    assert row[4].startswith("xiamen-019：")
    assert [one.formula1 for one in cells.data_validations.dataValidation] == ['"通过,修改,停用"']


def test_conclusions_are_written_and_nothing_else(bank: Path) -> None:
    path = sheet(
        bank,
        {
            "TS-0001": passed(),
            "TS-0002": {"结论": "停用", "意见": "与“一号”重复: 见上", "姓名": "王五", "日期": "2026/11/21"},
            "TS-0003": {"结论": "修改", "意见": "换个说法", "姓名": "王五", "日期": "2026-11-22"},
        },
    )
    run = read(bank, path)
    assert run.status == 0, run.out + run.err
    text = (bank / "a.yaml").read_text(encoding="utf-8")
    kept = [
        line
        for line in BANK.splitlines()
        if "TS-0003" not in line and "cites: [xiamen-019], explain" not in line
    ]
    assert [line for line in kept if line not in text.splitlines()] == []
    shown = quizgen("bank", "show", "TS-0001", "--bank", bank).out
    assert "状态：可用  命题：张三  审题：王五  审题日期：2026-11-20" in shown
    assert "已停用：2026-11-21 与“一号”重复: 见上" in quizgen("bank", "show", "TS-0002", "--bank", bank).out
    assert "状态：草稿" in quizgen("bank", "show", "TS-0003", "--bank", bank).out
    assert (
        quizgen("bank", "check", bank, "--knowledge", SMALL_REGISTER).out.count("[B0") <= 2
    )  # short explanations


def test_reading_twice_changes_nothing_more(bank: Path) -> None:
    path = sheet(bank, {"TS-0001": passed()})
    assert read(bank, path).status == 0
    before = (bank / "a.yaml").read_bytes()
    assert read(bank, path).status == 0
    assert (bank / "a.yaml").read_bytes() == before


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "own question": (passed(姓名="张三"), "Q007"),
    "no name": (passed(姓名=None), "Q005"),
    "no date": (passed(日期=None), "Q006"),
    "no such date": (passed(日期="2026-02-30"), "Q006"),
    "another verdict": (passed(结论="同意"), "Q004"),
    "a remark without a verdict": ({"意见": "不错"}, "Q004"),
    "to be mended, nobody knows why": (passed(结论="修改"), "Q009"),
    "nobody wrote it": (passed(命题人=None), ""),
    "another id": (passed(编号="TS-9999"), "Q002"),
    "another question": (passed(指纹="0" * 12), "Q003"),
    "a formula": (passed(姓名="=A1"), "Q011"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_by_its_cell_and_nothing_is_written(bank: Path, name: str) -> None:
    filled, rule = FAULTS[name]
    path = sheet(bank, {"TS-0001": filled, "TS-0002": passed(命题人="赵六")})
    before = (bank / "a.yaml").read_bytes()
    run = read(bank, path)
    if not rule:  # the bank itself names who wrote it
        assert run.status == 0
        return
    assert run.status == 1
    assert f"[{rule}]" in run.out
    assert "审题.xlsx!" in run.out
    assert (bank / "a.yaml").read_bytes() == before


def test_all_faults_come_in_one_run(bank: Path) -> None:
    rows = {"TS-0001": passed(姓名="张三"), "TS-0002": passed(), "TS-0003": {"结论": "修改", "姓名": "王五"}}
    out = read(bank, sheet(bank, rows)).out
    assert {rule for rule in ("Q006", "Q007", "Q008", "Q009") if f"[{rule}]" in out} == {
        "Q006", "Q007", "Q008", "Q009",
    }  # fmt: skip


def test_only_questions_of_a_status_or_with_a_prefix_are_written_out(bank: Path) -> None:
    run = quizgen("bank", "review", bank.parent / "a.xlsx", "--bank", bank, "--status", "审核")
    assert "共 1 题" in run.out
    run = quizgen("bank", "review", bank.parent / "b.xlsx", "--bank", bank, "--pick", "TS-0001,TS-0002")
    assert "共 2 题" in run.out
    assert quizgen("bank", "review", bank.parent / "c.xlsx", "--bank", bank, "--pick", "XX").status == 1
    assert not (bank.parent / "c.xlsx").exists()


def test_a_review_is_due_when_a_fact_changes_or_time_has_passed(bank: Path) -> None:
    register = shutil.copytree(SMALL_REGISTER, bank.parent / "data")
    assert read(bank, sheet(bank, {"TS-0001": passed()})).status == 0

    def due(day: str, *more: object) -> Any:
        return quizgen("bank", "due", bank, "--knowledge", register, "--on", day, "--months", 12, *more)

    assert "TS-0001" not in due("2027-11-19").out
    assert "TS-0001：上次审题是 2026-11-20，满 12 个月" in due("2027-11-20").out
    facts = register / "facts" / "xiamen.yaml"
    text = facts.read_text(encoding="utf-8")
    changed = text.replace("- id: xiamen-019\n", "- id: xiamen-019\n  note: 后来补记的一句。\n", 1)
    assert changed != text
    facts.write_text(changed, encoding="utf-8")
    assert "TS-0001：审题（2026-11-20）以后，依据变了" in due("2026-12-01").out
    compared = due("2026-12-01", "--before", SMALL_REGISTER)
    assert compared.status == 1
    assert "TS-0002：与从前的知识库比，xiamen-019 变了" in compared.out


def test_a_question_in_review_without_a_date_is_due(bank: Path) -> None:
    out = quizgen("bank", "due", bank, "--knowledge", SMALL_REGISTER, "--on", "2026-12-01").out
    assert "TS-0003：没有审题日期" in out
    assert "TS-0001" not in out


def test_exposure_counts_exams_forms_people_and_the_last_day(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    (bank / "questions.yaml").write_text(dump_yaml(small_questions()), encoding="utf-8")
    (tmp_path / "名册.csv").write_text(
        "编号,姓名,单位,职务\n001,测试甲,一局,\n002,测试乙,一局,\n", encoding="utf-8"
    )
    for name, day, more in (
        ("first", "2026-05-01", ("--roster", tmp_path / "名册.csv")),
        ("second", "2026-12-01", ("--mode", "parallel", "--forms", 2)),
    ):
        run = quizgen(
            *(
                "exam",
                "new",
                tmp_path / "exams" / name,
                "--blueprint",
                "small",
                "--bank",
                bank,
                "--date",
                day,
            ),
            *more,
        )
        assert run.status == 0, run.err
    fill_in(tmp_path / "exams" / "first", lambda _number, place: right_answer(place), {"002": "缺考"})
    assert quizgen("exam", "mark", tmp_path / "exams" / "first", "--by", "张三").status == 0
    told = json.loads(quizgen("bank", "exposure", bank, "--exams", tmp_path / "exams", "--json").out)
    assert {one["last"] for one in told["questions"].values()} == {"2026-05-01", "2026-12-01"}
    run = quizgen("bank", "exposure", bank, "--exams", tmp_path / "exams")
    lines = [line for line in run.out.splitlines() if "次考试" in line]
    once = [line for line in lines if line.endswith("1 次考试，1 份试卷，1 人考过，最近 2026-05-01")]
    twice = [line for line in lines if line.endswith("2 次考试，2 份试卷，1 人考过，最近 2026-12-01")]
    fresh = [line for line in lines if line.endswith("1 次考试，1 份试卷，最近 2026-12-01")]
    assert len(once) + len(twice) == 10
    assert len(fresh) + len(twice) == 20
    assert f"用过的题 {len(lines)} 道，题库里没有用过的 {72 - len(lines)} 道" in run.out


def test_a_folder_without_exams_is_said_to_be_one(tmp_path: Path) -> None:
    run = quizgen("bank", "exposure", write_bank(tmp_path / "bank"), "--exams", tmp_path)
    assert run.status == 1
    assert "里面也没有考试文件夹" in run.err
