"""What the cell styles of a workbook do to how a value is seen."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.shown.built_in import built_in_colours, built_in_formats
from quizgen.office.shown.numbers import shown_number, shown_text
from quizgen.office.xml_reading import whole

Colour = tuple[int, int, int]
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_LEAST_CONTRAST = 1.6
"""Below it, text is practically invisible (black on white has 21, light grey on white 1.6)."""
_SMALLEST_POINTS = 5.0
_DEEPEST_INDENT = 10
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)
"""Spreadsheets count light before dark, the theme part dark before light."""
PICTURES = re.compile(
    r"wingdings|webdings|symbol|marlett|dingbats|mt extra|monotype sorts|mdl2|fluent icons|awesome|"
    r"material icons|barcode|code ?(?:39|93|128)|3 of 9|braille|bookshelf|reference specialty|d050000l",
    re.IGNORECASE,
)
"""Fonts whose letters are not letters."""
_SYMBOL_CHARSET = "2"
_NAMED_INK = re.compile(r"\[(?:(yellow|黄色)|(cyan|蓝绿色|青色)|(?:colou?r|颜色) ?(\d+))\]", re.IGNORECASE)
"""The colours of number formats that can be too light; the others are dark."""
_YELLOW, _CYAN = (255, 255, 0), (0, 255, 255)
_FIRST_NUMBERED = 7
"""``[Color 1]`` is the eighth of the palette."""
_SYSTEM = {64: _BLACK, 65: _WHITE}
"""The computer's own colours of text and of ground."""
_USUAL_THEME = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6")
"""What programs take where a workbook has no theme."""
_TINTS = re.compile(
    r"\[(?:red|blue|green|cyan|magenta|black|红色|蓝色|绿色|青色|洋红|黑色)\]",
    re.IGNORECASE,
)
_WHITE_INK = re.compile(r"\[(?:white|白色|colou?r ?2|颜色 ?2)\]", re.IGNORECASE)
_SAMPLE = "甲"
_SAID = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PARTS_OF_DATE = re.compile(r"y+|d{1,2}(?!d)|m+|h+|s+|b+")
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - no zone in a spreadsheet
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
    """Whether a date format says a day in an order that is read as it is, with nothing of its own."""
    if _DIGITS_SAID.search(_TINTS.sub("", code)) is not None:
        return False
    shown = _SAID.sub("", code).partition(";")[0].lower()
    order = [one[0] for one in _PARTS_OF_DATE.findall(shown)]
    return not ({"h", "s", "b"} & set(order) or order[:2] == ["y", "d"])


@dataclass(frozen=True, slots=True)
class Look:
    """One cell style: its number format, what is wrong with seeing anything in it (empty: nothing)."""

    code: str
    unseen: str
    ink: Colour = _BLACK
    grounds: tuple[Colour, ...] = (_WHITE,)
    relative_size: float = 1.0
    moved: bool = False
    """Whether text that is too long loses its beginning, not only its end."""


