"""What spreadsheets do to cells of a question bank, and what keys may mean: never wrong without a doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.interchange.columns.option_cells import OptionCell, option_cell, options_within
from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.columns.roles import ColumnRole, meaning_of
from quizgen.interchange.columns.table_keys import table_key
from quizgen.interchange.draft import Draft, Understood
from tests.interchange.said import key_of, rows_of

HEADS = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"]


def sheet_of(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def read(folder: Path, *rows: Sequence[Any], formats: dict[str, str] | None = None) -> Understood:
    book = Workbook()
    sheet = sheet_of(book)
    for row in (HEADS, *rows):
        sheet.append(list(row))
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    book.save(folder / "题库.xlsx")
    return read_bank_table(folder / "题库.xlsx", "题库.xlsx")


def rules(draft: Draft) -> list[str]:
    return [one.rule for one in (*draft.doubts, *draft.refusals)]


def test_a_date_is_doubted_wherever_it_matters(tmp_path: Path) -> None:
    day = dt.date(2026, 1, 3)
    understood = read(
        tmp_path,
        ["单选题", "比例是", day, "1-4", "1-5", "1-6", "A"],
        ["填空题", "比例是____。", "", "", "", "", day],
        formats={"C2": "m-d", "G3": "m/d"},
    )
    assert [rules(one) for one in understood.drafts] == [["D050"], ["D050"]]
    assert understood.drafts[0].options[0].text == "1-3"
    assert understood.drafts[0].doubts[0].message == "C2 存成了日期 2026-01-03，显示成“1-3”"


def test_numbers_that_are_not_shown_whole_are_doubted(tmp_path: Path) -> None:
    understood = read(
        tmp_path,
        ["单选题", "数是", 110, 0.5, 3.14159, 123456789012345, "A"],
        ["单选题", "数是多少", 110, 119, 120, 122, "A"],
        formats={"D2": "0%", "E2": "0.00"},
    )
    first, second = understood.drafts
    assert [one.message for one in first.doubts] == [
        "D2 显示成“50%”，存着的是 0.5",
        "E2 显示成“3.14”，存着的是 3.14159",
        "F2 是 123456789012345，位数多，表格里显示成科学计数",
    ]
    assert rules(second) == []
    assert [one.text for one in second.options] == ["110", "119", "120", "122"]


def test_a_formula_is_doubted_and_its_result_read(tmp_path: Path) -> None:
    understood = read(tmp_path, ["单选题", "和是", "=1+1", "3", "4", "5", "A"])
    (draft,) = understood.drafts
    assert "C2 是公式 =1+1，没有结果" in [one.message for one in draft.doubts]
    assert "D001" in rules(draft)


def test_an_error_is_doubted(tmp_path: Path) -> None:
    understood = read(tmp_path, ["单选题", "是", "#NAME?", "乙", "丙", "", "B"])
    assert rules(understood.drafts[0]) == ["D053"]


@pytest.mark.parametrize(("value", "key"), [(True, "√"), (False, "×"), ("TRUE", "√"), ("ｆａｌｓｅ", "×")])
def test_a_truth_value_answers_a_statement(tmp_path: Path, value: Any, key: str) -> None:
    understood = read(tmp_path, ["判断题", "先断电。", "", "", "", "", value])
    assert [key_of(one) for one in understood.drafts] == [key]
    assert rules(understood.drafts[0]) == []


def test_a_truth_value_answers_no_choice(tmp_path: Path) -> None:
    understood = read(tmp_path, ["单选题", "选什么", "甲", "乙", "丙", "", True])
    assert understood.drafts[0].refusals


def test_scripts_in_cells_are_mark_up_and_signs_are_none(tmp_path: Path) -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(HEADS)
    sheet.append(["单选题", "x", "a~1~", "5~10", "b", "", "A"])
    sheet["B2"] = CellRichText("水是 H", TextBlock(InlineFont(vertAlign="subscript"), "2"), "O")
    book.save(tmp_path / "题库.xlsx")
    (draft,) = read_bank_table(tmp_path / "题库.xlsx", "题库.xlsx").drafts
    assert draft.stem == "水是 H~2~O"
    assert [one.text for one in draft.options] == [r"a\~1\~", "5~10", "b"]


def test_wide_letters_and_line_ends_of_other_systems(tmp_path: Path) -> None:
    understood = read(tmp_path, ["单选题", "１．选什么\r\n再选", "Ａ．甲", "Ｂ、乙", "Ｃ 丙", "", "Ｂ"])
    assert rows_of(understood) == [("single", "B", "选什么\\n再选", "甲 / 乙 / 丙", "")]
    assert understood.drafts[0].number == "1"


def test_an_empty_option_between_others_is_doubted(tmp_path: Path) -> None:
    understood = read(tmp_path, ["单选题", "选什么", "甲", "", "丙", "丁", "C"])
    (draft,) = understood.drafts
    assert [(one.letter, one.text, one.right) for one in draft.options] == [
        ("A", "甲", 0), ("C", "丙", 1), ("D", "丁", 0),
    ]  # fmt: skip
    assert rules(draft) == ["D057"]


def test_a_kind_that_is_not_known_is_doubted(tmp_path: Path) -> None:
    understood = read(tmp_path, ["操作题", "怎样做？", "", "", "", "", "这样做，那样做，再这样做"])
    assert "D007" in rules(understood.drafts[0])
    assert understood.drafts[0].doubts[0].message == "题型写的是“操作题”，不认识"


def test_a_repeated_question_is_doubted(tmp_path: Path) -> None:
    row = ["单选题", "选什么", "甲", "乙", "丙", "", "C"]
    understood = read(tmp_path, row, row)
    assert [rules(one) for one in understood.drafts] == [[], ["D011"]]


def test_blanks_that_stand_in_columns_of_options(tmp_path: Path) -> None:
    understood = read(
        tmp_path,
        ["填空题", "先__，再__。", "报警", "疏散", "", "", ""],
        ["填空题", "先____，后____。", "报警", "疏散", "", "", "报警；撤离"],
    )
    first, second = understood.drafts
    assert (first.stem, first.blanks, rules(first)) == ("先____，再____。", (("报警",), ("疏散",)), [])
    assert rules(second) == ["D002"]


OPTIONS = tuple(
    OptionCell(letter, text) for letter, text in zip("ABCD", ("甲", "乙", "丙", "丁"), strict=True)
)


@pytest.mark.parametrize(
    ("written", "letters", "doubts"),
    [
        ("AC", "AC", 0),
        ("丙", "C", 0),
        ("甲、丙", "AC", 0),
        ("甲；丁", "AD", 0),
        ("C.丙", "C", 0),
        ("0110", "BC", 0),
        ("1,0,0,1", "AD", 0),
        ("2", "B", 1),
        ("1,3", "AC", 1),
        ("134", "ACD", 1),
        ("5", "5", 0),
        ("0", "0", 0),
        ("戊", "戊", 0),
        ("C.丁", "C.丁", 0),
    ],
)
def test_a_key_becomes_letters_only_where_it_must_mean_them(written: str, letters: str, doubts: int) -> None:
    found = table_key(written, OPTIONS, counted=False)
    assert (found.text, len(found.doubts)) == (letters, doubts)


def test_numbers_are_certain_where_options_are_counted() -> None:
    assert table_key("1,3", OPTIONS, counted=True) == ("AC", ())


def test_a_text_that_is_also_a_letter_or_a_number_is_doubted() -> None:
    numbers = tuple(OptionCell(letter, text) for letter, text in zip("ABC", "213", strict=True))
    assert table_key("2", numbers, counted=False).doubts
    letters = tuple(OptionCell(letter, text) for letter, text in zip("ABC", "BCA", strict=True))
    assert table_key("B", letters, counted=False).doubts


@pytest.mark.parametrize(
    "text",
    ["A.甲B.乙C.丙", "A、甲\nB、乙\nC、丙", "（A）甲 （B）乙 （C）丙", "A 甲；B 乙；C 丙", "甲\n乙\n丙",
     "甲|乙|丙", "甲；乙；丙", '["甲", "乙", "丙"]', "甲$$乙$$丙", "A：甲　B：乙　C：丙"],
)  # fmt: skip
def test_options_in_one_cell(text: str) -> None:
    assert options_within(text) == tuple(
        OptionCell(letter, one) for letter, one in zip("ABC", "甲乙丙", strict=True)
    )


def test_ticks_in_one_cell_and_in_cells_of_their_own() -> None:
    assert [one.ticked for one in options_within("A.甲\n√B.乙\nC.丙√")] == [False, True, True]
    assert option_cell("A", "√") == OptionCell("A", "√")
    assert option_cell("A", "甲（正确答案）") == OptionCell("A", "甲", ticked=True)
    assert option_cell("B", "A.甲") == OptionCell("B", "A.甲")


@pytest.mark.parametrize(
    ("head", "role", "place"),
    [
        ("题干", ColumnRole.STEM, 0), ("试题 内容*", ColumnRole.STEM, 0), ("題目", ColumnRole.STEM, 0),
        ("选项C", ColumnRole.OPTION, 2), ("Ｄ", ColumnRole.OPTION, 3), ("选项三", ColumnRole.OPTION, 2),
        ("选项10", ColumnRole.OPTION, 9), ("备选答案B", ColumnRole.OPTION, 1),
        ("选项", ColumnRole.OPTIONS, 0),
        ("标准答案（必填）", ColumnRole.ANSWER, 0), ("难度(1-5)", ColumnRole.DIFFICULTY, 0),
    ],
)  # fmt: skip
def test_headings_by_their_words(head: str, role: ColumnRole, place: int) -> None:
    found = meaning_of(head)
    assert found is not None
    assert (found.role, found.place) == (role, place)


@pytest.mark.parametrize("head", ["姓名", "单位", "", "选项0", "答案是否公开"])
def test_other_headings_mean_nothing(head: str) -> None:
    assert meaning_of(head) is None


@given(
    st.lists(st.text(alphabet="甲乙AB12;；、,.√ \n|", max_size=8), min_size=2, max_size=5),
    st.text(max_size=12),
)
def test_a_key_never_names_an_option_that_is_not_there(texts: list[str], written: str) -> None:
    options = tuple(OptionCell(letter, text) for letter, text in zip("ABCDE", texts, strict=False))
    found = table_key(written, options, counted=False)
    if found.text != written and found.text != written.strip():
        assert set(found.text) <= {one.letter for one in options}
