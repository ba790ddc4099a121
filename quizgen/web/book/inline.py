"""Inline runs of a page for the printed book, as plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urljoin

from quizgen.markup.formula import parse_formula
from quizgen.markup.formula_text import formula_text
from quizgen.render.paper.formula import formula_data
from quizgen.web.book.html_tree import Node

INLINE = frozenset(
    {"a", "abbr", "b", "strong", "em", "i", "code", "sup", "sub", "span", "br", "small", "mark", "wbr", "q"}
)
"""Elements that stand inside a line."""

DROPPED = frozenset(
    {"script", "style", "template", "button", "input", "nav", "form", "select", "wbr", "noscript"}
)
"""Elements that do something on a screen only."""

_DROPPED_CLASSES = frozenset(
    {"headerlink", "qz-filter", "qz-notes", "qz-checked", "md-tags", "qp", "qz-open"}
)
_WIDE = "\u2e80-\u9fff\uff00-\uffef“”‘’—…·"
_BETWEEN_HAN = re.compile(f"(?<=[{_WIDE}])[ \t]*\n\\s*(?=[{_WIDE}])")
_FACT = re.compile(r"/[a-z]+\.html#([a-z]+-\d+)$")
_STYLES = {
    "strong": "b", "b": "b", "em": "i", "i": "i", "small": "s", "mark": "b", "sub": "d", "sup": "u",
}  # fmt: skip

InlineRun = list[Any]
"""A kind with what it holds: t text · b bold · i stressed · s small · d below, u above the line · c code ·
n line break · f a formula · own, chip, id marks · cite fact ids · a, term address with runs."""


class Lines:
    """Turns the inline content of one page into runs; ``url`` is the page's own address.

    ``listed`` are its list items by their ids: a mark for several facts leads to one with a link to each.
    """

    def __init__(self, url: str, listed: Mapping[str, Node]) -> None:
        self._url = url
        self._listed = listed

    def runs(self, children: Iterable[Node | str]) -> list[InlineRun]:
        """The runs, with white space as a reader sees it at both ends."""
        found = [run for child in children for run in self._run(child)]
        return _trimmed(found)

    def _run(self, child: Node | str) -> list[InlineRun]:
        if isinstance(child, str):
            text = re.sub(r"\s+", " ", _BETWEEN_HAN.sub("", child))
            return [["t", text]] if text else []
        if child.tag == "br":
            return [["n"]]
        if is_dropped(child):
            return []
        return self._element(child)

    def _element(self, node: Node) -> list[InlineRun]:
        inner = [run for child in node.children for run in self._run(child)]
        if "qz-cite" in node.classes:
            return self._citation(node)
        if "qf" in node.classes:
            return [_formula(node.attributes["data-formula"])]
        for css, kind in (("qz-own", "own"), ("qz-chip", "chip"), ("qz-id", "id")):
            if css in node.classes:
                return [[kind, node.text().strip()]]
        if node.tag == "code":
            return [["c", node.text()]]
        if node.tag == "a" and "href" in node.attributes:
            kind = "term" if "qz-term" in node.classes else "a"
            return [[kind, self.address(node.attributes["href"]), inner]] if inner else []
        return [[_STYLES[node.tag], inner]] if node.tag in _STYLES and inner else inner

    def _citation(self, node: Node) -> list[InlineRun]:
        ids: list[str] = []
        for link in node.elements():
            entry = self._listed.get(link.attributes.get("href", "").removeprefix("#"), link)
            for inner in entry.walk():
                found = _FACT.search(self.address(inner.attributes.get("href", "")))
                if found is not None and found[1] not in ids:
                    ids.append(found[1])
        return [["cite", ids]] if ids else []

    def address(self, href: str) -> str:
        """Where a link leads, from the root of the site; another site's address stays as it is.

        A view of the practice page (``lianxi.html#/exam``) is the page itself on paper.
        """
        return unquote(urljoin(self._url, href.partition("#/")[0]))


def _formula(source: str) -> InlineRun:
    """As it is built, with what it says on one line; the first as text, which nobody takes for runs."""
    node = parse_formula(source)
    return ["f", json.dumps(formula_data(node), ensure_ascii=False), [["t", formula_text(node)]]]


def is_dropped(node: Node) -> bool:
    """Whether an element is left out on paper."""
    marked = "hidden" in node.attributes or bool(node.classes & _DROPPED_CLASSES)
    return marked or node.tag in DROPPED


def _trimmed(runs: list[InlineRun]) -> list[InlineRun]:
    """No blank at either end."""
    while runs and runs[0][0] == "t" and not runs[0][1].strip():
        runs.pop(0)
    while runs and runs[-1][0] == "t" and not runs[-1][1].strip():
        runs.pop()
    if runs and runs[0][0] == "t":
        runs[0] = ["t", runs[0][1].lstrip()]
    if runs and runs[-1][0] == "t":
        runs[-1] = ["t", runs[-1][1].rstrip()]
    return runs
