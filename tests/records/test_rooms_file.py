"""Rooms as offices write them: YAML and Excel mean the same, every slip is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import QuizgenError
from quizgen.model.seating import Door, Room, SeatOrder, Wish
from quizgen.records.rooms_file import RoomsRead, read_rooms
from tests.records.roster_layouts import Layout, write_sheets

KNOWN = frozenset({"001", "002"})
TWO_ON_ONE_SEAT = "".join(
    f"  - {{number: '{number}', room: 第一考场, seat: 1-1}}\n" for number in ("001", "002")
)
ROOM = "{name: 第一考场, rows: 6, columns: 5}"


def read(tmp_path: Path, text: str, name: str = "rooms.yaml") -> RoomsRead:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_rooms(tmp_path / name, name, KNOWN)


def test_yaml_and_excel_mean_the_same_rooms(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "rooms:\n"
        "  - {name: 第一考场, place: 行政楼301, rows: 6, columns: 5, order: 平行, door: 左后,\n"
        "     broken: [2-3, 1-1], kept: [6-5], staff: [张三, 李四]}\n"
        "  - {name: 第二考场, rows: 4, columns: 3}\n"
        "people:\n  - {number: '002', near: 门, large: true}\n",
    )
    assert found.problems == ()
    assert found.rooms == (
        Room(
            name="第一考场", place="行政楼301", rows=6, columns=5, order=SeatOrder.STRAIGHT,
            door=Door.BACK_LEFT, broken=((1, 1), (2, 3)), kept=((6, 5),), staff=("张三", "李四"),
        ),
        Room(name="第二考场", rows=4, columns=3),
    )  # fmt: skip
    assert found.wishes == (Wish(person="002", near="门", large=True),)
    heads: list[object] = [
        "序号",
        "考场名称",
        "地点",
        "排数",
        "列数",
        "编排",
        "门",
        "坏座位",
        "备用座位",
        "监考",
    ]
    write_sheets(
        tmp_path / "考场.xlsx",
        {
            "考场": Layout(
                [
                    ["考场安排表"],
                    heads,
                    [1, "第一考场", "行政楼301", 6, 5, "平行", "左后", "2-3、1-1", "6-5", "张三、李四"],
                    [2, "第二考场", "", "4", "3"],
                ]
            ),
            "特殊考生": Layout([["编号", "要求", "大字"], ["002", "门", "是"]]),
        },
    )
    table = read_rooms(tmp_path / "考场.xlsx", "考场.xlsx", KNOWN)
    assert (table.problems, table.rooms, table.wishes) == ((), found.rooms, found.wishes)


@pytest.mark.parametrize(
    ("text", "rule", "said"),
    [
        ("", "Z001", "没有 rooms"),
        ("- 第一考场\n", "Z001", "没有 rooms"),
        ("rooms: []\n", "Z001", "没有考场"),
        ("id: small\ntitle: 小测试\nsections: []\n", "Z001", "没有 rooms"),
        (f"rooms:\n  - {ROOM}\n  - {ROOM}\n", "Z003", "考场“第一考场”写了两次"),
        ("rooms:\n  - {name: 第一考场, rows: 600, columns: 5}\n", "Z002", "不能大于 60，写了 600"),
        ("rooms:\n  - {name: 第一考场, rows: 0, columns: 5}\n", "Z002", "rows"),
        ("rooms:\n  - {name: 第一考场, rows: 六, columns: 5}\n", "Z002", "rows"),
        ("rooms:\n  - {name: 第一考场, rows: 6}\n", "Z002", "columns"),
        ("rooms:\n  - {name: 第一考场, rows: 6, columns: 5, colour: 红}\n", "Z002", "不认识的键“colour”"),
        ("rooms:\n  - {name: 第一考场, rows: 30, columns: 30}\n", "Z006", "900 个座位"),
        ("rooms:\n  - {name: 第一考场, rows: 1, columns: 2, broken: [1-1, 1-2]}\n", "Z006", "没有能用的座位"),
        (
            "rooms:\n  - {name: 第一考场, rows: 1, columns: 2, broken: [1-1], kept: [1-2]}\n",
            "Z006",
            "没有能用",
        ),
        ("rooms:\n  - {name: 第一考场, rows: 6, columns: 5, broken: [7-1]}\n", "Z005", "没有座位 7-1"),
        ("rooms:\n  - {name: 第一考场, rows: 6, columns: 5, broken: [六排一]}\n", "Z002", "broken"),
        ("rooms:\n  - {name: 第一考场, rows: 6, columns: 5, broken: [1-1], kept: [1-1]}\n", "Z005", "两次"),
        ("rooms:\n  - {name: 楼上/301, rows: 6, columns: 5}\n", "Z004", "不能用在文件名里"),
        ("rooms:\n  - {name: .第一, rows: 6, columns: 5}\n", "Z004", "以句点开头"),
        (f"rooms:\n  - {ROOM}\npeople:\n  - {{number: '009', near: 门}}\n", "Z007", "名单里没有编号 009"),
        (f"rooms:\n  - {ROOM}\npeople:\n  - {{number: '001', seat: 1-1}}\n", "Z007", "没有写考场"),
        (f"rooms:\n  - {ROOM}\npeople:\n  - {{number: '001', room: 二}}\n", "Z007", "没有考场“二”"),
        (
            f"rooms:\n  - {ROOM}\npeople:\n{TWO_ON_ONE_SEAT}",
            "Z007",
            "已经给了编号 001",
        ),
    ],
)
def test_every_slip_is_told_with_its_line(tmp_path: Path, text: str, rule: str, said: str) -> None:
    found = read(tmp_path, text)
    assert found.rooms == ()
    assert [one.rule for one in found.problems] == [rule]
    assert said in found.problems[0].message
    assert found.problems[0].line is not None


def test_slips_of_a_table_are_told_with_their_row(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["考场", "排数", "列数", "坏座位"],
        ["第一考场", 6, 5, "9-9"],
        ["第一考场", 6, 5],
    ]
    write_sheets(tmp_path / "考场.xlsx", {"考场": Layout(rows)})
    found = read_rooms(tmp_path / "考场.xlsx", "考场.xlsx", KNOWN)
    assert {(one.rule, one.spot.sheet, one.spot.cell) for one in found.problems} == {
        ("Z005", "考场", "A2"),
        ("Z003", "考场", "A3"),
    }


@pytest.mark.parametrize(
    "rows", [[["编号", "姓名", "单位"], ["001", "测试甲", "测试一局"]], [["考场", "人数"]]]
)
def test_a_table_of_something_else_is_refused(tmp_path: Path, rows: list[list[object]]) -> None:
    write_sheets(tmp_path / "名册.xlsx", {"名册": Layout(rows)})
    found = read_rooms(tmp_path / "名册.xlsx", "名册.xlsx", KNOWN)
    assert [one.rule for one in found.problems] == ["Z001"]
    assert "考场、排数、列数" in found.problems[0].hint


@pytest.mark.parametrize("name", ["rooms.yaml", "rooms.xlsx", "rooms.pdf"])
def test_a_file_that_is_not_there_or_no_table_is_refused(tmp_path: Path, name: str) -> None:
    if name.endswith("pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7\n\x00\x01")
    with pytest.raises(QuizgenError, match=name):
        read_rooms(tmp_path / name, name, KNOWN)
