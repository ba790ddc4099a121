"""Rosters as offices keep them, made up: each with the people that are meant."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
TWO = (("001", "张三", "测试一局", "科长"), ("002", "李四", "测试二局", ""))


@dataclass(frozen=True)
class Layout:
    """A workbook's only sheet, with areas that are merged; ``rules`` are the notes that it gives."""

    rows: Rows
    rules: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()
    people: Sequence[Sequence[str]] = TWO


A, B = ("001", "张三", "测试一局", "科长"), ("002", "李四", "测试二局", None)
LAYOUTS = {
    "plain": Layout([["编号", "姓名", "单位", "职务"], A, B]),
    "a merged title, a line about it, ordinals, remarks": Layout(
        [
            ["测试县知识测试参考人员名册"],
            ["填报单位：测试县委", None, "日期：2026年12月"],
            ["序号", "姓 名", "工作单位", "职务/职级", "考号", "备注"],
            [1, "张三", "测试一局", "科长", "001", "开卷"],
            [2, "李四", "测试二局", None, "002", None],
        ],
        frozenset({"R101"}),
        ("A1:F1",),
    ),
    "headings over two rows, one merged down, one word broken": Layout(
        [
            ["序号", "基本情况", None, None, "准考"],
            [None, "姓名", "单位", "职务", "证号"],
            [1, "张三", "测试一局", "科长", "001"],
            [2, "李四", "测试二局", None, "002"],
        ],
        frozenset({"R101"}),
        ("A1:A2", "B1:D1"),
    ),
    "posts divided below their heading": Layout(
        [
            ["编号", "姓名", "单位", "职务", None],
            [None, None, None, "现任", "拟任"],
            ("001", "张三", "测试一局", "科长", "处长"),
            ("002", "李四", "测试二局", None, "科长"),
        ],
        frozenset({"R101"}),
        ("A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    ),
    "units merged over their people": Layout(
        [["工号", "姓名", "部门", "岗位"], A, ("002", "李四", None, None)],
        frozenset({"R112"}),
        ("C2:C3",),
        (TWO[0], ("002", "李四", "测试一局", "")),
    ),
    "groups, totals, signatures, headings again on the second page": Layout(
        [
            ["编号", "姓名", "单位", "职务"],
            ["一、测试一局（1人）"],
            A,
            ["小计", "1人"],
            ["编号", "姓名", "单位", "职务"],
            ["二、测试二局（1人）"],
            B,
            [None, None, None, None],
            ["合计", "2人"],
            ["制表：测试丙", None, "审核：测试丁"],
            ["注：请核对姓名"],
        ],
        frozenset({"R102", "R114"}),
        ("A2:D2",),
    ),
    "private columns between": Layout(
        [
            ["准考证号", "姓名", "性别", "身份证号码", "所在单位", "现任职务", "联系电话", "出生年月"],
            ["001", "张三", "男", "110101199001011234", "测试一局", "科长", "13812345678", "1990.01"],
            ["002", "李四", "女", "11010119900101123X", "测试二局", None, "13912345678", "1990.02"],
        ],
        frozenset({"R101"}),
    ),
    "notes in the headings": Layout(
        [
            ["*编号（必填）", "姓名（必填）", "单位[全称]", "职务（可空）"],
            ["（文本）", "（与身份证一致）"],
            A,
            B,
        ],
        frozenset({"R102"}),
    ),
    "several columns of one meaning": Layout(
        [
            ["工号", "准考证号", "姓名", "部门", "单位", "职务"],
            ["9", "001", "张三", "人事科", "测试一局", "科长"],
            ["8", "002", "李四", "办公室", "测试二局", None],
        ],
        frozenset({"R107"}),
    ),
    "unit and post in one column": Layout(
        [
            ["考号", "姓名", "工作单位及职务"],
            ["001", "张三", "测试一局科长"],
            ["002", "李四", "测试二局科员"],
        ],
        frozenset({"R107", "R111"}),
        people=(("001", "张三", "测试一局科长", ""), ("002", "李四", "测试二局科员", "")),
    ),
    "names as they are aligned, minority names, numbers as numbers": Layout(
        [
            ["编号", "名字", "单位名称", "职位"],
            [2026001, "张　三", " 测试一局 ", "科长"],
            [2026002, "阿卜杜拉 • 买买提", "共青团测试市委", None],
            [202600100003, "John Smith", "测试二局", None],
        ],
        frozenset({"R104", "R105"}),
        people=(
            ("2026001", "张三", "测试一局", "科长"),
            ("2026002", "阿卜杜拉·买买提", "共青团测试市委", ""),
            ("202600100003", "John Smith", "测试二局", ""),
        ),
    ),
    "notes behind names": Layout(
        [
            ["编号", "姓名", "单位"],
            ["001", "张三（借调）", "甲局"],
            ["002", "李四", "甲局"],
            [None, "以下空白"],
        ],
        frozenset({"R102", "R111", "R115"}),
        people=(("001", "张三（借调）", "甲局", ""), ("002", "李四", "甲局", "")),
    ),
    "two of one name": Layout(
        [["学号", "学员姓名", "科室"], ["001", "张三", "测试科"], ["002", "张　三", "测试科"]],
        frozenset({"R104", "R106", "R111"}),
        people=(("001", "张三", "测试科", ""), ("002", "张三", "测试科", "")),
    ),
    "a column without a heading, empty columns before": Layout(
        [[None, "编号", "姓名", "单位", "职务"], [None, *A, "√"], ["甲", *B]],
        frozenset({"R101"}),
    ),
}
TEXTS = {
    "commas, GBK": (
        "名册.csv",
        "编号,姓名,单位,职务\n001,张三,测试一局,科长\n002,李四,测试二局,\n",
        "gb18030",
    ),
    "tabs, the text of a spreadsheet": (
        "名册.txt",
        (
            "参考人员名册\t\t\t\n序号\t工号\t姓 名\t单位\t职务\n"
            "1\t001\t张 三\t测试一局\t科长\n2\t002\t李四\t测试二局\t\n"
        ),
        "utf-16",
    ),
    "blanks": ("名册.txt", "考号　姓名　单位　职务\n001  张三  测试一局  科长\n", "utf-8-sig"),
    "tabs under the name of a workbook": (
        "名册.xls",
        "编号\t姓名\t单位\t职务\n001\t张三\t测试一局\t科长\n",
        "gb18030",
    ),
}


def write_sheets(path: Path, sheets: dict[str, Layout]) -> Path:
    """A workbook of these sheets."""
    book = Workbook()
    for name, layout in sheets.items():
        sheet = book.create_sheet(name)
        assert isinstance(sheet, Worksheet)
        for row in layout.rows:
            sheet.append(list(row))
        for area in layout.merged:
            sheet.merge_cells(area)
    del book[book.sheetnames[0]]
    book.save(path)
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """A workbook with one part more."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for one in old.namelist():
            made.writestr(one, old.read(one))
        made.writestr(name, data)
    return path
