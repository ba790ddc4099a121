"""Further ways to let an attached workbook or form be read as other than it is, part by part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.views import Pane

from tests.office.packages import rebuild
from tests.workflows.review.attached import BOOK, FORM
from tests.workflows.verify.forging_documents import (
    DOCUMENT,
    RULE,
    STYLES,
    Act,
    form,
    out,
    put,
    run_property,
    sheet,
    style,
)

SHEET, RELATIONS = "xl/worksheets/sheet1.xml", "_rels/.rels"
_BARS: Any = DataBarRule
_BLACK = PatternFill("solid", fgColor="FF000000")
_FOREIGN = 'xmlns:z="urn:z"'


def raw(old: str, new: str, part: str = SHEET) -> Act:
    """Replace text in a part of the attached workbook, in the first place where it stands."""

    def act(work: Path) -> None:
        def edit(data: bytes) -> bytes:
            text = data.decode()
            assert old in text, old
            return text.replace(old, new, 1).encode()

        rebuild(work / "out" / BOOK, {part: edit})

    return act


def book(change: Callable[[Any], object]) -> Act:
    """Change the attached workbook with an office program."""

    def act(work: Path) -> None:
        found = load_workbook(work / "out" / BOOK)
        change(found)
        found.save(work / "out" / BOOK)

    return act


def score(properties: str) -> Act:
    """Put properties into the paragraph of the score of the form."""

    def act(work: Path) -> None:
        def edit(data: bytes) -> bytes:
            head, found, tail = data.decode().partition("85.5 / 100")
            assert found
            before, end, rest = head.rpartition("</w:pPr>")
            return f"{before}{properties}{end}{rest}{found}{tail}".encode()

        rebuild(work / "out" / FORM, {DOCUMENT: edit})

    return act


def _wide(page: Any) -> None:
    for row in (2, 3):
        page[f"F{row}"].alignment = Alignment(horizontal="right")
    page.column_dimensions["F"].width = 3.2


def _further(page: Any) -> None:
    page["L1"], page["L2"] = "核 定", 98


def _worded(page: Any) -> None:
    page["A9"] = 98
    page["A9"].number_format = '"最终成绩"0'


def _scrolled(page: Any) -> None:
    page.sheet_view.topLeftCell = "A4"
    page.sheet_view.pane = Pane(ySplit=1, topLeftCell="A6", activePane="bottomLeft", state="frozen")


def _two_main_parts(work: Path) -> None:
    second = '<Relationship Id="rIdZ" Type="urn:z/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    rebuild(
        work / "out" / BOOK,
        {RELATIONS: lambda data: data.replace(b"</Relationships>", second.encode())},
    )


def _table_style(page: Any) -> None:
    table = Table(displayName="T1", ref="A1:K4")
    table.tableStyleInfo = TableStyleInfo(name="Mine", showRowStripes=True)
    page.add_table(table)


def _white_table(work: Path) -> None:
    """A table whose style, defined in the workbook, has white letters."""
    sheet(_table_style)(work)
    look = (
        '<dxfs count="1"><dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs><tableStyles count="1">'
        '<tableStyle name="Mine"><tableStyleElement type="wholeTable" dxfId="0"/></tableStyle></tableStyles>'
    )
    raw("</cellStyles>", f"</cellStyles>{look}", "xl/styles.xml")(work)


_AT = f"{BOOK}: [F107] 述职!D2"
SHEET_LOOKS: tuple[tuple[str, Act, str], ...] = (
    ("数字格式在前面填满“9”", style("D2", number_format="*90.0"), _AT),
    ("文字格式在后面填满“9”", style("E2", number_format="@*9"), f"{BOOK}: [F107] 述职!E2"),
    ("数字格式用黄字", style("D2", number_format="[Yellow]0.0"), _AT),
    ("数字格式用调色板里的白色", style("D2", number_format="[Color 2]0.0"), _AT),
    ("用系统的底色作字色", style("D2", font=Font(color=Color(indexed=65))), _AT),
    ("只涂黑底，字色不写", style("D2", font=Font(), fill=_BLACK), _AT),
    ("字体的字符集设为符号", style("D2", font=Font(name="宋体", charset=2)), _AT),
    (
        "条件格式只涂黑底",
        sheet(
            lambda page: page.conditional_formatting.add(
                "D2:D3", RULE("greaterThan", ["1"], fill=PatternFill(bgColor="FF000000"))
            )
        ),
        _AT,
    ),
    (
        "黑色的数据条",
        sheet(lambda page: page.conditional_formatting.add("D2:D3", _BARS("num", 0, "num", 1, "FF000000"))),
        _AT,
    ),
    ("收窄靠右的“是否合格”，“不合格”看成“合格”", sheet(_wide), f"{BOOK}: [F107] 述职!F1"),
    ("冻结窗格挡住前几行", sheet(_scrolled), "被冻结的窗格挡住"),
    ("表头并进左边一格", sheet(lambda page: page.merge_cells("C1:D1")), f"{BOOK}: ["),
    ("同一格写两次", raw('<c r="E2"', '<c r="D2"><v>98</v></c><c r="E2"'), f"{BOOK}: ["),
    (
        "真的一格换成程序不看的命名空间",
        raw("<sheetData>", f"<sheetData><z:row {_FOREIGN}/>"),
        f"{BOOK}: [F107] 工作表“述职”",
    ),
    ("包里有两个主文档", _two_main_parts, f"{BOOK}: [W006]"),
    ("添一列“核 定”的数字", sheet(_further), f"{BOOK}: [F108] 述职!L1"),
    ("字间夹空格的“最终成 绩”", put("A9", "最终成 绩 98"), f"{BOOK}: [F108] 述职!A9"),
    ("用公式拼出“成绩”", put("A9", '="最终成"&"绩98"'), f"{BOOK}: [F108] 述职!A9"),
    ("数字的格式里写“最终成绩”", sheet(_worded), f"{BOOK}: [F108] 述职!A9"),
    ("写“更正为 98”", put("A9", "测试甲更正为 98"), f"{BOOK}: [F108] 述职!A9"),
    ("自己定义的表格样式变白字", _white_table, _AT),
    (
        "添一张叫“最终成绩”的工作表",
        book(lambda found: found.create_sheet("最终成绩98")),
        f"{BOOK}: [F108] 工作表“最终成绩98”",
    ),
)

_SEEN = f"{FORM}: [F107]"
_EVIL = (
    '<w:style w:type="paragraph" w:styleId="Evil"><w:name w:val="Evil"/><w:pPr>'
    '<w:ind w:leftChars="9000"/></w:pPr></w:style></w:styles>'
)


def _far_style(work: Path) -> None:
    form("</w:styles>", _EVIL, STYLES)(work)
    score('<w:pStyle w:val="Evil"/>')(work)


def _themed_ground(work: Path) -> None:
    shade = b'<w:tcPr><w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="text1"/>'
    ink = b'<w:color w:val="000000"/>'
    rebuild(
        work / "out" / FORM,
        {DOCUMENT: lambda data: data.replace(b"<w:tcPr>", shade).replace(b'<w:color w:val="auto"/>', ink)},
    )


def _before_end(element: str) -> Act:
    return form("<w:sectPr", f"{element}<w:sectPr")


def _sentence(text: str) -> Act:
    return _before_end(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


FORM_LOOKS: tuple[tuple[str, Act, str], ...] = (
    ("从右到左排，“85.5 / 100”看成“100 / 85.5”", score("<w:bidi/>"), _SEEN),
    ("表格左右颠倒", form("<w:tblPr>", "<w:tblPr><w:bidiVisual/>"), _SEEN),
    ("用黑色突出显示", run_property('<w:highlight w:val="black"/>'), _SEEN),
    ("字距挤成一团", run_property('<w:spacing w:val="-120"/>'), _SEEN),
    (
        "默认的字距挤成一团",
        form("<w:rPrDefault><w:rPr>", '<w:rPrDefault><w:rPr><w:spacing w:val="-120"/>', STYLES),
        _SEEN,
    ),
    ("默认的字加双删除线", form("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:dstrike/>", STYLES), _SEEN),
    ("默认的字是浮雕", form("<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:imprint/>", STYLES), _SEEN),
    ("隐藏的开关写在别的命名空间里", run_property(f'<w:vanish {_FOREIGN} z:val="0"/>'), _SEEN),
    (
        "成绩写在程序不显示的命名空间里",
        form('<w:t xml:space="preserve">85.5 / 100</w:t>', f"<z:t {_FOREIGN}>85.5 / 100</z:t>"),
        _SEEN,
    ),
    (
        "格子的边距把字推出去",
        form("<w:tblPr>", '<w:tblPr><w:tblCellMar><w:left w:w="20000" w:type="dxa"/></w:tblCellMar>'),
        _SEEN,
    ),
    ("段落的样式把字推出去", _far_style, _SEEN),
    ("主题色的黑底黑字", _themed_ground, _SEEN),
    ("行高只有半行", form('w:val="480" w:hRule="atLeast"', 'w:val="120" w:hRule="exact"'), _SEEN),
    ("字大到格子里放不下", run_property('<w:sz w:val="400"/>'), _SEEN),
    ("嵌进另一份文档", _before_end("<w:altChunk/>"), f"{FORM}: [F108]"),
    ("另写一句“更正为 98”", _sentence("测试甲更正为 98"), f"{FORM}: [F108]"),
    ("另写一句夹空格的“成 绩”", _sentence("最后成 绩 98"), f"{FORM}: [F108]"),
    (
        "艺术字写上成绩",
        _before_end(
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
            '<v:textpath string="最终成绩 98"/></v:shape></w:pict></w:r></w:p>'
        ),
        f"{FORM}: [F108]",
    ),
)

FOLDER_LOOKS: tuple[tuple[str, str, Act, str], ...] = (
    (
        "输出文件夹",
        "添一个名字里写着成绩的空文件夹",
        out(lambda one: (one / "测试甲 98 分").mkdir()),
        "测试甲 98 分: [F114]",
    ),
)
