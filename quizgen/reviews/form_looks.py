"""What in the 附件 of a form is hidden, covered, or adds to its plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.shown.looks import PICTURES, contrast
from quizgen.reviews.form_content import ALLOWED, CONTENT, LEAVES, said
from quizgen.reviews.form_styles import FormStyles
from quizgen.reviews.word_xml import first_of, is_on, name_of, namespace_of, value_of, whole_of

_LEAST_CONTRAST = 1.6

_SMALLEST_HALF_POINTS = 10

_FARTHEST_TWIPS = 2_000

_LEAST_ROW_TWIPS = 100

_FARTHEST_LETTERS = 200

_SYMBOL_CHARSET = "02"

_TIGHTEST_TWIPS = -40

_LARGEST_HALF_POINTS = 72

_LEAST_EXACT_TWIPS = 300

_LEAST_LINE_TWIPS = 200

_LEAST_TEXT_TWIPS = 3_000

_MICROSOFT = "http://schemas.microsoft.com/office/word/"

_THEME_NAMES = {
    "text1": "dk1",
    "background1": "lt1",
    "text2": "dk2",
    "background2": "lt2",
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
}

_HIGHLIGHTS = {
    "black": "000000",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGreen": "008000",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkGray": "808080",
    "blue": "0000FF",
}
"""The marker colours on which text without a colour of its own can be lost."""


class FormLooks:
    """The section of one form: ``control`` is its content control, ``part`` the main part of the document."""

    def __init__(self, package: Package, part: str, control: Any) -> None:
        self._package = package
        self._control = control
        parts = {kind: target for kind, target in related(package, part) if target in package.parts}
        self._styles = FormStyles(part_tree(package, parts["styles"]) if "styles" in parts else None)
        fonts = part_tree(package, parts["fontTable"]) if "fontTable" in parts else ()
        self._embedded = {
            value_of(font, "name")
            for font in fonts
            if any(name_of(child).startswith("embed") for child in font)
        }
        self._replaced = {value_of(font, "name") for font in fonts if _is_replaced(font)}
        theme = part_tree(package, parts["theme"]) if "theme" in parts else None
        self._odd_theme = theme is not None and any(
            PICTURES.search(face.get("typeface", ""))
            for kind in ("majorFont", "minorFont")
            for font in theme.iter(f"{{*}}{kind}")
            for face in font
            if isinstance(face.tag, str)
        )
        self._colours = dict(_theme_inks(theme))

    def faults(self) -> Iterator[str]:
        """Every reason why the section is not read as its words say, once each."""
        found = [*self._place(), *self._strange(), *self._runs(), *self._measures(), *self._widths()]
        yield from dict.fromkeys(found)

    def _place(self) -> Iterator[str]:
        """The section stands in the body, inside nothing but other content controls."""
        above = self._control.getparent()
        while above is not None and name_of(above) in {"sdtContent", "sdt"}:
            above = above.getparent()
        if above is None or name_of(above) != "body":
            yield f"附件在{said(name_of(above) if above is not None else '')}里面"

    def _strange(self) -> Iterator[str]:
        """Elements that the section was not written with and that no program adds by saving."""
        waiting = [self._control]
        namespace = namespace_of(self._control)
        while waiting:
            element = waiting.pop()
            kind = name_of(element)
            allowed = ALLOWED.get(kind)
            if allowed is not None and len({name_of(child) for child in element}) < len(element):
                yield "附件里有写了两次的格式"
            for child in element:
                name = name_of(child)
                other = namespace_of(child)
                if name and other != namespace and not other.startswith(_MICROSOFT):
                    yield f"附件里有程序没有写过的内容（{said(name)}）"
                elif not name or (allowed is None and name in CONTENT) or (allowed and name in allowed):
                    if kind not in LEAVES and name not in LEAVES:
                        waiting.append(child)
                elif allowed is None or is_on(child):
                    yield f"附件里有程序没有写过的内容（{said(name)}）"

    def _runs(self) -> Iterator[str]:
        """What makes words in the section unreadable, with what its styles say."""
        for run in self._control.iter("{*}r"):
            properties = list(self._styles.properties(run))
            yield from _run_faults(properties, self._grounds(run), self._colours)
            for one in properties:
                fonts = one.find("{*}rFonts")
                names = set() if fonts is None else set(fonts.attrib.values())
                if names & self._embedded:
                    yield "用的是嵌在文件里的字体，字形可能是改过的"
                themed = fonts is not None and any(key.endswith("Theme") for key in fonts.attrib)
                odd = names & self._replaced or (themed and self._odd_theme)
                if odd or any(PICTURES.search(name) for name in names):
                    yield "用的是图形字体"
        for paragraph in self._control.iter("{*}p"):
            for style in self._styles.paragraph(paragraph):
                if style.find("{*}pPr/{*}numPr") is not None or style.find("{*}pPr/{*}framePr") is not None:
                    yield "段落的样式会添上编号或把它移到别处"
                indents = style.iterfind("{*}pPr/{*}ind")
                if any(_is_far(one) for one in indents):
                    yield "缩进把字推到了页面外"
            if self._styles.is_mirrored(paragraph):
                yield "文字从右到左排"

    def _grounds(self, run: Any) -> tuple[str, ...]:
        """The shading nearest behind a run, as hexadecimal; white when there is none."""
        element = run
        while element is not None and element is not self._control:
            shading = element.find(f"{{*}}{name_of(element)}Pr/{{*}}shd")
            if shading is not None:
                filled = value_of(shading, "val") in {"", "clear", "nil"}
                themed = self._colours.get(value_of(shading, "themeFill"), "")
                changed = value_of(shading, "themeFillTint") or value_of(shading, "themeFillShade")
                fill = value_of(shading, "fill") if changed else themed or value_of(shading, "fill")
                inks = [fill, *([] if filled else [value_of(shading, "color")])]
                known = tuple(one for one in inks if one not in {"", "auto"})
                if known:
                    return known
            element = element.getparent()
        return ("FFFFFF",)

    def _measures(self) -> Iterator[str]:
        """Rows without height, lines pushed off the page."""
        for height in self._control.iter("{*}trHeight"):
            exact = value_of(height, "hRule") == "exact"
            if exact and whole_of(value_of(height, "val")) < _LEAST_EXACT_TWIPS:
                yield "表格里有高度几乎是零的行"
        for spacing in self._control.iter("{*}spacing"):
            exact = value_of(spacing, "lineRule") == "exact"
            if exact and whole_of(value_of(spacing, "line")) < _LEAST_LINE_TWIPS:
                yield "行距或字距把字挤得看不见"
        for indent in self._control.iter("{*}ind", "{*}tblInd", "{*}tblCellSpacing"):
            if _is_far(indent):
                yield "缩进把字推到了页面外"
        tables = [self._control, *self._styles.tables(self._control)]
        for margins in (one for table in tables for one in table.iter("{*}tcMar", "{*}tblCellMar")):
            if any(_is_far(side) for side in margins):
                yield "格子的边距把字推到了外面"
        yield from self._page()

    def _page(self) -> Iterator[str]:
        """The page that the section is printed on has room for text."""
        page = next(iter(self._control.xpath("following::*[local-name()='sectPr']")), None)
        size, margins = (None, None) if page is None else (page.find("{*}pgSz"), page.find("{*}pgMar"))
        if size is None or margins is None:
            return
        width = whole_of(value_of(size, "w"))
        width -= whole_of(value_of(margins, "left")) + whole_of(value_of(margins, "right"))
        height = abs(whole_of(value_of(size, "h")))
        height -= abs(whole_of(value_of(margins, "top"))) + abs(whole_of(value_of(margins, "bottom")))
        if min(width, height) < _LEAST_TEXT_TWIPS:
            yield "页面没有地方放字"

    def _widths(self) -> Iterator[str]:
        """Cells and columns too narrow for any word."""
        for width in self._control.iter("{*}tcW", "{*}gridCol"):
            if 0 < whole_of(value_of(width, "w").rstrip("%")) < _LEAST_ROW_TWIPS:
                yield "表格里有宽度几乎是零的格子"


def _run_faults(properties: list[Any], grounds: tuple[str, ...], theme: dict[str, str]) -> Iterator[str]:
    """``properties`` from the strongest (the run's own) to the weakest (the defaults)."""
    for names, words in _SWITCHED:
        if any(is_on(first_of(properties, name)) for name in names):
            yield words
    colour, highlight = first_of(properties, "color"), first_of(properties, "highlight")
    ink = "" if colour is None else value_of(colour, "val")
    marker = "" if highlight is None else _HIGHLIGHTS.get(value_of(highlight, "val"), "")
    inks = [] if ink in {"", "auto"} else [ink]
    named = "" if colour is None else value_of(colour, "themeColor")
    inks += [theme[named]] if named in theme else []
    if any(contrast(one, ground) < _LEAST_CONTRAST for one in inks for ground in grounds):
        yield "字与底色几乎一样"
    if marker and any(contrast(one, marker) < _LEAST_CONTRAST for one in inks or ["000000"]):
        yield "字与底色几乎一样"
    themed = colour is not None and any(key.endswith("}themeColor") for key in colour.attrib)
    if themed and any(value.startswith(("background", "light")) for value in colour.attrib.values()):
        yield "字与底色几乎一样"
    size = first_of(properties, "sz")
    points = _SMALLEST_HALF_POINTS if size is None else whole_of(value_of(size, "val"))
    if not _SMALLEST_HALF_POINTS <= points <= _LARGEST_HALF_POINTS:
        yield "字太小" if points < _SMALLEST_HALF_POINTS else "字太大，格子里放不下"
    spacing = first_of(properties, "spacing")
    if spacing is not None and not _TIGHTEST_TWIPS <= whole_of(value_of(spacing, "val")) <= _FARTHEST_LETTERS:
        yield "行距或字距把字挤得看不见"
    narrow = first_of(properties, "w")
    if narrow is not None and not 50 <= whole_of(value_of(narrow, "val").rstrip("%")) <= 200:  # noqa: PLR2004 - per cent
        yield "字被压得太窄或拉得太宽"
    raised = first_of(properties, "position")
    if raised is not None and abs(whole_of(value_of(raised, "val"))) > _SMALLEST_HALF_POINTS:
        yield "字被移到了别处"


_SWITCHED = (
    (("vanish", "webHidden", "specVanish"), "有隐藏的文字"),
    (("strike", "dstrike"), "字是划掉的"),
    (("emboss", "imprint"), "字是浮雕的，看不清"),
    (("rtl",), "文字从右到左排"),
)


def floating(tree: Any) -> int:
    """How many pictures and shapes of a part may lie over its text."""
    count = sum(1 for _ in tree.iter("{*}anchor", "{*}framePr", "{*}tblpPr"))
    for shape in tree.iter("{*}shape", "{*}rect", "{*}textbox"):
        above = {name_of(one) for one in shape.iterancestors()}
        count += "pict" in above and "Fallback" not in above
    return count


def _is_far(element: Any) -> bool:
    return any(abs(whole_of(value)) > _FARTHEST_TWIPS for value in element.attrib.values())


def _is_replaced(font: Any) -> bool:
    """Whether a font of this name is shown as one of pictures."""
    other, charset = font.find("{*}altName"), font.find("{*}charset")
    if other is not None and PICTURES.search(value_of(other, "val")):
        return True
    return charset is not None and value_of(charset, "val") == _SYMBOL_CHARSET


def _theme_inks(theme: Any) -> Iterator[tuple[str, str]]:
    """The colours of text and ground of a theme by the names that runs use."""
    scheme = None if theme is None else next(theme.iter("{*}clrScheme"), None)
    for name, short in _THEME_NAMES.items():
        found = None if scheme is None else scheme.find(f"{{*}}{short}/*")
        if found is not None:
            value = found.get("val", "")
            yield name, {"window": "FFFFFF", "windowText": "000000"}.get(value, value)
