"""``quizgen bank`` as a user calls it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quizgen.markup.width import columns
from tests.tool import quizgen

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY / "tests" / "data" / "bank"
GOOD = DATA / "good" / "all-kinds"
BAD = DATA / "bad" / "B014-id-twice"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bank and no register lie about here, the cache is this test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")


def test_a_good_bank_passes() -> None:
    run = quizgen("bank", "check", GOOD)
    assert run.status == 0
    assert "没有发现错误" in run.out
    assert "7 道题（停用 1 道）" in run.out


def test_a_fault_is_one_line_and_status_one() -> None:
    run = quizgen("bank", "check", BAD)
    assert run.status == 1
    first = BAD / "a.yaml"
    assert run.out.splitlines()[0] == (
        f"{first}:13: [B014] XM-0001：这个编号已经用在 {first}:1（给后写的一题换一个没有用过的编号）"
    )


def test_json_holds_the_same_faults() -> None:
    run = quizgen("bank", "check", BAD, "--json")
    assert run.status == 1
    (problem,) = json.loads(run.out)["problems"]
    assert (problem["rule"], problem["line"], problem["where"]) == ("B014", 13, "XM-0001")


def test_several_banks_are_checked_together() -> None:
    run = quizgen("bank", "check", GOOD, "--bank", BAD)
    assert run.status == 1
    assert "读到 2 个文件、9 道题" in run.out


def test_misuse_has_status_two() -> None:
    assert quizgen("bank", "chek").status == 2
    assert quizgen("bank", "show").status == 2


def test_a_bank_that_is_not_there_is_said_in_chinese() -> None:
    run = quizgen("bank", "check", "nowhere")
    assert run.status == 1
    assert "没有这个题库文件夹或文件" in run.err


def test_the_register_is_used_where_it_is_given() -> None:
    run = quizgen("bank", "check", GOOD, "--knowledge", REPOSITORY / "docs" / "_data")
    assert run.status == 0
    assert "未核对事实" not in run.out
    assert "未核对事实" in quizgen("bank", "check", GOOD).out


def test_statistics_fit_a_terminal_of_eighty_columns() -> None:
    run = quizgen("bank", "stats", GOOD, "--knowledge", REPOSITORY / "docs" / "_data")
    assert run.status == 0
    without_rules = re.sub(r"[─-╿]", "-", run.out)  # rules take one column, which ``columns`` does not know
    assert max(map(columns, without_rules.splitlines())) <= 80
    assert "专题 × 题型" in run.out


def test_statistics_of_a_bank_without_questions_are_empty_tables(tmp_path: Path) -> None:
    run = quizgen("bank", "stats", tmp_path)
    assert (run.status, "专题 × 题型" in run.out, run.err) == (1, True, "")


def test_statistics_as_json() -> None:
    data = json.loads(quizgen("bank", "stats", GOOD, "--json").out)
    assert (data["questions"], data["retired"], data["coverage"]) == (6, 1, None)
    assert sum(topic["total"] for topic in data["topics"]) == 6


def test_a_question_is_shown_before_its_key() -> None:
    run = quizgen("bank", "show", "XM-0001", "--bank", GOOD, "--knowledge", REPOSITORY / "docs" / "_data")
    asked, key = run.out.split("—— 以上为题面，以下为答案 ——")
    assert "厦门市把主体责任比作什么？" in asked
    assert "错在" not in asked
    assert "答案：" in key
    assert "xiamen-018" in key
    assert "XM-0007" in key  # an enemy, though only the other one says so


@pytest.mark.parametrize("number", range(1, 8))
def test_every_kind_is_shown_within_eighty_columns(number: int) -> None:
    run = quizgen("bank", "show", f"XM-{number:04d}", "--bank", GOOD)
    assert run.status == 0
    assert max(map(columns, run.out.splitlines())) <= 80


def test_a_short_number_is_understood_in_the_hint() -> None:
    run = quizgen("bank", "show", "xm-3", "--bank", GOOD)
    assert run.status == 1
    assert "XM-0003" in run.err


def test_the_schema_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    assert quizgen("bank", "schema", "-o", tmp_path / "s.json").status == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == quizgen("bank", "schema").out
    assert quizgen("bank", "schema", "-o", tmp_path / "s.json").status == 0
    assert quizgen("bank", "schema", "--of", "bank", "-o", tmp_path / "s.json").status == 1
    assert "题干" in (tmp_path / "s.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["", "check", "stats", "schema", "rules", "show"])
def test_help_is_chinese_with_an_example_within_eighty_columns(command: str) -> None:
    run = quizgen("bank", *command.split(), "--help")
    assert run.status == 0
    assert "示例：" in run.out
    assert max(map(columns, run.out.splitlines())) <= 80
