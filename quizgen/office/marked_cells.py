"""Which cells of a sheet stand out: bold, coloured or filled."""

from __future__ import annotations

from typing import Any

from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.workbook import Sheet, Workbook

_PLAIN = frozenset({"FF000000", "00000000", "FFFFFFFF", "00FFFFFF", "000000", "FFFFFF"})
_PLAIN_THEMES = frozenset({"0", "1"})
"""The theme's own white and black."""
_AUTOMATIC = frozenset({"64", "65", "0", "8", "1", "9"})
"""Indexed black and white."""


def marked_cells(book: Workbook, sheet: Sheet) -> frozenset[tuple[int, int]]:
    """Row and column of every cell with words that stands out. Raises RefusedFile for damage."""
    styles = _standing_out(book.package, book.main)
    return frozenset(book.styled(sheet, styles)) if styles else frozenset()


def _standing_out(package: Package, main: str) -> frozenset[str]:
    """The styles (the ``s`` of a cell) that are bold, coloured or filled."""
    part = next((target for kind, target in related(package, main) if kind == "styles"), "")
    if not part:
        return frozenset()
    tree = part_tree(package, part)
    fonts = [_font(one) for one in tree.iterfind("{*}fonts/{*}font")]
    fills = [_filled(one) for one in tree.iterfind("{*}fills/{*}fill")]
    found = set()
    for index, style in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
        if _at(fonts, style.get("fontId")) or _at(fills, style.get("fillId")):
            found.add(str(index))
    return frozenset(found)


def _at(known: list[bool], index: str | None) -> bool:
    return bool(index and index.isdecimal() and int(index) < len(known) and known[int(index)])


def _font(font: Any) -> bool:
    bold = font.find("{*}b")
    thick = bold is not None and bold.get("val", "1") not in {"0", "false"}
    return thick or _coloured(font.find("{*}color"))


def _filled(fill: Any) -> bool:
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType", "none") in {"none", "gray125"}:
        return False
    return _coloured(pattern.find("{*}fgColor"))


def _coloured(colour: Any) -> bool:
    """Whether a colour is neither black nor white."""
    if colour is None or colour.get("auto") in {"1", "true"}:
        return False
    if (red_green_blue := colour.get("rgb")) is not None:
        return red_green_blue.upper() not in _PLAIN
    if (theme := colour.get("theme")) is not None:
        return theme not in _PLAIN_THEMES
    return colour.get("indexed", "64") not in _AUTOMATIC
