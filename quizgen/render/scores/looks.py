"""How a score workbook differs from the file that was written, apart from the values of its cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from quizgen.office.package import Package
from quizgen.office.parts import part_tree
from quizgen.office.xml_reading import local_name

_UNSHOWN = frozenset({"docProps/app.xml"})
"""Names the program with its version; nothing visible."""
_STYLES, _BOOK = "xl/styles.xml", "xl/workbook.xml"
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_ROW_LOOKS = ("ht", "hidden", "outlineLevel", "collapsed")
_ROW_LOOKS = ("ht", "hidden", "outlineLevel", "collapsed")
_TOLD = 5

_SHEET_WORDS = {
    "sheetPr": "工作表的设置",
    "dimension": "工作表的范围",
    "sheetViews": "显示和冻结",
    "sheetFormatPr": "默认的行高列宽",
    "cols": "列宽或隐藏的列",
    "sheetProtection": "保护",
    "autoFilter": "筛选",
    "sortState": "排序",
    "mergeCells": "合并单元格",
    "conditionalFormatting": "条件格式",
    "dataValidations": "数据验证",
    "hyperlinks": "链接",
    "printOptions": "打印设置",
    "pageMargins": "页边距",
    "pageSetup": "页面设置",
    "headerFooter": "页眉页脚",
    "drawing": "图形、文本框",
    "legacyDrawing": "批注、图形",
    "picture": "背景图",
    "tableParts": "表格",
}
_BOOK_WORDS = {"sheets": "工作表的次序、名称或隐藏", "definedNames": "定义的名称", "bookViews": "窗口"}


@dataclass(frozen=True, slots=True)
class LookChange:
    """Something shown differently from how it was written; ``sheet`` and ``cell`` may be empty."""

    sheet: str
    cell: str
    what: str


def is_pristine(data: bytes, written: bytes) -> bool:
    """Whether a file holds the very parts that were written, however they are packed."""
    return data == written or (_sizes(data) == _sizes(written) and _parts(data) == _parts(written))


def changed_looks(package: Package, written: bytes, names: Mapping[str, str]) -> tuple[LookChange, ...]:
    """What is shown otherwise: formats, what is hidden, heights, headers, drawings, further parts.

    ``names`` are the sheets by the names of their parts. Raises RefusedFile for a damaged part.
    """
    archive = zipfile.ZipFile(io.BytesIO(written))
    original = Package(package.shown_as, written, tuple(_parts(written)), archive)
    return tuple(_changes(package, original, names)) or (LookChange("", "", "文件内部与写出时不同"),)


def _sizes(data: bytes) -> list[tuple[str, int]]:
    """Names and sizes, told before anything is unpacked; a name that stands twice stands twice here."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(entry.filename, entry.file_size) for entry in archive.infolist()]
    return sorted(entry for entry in entries if entry[0] not in _UNSHOWN)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in _UNSHOWN}


def _changes(package: Package, original: Package, names: Mapping[str, str]) -> Iterator[LookChange]:
    now, then = set(package.parts) - _UNSHOWN, set(original.parts)
    for part in sorted(now - then):
        yield LookChange("", "", f"多出的部件 {part}")
    for part in sorted(then - now):
        yield LookChange("", "", f"少了部件 {part}")
    if _BOOK in now:
        yield from _children("", part_tree(package, _BOOK), part_tree(original, _BOOK), _BOOK_WORDS)
    styles = _Styles(package), _Styles(original)
    for part in original.parts:
        if part in now and _SHEET.fullmatch(part) and package.read(part) != original.read(part):
            trees = part_tree(package, part), part_tree(original, part)
            yield from _children(names.get(part, part), *trees, _SHEET_WORDS)
            yield from _rows(names.get(part, part), trees, styles)
        elif part in now and part.endswith(".rels") and package.read(part) != original.read(part):
            yield LookChange("", "", f"部件之间的关系 {part}")
    for part, words in (("docProps/core.xml", "文件的属性"), ("xl/theme/theme1.xml", "主题")):
        if part in now & then and package.read(part) != original.read(part):
            yield LookChange("", "", words)


