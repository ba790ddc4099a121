"""A rendered page as plain blocks for the printed book; what only a screen can do is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from quizgen.render.pictures import as_svg
from quizgen.web.book.html_tree import Node, tree
from quizgen.web.book.inline import INLINE, InlineRun, Lines, is_dropped
from quizgen.web.practice.below import held_picture

Block = dict[str, Any]
"""``k`` names the kind, ``id`` (if any) the anchor on the page; the rest depends on the kind."""

_MM_PER_PIXEL = 25.4 / 96
_OPTION_PICTURE = "qp-choice-picture"
"""The picture of an option, which no page parts from its letter."""
_TAGS_HERE = "material/tags"
_PLAIN = frozenset({"div", "section", "article", "figure", "header", "footer", "main", "details", "center"})


class UnknownElement(ValueError):
    """An element for which no way of printing is defined."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


def page_blocks(url: str, html: str) -> list[Block]:
    """The blocks of a page. Raises UnknownElement."""
    root = tree(html)
    listed = {item.anchor: item for item in root.walk() if item.tag == "li" and item.anchor}
    return _Reader(Lines(url, listed)).blocks(root.children)


class _Reader:
    """Walks the flow of one page."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def blocks(self, children: Iterable[Node | str], *, aside: bool = False) -> list[Block]:
        """Blocks in order; loose text becomes paragraphs, small print of its own if ``aside``."""
        result: list[Block] = []
        loose: list[Node | str] = []

        def settle() -> None:
            runs = self._lines.runs(loose)
            loose.clear()
            if runs:
                result.append({"k": "p", "runs": runs})

        for child in children:
            if isinstance(child, str):
                loose.append(child)
            elif is_dropped(child):
                continue
            elif aside and child.tag == "small":
                settle()
                result.append({"k": "small", "runs": self._lines.runs(child.children)})
            elif child.tag in INLINE:
                loose.append(child)
            else:
                settle()
                if _OPTION_PICTURE in child.classes and result:
                    result[-1]["sticky"] = True
                result += self._block(child)
        settle()
        return result

    def _block(self, node: Node) -> list[Block]:
        for css, build in _BY_CLASS.items():
            if css in node.classes:
                return build(self, node)
        if node.tag in _BY_TAG:
            return _BY_TAG[node.tag](self, node)
        if node.tag in _PLAIN:
            return self.blocks(node.children)
        raise UnknownElement(node.tag)

    def comment(self, node: Node) -> list[Block]:
        return [{"k": "tags"}] if node.attributes["says"] == _TAGS_HERE else []

    def heading(self, node: Node) -> list[Block]:
        own = [child for child in node.elements() if "qz-own" in child.classes]
        rest = [child for child in node.children if child not in own]
        block: Block = {
            "k": "h",
            "level": int(node.tag[1]),
            "id": node.anchor,
            "runs": self._lines.runs(rest),
        }
        return [block | ({"own": own[0].text()} if own else {})]

    def paragraph(self, node: Node) -> list[Block]:
        runs = self._lines.runs(node.children)
        style = next((css[3:] for css in ("qz-head", "qz-line", "qz-shows") if css in node.classes), "")
        return [{"k": "p", "runs": runs, "id": node.anchor, "style": style}] if runs else []

    def listing(self, node: Node) -> list[Block]:
        items = [
            {"id": item.anchor, "blocks": self.blocks(item.children, aside=True)}
            for item in node.elements()
            if item.tag == "li"
        ]
        style = next((css[3:] for css in ("qz-steps", "qz-figures") if css in node.classes), "")
        start = int(node.attributes.get("start", "1"))
        return [{"k": node.tag, "items": items, "style": style, "start": start}]

    def definitions(self, node: Node) -> list[Block]:
        rows: list[Block] = []
        for child in node.elements():
            if child.tag == "dt":
                rows.append({"id": child.anchor, "term": self._term(child), "blocks": []})
            elif child.tag == "dd" and rows:
                rows[-1]["blocks"] += self.blocks(child.children)
        style = "glossary" if "qz-glossary" in node.classes else ""
        return [{"k": "dl", "rows": rows, "style": style}]

    def _term(self, node: Node) -> list[InlineRun]:
        """The term, a gap before what is said beside it in small print."""
        spaced: list[Node | str] = []
        for child in node.children:
            spaced += [" ", child] if isinstance(child, Node) and child.tag == "small" else [child]
        return self._lines.runs(spaced)

    def table(self, node: Node) -> list[Block]:
        heads: list[Block] = []
        rows: list[Block] = []
        caption: list[InlineRun] = []
        for part in node.walk():
            if part.tag == "caption":
                caption = self._lines.runs(part.children)
            elif part.tag == "thead":
                heads = [self._cell(cell) for line in part.elements() for cell in line.elements()]
            elif part.tag == "tbody":
                rows = [
                    {"id": line.anchor, "cells": [self._cell(cell) for cell in line.elements()]}
                    for line in part.elements()
                ]
        style = "dispositions" if "qz-dispositions" in node.classes else ""
        return [{"k": "table", "caption": caption, "heads": heads, "rows": rows, "style": style}]

    def _cell(self, cell: Node) -> Block:
        dim = bool(cell.classes & {"qz-none", "qz-unsaid"})
        return {"blocks": self.blocks(cell.children), "head": cell.tag == "th", "dim": dim}

    def gap(self, node: Node) -> list[Block]:
        titles = [child for child in node.elements() if "qz-gap-head" in child.classes]
        return [self._box(node, titles)]

    def admonition(self, node: Node) -> list[Block]:
        titles = [child for child in node.elements() if "admonition-title" in child.classes]
        return [self._box(node, titles)]

    def details(self, node: Node) -> list[Block]:
        return [self._box(node, [child for child in node.elements() if child.tag == "summary"])]

    def _box(self, node: Node, titles: list[Node]) -> Block:
        rest = [child for child in node.children if child not in titles]
        title = [run for part in titles for run in self._lines.runs(part.children)]
        return {"k": "box", "id": node.anchor, "title": title, "blocks": self.blocks(rest)}

    def inset(self, node: Node) -> list[Block]:
        return [{"k": "inset", "blocks": self.blocks(node.children)}]

    def procedure(self, node: Node) -> list[Block]:
        return [{"k": "procedure", "id": node.anchor, "blocks": self.blocks(node.children)}]

    def drawing(self, node: Node) -> list[Block]:
        sources = ["".join(map(str, part.children)) for part in node.walk() if part.tag == "svg"]
        return [{"k": "flow", "svg": source} for source in sources]

    def picture(self, node: Node) -> list[Block]:
        """A picture of a question, as wide as on paper; one of another sort is left out."""
        found: list[Block] = []
        for part in node.walk():
            picture = held_picture(part.attributes.get("src", "")) if part.tag == "img" else None
            if picture is not None:
                width = int(part.attributes["width"]) * _MM_PER_PIXEL
                found.append({"k": "picture", "svg": as_svg(picture), "width": round(width, 1)})
        return found

    def case(self, node: Node) -> list[Block]:
        return [{"k": "case", "id": node.anchor, "blocks": self.blocks(node.children)}]

    def code(self, node: Node) -> list[Block]:
        return [{"k": "pre", "text": node.text().rstrip("\n")}]

    def facts(self, node: Node) -> list[Block]:
        return [{"k": "facts", "blocks": self.blocks(node.children)}]

    def quote(self, node: Node) -> list[Block]:
        return [{"k": "inset", "blocks": self.blocks(node.children)}]

    def rule(self, _node: Node) -> list[Block]:
        return []


_Build = Callable[[_Reader, Node], list[Block]]

_BY_CLASS: Mapping[str, _Build] = MappingProxyType(
    {
        "qz-gap": _Reader.gap,
        "qz-decision": _Reader.inset,
        "qz-procedure": _Reader.procedure,
        "qz-flow": _Reader.drawing,
        "qp-picture": _Reader.picture,
        _OPTION_PICTURE: _Reader.picture,
        "qz-case": _Reader.case,
        "qz-facts": _Reader.facts,
        "admonition": _Reader.admonition,
        "highlight": _Reader.code,
    }
)

_BY_TAG: Mapping[str, _Build] = MappingProxyType(
    {
        "!": _Reader.comment,
        **{f"h{level}": _Reader.heading for level in range(1, 7)},
        "p": _Reader.paragraph,
        "ul": _Reader.listing,
        "ol": _Reader.listing,
        "dl": _Reader.definitions,
        "table": _Reader.table,
        "details": _Reader.details,
        "summary": _Reader.paragraph,
        "pre": _Reader.code,
        "blockquote": _Reader.quote,
        "svg": _Reader.drawing,
        "hr": _Reader.rule,
    }
)


def plain(runs: Iterable[InlineRun]) -> str:
    """The words of some runs."""
    found = (
        run[1] if run[0] in {"t", "c", "own", "chip", "id"} else plain(run[-1])
        for run in runs
        if run[0] not in {"n", "cite"}
    )
    return re.sub(r"\s+", " ", "".join(found)).strip()
