"""Pictures over and in the cells of a workbook, options that stand out: each goes to its question."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.draft import Understood
from tests.interchange.said import rows_of

HEADS = ("题干", "选项A", "选项B", "选项C", "答案")
ROWS = (("这是什么标志？", "禁止", "警告", "指令", "A"), ("哪一个是圆？", "", "", "", "B"))


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 10), colour).save(out, "PNG")
    return out.getvalue()


def place(sheet: Worksheet, colour: str, row: int, column: int, last: int) -> None:
    """A picture over cells counted from 1."""
    picture = SheetImage(io.BytesIO(png(colour)))
    start = AnchorMarker(col=column - 1, row=row - 1, colOff=1000, rowOff=1000)
    picture.anchor = TwoCellAnchor(_from=start, to=AnchorMarker(col=column, row=last - 1, rowOff=900))
    sheet.add_image(picture)


def workbook(
    folder: Path, *rows: tuple[str, ...], pictures: tuple[tuple[str, int, int, int], ...]
) -> Understood:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (HEADS, *rows):
        sheet.append(row)
    for one in pictures:
        place(sheet, *one)
    book.save(folder / "题库.xlsx")
    return read_bank_table(folder / "题库.xlsx", "题库.xlsx")


def test_a_picture_belongs_to_the_question_of_its_row(tmp_path: Path) -> None:
    options = tuple((colour, 3, column, 3) for column, colour in enumerate(("red", "green", "blue"), 2))
    understood = workbook(tmp_path, *ROWS, pictures=(("black", 2, 1, 2), *options))
    first, second = understood.drafts
    assert first.picture is not None
    assert first.picture.content == png("black")
    assert second.picture is None
    assert [one.picture.content if one.picture else b"" for one in second.options] == [
        png("red"),
        png("green"),
        png("blue"),
    ]
    assert [one.right for one in second.options] == [False, True, False]
    assert (first.doubts, second.doubts, second.refusals) == ((), (), ())


def test_a_picture_over_two_questions_is_doubted(tmp_path: Path) -> None:
    understood = workbook(tmp_path, ROWS[0], ROWS[0], pictures=(("black", 2, 1, 3),))
    assert [one.message for one in understood.drafts[0].doubts] == [
        "图片从第 2 行盖到第 3 行，看不出是哪一题的"
    ]


def test_a_picture_on_no_question_is_named(tmp_path: Path) -> None:
    understood = workbook(tmp_path, ROWS[0], pictures=(("black", 9, 1, 9),))
    assert [(one.rule, one.message) for one in understood.notes] == [("D342", "图片不在题目的行上，没有收")]


def test_a_picture_in_a_cell_as_wps_keeps_it(tmp_path: Path) -> None:
    """WPS writes a formula into the cell and the pictures into a part of its own."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(("题干", "图片", *HEADS[1:]))
    sheet.append(("这是什么标志？", '=DISPIMG("ID_甲",1)', "禁止", "警告", "指令", "A"))
    book.save(tmp_path / "a.xlsx")
    images = (
        '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:a="a" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:xdr="x">'
        '<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_甲" descr="三角形"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/image" Target="media/image9.png"/></Relationships>'
    )
    with zipfile.ZipFile(tmp_path / "a.xlsx") as made, zipfile.ZipFile(tmp_path / "题库.xlsx", "w") as out:
        for name in made.namelist():
            out.writestr(name, made.read(name))
        out.writestr("xl/cellimages.xml", images)
        out.writestr("xl/_rels/cellimages.xml.rels", relations)
        out.writestr("xl/media/image9.png", png("black"))
    (draft,) = read_bank_table(tmp_path / "题库.xlsx", "题库.xlsx").drafts
    assert draft.picture is not None
    assert (draft.picture.content, draft.picture.alt) == (png("black"), "三角形")
    assert draft.doubts == ()


@pytest.mark.parametrize("look", ["red", "bold", "yellow"])
def test_options_that_stand_out_are_right_where_no_column_holds_keys(look: str, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        HEADS[:4],
        ("火警电话？", "110", "119", "120"),
        ("火源？", "烟", "水", "电"),
        ("没有标", "一", "二", "三"),
    ):
        sheet.append(row)
    for cell in (sheet["A1"], sheet["B1"], sheet["C2"], sheet["B3"], sheet["D3"]):
        if look == "yellow":
            cell.fill = PatternFill("solid", fgColor="FFFFFF00")
        else:
            cell.font = Font(bold=look == "bold", color="FFFF0000" if look == "red" else None)
    book.save(tmp_path / "题库.xlsx")
    assert rows_of(read_bank_table(tmp_path / "题库.xlsx", "题库.xlsx")) == [
        ("single", "B", "火警电话？", "110 / 119 / 120", ""),
        ("multiple", "AC", "火源？", "烟 / 水 / 电", ""),
        ("single", "", "没有标", "一 / 二 / 三", "D104"),
    ]


def test_a_column_that_is_coloured_throughout_says_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (HEADS[:4], ("火警电话？", "110", "119", "120"), ("火源？", "烟", "水", "电")):
        sheet.append(row)
        sheet.cell(sheet.max_row, 2).fill = PatternFill("solid", fgColor="FFFFFF00")
    book.save(tmp_path / "题库.xlsx")
    assert [one.options[0].right for one in read_bank_table(tmp_path / "题库.xlsx", "题库.xlsx").drafts] == [
        None,
        None,
    ]
