"""The XML of office parts read without a tree in memory, namespaces aside."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from quizgen.markup.inline_source import Above, Below, Literal, SourcePiece, literal, write_inline
from quizgen.markup.office_text import unescaped
from quizgen.office.columns import number_of_column

LAST_COLUMN = 16_384
"""XFD, the last column a spreadsheet has."""
_LETTERS = re.compile(r"[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D]")


class Stream(io.RawIOBase):
    """Pieces of bytes as a readable file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Some bytes, ``size`` at most; none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        size = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


def parser() -> Any:
    """A parser that resolves no entities and opens no network connections."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def local_name(element: Any) -> str:
    """The name of an element without its namespace; comments have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(tree: Any, name: str) -> Iterator[Any]:
    """All elements of that name below an element, whatever the namespace."""
    return iter(tree.iter(f"{{*}}{name}"))


def forget(element: Any) -> None:
    """Drop a finished element with all before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def rich_text(element: Any) -> str:
    """The text of a string item without the reading aids of East Asian names."""
    if len(element) == 1 and not len(element[0]):
        return unescaped(element[0].text or "")
    parts = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(text.text or "" for text in child if local_name(text) == "t")
    return unescaped("".join(parts))


def rich_inline(element: Any) -> str:
    """The text of a string item in the inline syntax of the bank, raised and lowered signs as scripts."""
    if len(element) == 1 and not len(element[0]):
        return literal(unescaped(element[0].text or ""))
    pieces: list[SourcePiece] = []
    for child in element:
        name = local_name(child)
        texts = (
            [child]
            if name == "t"
            else [one for one in child if local_name(one) == "t"]
            if name == "r"
            else []
        )
        text = unescaped("".join(one.text or "" for one in texts))
        place = next((one.get("val") for one in child.iter("{*}vertAlign")), "") if name == "r" else ""
        if text.strip() and place in {"subscript", "superscript"}:
            pieces.append(Below(text.strip()) if place == "subscript" else Above(text.strip()))
        elif text:
            pieces.append(Literal(text))
    return "".join(write_inline(pieces).sources)


def whole(text: str | None) -> int:
    """A count in an attribute; 0 when it is missing or odd."""
    return int(text) if text and text.isascii() and text.strip().isdigit() else 0


@lru_cache(maxsize=4_096)
def column_number(letters: str) -> int:
    """The number of a column; a reference that is none counts as the last column there is."""
    return number_of_column(letters) if _LETTERS.fullmatch(letters) else LAST_COLUMN
