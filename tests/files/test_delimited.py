"""Text cut into records: lines counted, quotation marks paired or named."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.files.delimited import TableRecord, missing_fields, read_delimited
from tests.chance import examples


def records(text: str) -> list[TableRecord]:
    return list(read_delimited(text, lambda line: "编号" in line).records)


def test_a_field_of_several_lines_keeps_the_numbers_of_rows_and_lines_apart() -> None:
    found = records('编号,"1\n单选","2\r\n多选"\n001,"a ""b"", c",\n')
    assert [(one.number, one.line, one.fields, one.fault) for one in found] == [
        (1, 1, ("编号", "1\n单选", "2\n多选"), ""),
        (2, 4, ("001", 'a "b", c', ""), ""),
    ]


@pytest.mark.parametrize("stray", ['"李四,甲,乙', '李四,"甲,乙', '"李四"x,甲,乙', '李四,甲,"'])
@pytest.mark.parametrize("later", ["", '900,"张 ""三""",甲,乙', '900,张三,"甲,乙'])
def test_a_stray_mark_costs_its_own_line_only(stray: str, later: str) -> None:
    rows = [f"{number},张三,甲,乙" for number in range(3, 800)]
    found = records("\n".join(["编号,姓名,单位,职务", f"002,{stray}", *rows, later]))
    broken = [one.line for one in found if one.fault]
    assert broken == ([2, 800] if later.endswith("乙") and '"甲' in later else [2])
    assert len(found) == 799 + bool(later)


def test_too_many_or_too_few_fields_are_told() -> None:
    assert missing_fields(TableRecord(2, 2, ("a", "b")), 3, ",").startswith("这一行只有 2 格，表头有 3 格")
    assert missing_fields(TableRecord(2, 2, ("a", "b", "", "c")), 3, ",").startswith("这一行有 4 格")
    assert not missing_fields(TableRecord(2, 2, ("a", "b", "c", "", " ")), 3, ",")


_CELLS = st.text("甲1 \"',;\n", max_size=6).filter(lambda cell: not ("\n" in cell and "," in cell))
"""A line break with a separator may look like a row of its own, which costs its neighbours too."""


@examples(200)
@given(
    st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=6),
)
def test_what_the_standard_library_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["编号", "甲", "乙"], *rows])
    found = [one for one in records(out.getvalue()) if not one.fault]
    lines = {one.fields for one in found}
    assert lines >= {tuple(row) for row in rows}