def _children(sheet: str, now: Any, then: Any, words: Mapping[str, str]) -> Iterator[LookChange]:
    """The elements of a part other than its cells, one kind after another."""
    found, expected = _by_name(now), _by_name(then)
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            yield LookChange(sheet, "", words.get(name, f"部件里的 {name}"))


def _by_name(tree: Any) -> dict[str, list[bytes]]:
    kinds: dict[str, list[bytes]] = {}
    for child in tree:
        name = local_name(child)
        if name != "sheetData":
            kinds.setdefault(name, []).append(_canonical(child))
    return kinds


def _rows(sheet: str, trees: tuple[Any, Any], styles: tuple[_Styles, _Styles]) -> Iterator[LookChange]:
    """Rows of another height or hidden, cells of another look."""
    (rows, cells), (old_rows, old_cells) = (
        _placed(tree, looks) for tree, looks in zip(trees, styles, strict=True)
    )
    numbers = sorted(old_rows.keys() | rows.keys(), key=int)
    heights = [row for row in numbers if rows.get(row) != old_rows.get(row)]
    if heights:
        yield LookChange(sheet, "", f"行高或隐藏的行：第 {_some(heights)} 行")
    looks = [cell for cell in old_cells if cell in cells and cells[cell] != old_cells[cell]]
    for cell in looks[:_TOLD]:
        yield LookChange(sheet, cell, "数字格式、字体、颜色或对齐")
    if len(looks) > _TOLD:
        yield LookChange(sheet, "", f"另有 {len(looks) - _TOLD} 格的数字格式、字体、颜色或对齐")


def _some(names: list[str]) -> str:
    return "、".join(names[:_TOLD]) + ("……" if len(names) > _TOLD else "")


def _placed(tree: Any, styles: _Styles) -> tuple[dict[str, tuple[Any, ...]], dict[str, bytes]]:
    """How every row and every cell of a sheet looks."""
    rows: dict[str, tuple[Any, ...]] = {}
    cells: dict[str, bytes] = {}
    for row in tree.iter("{*}row"):
        rows[row.get("r", "0")] = tuple(row.get(name) for name in _ROW_LOOKS)
        for cell in row.iterfind("{*}c"):
            cells[cell.get("r", "")] = styles.look(cell.get("s"))
    return rows, cells


class _Styles:
    """The looks of cells, told apart by what they are made of, not by their place in the list."""

    def __init__(self, package: Package) -> None:
        self._looks: list[bytes] = []
        if _STYLES not in package.parts:
            return
        tree = part_tree(package, _STYLES)
        formats = {one.get("numFmtId"): one.get("formatCode") or "" for one in tree.iter("{*}numFmt")}
        lists = {
            name: [_canonical(one) for one in tree.iterfind(f"{{*}}{name}/*")]
            for name in ("fonts", "fills", "borders")
        }
        for xf in tree.iterfind("{*}cellXfs/{*}xf"):
            number = xf.get("numFmtId", "0")
            pieces = [formats.get(number, number).encode()]
            for name, attribute in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
                index = int(xf.get(attribute, "0"))
                pieces.append(lists[name][index] if index < len(lists[name]) else b"?")
            pieces += [_canonical(child) for child in xf]
            pieces.append(str(xf.get("quotePrefix")).encode())
            self._looks.append(b"\0".join(pieces))

    def look(self, style: str | None) -> bytes:
        """What a cell with this ``s`` looks like."""
        index = int(style) if style and style.isdigit() else 0
        return self._looks[index] if index < len(self._looks) else b""


def _canonical(element: Any) -> bytes:
    return bytes(etree.tostring(element, method="c14n", with_tail=False))
