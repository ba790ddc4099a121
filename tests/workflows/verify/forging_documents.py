"""Tools of somebody who tampers with documents that scores were attached to."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.chart import BarChart
from openpyxl.formatting.rule import CellIsRule, IconSetRule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation

from quizgen.model.answers import Attendance
from quizgen.records.names import LIST
from tests.office.packages import rebuild
from tests.signed_scores import OTHER_KEY, no_score, person, score, signed_folder
from tests.workflows.review.attached import BOOK, FORM

Act = Callable[[Path], object]
CARD, OTHER_CARD, SUMMARY = "成绩单/2026001.pdf", "成绩单/2026002.pdf", "汇总.xlsx"
RULE: Any = CellIsRule
ICONS: Any = IconSetRule
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
SHAPE = (
    '<w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>98</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
)


def sheet(change: Callable[[Any], object]) -> Act:
    """Change the sheet of the attached workbook with an office program."""

    def act(work: Path) -> None:
        book = load_workbook(work / "out" / BOOK)
        change(book.worksheets[0])
        book.save(work / "out" / BOOK)

    return act


def style(cell: str, **looks: Any) -> Act:
    """Change how one cell looks."""

    def change(page: Any) -> None:
        for name, value in looks.items():
            setattr(page[cell], name, value)

    return sheet(change)


def put(cell: str, value: Any) -> Act:
    """Change what one cell holds."""
    return sheet(lambda page: page.__setitem__(cell, value))


def dimension(kind: str, key: Any, **values: Any) -> Act:
    """Change a row or a column."""

    def change(page: Any) -> None:
        for name, value in values.items():
            setattr(getattr(page, kind)[key], name, value)

    return sheet(change)


def form(old: str, new: str, part: str = DOCUMENT) -> Act:
    """Replace text in a part of the first form, in the last place where it stands."""

    def act(work: Path) -> None:
        def edit(data: bytes) -> bytes:
            head, found, tail = data.decode().rpartition(old)
            assert found, old
            return f"{head}{new}{tail}".encode()

        rebuild(work / "out" / FORM, {part: edit})

    return act


def run_before(element: str) -> Act:
    """Put a run before that of the score in the form."""
    return form('<w:t xml:space="preserve">85.5 / 100', f'{element}<w:t xml:space="preserve">85.5 / 100')


def run_property(element: str) -> Act:
    """Give the run of the score in the form a property."""

    def act(work: Path) -> None:
        def edit(data: bytes) -> bytes:
            head, found, tail = data.decode().partition('<w:t xml:space="preserve">85.5 / 100')
            assert found
            before, end, rest = head.rpartition("</w:rPr>")
            return f"{before}{element}{end}{rest}{found}{tail}".encode()

        rebuild(work / "out" / FORM, {DOCUMENT: edit})

    return act


def swap(one: str, other: str) -> Act:
    """Give two files each other's contents."""

    def act(work: Path) -> None:
        first, second = (work / "out" / one).read_bytes(), (work / "out" / other).read_bytes()
        (work / "out" / one).write_bytes(second)
        (work / "out" / other).write_bytes(first)

    return act


def out(act: Act) -> Act:
    """Something done to the folder itself."""
    return lambda work: act(work / "out")


def with_list(change: Callable[[dict[str, Any]], object], act: Act) -> Act:
    """Tamper with a file, then with the list as well."""

    def both(work: Path) -> None:
        act(work)
        path = work / "out" / LIST
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told["files"])
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    return both


def runs(work: Path) -> None:
    """The score's text in two pieces, one of them white."""
    pieces = "<is><r><t>8</t></r><r><rPr><color rgb='FFFFFFFF'/></rPr><t>5.5</t></r></is>"
    number = re.compile(rb'<c r="D2"( s="\d+")?><v>85.5</v></c>')
    edit = {
        "xl/worksheets/sheet1.xml": lambda data: number.sub(
            rb'<c r="D2"\1 t="inlineStr">' + pieces.encode() + b"</c>", data
        )
    }
    rebuild(work / "out" / BOOK, edit)


