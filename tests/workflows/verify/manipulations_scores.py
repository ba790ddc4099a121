"""What can be done to the score workbook of an exam folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.office.packages import rebuild
from tests.workflows.verify import manipulations_exam
from tests.workflows.verify.forging_documents import Act, condition
from tests.workflows.verify.manipulations import Half, Manipulation

BOOK = "scores.xlsx"


def book(change: Callable[[Any], object]) -> Act:
    """Change the workbook with an office program."""

    def act(work: Path) -> None:
        path = work / "exam" / BOOK
        found = load_workbook(path)
        change(found)
        found.save(path)
        path.chmod(0o600)

    return act


def total(change: Callable[[Any], object]) -> Act:
    """Change its first sheet."""
    return book(lambda found: change(found["总表"]))


def look(cell: str, **looks: Any) -> Act:
    """Change how one cell looks."""

    def change(sheet: Any) -> None:
        for name, value in looks.items():
            setattr(sheet[cell], name, value)

    return total(change)


def _hint(sheet: Any) -> None:
    hint = DataValidation(type="decimal", promptTitle="更正", prompt="应为 9 分", showInputMessage=True)
    hint.add("F4")
    sheet.add_data_validation(hint)


def _part(work: Path) -> None:
    rebuild(work / "exam" / BOOK, {"customXml/item1.xml": lambda _: b"<a>9</a>"})
    (work / "exam" / BOOK).chmod(0o600)


_CASES: tuple[tuple[str, Act, str], ...] = (
    ("改一个成绩", total(lambda sheet: sheet.__setitem__("F4", 9)), f"{BOOK}!总表!F4: [V031]"),
    ("成绩改成公式", total(lambda sheet: sheet.__setitem__("F4", "=9")), f"{BOOK}!总表!F4: [V031]"),
    ("删去一行", total(lambda sheet: sheet.delete_rows(5)), f"{BOOK}!总表!A5: [V031]"),
    (
        "表边添一列“最终成绩”",
        total(lambda sheet: sheet.__setitem__("L3", "最终成绩")),
        f"{BOOK}!总表!L3: [V031]",
    ),
    ("多一张工作表", book(lambda found: found.create_sheet("更正")), f"{BOOK}!更正: [V031]"),
    ("少一张工作表", book(lambda found: found.remove(found["缺考"])), f"{BOOK}!缺考: [V031]"),
    ("数字格式显示成“9.8”", look("F4", number_format='"9.8"'), "总表!F4 数字格式"),
    ("文字格式显示成“优秀”", look("G4", number_format='General;General;General;"优秀"'), "总表!G4 数字格式"),
    ("成绩用白字", look("F4", font=Font(color="FFFFFFFF")), "总表!F4 数字格式、字体、颜色"),
    ("隐藏一行", total(lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True)), "隐藏的行：第 5 行"),
    (
        "隐藏成绩列",
        total(lambda sheet: setattr(sheet.column_dimensions["F"], "hidden", True)),
        "总表 列宽或隐藏的列",
    ),
    (
        "隐藏一张工作表",
        book(lambda found: setattr(found["未通过和补考"], "sheet_state", "hidden")),
        "工作表的次序、名称或隐藏",
    ),
    (
        "深度隐藏一张工作表",
        book(lambda found: setattr(found["缺考"], "sheet_state", "veryHidden")),
        "工作表的次序、名称或隐藏",
    ),
    ("调换工作表", book(lambda found: found.move_sheet("缺考", -4)), "工作表的次序、名称或隐藏"),
    ("改页脚", total(lambda sheet: setattr(sheet.oddFooter.center, "text", "测试丙 9 分")), "总表 页眉页脚"),
    ("合并两个成绩", total(lambda sheet: sheet.merge_cells("F4:F5")), "总表 合并单元格"),
    ("加批注", total(lambda sheet: setattr(sheet["F4"], "comment", Comment("应为 9", "某"))), "总表 批注"),
    (
        "条件格式换数字格式",
        total(lambda sheet: sheet.conditional_formatting.add("F4", condition(shown_as="9"))),
        "总表 条件格式",
    ),
    ("选中时提示“应为 9 分”", total(_hint), "总表 数据验证"),
    (
        "定义一个名称",
        book(lambda found: found.defined_names.add(DefinedName("最终", attr_text="总表!$F$4"))),
        "定义的名称",
    ),
    ("改打印区域，不印最后一列", total(lambda sheet: setattr(sheet, "print_area", "A1:E9")), "定义的名称"),
    ("筛去不合格的人", total(lambda sheet: setattr(sheet.auto_filter, "ref", "A3:K7")), "总表 筛选"),
    ("添一个部件", _part, "多出的部件 customXml/item1.xml"),
    ("用别的程序原样另存", book(lambda _found: None), f"{BOOK}: [V031] 显示得与写出时不同"),
)

HALF = Half(
    "成绩表 scores.xlsx",
    manipulations_exam.prepare,
    manipulations_exam.verify,
    tuple(
        Manipulation(f"S{number:02}", BOOK, done, act, (named,))
        for number, (done, act, named) in enumerate(_CASES, 1)
    ),
)
