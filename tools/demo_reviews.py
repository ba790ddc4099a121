"""Made-up review documents as offices keep them: a 述职评议 workbook, three review forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

WORKBOOK = "述职评议汇总表.xlsx"
FORMS = "评议表"
FIRST_ROW = 5
"""The first person's row in the workbook."""

_EVALUATION = "述职评议"
_GROUP = ("优秀票", "称职票", "基本称职票", "不称职票")
_FRAME = Border(*(Side(style="thin"),) * 4)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WIDTHS = (11, 10, 16, 10, 9, 9, 11, 10, 10, 14, 12)


class Person(NamedTuple):
    """A made-up cadre."""

    number: str
    name: str
    unit: str
    post: str


def write_workbook(path: Path, people: Sequence[Person]) -> None:
    """The workbook: merged title, two-row heading, formulas, hidden column, comment, print settings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = _EVALUATION
    _titles(sheet)
    _heading(sheet)
    for row, person in enumerate(people, FIRST_ROW):
        _person(sheet, row, person)
    last = FIRST_ROW + len(people) - 1
    _total(sheet, last)
    _rules(sheet, last)
    _print_settings(sheet)
    _other_sheets(book, last)
    book.save(path)


def _titles(sheet: Any) -> None:
    sheet.merge_cells("A1:K1")
    sheet["A1"] = "2026年度党组织书记述职评议汇总表（样表）"
    sheet["A1"].font = Font(name="黑体", size=18)
    sheet["A1"].alignment = _CENTRE
    sheet.row_dimensions[1].height = 36
    sheet.merge_cells("A2:K2")
    sheet["A2"] = "填报单位：测试机关　　　　　　　　填报日期：2026年12月"
    sheet["A2"].font = Font(name="宋体", size=11)


def _heading(sheet: Any) -> None:
    heads = {
        1: "编号",
        2: "姓名",
        3: "单位",
        4: "职务",
        5: "民主测评",
        9: "测评得分",
        10: "内部备注",
        11: "评议意见",
    }
    for column, text in heads.items():
        sheet.cell(3, column, text)
        if column != 5:  # noqa: PLR2004 - the group stands over four columns
            sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet.merge_cells("E3:H3")
    for column, text in enumerate(_GROUP, 5):
        sheet.cell(4, column, text)
    for row in (3, 4):
        for column in range(1, 12):
            cell = sheet.cell(row, column)
            cell.font = Font(name="黑体", size=11)
            cell.fill = PatternFill("solid", fgColor="DDEBF7")
            cell.border, cell.alignment = _FRAME, _CENTRE
    for letter, width in zip("ABCDEFGHIJK", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["J"].hidden = True


def _person(sheet: Any, row: int, person: Person) -> None:
    votes = (18 - row % 4, 3 + row % 3, row % 2, 0)
    score = f"=ROUND((E{row}*100+F{row}*85+G{row}*70)/SUM(E{row}:H{row}),1)"
    values = (*person, *votes, score, "仅供汇总人员使用", None)
    for place, value in enumerate(values, 1):
        cell = sheet.cell(row, place, value)
        cell.font = Font(name="宋体", size=11)
        cell.border, cell.alignment = _FRAME, _CENTRE
    sheet.cell(row, 1).number_format = "@"
    sheet.cell(row, 9).number_format = "0.0"
    if row == FIRST_ROW:
        sheet.cell(row, 9).comment = Comment("测评得分按票数加权，公式自动计算。", "汇总人")


def _total(sheet: Any, last: int) -> None:
    row = last + 1
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=8)
    sheet.cell(row, 1, "平均").alignment = _CENTRE
    sheet.cell(row, 9, f"=ROUND(AVERAGE(I{FIRST_ROW}:I{last}),1)")
    for column in range(1, 12):
        sheet.cell(row, column).border = _FRAME
    sheet.cell(row + 1, 1, "注：本表由汇总人员填写，须与评议表一致。")


def _rules(sheet: Any, last: int) -> None:
    red = CellIsRule(operator="lessThan", formula=["80"], font=Font(color="C00000", bold=True))  # type: ignore[no-untyped-call]  # openpyxl's own
    sheet.conditional_formatting.add(f"I{FIRST_ROW}:I{last}", red)
    choice = DataValidation(type="list", formula1='"优秀,良好,一般,较差"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"K{FIRST_ROW}:K{last}")
    sheet.freeze_panes = f"C{FIRST_ROW}"


def _print_settings(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:4"
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
    sheet.oddHeader.right.text = "内部资料"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _other_sheets(book: Any, last: int) -> None:
    totals = book.create_sheet("统计")
    totals["A1"], totals["B1"] = "人数", f"=COUNTA({_EVALUATION}!A{FIRST_ROW}:A{last})"
    totals["A2"], totals["B2"] = "平均得分", f"=AVERAGE({_EVALUATION}!I{FIRST_ROW}:I{last})"
    notes = book.create_sheet("填表说明")
    notes["A1"] = "一人一行；编号与考试名册一致。"
    notes.sheet_state = "hidden"
    book.defined_names["评议得分"] = DefinedName(
        "评议得分", attr_text=f"{_EVALUATION}!$I${FIRST_ROW}:$I${last}"
    )


def write_form(path: Path, person: Person, *, lines: bool = False) -> None:
    """One review form: 编号 and 姓名 in a table, or in ``lines`` of text."""
    document = Document()
    _fonts(document)
    document.add_heading("党组织书记述职评议表（样表）", level=1)
    document.add_paragraph("2026年度")
    if lines:
        document.add_paragraph(f"编号：{person.number}　　姓名：{person.name}　　单位：{person.unit}")
        document.add_paragraph(f"职务：{person.post}")
    else:
        table = document.add_table(rows=2, cols=4)
        table.style = "Table Grid"
        cells = ("姓　名", person.name, "编　号", person.number, "单　位", person.unit, "职　务", person.post)
        for place, text in enumerate(cells):
            table.cell(place // 4, place % 4).text = text
    document.add_heading("述职要点", level=2)
    document.add_paragraph("围绕责任清单逐项说明落实情况、存在问题和改进打算。", style="List Bullet")
    document.add_heading("评议意见", level=2)
    document.add_paragraph("责任清单落实较好，问题整改有台账；督促检查还可以更经常。")
    signature = document.add_paragraph("评议人签名：＿＿＿＿＿＿　　　　年　月　日")
    signature.paragraph_format.space_before = 240000
    document.sections[0].footer.paragraphs[0].text = "内部资料，注意保存"
    document.save(str(path))


def _fonts(document: Any) -> None:
    """Fonts of both scripts in every style that is used."""
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = "宋体" if name == "Normal" else "黑体"
        properties = document.styles[name].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        fonts.set(qn("w:ascii"), "Times New Roman")
        fonts.set(qn("w:hAnsi"), "Times New Roman")
        fonts.set(qn("w:eastAsia"), font)


def tamper(workbook: Path) -> str:
    """Give the last person with a score ten points more in an attached workbook; returns the cell."""
    book = load_workbook(workbook)
    sheet = book[_EVALUATION]
    column = next(cell.column for cell in sheet[3] if cell.value == "成绩")
    cells = [row[0] for row in sheet.iter_rows(min_row=FIRST_ROW, min_col=column, max_col=column)]
    cell = next(one for one in reversed(cells) if one.value is not None)
    cell.value = float(str(cell.value)) + 10
    book.save(workbook)
    return f"{_EVALUATION}!{cell.coordinate}"


def write_reviews(folder: Path, people: Sequence[Person]) -> tuple[Path, Path]:
    """The workbook with everybody, with two slips, and the forms of the first three.

    The slips: the last person's name has a space inside, one row has a 编号 that nobody has. Returns
    the workbook and the folder of forms.
    """
    folder.mkdir(parents=True, exist_ok=True)
    *others, last = people
    slipped = last._replace(name="　".join(last.name))
    stranger = Person("2026099", "测试某", "测试三街道", "委员")
    workbook = folder / WORKBOOK
    write_workbook(workbook, [*others, slipped, stranger])
    forms = folder / FORMS
    forms.mkdir(exist_ok=True)
    for index, person in enumerate(people[:3]):
        write_form(forms / f"评议表-{person.number}.docx", person, lines=index == 2)  # noqa: PLR2004 - the third
    return workbook, forms