def fake_sheet(work: Path) -> None:
    book = load_workbook(work / "out" / BOOK)
    fake = book.copy_worksheet(book.worksheets[0])
    fake["D2"] = 98
    book.worksheets[0].sheet_state = "hidden"
    book.save(work / "out" / BOOK)


def summary_sheet(work: Path) -> None:
    book = load_workbook(work / "out" / SUMMARY)
    book.worksheets[0].row_dimensions[5].hidden = True
    book.save(work / "out" / SUMMARY)


def stranger(work: Path) -> None:
    """Scores of somebody's own making, signed with a key of their own, put in place of the signed ones."""
    people = [score(person(1), "98"), score(person(2), "79"), no_score(person(3), Attendance.ABSENT)]
    forged = signed_folder(work / "forged", people, key=OTHER_KEY)
    for name in ("scores.jsonl", "scores.sig", "scores.pub.pem"):
        shutil.copy(forged / name, work / "exam" / name)


def row_of_another(page: Any) -> None:
    for letter in "DEFGHIJK":
        page[f"{letter}3"] = page[f"{letter}2"].value


def hint(page: Any) -> None:
    hint = DataValidation(type="decimal", promptTitle="更正", prompt="应为 98 分", showInputMessage=True)
    hint.add("D2")
    page.add_data_validation(hint)


def picture(page: Any) -> None:
    page.add_chart(BarChart(), "D2")


def condition(*, shown_as: str) -> Any:
    rule = RULE("greaterThan", ["1"], font=None if shown_as else Font(color="FFFFFFFF"))
    if shown_as:
        rule.dxf = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=f'"{shown_as}"'))
    return rule


def added_sheet(work: Path) -> None:
    book = load_workbook(work / "out" / BOOK)
    book.create_sheet("更正")["A1"] = "测试甲的成绩应为 98"
    book.save(work / "out" / BOOK)


def summary_cell(folder: Path) -> None:
    book = load_workbook(folder / SUMMARY)
    book.worksheets[0]["H7"] = "98"
    book.save(folder / SUMMARY)


def linked(folder: Path) -> None:
    (folder / CARD).unlink()
    (folder / CARD).symlink_to(folder / OTHER_CARD)


def pipe(folder: Path) -> None:
    (folder / LIST).unlink()
    os.mkfifo(folder / LIST)


def without_section(work: Path) -> None:
    section = re.compile(rb"<w:sdt>.*</w:sdt>", re.DOTALL)
    rebuild(work / "out" / FORM, {DOCUMENT: lambda data: section.sub(b"", data)})


def in_custom(work: Path) -> None:
    edits = {
        DOCUMENT: lambda data: data.replace(b"<w:sdt>", b"<w:customXml><w:sdt>").replace(
            b"</w:sdt>", b"</w:sdt></w:customXml>"
        )
    }
    rebuild(work / "out" / FORM, edits)


def bare(work: Path) -> None:
    """Only the documents are left."""
    (work / "out" / LIST).unlink()
    (work / "out" / SUMMARY).unlink()
    shutil.rmtree(work / "out" / "成绩单")


WHITE_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="White"><w:name w:val="White"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
)


def form_control(work: Path) -> None:
    """A button of the old kind over a score."""
    shape = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:rect><x:ClientData ObjectType="Button"><x:Anchor>3, 0, 1, 0, 4, 0, 2, 0</x:Anchor>'
        "</x:ClientData></v:rect></xml>"
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId9" Target="../drawings/vmlDrawing9.vml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"/></Relationships>'
    )
    edits = {
        "xl/drawings/vmlDrawing9.vml": lambda _: shape.encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": lambda _: relation.encode(),
    }
    rebuild(work / "out" / BOOK, edits)
