"""HTML of other programs as text of a bank: what it says, its pictures and tables, what was not kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from quizgen.interchange.draft import DraftPicture
from quizgen.interchange.rich.html_out import FORMULA
from quizgen.interchange.rich.line_pieces import BOLD_MARK, meant, merged, said, trimmed
from quizgen.markup.formula import UnreadableFormula, parse_formula
from quizgen.markup.formula_tex import formula_of_tex, formula_tex
from quizgen.markup.inline_source import Above, Below, Literal, Maths, SourcePiece, is_formula, write_inline

PictureAt = Callable[[str, str, float | None], DraftPicture | None]
"""The picture at an address, with its alt text and width in mm; None when it is not in the file."""

_BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "section",
            "article",
        ),
        *("header", "footer", "pre", "dl", "dt", "dd", "center", "hr"),
    }
)
_KNOWN = (
    *sorted(_BLOCKS),
    *(
        "a",
        "abbr",
        "acronym",
        "audio",
        "b",
        "bdi",
        "bdo",
        "big",
        "body",
        "br",
        "button",
        "caption",
        "cite",
        "code",
    ),
    *(
        "col",
        "colgroup",
        "data",
        "del",
        "dfn",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "form",
    ),
    *("head", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "link", "main", "mark"),
    *(
        "math",
        "m[a-z]+",
        "meta",
        "nav",
        "nolink",
        "noscript",
        "object",
        "option",
        "param",
        "q",
        "rp",
        "rt",
        "ruby",
    ),
    *(
        "s",
        "samp",
        "script",
        "select",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
    ),
    *(
        "details",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
    ),
    *("track", "tt", "u", "var", "video", "wbr", "o:p", "annotation", "semantics"),
)
_ODD = re.compile(rf"<(?!/?(?:{'|'.join(_KNOWN)})(?:[\s/>]|$)|!--|!\[CDATA|!doctype|\?)", re.IGNORECASE)
_ODD_MARK = "data-quizgen-odd"
_SILENT = frozenset(("script", "style", "head", "title", "meta", "link", "noscript"))
_SOUNDING = {
    "audio": "声音",
    "video": "视频",
    "iframe": "嵌入的网页",
    "object": "嵌入的对象",
    "embed": "嵌入的对象",
}
_STRUCK = frozenset(("s", "del", "strike"))
_MATHS = re.compile(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|\$\$(?P<double>.+?)\$\$", re.DOTALL)
_SPACE = re.compile("[ \t\r\n\f]+")
_SIGNS = re.compile(r"[*~^$_]")
_TAGGED = re.compile(r"[<&]")
_MM_PER_PIXEL = 25.4 / 96


@dataclass(slots=True)
class RichText:
    """What a piece of HTML says; ``doubts`` and ``refusals`` are clauses in Chinese."""

    text: str = ""
    pictures: list[DraftPicture] = field(default_factory=list)
    tables: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def html_tree(source: str) -> Any:
    """The HTML as a tree below one ``div``; whatever it is, it can be read.

    A ``<`` that begins no element known stands for itself: browsers would drop what follows it.
    """
    sound = _ODD.sub("&lt;", source)
    try:
        tree = html.fragment_fromstring(sound, create_parent="div")
    except (etree.ParserError, ValueError):
        return html.fragment_fromstring("", create_parent="div")
    if sound != source:
        tree.set(_ODD_MARK, "1")
    return tree


def read_html(source: str, picture_at: PictureAt) -> RichText:
    """HTML as inline text of a bank."""
    if not _TAGGED.search(source):
        reader = _Reader(picture_at)
        reader.data(source)
        return reader.finished()
    return read_nodes((html_tree(source),), picture_at)


def read_nodes(nodes: Sequence[Any], picture_at: PictureAt) -> RichText:
    """The same for some elements of a tree, without the text behind them."""
    reader = _Reader(picture_at)
    for node in nodes:
        reader.element(node)
    return reader.finished()


class _Reader:
    """Walks elements once, gathering pieces line by line."""

    def __init__(self, picture_at: PictureAt) -> None:
        self._picture_at = picture_at
        self._lines: list[list[SourcePiece]] = [[]]
        self._bold = 0
        self._found = RichText()

    def finished(self) -> RichText:
        """What was walked."""
        lines = [self._line(trimmed(pieces)) for pieces in self._lines]
        self._found.text = "\n".join(lines).strip("\n")
        return self._found

    def _line(self, pieces: list[SourcePiece]) -> str:
        written = write_inline(tuple(merged(pieces)))
        self._found.doubts += [f"上下标“{one}”写成了普通文字" for one in written.lost]
        text = "".join(written.sources).replace("\u00a0", " ")
        if not written.lost and _SIGNS.search(text) and said(text) != meant(pieces):
            self._found.doubts.append(f"“{meant(pieces)}”里的符号与题库的写法相混，显示会不一样")
        return text

    def element(self, node: Any) -> None:
        """An element with all it holds."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _SOUNDING:
            self._found.refusals.append(f"里面有{_SOUNDING[tag]}")
        elif not tag or tag in _SILENT:
            pass
        elif tag == "br":
            self._lines.append([])
        elif tag == "img":
            self._picture(node)
        elif tag == "table":
            self._table(node)
        elif tag in {"sub", "sup"}:
            self._script(node, tag)
        elif tag == "math":
            said = _SPACE.sub(" ", _text_of(node)).strip()
            self._literal(said)
            self._found.doubts.append(f"公式（MathML）写成了文字“{said}”")
        elif tag in _BLOCKS:
            self._block(node, tag)
        elif node.get(FORMULA) is None or not self._own_formula(node):
            self._inside(node, tag)

    def _inside(self, node: Any, tag: str) -> None:
        if tag in _STRUCK:
            self._found.doubts.append(f"“{_text_of(node)}”在原题里有删除线，现在没有了")
        bold = tag in {"b", "strong"}
        self._bold += bold
        if bold and self._bold == 1:
            self._lines[-1].append(BOLD_MARK)
        self.children(node)
        if bold and self._bold == 1:
            self._lines[-1].append(BOLD_MARK)
        self._bold -= bold

    def children(self, node: Any) -> None:
        """What an element holds."""
        if node.text:
            self.data(node.text)
        for child in node:
            self.element(child)
            if child.tail:
                self.data(child.tail)

    def _block(self, node: Any, tag: str) -> None:
        if node.get(_ODD_MARK):
            self._found.doubts.append("文字里有不是标签的“<”，按文字读")
        self._new_line()
        if tag == "li":
            self._literal(_bullet(node))
        self._inside(node, tag)
        self._new_line()

    def _new_line(self) -> None:
        """A line for itself, one however many blocks begin or end here; bold goes on in it."""
        if not self._stands():
            return
        if self._bold:
            self._lines[-1].append(BOLD_MARK)
        self._lines.append([BOLD_MARK] if self._bold else [])

    def _stands(self) -> bool:
        """Whether anything that is seen stands in this line."""
        return any(
            not isinstance(one, Literal) or (one is not BOLD_MARK and one.text.strip())
            for one in self._lines[-1]
        )

    def _literal(self, text: str) -> None:
        if text:
            self._lines[-1].append(Literal(text))

    def data(self, data: str) -> None:
        """Text between tags, with the formulas that MathJax would show in it."""
        at = 0
        for found in _MATHS.finditer(data):
            self._literal(_SPACE.sub(" ", data[at : found.start()]))
            self._formula(next(one for one in found.groups() if one is not None))
            at = found.end()
        self._literal(_SPACE.sub(" ", data[at:]))

    def _formula(self, tex: str) -> None:
        source = formula_of_tex(tex)
        if source is not None and is_formula(source):
            self._lines[-1].append(Maths(source))
            return
        said = _SPACE.sub(" ", tex).strip()
        self._literal(said)
        self._found.doubts.append(f"公式“{said}”照原样写成了文字")

    def _own_formula(self, node: Any) -> bool:
        """A formula of a bank that came back with its TeX unchanged."""
        source = str(node.get(FORMULA))
        try:
            tex = formula_tex(parse_formula(source))
        except UnreadableFormula:
            return False
        if _text_of(node) != f"\\({tex}\\)" or not is_formula(source):
            return False
        self._lines[-1].append(Maths(source))
        return True

    def _script(self, node: Any, tag: str) -> None:
        text = _SPACE.sub(" ", _text_of(node))
        if text.strip():
            self._lines[-1].append(Below(text) if tag == "sub" else Above(text))

    def _picture(self, node: Any) -> None:
        width = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", node.get("width") or "")
        across = None if width is None else float(width[1]) * _MM_PER_PIXEL
        picture = self._picture_at(node.get("src") or "", node.get("alt") or "", across)
        if picture is None:
            self._found.doubts.append("有一张图片不在文件里")
            return
        self._found.pictures.append(picture)
        if self._stands():
            self._found.doubts.append("图片原来在一行字里，现在在题干下面")

    def _table(self, node: Any) -> None:
        rows: list[tuple[str, ...]] = []
        for row in node.iter("tr"):
            cells = [cell for cell in row if cell.tag in {"td", "th"}]
            if any((cell.get(span) or "1") != "1" for cell in cells for span in ("rowspan", "colspan")):
                self._found.doubts.append("表格里有合并的格子")
            rows.append(tuple(self._cell(cell) for cell in cells))
        width = max(map(len, rows), default=0)
        if width:
            self._found.tables.append(tuple((*row, *[""] * (width - len(row))) for row in rows))

    def _cell(self, cell: Any) -> str:
        inside = _Reader(self._picture_at)
        inside.children(cell)
        found = inside.finished()
        self._found.doubts += found.doubts
        self._found.refusals += found.refusals
        if found.pictures or found.tables:
            self._found.refusals.append("表格里有图片或另一个表格")
        return found.text


def _text_of(node: Any) -> str:
    return "".join(node.itertext())


def _bullet(node: Any) -> str:
    """What a browser writes before an item of a list."""
    above = node.getparent()
    if above is None or above.tag != "ol":
        return "· "
    return f"{sum(1 for _ in node.itersiblings('li', preceding=True)) + 1}. "
