"""What a file is is told by what is in it, with what to do."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.files.kinds import kind_of
from quizgen.records.roster import load_roster
from tests.small_bank import write_bank
from tests.tool import quizgen


def zipped(*names: str, first: bytes = b"") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, first)
    return data.getvalue()


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
FILES = {
    "Excel 工作簿（.xlsx）": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "Excel 二进制工作簿（.xlsb）": zipped("[Content_Types].xml", "xl/workbook.bin"),
    "Word 文档（.docx）": zipped("[Content_Types].xml", "word/document.xml"),
    "OpenDocument 表格（.ods）": zipped("mimetype", first=b"application/vnd.oasis.opendocument.spreadsheet"),
    "OpenDocument 文档（.odt）": zipped("mimetype", first=b"application/vnd.oasis.opendocument.text"),
    "OFD 文件": zipped("OFD.xml"),
    "压缩文件（.zip）": zipped("名册.csv"),
    "不完整的压缩文件或 Office 文件": zipped("xl/workbook.xml")[:40],
    "旧的 Excel 或 WPS 表格（.xls、.et）": OLE + "Workbook".encode("utf-16-le"),
    "旧的 Word 或 WPS 文字文档（.doc、.wps）": OLE + "WordDocument".encode("utf-16-le"),
    "设了打开密码的 Office 文件": OLE + "EncryptedPackage".encode("utf-16-le"),
    "PDF 文件": b"%PDF-1.7\n",
    "RTF 文档": b"{\\rtf1 ",
    "网页": "\ufeff<html><table>编号,姓名".encode(),
    "XML 表格": b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
    "图片": b"\x89PNG\r\n",
}

BOOKS = {
    "Excel 工作簿（.xlsx）",
    "Excel 二进制工作簿（.xlsb）",
    "OpenDocument 表格（.ods）",
    "不完整的压缩文件或 Office 文件",
    "旧的 Excel 或 WPS 表格（.xls、.et）",
    "设了打开密码的 Office 文件",
}
"""What a roster may be, or may have been: these are opened or refused as workbooks."""


@pytest.mark.parametrize("kind", FILES)
def test_a_kind_is_recognised(kind: str) -> None:
    assert kind_of(FILES[kind]) == kind


@pytest.mark.parametrize("text", ["编号,姓名\n", "", "P,K\n", "<编号>,姓名\n"])
def test_text_is_no_kind(text: str) -> None:
    assert kind_of(text.encode()) is None


@pytest.mark.parametrize("kind", sorted(FILES.keys() - BOOKS))
def test_a_table_of_another_kind_is_told_what_it_is(tmp_path: Path, kind: str) -> None:
    (tmp_path / "名册.csv").write_bytes(FILES[kind])
    with pytest.raises(CannotRead, match=f"{re.escape(kind)}，不是 CSV 文本；.*另存为“CSV UTF-8"):
        load_roster(tmp_path / "名册.csv", "名册.csv")


def test_a_roster_of_another_kind_stops_with_one_sentence(tmp_path: Path) -> None:
    bank, name, kind = write_bank(tmp_path / "bank"), "名册.xlsx", "PDF 文件"
    (tmp_path / name).write_bytes(FILES[kind])
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", tmp_path / name, "--date", "2026-12-01"),
    )
    assert run.status == 1
    assert kind in run.err
    assert "另存为“CSV UTF-8" in run.err
    assert not (tmp_path / "exam").exists()


@pytest.mark.parametrize("kind", ["Word 文档（.docx）", "PDF 文件"])
def test_a_blueprint_of_another_kind_is_told_what_it_is(tmp_path: Path, kind: str) -> None:
    bank = write_bank(tmp_path / "bank")
    (bank / "blueprints" / "small.yaml").write_bytes(FILES[kind] + b"\xff")
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache")
    assert run.status == 1
    assert kind in run.out + run.err
