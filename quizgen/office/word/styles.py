"""The styles of a Word document, each resolved with those it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from quizgen.office.word.looks import PLAIN, RunLooks, looks_of
from quizgen.office.word.parts import child, child_value, number_of, value
from quizgen.office.xml_reading import named

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_CONTENTS = re.compile(r"toc\s*[1-9]|目录\s*[1-9]")
_DEEPEST = 50
"""WordStyles based on one another; more is a circle."""
_OUTLINE_LEVELS = 9


class InList(NamedTuple):
    """The list and the level of a paragraph; None: not said."""

    list_id: str | None = None
    level: int | None = None


NO_LIST = InList()
"""Nothing said."""


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style with what it has from others; ``contents``: one for the lines of a table of contents."""

    looks: RunLooks = PLAIN
    in_list: InList = NO_LIST
    heading: int | None = None
    contents: bool = False


class WordStyles:
    """The styles by id; ``tree`` None: the document has none."""

    def __init__(self, tree: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._found: dict[str, WordStyle] = {}
        self.defaults = PLAIN
        self._paragraph = ""
        if tree is None:
            return
        for element in named(tree, "style"):
            identifier = value(element, "styleId") or ""
            self._elements[identifier] = element
            if value(element, "type") == "paragraph" and value(element, "default") in {"1", "true"}:
                self._paragraph = identifier
        for default in named(tree, "rPrDefault"):
            self.defaults = looks_of(child(default, "rPr"))

    def paragraph(self, identifier: str | None) -> WordStyle:
        """The style of a paragraph, the usual one where it names none."""
        return self._style(self._paragraph if identifier is None else identifier, 0)

    def character(self, identifier: str | None) -> RunLooks:
        """What a style of characters says."""
        return PLAIN if identifier is None else self._style(identifier, 0).looks

    def numbering(self, identifier: str) -> str | None:
        """The list that a style of lists stands for."""
        return self._style(identifier, 0).in_list.list_id

    def _style(self, identifier: str, depth: int) -> WordStyle:
        if identifier in self._found:
            return self._found[identifier]
        element = self._elements.get(identifier)
        if element is None or depth > _DEEPEST:
            return WordStyle()
        based_on = child_value(element, "basedOn")
        base = WordStyle() if based_on is None else self._style(based_on, depth + 1)
        style = self._found[identifier] = _over(element, base)
        return style


def _over(element: Any, base: WordStyle) -> WordStyle:
    name = (child_value(element, "name") or "").strip().lower()
    looks = looks_of(child(element, "rPr")).over(base.looks)
    properties = child(element, "pPr")
    in_list, heading = base.in_list, base.heading
    if properties is not None:
        own = in_list_of(properties)
        in_list = InList(
            in_list.list_id if own.list_id is None else own.list_id,
            in_list.level if own.level is None else own.level,
        )
        heading = base.heading if (level := outline_of(properties)) is None else level
    if heading is None and (found := _HEADING.fullmatch(name)):
        heading = int(found[1])
    if heading is None and name in {"title", "标题"}:
        heading = 1
    return WordStyle(looks, in_list, heading, contents=base.contents or bool(_CONTENTS.fullmatch(name)))


def in_list_of(properties: Any) -> InList:
    """The list that the properties of a paragraph name."""
    found = child(properties, "numPr")
    if found is None:
        return InList()
    return InList(child_value(found, "numId"), number_of(child_value(found, "ilvl")))


def outline_of(properties: Any) -> int | None:
    """The level of a heading that the properties of a paragraph name, 0 for text; None: they name none."""
    level = number_of(child_value(properties, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level < _OUTLINE_LEVELS else 0
