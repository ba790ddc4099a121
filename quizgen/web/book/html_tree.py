"""Rendered HTML as a small tree of elements, for readers other than a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "area", "link", "meta"})
"""Elements without an end."""


@dataclass(slots=True)
class Node:
    """An element. ``children`` are elements with text between them; a drawing has its source as text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the element."""
        return frozenset(self.attributes.get("class", "").split())

    @property
    def anchor(self) -> str:
        """The id, "" if there is none."""
        return self.attributes.get("id", "")

    def elements(self) -> list[Node]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def walk(self) -> Iterator[Node]:
        """The element with everything inside it, in reading order."""
        yield self
        for child in self.elements():
            yield from child.walk()

    def text(self) -> str:
        """All text inside, drawings left out."""
        if self.tag == "svg":
            return ""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def tree(html: str) -> Node:
    """The tree below a nameless root. A comment becomes an element named "!"."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Builds the tree; a drawing is kept as it is written, since its names tell capitals apart."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._in_drawing():
            self._write(self.get_starttag_text() or "")
            self._open.append(Node("svg-part"))
            return
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag == "svg":
            node.children.append(self.get_starttag_text() or "")
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._in_drawing():
            self._write(self.get_starttag_text() or "")
        else:
            self._open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or len(self._open) == 1:
            return
        if self._in_drawing():
            self._write(f"</{tag}>")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._write(escape(data, quote=False) if self._in_drawing() else data)

    def handle_comment(self, data: str) -> None:
        if not self._in_drawing():
            self._open[-1].children.append(Node("!", {"says": data.strip()}))

    def _in_drawing(self) -> bool:
        return self._open[-1].tag in {"svg", "svg-part"}

    def _write(self, text: str) -> None:
        holder = next(node for node in reversed(self._open) if node.tag != "svg-part")
        holder.children.append(text)
