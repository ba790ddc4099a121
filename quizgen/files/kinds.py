"""What kind of file some bytes are, whatever the file is called."""

from __future__ import annotations

import io
import re
import zipfile

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MAGIC = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩文件（.rar）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件（.7z）"),
    (b"\x1f\x8b", "压缩文件（.gz）"),
    (b"SQLite format 3\x00", "数据库文件"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "设了打开密码的 Office 文件"),
    ("WordDocument", "旧的 Word 或 WPS 文字文档（.doc、.wps）"),
    ("Workbook", "旧的 Excel 或 WPS 表格（.xls、.et）"),
    ("Book", "旧的 Excel 表格（.xls）"),
    ("PowerPoint Document", "旧的演示文稿（.ppt、.dps）"),
)
_PARTS = (
    ("xl/workbook.bin", "Excel 二进制工作簿（.xlsb）"),
    ("xl/", "Excel 工作簿（.xlsx）"),
    ("word/", "Word 文档（.docx）"),
    ("ppt/", "演示文稿（.pptx）"),
    ("OFD.xml", "OFD 文件"),
)
_OPEN_DOCUMENT = ((b"spreadsheet", "OpenDocument 表格（.ods）"), (b"text", "OpenDocument 文档（.odt）"))
OFFICE_KINDS = frozenset(
    name for _, name in (*_PARTS, *_OPEN_DOCUMENT) if "（." in name and "二进制" not in name
)
"""The kinds of zipped documents that one could be mistaken for another."""
_WEB_PAGE = re.compile(rb"\s*(<!doctype html|<html|<table|<meta|mime-version:)", re.IGNORECASE)
_OLD_XML = re.compile(rb"\s*<\?xml[^>]*>\s*<\?mso-application", re.IGNORECASE)
_BEGINNING = 1024


def kind_of(data: bytes) -> str | None:
    """The kind in Chinese (``Excel 工作簿（.xlsx）``); None for plain text or an unknown kind."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(_OLE):
        named = (name for stream, name in _OLE_STREAMS if stream.encode("utf-16-le") in data)
        return next(named, "旧的 Office 文件")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")
    if _OLD_XML.match(beginning):
        return "XML 表格"
    return "网页" if _WEB_PAGE.match(beginning) else None


def spaced(kind: str) -> str:
    """A kind as it follows 这是, with a space before Latin letters."""
    return f" {kind}" if kind[0].isascii() else kind


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "不完整的压缩文件或 Office 文件"
    for beginning, name in _PARTS:
        if any(one.startswith(beginning) for one in names):
            return name
    if "mimetype" in names:
        for word, name in _OPEN_DOCUMENT:
            if b"opendocument." + word in data[:_BEGINNING]:
                return name
    return "压缩文件（.zip）"
