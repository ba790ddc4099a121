"""Opens an office file safely: a ZIP of XML parts, checked before anything in it is read."""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from quizgen.errors import Problem, QuizgenError
from quizgen.files.kinds import OFFICE_KINDS, kind_of, spaced
from quizgen.files.text import open_regular, read_bytes
from quizgen.model.rules.office import W001, W002, W003, W004, W005, W006, W007, W008

_MEGABYTE = 1024 * 1024
MOST_PACKED = 100 * _MEGABYTE
"""Bytes of the file itself; 10,000 rows of 85 answers need about 6 MB."""
MOST_UNPACKED = 600 * _MEGABYTE
"""Bytes of all parts together; 10,000 rows of 85 answers need about 40 MB."""
MOST_PARTS = 20_000
MOST_RATIO = 400
"""Unpacked to packed; sheets of one repeated answer reach about 100, a bomb 1,000."""
_RATIO_MATTERS = 8 * _MEGABYTE
_CHUNK = _MEGABYTE
_PROLOGUE = 64 * 1024
_ENCRYPTED_BIT = 1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two that office files use."""

_TYPES, _MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
_MAIN = {"ods": "content.xml"}
"""The part that every file of a kind has, where it is not the list of content types."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_WEB_PAGE = re.compile(rb"^\s*(<!doctype html|<html|<\?xml[^>]*>\s*<\?mso|mime-version:)", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_LINK_TYPES = (b"/hyperlink", b"/attachedTemplate")
_SOLE = frozenset(
    {"officeDocument", "styles", "theme", "sharedStrings", "fontTable", "settings", "numbering"}
)
_LINK_PARTS = re.compile(r"/externalLinks/|/connections\.xml$|/queryTables/|/ctrlProps/.*dde", re.IGNORECASE)


class RefusedFile(QuizgenError):
    """An office file that is not opened; nothing in it was used.

    ``rule`` is the permanent number of the reason (W001…), ``reason`` a Chinese clause, ``hint`` what
    to do about it.
    """

    def __init__(self, shown_as: str, rule: str, reason: str, hint: str) -> None:
        self.shown_as = shown_as
        self.rule = rule
        self.reason = reason
        self.hint = hint
        super().__init__(f"没有打开“{shown_as}”：{reason}；{hint}。")

    def problem(self) -> Problem:
        """The same as a fault in a list of faults."""
        return Problem(self.shown_as, None, self.rule, self.reason, self.hint)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an office file that passed the checks; ``data`` are the bytes of the whole file.

    ``archive`` stays open, so that the list of parts is read once, not for every part.
    """

    shown_as: str
    data: bytes
    parts: tuple[str, ...]
    archive: zipfile.ZipFile = field(repr=False, compare=False)

    def read(self, part: str) -> bytes:
        """A part whole. Raises RefusedFile when the file is damaged there, KeyError for no such part."""
        return b"".join(self.chunks(part))

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part piece by piece. Raises RefusedFile when the file is damaged there."""
        try:
            with self.archive.open(part) as stream:
                while piece := stream.read(_CHUNK):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise damaged(self.shown_as) from error


