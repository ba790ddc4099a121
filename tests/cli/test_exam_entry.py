"""``quizgen exam entry``: sheets made once, faults told by cell."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.small_bank import write_bank
from tests.tool import quizgen

KNOWLEDGE = Path(__file__).parents[2] / "docs" / "_data"
PEOPLE = "编号,姓名,单位,职务\n001,张三,测试一局,科长\n002,李四,测试一局,\n"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("entry") / "bank")


@pytest.fixture
def exam(bank: Path, tmp_path: Path) -> Path:
    """An exam of two forms without a roster."""
    folder = tmp_path / "exam"
    options = ("--bank", bank, "--knowledge", KNOWLEDGE, "--no-cache", "--mode", "reordered", "--forms", 2)
    assert quizgen("exam", "new", folder, "--blueprint", "small", *options).status == 0
    return folder


def test_sheets_are_made_once(exam: Path) -> None:
    first, again = quizgen("exam", "entry", exam), quizgen("exam", "entry", exam)
    assert (first.status, again.status) == (0, 0)
    assert "已写入" in first.out
    assert "没有改动" in again.out
    assert (exam / "answers.xlsx").stat().st_mode & 0o777 == 0o600


def test_a_roster_at_entry_lists_the_people(exam: Path, tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text(PEOPLE, encoding="utf-8")
    assert quizgen("exam", "entry", exam, "--roster", tmp_path / "名册.csv").status == 0
    sheet = load_workbook(exam / "answers.xlsx")["作答"]
    assert [[cell.value for cell in line] for line in sheet["A2:D3"]] == [
        ["001", "张三", "测试一局", "科长"],
        ["002", "李四", "测试一局", None],
    ]


def test_faults_are_told_by_cell(exam: Path) -> None:
    heads = ["编号", "姓名", "单位", "职务", "卷号", "状态", *range(1, 11)]
    good = ["A"] * 6 + ["√"] * 2 + ["AB"] * 2
    rows = [
        heads,
        ["001", "张三", "测试一局", "", "A", "参加", *good],
        ["002", "李四", "测试一局", "", "B", "参加", "Z", *good[1:]],
        ["003", "测试甲", "测试一局", "", "C", "参加", *good],
    ]
    with (exam / "answers.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    run = quizgen("exam", "entry", exam, "--check")
    assert run.status == 1
    told = run.out + run.err
    assert "answers.csv!G3" in told
    assert "[A030]" in told
    assert "answers.csv!E4" in told
    assert "[A018]" in told


def test_a_workbook_that_is_not_opened_is_one_sentence(exam: Path) -> None:
    (exam / "answers.xlsx").write_bytes(
        bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le")
    )
    run = quizgen("exam", "entry", exam, "--check")
    assert run.status != 0
    assert "没有打开“answers.xlsx”：文件设了打开密码" in run.err
    assert "Traceback" not in run.err