class Looks:
    """The styles of a workbook. Making one raises RefusedFile for a damaged part."""

    def __init__(self, package: Package, main: str) -> None:
        parts = {kind: target for kind, target in related(package, main) if target in package.parts}
        theme = part_tree(package, parts["theme"]) if "theme" in parts else None
        self._theme = _theme_colours(theme)
        self._odd_schemes = frozenset(_odd_schemes(theme))
        tree = part_tree(package, parts["styles"]) if "styles" in parts else None
        self._codes: dict[int, str] = built_in_formats()
        self._looks: list[Look] = []
        self._dxfs: list[Any] = []
        self._indexed: list[str] = []
        self._tables: dict[str, list[Any]] = {}
        if tree is None:
            return
        for one in tree.iter("{*}numFmt"):
            self._codes[whole(one.get("numFmtId"))] = one.get("formatCode") or ""
        palette = tree.iterfind("{*}colors/{*}indexedColors/{*}rgbColor")
        self._indexed = [one.get("rgb", "") for one in palette]
        fonts, fills = list(tree.iterfind("{*}fonts/{*}font")), list(tree.iterfind("{*}fills/{*}fill"))
        self._dxfs = list(tree.iterfind("{*}dxfs/{*}dxf"))
        self._tables = {
            one.get("name", ""): [
                self.dxf(part.get("dxfId"))
                for part in one.iterfind("{*}tableStyleElement")
                if part.get("type") != "headerRow"
            ]
            for one in tree.iterfind("{*}tableStyles/{*}tableStyle")
        }
        for xf in tree.iterfind("{*}cellXfs/{*}xf"):
            font, fill = _at(fonts, xf.get("fontId")), _at(fills, xf.get("fillId"))
            self._looks.append(self._look(xf, font, self.backgrounds(fill), _size(_at(fonts, "0"))))

    def _look(self, xf: Any, font: Any, grounds: tuple[Colour, ...], usual_size: float) -> Look:
        code = self._codes.get(whole(xf.get("numFmtId")), "General")
        faults = [*self.font_faults(font, grounds), *_alignment_faults(xf)]
        if any(_contrast(ink, ground) < _LEAST_CONTRAST for ink in self._inks(code) for ground in grounds):
            faults.append("数字格式把字变成与底色几乎一样")
        return Look(
            code, "、".join(faults), self._ink(font, _BLACK), grounds, _size(font) / usual_size, _is_moved(xf)
        )

    def _inks(self, code: str) -> Iterator[Colour]:
        """The colours that a number format gives to text, where they may be light."""
        for yellow, cyan, number in _NAMED_INK.findall(code):
            if yellow or cyan:
                yield _YELLOW if yellow else _CYAN
            else:
                yield self._palette(int(number) + _FIRST_NUMBERED, _BLACK)

    def _ink(self, font: Any, automatic: Colour) -> Colour:
        colour = None if font is None else font.find("{*}color")
        return automatic if colour is None else self._colour(colour, automatic)

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

    def table_styles(self, name: str) -> list[Any]:
        """What a table style of the workbook's own does to the rows of people."""
        return [one for one in self._tables.get(name, []) if one is not None]

    def changed_faults(self, style: str | None, change: Any) -> Iterator[str]:
        """What keeps text from being read when a condition or a table changes the look of its cell."""
        look, fill = self.of(style), change.find("{*}fill")
        grounds = look.grounds if fill is None else self.backgrounds(fill, changed=True)
        yield from self.font_faults(change.find("{*}font"), grounds, look.ink)

    def bar_faults(self, style: str | None, rule: Any) -> Iterator[str]:
        """Whether the colours that a rule draws behind a value swallow it."""
        ink = self.of(style).ink
        bars = [self._colour(one, _WHITE) for one in rule.iter("{*}color", "{*}fillColor")]
        if any(_contrast(ink, one) < _LEAST_CONTRAST for one in bars):
            yield "色条、色阶与字的颜色几乎一样"

    def font_faults(self, font: Any, backgrounds: tuple[Colour, ...], ink: Colour = _BLACK) -> Iterator[str]:
        """What keeps text in a font from being read on these grounds; ``ink`` where it has no colour."""
        ink = self._ink(font, ink)
        if any(_contrast(ink, ground) < _LEAST_CONTRAST for ground in backgrounds):
            yield "字与底色几乎一样"
        if font is None:
            return
        size = font.find("{*}sz")
        if size is not None and _number(size.get("val"), 11) < _SMALLEST_POINTS:
            yield "字太小"
        if _is_on(font.find("{*}strike")):
            yield "字是划掉的"
        names = [one for kind in ("name", "rFont") if (one := font.find(f"{{*}}{kind}")) is not None]
        charset, scheme = font.find("{*}charset"), font.find("{*}scheme")
        symbols = charset is not None and charset.get("val") == _SYMBOL_CHARSET
        odd = scheme is not None and scheme.get("val") in self._odd_schemes
        if symbols or odd or any(PICTURES.search(one.get("val", "")) for one in names):
            yield "用的是图形字体"

    def backgrounds(self, fill: Any, *, changed: bool = False) -> tuple[Colour, ...]:
        """The colours behind the text of a fill; a ``changed`` one has its colour in the other place."""
        if fill is None:
            return (_WHITE,)
        stops = [self._colour(one, _WHITE) for one in fill.iterfind("{*}gradientFill/{*}stop/{*}color")]
        pattern = fill.find("{*}patternFill")
        if pattern is not None and pattern.get("patternType", "solid") != "none":
            solid = pattern.get("patternType", "solid") == "solid"
            first, second = (
                ("{*}fgColor", "{*}bgColor") if solid and not changed else ("{*}bgColor", "{*}fgColor")
            )
            element = pattern.find(first)
            if element is None and solid:
                element = pattern.find(second)
            stops.append(_WHITE if element is None else self._colour(element, _WHITE))
        return tuple(stops) or (_WHITE,)

    def _colour(self, element: Any, automatic: Colour) -> Colour:
        rgb = element.get("rgb") or element.get("val") or ""
        if element.get("theme") is not None:
            index = whole(element.get("theme"))
            base = self._theme[index] if index < len(self._theme) else automatic
        elif element.get("indexed") is not None:
            base = self._palette(whole(element.get("indexed")), automatic)
        else:
            base = _hex(rgb, automatic)
        return _tinted(base, _number(element.get("tint"), 0))

    def _palette(self, index: int, automatic: Colour) -> Colour:
        if index in _SYSTEM:
            return _SYSTEM[index]
        table = self._indexed or built_in_colours()
        return _hex(table[index], automatic) if index < len(table) else automatic


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


def _is_moved(xf: Any) -> bool:
    alignment = xf.find("{*}alignment")
    wrapped = alignment is not None and alignment.get("wrapText") in {"1", "true"}
    return (
        alignment is not None
        and not wrapped
        and alignment.get("horizontal", "general") not in {"general", "left"}
    )


def _size(font: Any) -> float:
    size = None if font is None else font.find("{*}sz")
    return max(_number(None if size is None else size.get("val"), 11), 1.0)


def _is_on(element: Any) -> bool:
    return element is not None and element.get("val", "1") not in {"0", "false", "off"}


def _odd_schemes(theme: Any) -> Iterator[str]:
    """Which of the theme's two fonts is one of pictures."""
    for name in () if theme is None else ("major", "minor"):
        faces = [one.get("typeface", "") for font in theme.iter(f"{{*}}{name}Font") for one in font]
        if any(PICTURES.search(face) for face in faces):
            yield name


def _theme_colours(theme: Any) -> list[Colour]:
    if theme is None:
        return [_hex(one, _BLACK) for one in _USUAL_THEME]
    scheme = next(theme.iter("{*}clrScheme"), None)
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
