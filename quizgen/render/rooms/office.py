"""The same papers where staff type into them: forms as Word documents, the list to sign as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.model.answers import ENTERED_STATES
from quizgen.office.columns import column_letters
from quizgen.office.write import (
    CENTRE,
    FONT,
    GRID,
    LEFT,
    Dress,
    dress,
    fit_width,
    head_row,
    print_setup,
    put_text,
    workbook_bytes,
)
from quizgen.render.docx.text import HEI, SONG, add_text, document_bytes, new_document
from quizgen.render.rooms.forms import SIGN_IN_HEADS, OfficeForm, OfficeTable
from quizgen.render.rooms.view import RoomView

_LINE_MM = 170.0
_FACTS_MM = (26.0, 70.0, 26.0, 48.0)
_WIDTHS = (6, 6, 13, 12, 22, 14, 16, 11, 14)
_HEAD_ROW, _STATE = 3, 8
_LEFT_COLUMNS = frozenset({5, 6, 9})
_CELL, _CELL_LEFT = (Dress(Font(name=FONT, size=11), look, GRID) for look in (CENTRE, LEFT))
_TITLE = Dress(Font(name=FONT, size=16, bold=True), CENTRE)
_SUBTITLE = Dress(Font(name=FONT, size=11), CENTRE)


def form_docx(form: OfficeForm) -> bytes:
    """A form as an editable document; the same form gives the same bytes."""
    document = new_document(form.title, a3=False, body_pt=11)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(20)
    _centred(document, form.exam, 14)
    _centred(document, form.title, 20, bold=True)
    _facts(document, form)
    for one in form.tables:
        _gap(document)
        _table(document, one)
    _gap(document)
    for number, note in enumerate(form.notes, 1):
        add_text(document.add_paragraph(), f"{number}. {note}" if form.numbered else note, size=11)
    _signatures(document, form.signatures)
    return document_bytes(document)


def _centred(document: Any, text: str, size: float, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, text, size=size, bold=bold)


def _gap(document: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(6)
    paragraph.paragraph_format.space_after = Pt(0)


def _facts(document: Any, form: OfficeForm) -> None:
    table = _empty(document, _FACTS_MM)
    for pairs in form.facts:
        cells = table.add_row().cells
        for at, (label, value) in enumerate(pairs):
            _fill(cells[2 * at], label, east=HEI, centred=True)
            _fill(cells[1].merge(cells[3]) if len(pairs) == 1 else cells[2 * at + 1], value)


def _table(document: Any, one: OfficeTable) -> None:
    whole = sum(one.widths)
    table = _empty(document, [_LINE_MM * width / whole for width in one.widths])
    head = table.add_row()
    repeated = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no public way
    for cell, text in zip(head.cells, one.heads, strict=True):
        _fill(cell, text, east=HEI, centred=True)
    for texts in one.rows:
        row = table.add_row()
        row.height, row.height_rule = Mm(one.height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell, text, centred=at not in one.left)


def _empty(document: Any, widths_mm: Sequence[float]) -> Any:
    table = document.add_table(rows=0, cols=len(widths_mm))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    return table


def _fill(cell: Any, text: str, *, east: str = SONG, centred: bool = False) -> None:
    cell._tc.get_or_add_tcPr().append(_middle())  # noqa: SLF001 - python-docx has no public way
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(1)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, text, east=east, size=11)


def _middle() -> Any:
    align = OxmlElement("w:vAlign")
    align.set(qn("w:val"), "center")
    return align


def _signatures(document: Any, signatures: Sequence[str]) -> None:
    if not signatures:
        return
    _gap(document)
    table = _empty(document, [_LINE_MM / len(signatures)] * len(signatures))
    table.style = "Normal Table"
    for cell, words in zip(table.add_row().cells, signatures, strict=True):
        add_text(cell.paragraphs[0], f"{words}：", size=11)
    day = document.add_paragraph()
    day.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_text(day, "　　年　　月　　日", size=11)


def sign_in_workbook(view: RoomView) -> bytes:
    """签到表 as a workbook: who came is noted in it, and read back by its headings."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = "签到表"
    last = column_letters(len(SIGN_IN_HEADS))
    heads = (f"{view.title}　签到表", f"{view.where}　{view.subtitle}　应考 {view.papers} 人")
    for row, (text, look) in enumerate(zip(heads, (_TITLE, _SUBTITLE), strict=True), 1):
        dress(put_text(sheet.cell(row, 1), text), look)
        sheet.merge_cells(f"A{row}:{last}{row}")
        sheet.row_dimensions[row].height = 26 if row == 1 else 20
    head_row(sheet, _HEAD_ROW, SIGN_IN_HEADS)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letters(column)].width = width
    for at, one in enumerate(view.sittings, 1):
        row = _HEAD_ROW + at
        who = one.person
        texts = (str(at), one.seat.shown, who.number, who.name, who.unit, who.post, "", "", "")
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            if text:
                put_text(cell, text)
            dress(cell, _CELL_LEFT if column in _LEFT_COLUMNS else _CELL)
        sheet.row_dimensions[row].height = 22
    words = DataValidation(type="list", formula1=f'"{",".join(ENTERED_STATES)}"', allow_blank=True)
    words.promptTitle, words.prompt = "到考情况", "没有来的填缺考；空着表示没有填"
    words.showInputMessage = True
    letter = column_letters(_STATE)
    words.add(f"{letter}{_HEAD_ROW + 1}:{letter}{_HEAD_ROW + max(view.papers, 1) + 20}")
    sheet.add_data_validation(words)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    print_setup(sheet, f"{view.room.name}　签到表", rows=f"{_HEAD_ROW}:{_HEAD_ROW}")
    sheet.page_setup.orientation = "portrait"
    fit_width(sheet)
    return workbook_bytes(book)
