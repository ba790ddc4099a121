"""Question banks kept as tables: every layout is understood as it is meant, in every kind of file."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from quizgen.interchange.columns.reading import SAMPLE, read_bank_table
from quizgen.interchange.draft import Understood
from quizgen.office.package import RefusedFile
from tests.interchange.said import rows_of
from tests.interchange.table_layouts import LAYOUTS, TableLayout, saved
from tests.libreoffice import convert

NAMES = [one.name for one in LAYOUTS]


def read(layout: TableLayout, folder: Path) -> Understood:
    return read_bank_table(saved(layout, folder / "题库.xlsx"), "题库.xlsx")


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_a_layout_is_understood(layout: TableLayout, tmp_path: Path) -> None:
    understood = read(layout, tmp_path)
    assert rows_of(understood) == list(layout.expected)
    assert [one.message for one in understood.leftover] == list(layout.left)
    assert [f"{one.rule} {one.message}" for one in understood.notes] == list(layout.told)


@pytest.mark.parametrize("layout", LAYOUTS, ids=NAMES)
def test_every_row_is_a_question_or_named(layout: TableLayout, tmp_path: Path) -> None:
    understood = read(layout, tmp_path)
    asked = [one for draft in understood.drafts for one in (draft, *draft.parts)]
    said = [*understood.frame, *understood.leftover, *understood.notes]
    spots = [*(one.spot for one in asked), *(one.spot for one in said)]
    places = {(one.sheet, one.row or _row(one.paragraph)) for one in spots}
    unread = {one.spot.sheet for one in understood.notes if one.rule == "D332"}
    for name, rows in layout.sheets.items():
        heads = [
            _row(one.spot.paragraph)
            for one in understood.frame
            if one.rule == "D337" and one.spot.sheet == name
        ]
        filled = [number for number, row in enumerate(rows, 1) if any(row) and number + 1 not in heads]
        lost = [number for number in filled if name not in unread and (name, number) not in places]
        goes_on = [number for number in lost if rows[number - 1][0] is None]
        assert lost == goes_on, layout.name


def _row(paragraph: str) -> int:
    found = re.search(r"\d+", paragraph)
    return int(found[0]) if found else 0


def test_libreoffice_saves_the_same_bank_as_ods_and_xls(tmp_path: Path) -> None:
    files = [saved(layout, tmp_path / f"{index}.xlsx") for index, layout in enumerate(LAYOUTS)]
    for kind in ("ods", "xls"):
        made = convert(files, kind, tmp_path / kind)
        for layout, file in zip(LAYOUTS, made, strict=True):
            assert rows_of(read_bank_table(file, file.name)) == list(layout.expected), (layout.name, kind)


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ","), ("gb18030", "\t"), ("utf-16", ",")])
def test_text_in_any_encoding(encoding: str, separator: str, tmp_path: Path) -> None:
    layout = LAYOUTS[0]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(layout.sheets["题库"])
    (tmp_path / "题库.csv").write_bytes(out.getvalue().encode(encoding))
    understood = read_bank_table(tmp_path / "题库.csv", "题库.csv")
    assert rows_of(understood) == list(layout.expected)
    assert [one.line for one in understood.drafts] == [2, 3, 4, 5, 6, 7]
    assert understood.held == 6


def test_places_and_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    understood = read(LAYOUTS[0], tmp_path)
    assert [(str(one.spot), one.number) for one in understood.drafts[:2]] == [
        ("题库!C2", "1"),
        ("题库!C3", "2"),
    ]
    assert understood.held == 6
    first = understood.drafts[0]
    assert (first.explain, first.difficulty, str(first.points)) == ("常识", "易", "2")


def test_the_columns_that_were_recognised_are_said(tmp_path: Path) -> None:
    said = [one.message for one in read(LAYOUTS[1], tmp_path).frame]
    assert said == [
        "认出的列：“题目”是题干、“试题类型”是题型、“备选答案（必填）”是全部选项、“正确答案*”是答案、“知识点”是知识点、“依据”是出处",
        "“某单位消防题库（2026 年）”",
        "“填表说明：答案写字母”",
    ]


def test_a_sample_of_19_columns_is_named_by_where_it_was_seen(tmp_path: Path) -> None:
    row = [
        "/消防/报警",
        "单选题",
        "火警电话是",
        "",
        "",
        "B",
        "",
        "易",
        "",
        "",
        3,
        "110",
        "119",
        "120",
        *[""] * 5,
    ]
    layout = TableLayout("19", {"课程题库": [list(SAMPLE), row]}, ())
    understood = read(layout, tmp_path)
    assert rows_of(understood) == [("single", "B", "火警电话是", "110 / 119 / 120", "")]
    assert understood.drafts[0].topic == "消防/报警"
    assert [one.message for one in understood.notes] == [
        "列和一份公开的 19 列样例相同，按 2026 年公开样例读；平台改了格式就要核对"
    ]


def test_a_table_without_headings_is_left_over_whole(tmp_path: Path) -> None:
    understood = read(TableLayout("x", {"Sheet1": [["火警电话是", "110", "119", "B"]] * 3}, ()), tmp_path)
    assert understood.drafts == ()
    assert [(one.rule, one.message) for one in understood.leftover] == [("D339", "没有认出表头")]


@pytest.mark.parametrize("name", ["题库.et", "题库.ett"])
def test_tables_of_wps_say_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(bytes.fromhex("D0CF11E0A1B11AE1"))
    with pytest.raises(RefusedFile, match=r"不能直接读；用 Excel 或 WPS 打开，另存为 \.xlsx 再用"):
        read_bank_table(tmp_path / name, name)
