"""What in the 附件 of a form is hidden, covered, or adds to its plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.shown.looks import PICTURES, contrast

_LEAST_CONTRAST = 1.6
_SMALLEST_HALF_POINTS = 10
_FARTHEST_TWIPS = 2_000
_LEAST_ROW_TWIPS = 100
_FARTHEST_LETTERS = 200
_OFF = frozenset({"0", "false", "off"})
_NOTHING = _OFF | {"none", "nil", "clear"}
_SWITCHES = frozenset(
    {"vanish", "webHidden", "specVanish", "strike", "dstrike", "rtl", "cs", "hidden", "bidi"}
)
"""Properties that are on unless they say one of ``_OFF``."""
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

_CONTENT = frozenset(
    {
        *("sdt", "sdtContent", "p", "r", "t", "tbl", "tr", "tc", "tblGrid", "gridCol", "proofErr"),
        *("bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd"),
        *("sdtPr", "sdtEndPr", "pPr", "rPr", "tblPr", "trPr", "tcPr"),
    }
)
"""What the section is made of, with the marks that programs leave; anything else says or hides something."""
_CONTROL = frozenset(
    {"alias", "tag", "id", "lock", "rPr", "placeholder", "docPart", "appearance", "color", "group"}
)
_PARAGRAPH = frozenset(
    {
        *(
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "spacing",
            "ind",
            "jc",
            "rPr",
        ),
        *(
            "snapToGrid",
            "adjustRightInd",
            "autoSpaceDE",
            "autoSpaceDN",
            "overflowPunct",
            "kinsoku",
            "wordWrap",
        ),
        *("topLinePunct", "textAlignment", "contextualSpacing", "suppressAutoHyphens", "outlineLvl", "tabs"),
        *("tab", "shd", "suppressLineNumbers", "mirrorIndents", "jc", "wordWrap"),
    }
)
_RUN = frozenset(
    {
        *("rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "lang", "kern", "spacing", "rStyle", "u"),
        *("snapToGrid", "noProof", "shd", "highlight", "w", "position", "caps", "smallCaps"),
    }
)
_ROW = frozenset({"cantSplit", "trHeight", "jc", "tblHeader", "cnfStyle"})
_CELL = frozenset(
    {"tcW", "gridSpan", "vAlign", "tcBorders", "shd", "tcMar", "noWrap", "cnfStyle", "hideMark"}
)
_TABLE = frozenset(
    {
        *("tblW", "jc", "tblBorders", "tblLayout", "tblStyle", "tblLook", "tblInd", "tblCellMar", "shd"),
        *("tblCellSpacing", "tblOverlap"),
    }
)
_ALLOWED = {"sdtPr": _CONTROL, "pPr": _PARAGRAPH, "rPr": _RUN, "trPr": _ROW, "tcPr": _CELL, "tblPr": _TABLE}
_LEAVES = frozenset({"tblBorders", "tcBorders", "tcMar", "tblCellMar", "placeholder", "tabs"})
"""Properties whose inside changes nothing that is said."""
_WORDS = {
    "vanish": "隐藏的文字",
    "webHidden": "隐藏的文字",
    "specVanish": "隐藏的文字",
    "sym": "符号",
    "pict": "图形",
    "drawing": "图形、文本框",
    "object": "嵌入的对象",
    "fldSimple": "域",
    "fldChar": "域",
    "instrText": "域",
    "ins": "修订",
    "del": "修订",
    "moveFrom": "修订",
    "moveTo": "修订",
    "AlternateContent": "另一种显示的内容",
    "numPr": "自动编号",
    "framePr": "图文框",
    "tblpPr": "浮动的表格",
    "vMerge": "上下合并的单元格",
    "dataBinding": "绑定到别处的内容",
    "hyperlink": "链接",
    "ruby": "拼音指南",
    "rtl": "从右到左的文字",
    "bdo": "从右到左的文字",
    "commentReference": "批注",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "strike": "删除线",
    "dstrike": "删除线",
    "hidden": "隐藏的行",
    "tab": "制表符",
    "br": "换行",
}


class FormLooks:
    """The section of one form: ``control`` is its content control, ``part`` the main part of the document."""

    def __init__(self, package: Package, part: str, control: Any) -> None:
        self._package = package
        self._control = control
        parts = {kind: target for kind, target in related(package, part) if target in package.parts}
        self._styles = _Styles(part_tree(package, parts["styles"]) if "styles" in parts else None)
        fonts = part_tree(package, parts["fontTable"]) if "fontTable" in parts else ()
        self._embedded = {
            _value(font, "name") for font in fonts if any(_name(child).startswith("embed") for child in font)
        }
        self._replaced = {_value(font, "name") for font in fonts if _is_replaced(font)}
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
        while above is not None and _name(above) in {"sdtContent", "sdt"}:
            above = above.getparent()
        if above is None or _name(above) != "body":
            yield f"附件在{_said(_name(above) if above is not None else '')}里面"

    def _strange(self) -> Iterator[str]:
        """Elements that the section was not written with and that no program adds by saving."""
        waiting = [self._control]
        namespace = _namespace(self._control)
        while waiting:
            element = waiting.pop()
            kind = _name(element)
            allowed = _ALLOWED.get(kind)
            if allowed is not None and len({_name(child) for child in element}) < len(element):
                yield "附件里有写了两次的格式"
            for child in element:
                name = _name(child)
                if name and _namespace(child) != namespace and not _namespace(child).startswith(_MICROSOFT):
                    yield f"附件里有程序没有写过的内容（{_said(name)}）"
                elif not name or (allowed is None and name in _CONTENT) or (allowed and name in allowed):
                    if kind not in _LEAVES and name not in _LEAVES:
                        waiting.append(child)
                elif allowed is None or _is_on(child):
                    yield f"附件里有程序没有写过的内容（{_said(name)}）"

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
            shading = element.find(f"{{*}}{_name(element)}Pr/{{*}}shd")
            if shading is not None:
                filled = _value(shading, "val") in {"", "clear", "nil"}
                themed = self._colours.get(_value(shading, "themeFill"), "")
                changed = _value(shading, "themeFillTint") or _value(shading, "themeFillShade")
                fill = _value(shading, "fill") if changed else themed or _value(shading, "fill")
                inks = [fill, *([] if filled else [_value(shading, "color")])]
                known = tuple(one for one in inks if one not in {"", "auto"})
                if known:
                    return known
            element = element.getparent()
        return ("FFFFFF",)

    def _measures(self) -> Iterator[str]:
        """Rows without height, lines pushed off the page."""
        for height in self._control.iter("{*}trHeight"):
            if _value(height, "hRule") == "exact" and _whole(_value(height, "val")) < _LEAST_EXACT_TWIPS:
                yield "表格里有高度几乎是零的行"
        for spacing in self._control.iter("{*}spacing"):
            exact = _value(spacing, "lineRule") == "exact"
            if exact and _whole(_value(spacing, "line")) < _LEAST_LINE_TWIPS:
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
        width = _whole(_value(size, "w")) - _whole(_value(margins, "left")) - _whole(_value(margins, "right"))
        height = abs(_whole(_value(size, "h")))
        height -= abs(_whole(_value(margins, "top"))) + abs(_whole(_value(margins, "bottom")))
        if min(width, height) < _LEAST_TEXT_TWIPS:
            yield "页面没有地方放字"

    def _widths(self) -> Iterator[str]:
        """Cells and columns too narrow for any word."""
        for width in self._control.iter("{*}tcW", "{*}gridCol"):
            if 0 < _whole(_value(width, "w").rstrip("%")) < _LEAST_ROW_TWIPS:
                yield "表格里有宽度几乎是零的格子"


def _run_faults(properties: list[Any], grounds: tuple[str, ...], theme: dict[str, str]) -> Iterator[str]:
    """``properties`` from the strongest (the run's own) to the weakest (the defaults)."""
    for names, words in _SWITCHED:
        if any(_is_on(_first(properties, name)) for name in names):
            yield words
    colour, highlight = _first(properties, "color"), _first(properties, "highlight")
    ink = "" if colour is None else _value(colour, "val")
    marker = "" if highlight is None else _HIGHLIGHTS.get(_value(highlight, "val"), "")
    inks = [] if ink in {"", "auto"} else [ink]
    named = "" if colour is None else _value(colour, "themeColor")
    inks += [theme[named]] if named in theme else []
    if any(contrast(one, ground) < _LEAST_CONTRAST for one in inks for ground in grounds):
        yield "字与底色几乎一样"
    if marker and any(contrast(one, marker) < _LEAST_CONTRAST for one in inks or ["000000"]):
        yield "字与底色几乎一样"
    themed = colour is not None and any(key.endswith("}themeColor") for key in colour.attrib)
    if themed and any(value.startswith(("background", "light")) for value in colour.attrib.values()):
        yield "字与底色几乎一样"
    size = _first(properties, "sz")
    points = _SMALLEST_HALF_POINTS if size is None else _whole(_value(size, "val"))
    if not _SMALLEST_HALF_POINTS <= points <= _LARGEST_HALF_POINTS:
        yield "字太小" if points < _SMALLEST_HALF_POINTS else "字太大，格子里放不下"
    spacing = _first(properties, "spacing")
    if spacing is not None and not _TIGHTEST_TWIPS <= _whole(_value(spacing, "val")) <= _FARTHEST_LETTERS:
        yield "行距或字距把字挤得看不见"
    narrow = _first(properties, "w")
    if narrow is not None and not 50 <= _whole(_value(narrow, "val").rstrip("%")) <= 200:  # noqa: PLR2004 - per cent
        yield "字被压得太窄或拉得太宽"
    raised = _first(properties, "position")
    if raised is not None and abs(_whole(_value(raised, "val"))) > _SMALLEST_HALF_POINTS:
        yield "字被移到了别处"


_SWITCHED = (
    (("vanish", "webHidden", "specVanish"), "有隐藏的文字"),
    (("strike", "dstrike"), "字是划掉的"),
    (("emboss", "imprint"), "字是浮雕的，看不清"),
    (("rtl",), "文字从右到左排"),
)


class _Styles:
    """The styles of a document as far as they bear on runs; of several with one name all count."""

    def __init__(self, tree: Any) -> None:
        styles = [] if tree is None else list(tree.iterfind("{*}style"))
        self._by_id: dict[str, list[Any]] = {}
        for one in styles:
            self._by_id.setdefault(_value(one, "styleId"), []).append(one)
        defaults = () if tree is None else tree.iterfind("{*}docDefaults/{*}rPrDefault/{*}rPr")
        self._defaults = list(defaults)
        plain = () if tree is None else tree.iterfind("{*}docDefaults/{*}pPrDefault/{*}pPr")
        self._paragraph_defaults = list(plain)
        self._normal = [one for one in styles if _is_default(one, "paragraph")]
        self._tables = [one for one in styles if _is_default(one, "table")]

    def properties(self, run: Any) -> Iterator[Any]:
        """The run properties that apply to a run, strongest first."""
        own = run.find("{*}rPr")
        if own is not None:
            yield own
            for style in self._named(own.find("{*}rStyle"), []):
                yield from style.iterfind("{*}rPr")
        paragraph = next((one for one in run.iterancestors() if _name(one) == "p"), None)
        if paragraph is not None:
            yield from (found for style in self.paragraph(paragraph) for found in style.iterfind("{*}rPr"))
        for table in (one for one in run.iterancestors() if _name(one) == "tbl"):
            for style in self._named(table.find("{*}tblPr/{*}tblStyle"), self._tables):
                yield from style.iter("{*}rPr")
        yield from self._defaults

    def paragraph(self, paragraph: Any) -> Iterator[Any]:
        """The styles of a paragraph, its own before those it rests on."""
        yield from self._named(paragraph.find("{*}pPr/{*}pStyle"), self._normal)

    def is_mirrored(self, paragraph: Any) -> bool:
        """Whether “85.5 / 100” is set as “100 / 85.5”."""
        own = paragraph.findall("{*}pPr")
        styled = [one for style in self.paragraph(paragraph) for one in style.iterfind("{*}pPr")]
        return _is_on(_first([*own, *styled, *self._paragraph_defaults], "bidi"))

    def tables(self, control: Any) -> Iterator[Any]:
        """The styles of the tables in a content control."""
        for table in control.iter("{*}tbl"):
            yield from self._named(table.find("{*}tblPr/{*}tblStyle"), self._tables)

    def _named(self, element: Any, default: list[Any]) -> Iterator[Any]:
        """The styles that an element names, or the default ones, with those they rest on."""
        waiting = list(default if element is None else self._by_id.get(_value(element, "val"), []))
        seen: set[int] = set()
        while waiting:
            style = waiting.pop(0)
            if id(style) in seen:
                continue
            seen.add(id(style))
            yield style
            based = style.find("{*}basedOn")
            if based is not None:
                waiting += self._by_id.get(_value(based, "val"), [])


def _is_default(style: Any, kind: str) -> bool:
    return _value(style, "type") == kind and _value(style, "default") in {"1", "true"}


def floating(tree: Any) -> int:
    """How many pictures and shapes of a part may lie over its text."""
    count = sum(1 for _ in tree.iter("{*}anchor", "{*}framePr", "{*}tblpPr"))
    for shape in tree.iter("{*}shape", "{*}rect", "{*}textbox"):
        above = {_name(one) for one in shape.iterancestors()}
        count += "pict" in above and "Fallback" not in above
    return count


def _first(properties: list[Any], name: str) -> Any:
    return next((found for one in properties if (found := one.find(f"{{*}}{name}")) is not None), None)


def _said(name: str) -> str:
    return f"{_WORDS[name]}，{name}" if name in _WORDS else name or "别的内容"


def _is_on(element: Any) -> bool:
    off = _OFF if element is not None and _name(element) in _SWITCHES else _NOTHING
    return element is not None and _value(element, "val") not in off


def _value(element: Any, name: str) -> str:
    """An attribute of the element's own namespace; one of another says nothing to an office program."""
    return str(element.get(f"{{{_namespace(element)}}}{name}", ""))


def _namespace(element: Any) -> str:
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def _is_far(element: Any) -> bool:
    return any(abs(_whole(value)) > _FARTHEST_TWIPS for value in element.attrib.values())


def _is_replaced(font: Any) -> bool:
    """Whether a font of this name is shown as one of pictures."""
    other, charset = font.find("{*}altName"), font.find("{*}charset")
    if other is not None and PICTURES.search(_value(other, "val")):
        return True
    return charset is not None and _value(charset, "val") == _SYMBOL_CHARSET


def _theme_inks(theme: Any) -> Iterator[tuple[str, str]]:
    """The colours of text and ground of a theme by the names that runs use."""
    scheme = None if theme is None else next(theme.iter("{*}clrScheme"), None)
    for name, short in _THEME_NAMES.items():
        found = None if scheme is None else scheme.find(f"{{*}}{short}/*")
        if found is not None:
            value = found.get("val", "")
            yield name, {"window": "FFFFFF", "windowText": "000000"}.get(value, value)


def _whole(text: str) -> int:
    digits = text.lstrip("-")
    return (-1 if text.startswith("-") else 1) * int(digits) if digits.isascii() and digits.isdigit() else 0


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
