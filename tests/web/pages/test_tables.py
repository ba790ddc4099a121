"""Tables that an author wrote: with an empty corner the first column names the rows."""

from __future__ import annotations

from tests.web.page import render, words


def test_the_first_column_below_an_empty_corner_names_the_rows() -> None:
    root = render("| | 甲 |\n|---|---|\n| 一 | 二 |\n| 三 | 四 |")
    assert [words(head) for head in root.iterfind(".//tbody/tr/th[@scope='row']")] == ["一", "三"]
    assert [words(head) for head in root.iterfind(".//thead/tr/th")] == ["甲"]


def test_a_table_with_all_headings_is_left_alone() -> None:
    root = render("| 乙 | 甲 |\n|---|---|\n| 一 | 二 |")
    assert root.find(".//tbody//th") is None
