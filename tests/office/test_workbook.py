"""Opening office files: what is refused, each by its number, with nothing of it used."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.errors import CannotRead
from quizgen.office.cells import CellKind
from quizgen.office.package import RefusedFile
from quizgen.office.table import read_table
from quizgen.office.workbook import MOST_ROWS, open_workbook

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
SHEET = "xl/worksheets/sheet1.xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plain(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["编号", "姓名"])
    sheet.append(["001", "张三"])
    book.save(path)
    return path


def changed(
    path: Path, new: dict[str, bytes], replaced: dict[str, tuple[bytes, bytes]] | None = None
) -> Path:
    """A workbook with further parts, or with words in a part replaced."""
    source = io.BytesIO(plain(path).read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            data = new.get(name, old.read(name))
            if replaced and name in replaced:
                before, after = replaced[name]
                assert before in data
                data = data.replace(before, after)
            made.writestr(name, data)
        for name in new.keys() - set(old.namelist()):
            made.writestr(name, new[name])
    return path


def refused(path: Path) -> RefusedFile:
    with pytest.raises(RefusedFile) as caught:
        list(_everything(path))
    return caught.value


def _everything(path: Path) -> list[object]:
    book = open_workbook(path, "答案.xlsx")
    return [row for sheet in book.sheets for row in book.rows(sheet)]


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "W001", "密码"),
        (OLE + b"\0" * 512 + "Workbook".encode("utf-16-le"), "W002", ".xls"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "W002", "网页"),
        ("编号,姓名\n001,张三\n".encode(), "W007", "不是 .xlsx"),
        (b"", "W007", "不是 .xlsx"),
        (b"PK\x03\x04 broken off", "W006", "损坏"),
    ],
    ids=["password", "xls", "web-page", "csv", "empty", "torn"],
)
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, data: bytes, rule: str, words: str) -> None:
    path = tmp_path / "答案.xlsx"
    path.write_bytes(data)
    error = refused(path)
    assert error.rule == rule
    assert words in str(error)
    assert str(error).startswith("没有打开“答案.xlsx”")


def test_a_copy_that_broke_off_is_refused(tmp_path: Path) -> None:
    path = plain(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-2000])
    assert refused(path).rule == "W006"


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", {SHEET: b"<worksheet><sheetData><row><c>"})
    assert refused(path).rule == "W006"


def test_macros_are_refused(tmp_path: Path) -> None:
    assert refused(changed(tmp_path / "a.xlsm", {"xl/vbaProject.bin": b"x"})).rule == "W003"


def test_a_macro_workbook_under_another_name_is_refused(tmp_path: Path) -> None:
    content = "[Content_Types].xml"
    types = {content: (b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")}
    assert refused(changed(tmp_path / "a.xlsx", {}, types)).rule == "W003"


def test_a_link_to_another_workbook_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert refused(path).rule == "W005"


def test_an_external_relationship_is_refused_but_a_hyperlink_is_not(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/{}" Target="file:///c/other" TargetMode="External"/>'
        "</Relationships>"
    )
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    assert refused(changed(tmp_path / "a.xlsx", {name: rels.format("oleObject").encode()})).rule == "W005"
    harmless = changed(tmp_path / "b.xlsx", {name: rels.format("hyperlink").encode()})
    assert len(_everything(harmless)) == 2


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", {"xl/media/big.xml": b"0" * 40_000_000})
    assert path.stat().st_size < 100_000
    assert refused(path).rule == "W004"


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refused(changed(tmp_path / "a.xlsx", {SHEET: laughs})).rule == "W008"


def test_a_million_row_sheet_is_refused_without_loading_it(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c><v>%d</v></c></row>' % (row, row) for row in range(1, MOST_ROWS + 9))
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (SPREADSHEET.encode(), rows)
    error = refused(changed(tmp_path / "a.xlsx", {SHEET: sheet}))
    assert error.rule == "W009"
    assert str(MOST_ROWS) in str(error)


def test_a_table_that_is_text_may_have_more_rows_and_is_cut_anew_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,姓名\n" + "".join(f"{row},甲\n" for row in range(MOST_ROWS + 1)), encoding="utf-8")
    table = read_table(path, "a.csv", "")
    assert len(table.rows) == len(list(table.rows)) == len(list(table.rows)) == MOST_ROWS + 1


def test_a_sheet_that_only_says_it_has_a_million_rows_is_read(tmp_path: Path) -> None:
    said = {SHEET: (b'<dimension ref="A1:B2"', b'<dimension ref="A1:CG1048576"')}
    assert len(_everything(changed(tmp_path / "a.xlsx", {}, said))) == 2


def test_a_missing_file_is_no_riddle(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="没有这个文件"):
        open_workbook(tmp_path / "a.xlsx", "a.xlsx")


def test_cells_say_what_they_hold(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    moments = [dt.date(2026, 3, 1), dt.time(8, 30), dt.datetime(2026, 3, 1, 8, 30)]  # noqa: DTZ001 - spreadsheets have no zones
    sheet.append(["文字", 3.0, 0.1 + 0.2, 123456789012345680, True, "#N/A", "=1+1", None, *moments])
    sheet["D1"].number_format = "0"
    book.save(tmp_path / "a.xlsx")
    opened = open_workbook(tmp_path / "a.xlsx", "a.xlsx")
    (row,) = opened.rows(opened.sheets[0])
    assert [(cell.column, cell.kind, cell.text) for cell in row.cells] == [
        (1, CellKind.TEXT, "文字"),
        (2, CellKind.NUMBER, "3"),
        (3, CellKind.NUMBER, "0.3"),
        (4, CellKind.NUMBER, "123456789012346000"),
        (5, CellKind.TRUTH, "TRUE"),
        (6, CellKind.ERROR, "#N/A"),
        (7, CellKind.FORMULA, "=1+1"),
        (9, CellKind.DATE, "2026-03-01"),
        (10, CellKind.DATE, "08:30"),
        (11, CellKind.DATE, "2026-03-01 08:30"),
    ]


def test_merged_areas_and_hidden_parts_are_known(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for _ in range(3):
        sheet.append(["a", "b", "c"])
    sheet.merge_cells("B2:C3")
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    opened = open_workbook(tmp_path / "a.xlsx", "a.xlsx")
    first = opened.sheets[0]
    assert [area.name for area in opened.merged(first)] == ["B2:C3"]
    assert opened.hidden_columns(first) == {3}
    assert [row.hidden for row in opened.rows(first)] == [False, True, False]


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_refused_or_harmless(tmp_path: Path, seed: int) -> None:
    path = plain(tmp_path / "a.xlsx")
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data)
    with contextlib.suppress(RefusedFile):
        assert len(_everything(path)) == 2
