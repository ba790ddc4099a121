"""A map of columns: what a person says of a table counts, what is wrong in it is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.interchange.columns.column_map import ColumnMap, load_column_map
from quizgen.interchange.columns.reading import NoSuchSheet, read_bank_table
from tests.interchange.said import rows_of

ROWS = (
    ["命题内容", "甲项", "乙项", "丙项", "代号", "F列"],
    ["火警电话是", "110", "119", "120", "X", "2"],
    ["先断电。", "", "", "", "P", "0"],
)
EXPECTED = [
    ("single", "B", "火警电话是", "110 / 119 / 120", "D056"),
    ("true_false", "√", "先断电。", "", ""),
]
MAP = """
columns: {题干: 命题内容, 选项: [甲项, 乙项, 丙项], 题型: e, 答案: F}
kinds: {X: 单选, P: 判断}
truth: {0: 对, 1: 错}
"""


def table(folder: Path, *, heads: bool = True, above: int = 0) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for _ in range(above):
        sheet.append(["说明"])
    for row in ROWS if heads else ROWS[1:]:
        sheet.append(row)
    book.save(folder / "题库.xlsx")
    return folder / "题库.xlsx"


def mapped(folder: Path, text: str) -> tuple[ColumnMap, list[str]]:
    (folder / "列.yaml").write_text(text, encoding="utf-8")
    found, problems = load_column_map(folder / "列.yaml", "列.yaml")
    return found, [str(one) for one in problems]


def test_columns_by_their_headings_and_by_their_letters(tmp_path: Path) -> None:
    columns, problems = mapped(tmp_path, MAP)
    assert problems == []
    assert rows_of(read_bank_table(table(tmp_path), "题库.xlsx", columns)) == EXPECTED


def test_a_table_without_headings(tmp_path: Path) -> None:
    text = MAP.replace("命题内容", "A").replace("甲项, 乙项, 丙项", "B, C, D") + "head_row: 0\n"
    columns, problems = mapped(tmp_path, text)
    assert problems == []
    understood = read_bank_table(table(tmp_path, heads=False), "题库.xlsx", columns)
    assert rows_of(understood) == EXPECTED
    assert [one.spot.cell for one in understood.drafts] == ["A1", "A2"]


def test_a_meaning_may_be_written_as_headings_are(tmp_path: Path) -> None:
    text = "columns: {试题内容: 命题内容, 选项A: 甲项, 选项B: 乙项, 选项C: 丙项, 类型: 代号, 正确答案: F列}\n"
    columns, problems = mapped(tmp_path, text + MAP.partition("\n")[2].partition("\n")[2])
    assert problems == []
    assert rows_of(read_bank_table(table(tmp_path), "题库.xlsx", columns)) == EXPECTED


def test_headings_that_stand_lower(tmp_path: Path) -> None:
    columns, _ = mapped(tmp_path, MAP + "head_row: 4\n")
    assert rows_of(read_bank_table(table(tmp_path, above=3), "题库.xlsx", columns)) == EXPECTED


def test_a_column_that_is_not_there_leaves_the_sheet_unread(tmp_path: Path) -> None:
    columns, _ = mapped(tmp_path, "columns: {题干: 没有的列}")
    understood = read_bank_table(table(tmp_path), "题库.xlsx", columns)
    assert understood.drafts == ()
    assert [(one.rule, one.message) for one in understood.leftover] == [
        ("D339", "对照表里的“没有的列”找不到；表里有：命题内容、甲项、乙项、丙项、代号、F列")
    ]


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    columns, _ = mapped(tmp_path, "sheets: [第一批]")
    with pytest.raises(NoSuchSheet, match="里没有名为“第一批”的工作表；有：Sheet"):
        read_bank_table(table(tmp_path), "题库.xlsx", columns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- 题干", "列.yaml:1: [D340] 应当是一组“键: 值”，例如 columns:"),
        ("column: {题干: A}", "列.yaml:1: [D340] 不认识“column”（是不是“columns”？）"),
        ("columns: {题甘: A}", "列.yaml:1: [D340] 不认识“题甘”（是不是“题组”？）"),
        ("columns: 题干", "列.yaml:1: [D340] columns 下面应当是“题干: 列名”这样的一组"),
        ("columns: {题干: [[A]]}", "列.yaml:1: [D340] 写列的名称，或者列的字母 A、B、C"),
        ("kinds: {1: 操作}", "列.yaml:1: [D340] 不认识“操作”（可以写：单选、多选、判断）"),
        ("truth: {1: 也许}", "列.yaml:1: [D340] 不认识“也许”（可以写：对、错）"),
        ("head_row: 第三行", "列.yaml:1: [D340] head_row 写表头在第几行，没有表头写 0"),
    ],
)
def test_a_fault_in_a_map_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    _, problems = mapped(tmp_path, text)
    assert problems == [said]