def bounded_bytes(path: Path, shown_as: str, hint: str) -> bytes:
    """The bytes of a file that is not too large; ``hint`` says how it gets smaller.

    Raises RefusedFile (W004) before anything is read, CannotRead.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > MOST_PACKED else file.read()
    if size > MOST_PACKED:
        reason = f"文件有 {size // _MEGABYTE} MB，太大"
        raise RefusedFile(shown_as, W004.id, reason, f"最多 {MOST_PACKED // _MEGABYTE} MB；{hint}")
    return data


def damaged(shown_as: str) -> RefusedFile:
    """The refusal of a file that breaks off or contradicts itself."""
    return RefusedFile(shown_as, W006.id, "文件不完整或已损坏", "请重新复制或下载，或用备份的一份")


def open_package(
    path: Path, shown_as: str, ending: str = "xlsx", *, macros: bool = False, links: bool = False
) -> Package:
    """Open an office file after judging it. ``ending`` (xlsx, docx, ods) names the expected kind in messages.

    Refused: a password, the old binary formats, macros (unless ``macros`` says that only cells or words are
    read, so that nothing in the file can run), parts that unpack to too much, links to other files (unless
    ``links`` says that none is followed), entity declarations, damaged or other files. Raises RefusedFile or
    CannotRead.
    """
    return package_of(read_bytes(path), shown_as, ending, macros=macros, links=links)


def package_of(
    data: bytes, shown_as: str, ending: str, *, macros: bool = False, links: bool = False
) -> Package:
    """As ``open_package``, for a file whose bytes were read already."""
    _check_beginning(data, shown_as, ending)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(shown_as) from error
    entries = archive.infolist()
    _check_entries(entries, len(data), shown_as, ending)
    package = Package(shown_as, data, tuple(entry.filename for entry in entries), archive)
    if not macros:
        _check_macros(package, ending)
    _check_parts(package, links=links)
    _check_sole(package)
    return package


def _check_beginning(data: bytes, shown_as: str, ending: str) -> None:
    old = {"xlsx": ".xls", "docx": ".doc"}.get(ending, "旧格式")
    save = f"用 Office 或 WPS 打开，另存为 .{ending}"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RefusedFile(shown_as, W001.id, "文件设了打开密码", "在 Office 或 WPS 中去掉密码后另存")
        raise RefusedFile(shown_as, W002.id, f"这是旧的 {old} 格式", save)
    if _WEB_PAGE.match(data[:1024]):
        raise RefusedFile(shown_as, W002.id, f"这是改了名字的网页，不是 .{ending} 文件", save)
    if not data.startswith(b"PK"):
        kind = kind_of(data) or ("别的文件" if data.strip() else "空文件")
        raise RefusedFile(shown_as, W007.id, f"这是{spaced(kind)}，不是 .{ending} 文件", save)
    if len(data) > MOST_PACKED:
        size = len(data) // _MEGABYTE
        raise RefusedFile(
            shown_as, W004.id, f"文件有 {size} MB，太大", f"最多 {MOST_PACKED // _MEGABYTE} MB，请拆开"
        )
    zipped = kind_of(data)
    if zipped in OFFICE_KINDS and f"（.{ending}）" not in zipped:
        raise RefusedFile(shown_as, W007.id, f"这是{spaced(zipped)}，不是 .{ending} 文件", save)


def _check_entries(entries: list[zipfile.ZipInfo], packed: int, shown_as: str, ending: str) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED_BIT for entry in entries):
        raise RefusedFile(shown_as, W001.id, "压缩包设了密码", "去掉密码后另存")
    if _MAIN.get(ending, _TYPES) not in names:
        hint = f"用 Office 或 WPS 打开，另存为 .{ending}"
        raise RefusedFile(shown_as, W007.id, f"这是别的压缩文件，不是 .{ending}", hint)
    strange = any(entry.compress_type not in _COMPRESSIONS for entry in entries)
    if strange or len(names) != len(set(names)):
        raise damaged(shown_as)
    unpacked = sum(entry.file_size for entry in entries)
    steep = any(
        entry.file_size > _RATIO_MATTERS and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED or steep or unpacked > packed * MOST_RATIO:
        reason = f"解开后有 {unpacked // _MEGABYTE} MB、{len(entries)} 个部件，像是压缩炸弹"
        raise RefusedFile(shown_as, W004.id, reason, "只复制需要的内容，新建一个文件粘贴进去")
    if any(name.endswith("/workbook.bin") for name in names):
        raise RefusedFile(shown_as, W002.id, "这是二进制的 .xlsb 格式", "另存为 .xlsx")


def has_macros(package: Package) -> bool:
    """Whether there is a program in the file, as far as the names of its parts tell."""
    return any(
        name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" or "/macrosheets/" in name
        for name in package.parts
    )


def _check_macros(package: Package, ending: str) -> None:
    if has_macros(package) or (_TYPES in package.parts and b"macroEnabled" in package.read(_TYPES)):
        raise RefusedFile(package.shown_as, W003.id, "文件带有宏", f"另存为不带宏的 .{ending}")


def _check_parts(package: Package, *, links: bool) -> None:
    """What only a look inside shows: a password of its own kind, links to the outside, declarations."""
    if _MANIFEST in package.parts and b"encryption-data" in package.read(_MANIFEST):
        raise RefusedFile(package.shown_as, W001.id, "文件设了打开密码", "在 Office 或 WPS 中去掉密码后另存")
    for name in package.parts:
        if not links and _LINK_PARTS.search(name):
            raise _linked(package)
        if not links and name.endswith(".rels"):
            _check_links(package, name)
        if name.endswith((".xml", ".rels", ".vml")):
            _check_declaration(package, name)


def _check_links(package: Package, name: str) -> None:
    for found in _EXTERNAL.finditer(package.read(name)):
        relation = found.group()
        if b'"External"' in relation.replace(b"'", b'"') and not any(one in relation for one in _LINK_TYPES):
            raise _linked(package)


def _check_sole(package: Package) -> None:
    """One main part, one part of styles, one theme: of two, another program would take the other."""
    for name in package.parts:
        folder, _, last = name.rpartition("/")
        if last.endswith(".rels") and folder in {"_rels", "word/_rels", "xl/_rels"}:
            try:
                tree = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False))
            except etree.XMLSyntaxError as error:
                raise damaged(package.shown_as) from error
            kinds = [one.get("Type", "").rpartition("/")[2] for one in tree.iter("{*}Relationship")]
            if any(kinds.count(kind) > 1 for kind in _SOLE):
                raise damaged(package.shown_as)


def _linked(package: Package) -> RefusedFile:
    return RefusedFile(
        package.shown_as, W005.id, "文件里有指向别的文件的链接", "在“数据—编辑链接”中断开链接，改为数值后另存"
    )


def _check_declaration(package: Package, name: str) -> None:
    """Office programs never write a DOCTYPE; it is how entities blow up or read other files."""
    beginning = next(package.chunks(name), b"")[:_PROLOGUE].replace(b"\0", b"")
    if _DECLARATION.search(beginning):
        raise RefusedFile(
            package.shown_as, W008.id, "文件的内部写法异常（带有实体声明）", "用 Office 或 WPS 打开后另存"
        )
