"""How the cell styles of a workbook look, as far as a value is not seen as it is."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS

from quizgen.interchange.package import Package
from quizgen.interchange.parts import part_tree, related
from quizgen.interchange.shown_numbers import shown_number, shown_text
from quizgen.interchange.xml_reading import whole

Colour = tuple[int, int, int]
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_LEAST_CONTRAST = 1.6
"""Below it, text is as good as unseen (black on white has 21, light grey on white 1.6)."""
_SMALLEST_POINTS = 5.0
_DEEPEST_INDENT = 10
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)
"""Spreadsheets count light before dark, the theme part dark before light."""
_PICTURES = re.compile(r"wingdings|webdings|symbol|marlett|dingbats|mt extra", re.IGNORECASE)
_TINTS = re.compile(
    r"\[(?:red|blue|green|cyan|magenta|black|红色|蓝色|绿色|青色|洋红|黑色)\]",
    re.IGNORECASE,
)
_WHITE_INK = re.compile(r"\[(?:white|白色|colou?r ?2|颜色 ?2)\]", re.IGNORECASE)
_SAMPLE = "甲"
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - no zone in a spreadsheet
_DIGITS_SAID = re.compile(r'"[^"]*[0-9０-９一二三四五六七八九十][^"]*"|\\[0-9]|\[(?!\$-|h+\]|m+\]|s+\])')


@functools.lru_cache(maxsize=1 << 12)
def shows_number(code: str, number: str) -> bool:
    """Whether a decimal number is seen with all its digits and nothing else under a format."""
    if _WHITE_INK.search(code):
        return False
    try:
        value = Decimal(number)
        shown = shown_number(float(value), code or "General", _EPOCH)
        return shown is not None and Decimal(shown.text.strip()) == value
    except InvalidOperation:
        return False


@functools.lru_cache(maxsize=1 << 12)
def shows_text(code: str, text: str = _SAMPLE) -> bool:
    """Whether a text is seen as it is under a format."""
    return not _WHITE_INK.search(code) and shown_text(text, code or "General") == text


def shows_date(code: str) -> bool:
    """Whether a date format says nothing of its own that could be read as a day."""
    return _DIGITS_SAID.search(_TINTS.sub("", code)) is None


@dataclass(frozen=True, slots=True)
class Look:
    """One cell style: its number format, what is wrong with seeing anything in it (empty: nothing)."""

    code: str
    unseen: str


class Looks:
    """The styles of a workbook. Making one raises RefusedFile for a damaged part."""

    def __init__(self, package: Package, main: str) -> None:
        parts = {kind: target for kind, target in related(package, main) if target in package.parts}
        self._theme = _theme_colours(package, parts.get("theme"))
        tree = part_tree(package, parts["styles"]) if "styles" in parts else None
        self._codes: dict[int, str] = dict(BUILTIN_FORMATS)
        self._looks: list[Look] = []
        self._dxfs: list[Any] = []
        self._indexed: list[str] = []
        if tree is None:
            return
        for one in tree.iter("{*}numFmt"):
            self._codes[whole(one.get("numFmtId"))] = one.get("formatCode") or ""
        palette = tree.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")
        self._indexed = [one.get("rgb", "") for one in palette]
        fonts, fills = list(tree.iterfind("{*}fonts/{*}font")), list(tree.iterfind("{*}fills/{*}fill"))
        self._dxfs = list(tree.iterfind("{*}dxfs/{*}dxf"))
        for xf in tree.iterfind("{*}cellXfs/{*}xf"):
            font, fill = _at(fonts, xf.get("fontId")), _at(fills, xf.get("fillId"))
            unseen = "、".join((*self.font_faults(font, self.backgrounds(fill)), *_alignment_faults(xf)))
            self._looks.append(Look(self._codes.get(whole(xf.get("numFmtId")), "General"), unseen))

    def of(self, style: str | None) -> Look:
        """The look of the ``s`` of a cell."""
        index = whole(style)
        return self._looks[index] if index < len(self._looks) else Look("General", "")

    def fault(self, style: str | None, text: str, *, number: bool = False, date: bool = False) -> str:
        """Why a value is not seen as it is in a style; empty when it is."""
        look = self.of(style)
        if date:
            shown = shows_date(look.code)
        else:
            shown = shows_number(look.code, text) if number else shows_text(look.code)
        return look.unseen or ("" if shown else f"数字格式“{look.code}”不照样显示")

    def dxf(self, index: str | None) -> Any:
        """A style of conditional formats; None when there is none of that number."""
        return _at(self._dxfs, index)

    def font_faults(self, font: Any, backgrounds: tuple[Colour, ...]) -> Iterator[str]:
        """What keeps text in a font from being read on these grounds."""
        if font is None:
            return
        colour = font.find("{*}color")
        if colour is not None:
            ink = self._colour(colour, _BLACK)
            if any(_contrast(ink, ground) < _LEAST_CONTRAST for ground in backgrounds):
                yield "字与底色几乎一样"
        size = font.find("{*}sz")
        if size is not None and _number(size.get("val"), 11) < _SMALLEST_POINTS:
            yield "字太小"
        if _is_on(font.find("{*}strike")):
            yield "字是划掉的"
        names = [one for kind in ("name", "rFont") if (one := font.find(f"{{*}}{kind}")) is not None]
        if any(_PICTURES.search(one.get("val", "")) for one in names):
            yield "用的是图形字体"

    def backgrounds(self, fill: Any) -> tuple[Colour, ...]:
        """The colours behind the text of a fill."""
        if fill is None:
            return (_WHITE,)
        stops = [self._colour(one, _WHITE) for one in fill.iterfind("{*}gradientFill/{*}stop/{*}color")]
        pattern = fill.find("{*}patternFill")
        if pattern is not None and pattern.get("patternType", "solid") != "none":
            solid = pattern.get("patternType", "solid") == "solid"
            element = pattern.find("{*}fgColor" if solid else "{*}bgColor")
            if element is None and solid:
                element = pattern.find("{*}bgColor")
            stops.append(_WHITE if element is None else self._colour(element, _WHITE))
        return tuple(stops) or (_WHITE,)

    def _colour(self, element: Any, automatic: Colour) -> Colour:
        rgb = element.get("rgb") or element.get("val") or ""
        if element.get("theme") is not None:
            index = whole(element.get("theme"))
            base = self._theme[index] if index < len(self._theme) else automatic
        elif element.get("indexed") is not None:
            index = whole(element.get("indexed"))
            table = self._indexed or list(COLOR_INDEX)
            base = _hex(table[index], automatic) if index < len(table) else automatic
        else:
            base = _hex(rgb, automatic)
        return _tinted(base, _number(element.get("tint"), 0))


def _at(elements: list[Any], index: str | None) -> Any:
    place = whole(index)
    return elements[place] if place < len(elements) else None


def _alignment_faults(xf: Any) -> Iterator[str]:
    alignment = xf.find("{*}alignment")
    if alignment is None:
        return
    if alignment.get("horizontal") == "fill":
        yield "对齐方式会把字重复几遍"
    if whole(alignment.get("indent")) > _DEEPEST_INDENT:
        yield "缩进把字推出了格子"


def _is_on(element: Any) -> bool:
    return element is not None and element.get("val", "1") not in {"0", "false", "off"}


def _theme_colours(package: Package, part: str | None) -> list[Colour]:
    if part is None:
        return [_WHITE, _BLACK]
    scheme = next(part_tree(package, part).iter("{*}clrScheme"), None)
    found = []
    for one in () if scheme is None else scheme:
        inner = one[0] if len(one) else None
        system = {"window": "FFFFFF", "windowText": "000000"}
        value = "" if inner is None else inner.get("val", "")
        found.append(_hex(system.get(value, value), _BLACK))
    return [found[place] for place in _THEME_ORDER if place < len(found)] or [_WHITE, _BLACK]


def _hex(text: str, missing: Colour) -> Colour:
    digits = text[-6:]
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        return missing
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return red, green, blue


def _tinted(colour: Colour, tint: float) -> Colour:
    if tint < 0:
        red, green, blue = (round(one * (1 + tint)) for one in colour)
    else:
        red, green, blue = (round(one + (255 - one) * tint) for one in colour)
    return red, green, blue


def _number(text: str | None, missing: float) -> float:
    try:
        return float(text) if text else missing
    except ValueError:
        return missing


def contrast(one: str, other: str) -> float:
    """How well hexadecimal colours stand out from one another, from 1 to 21."""
    return _contrast(_hex(one, _BLACK), _hex(other, _WHITE))


def _contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as WCAG defines it
        for part in (one / 255 for one in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
