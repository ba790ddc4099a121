"""What the styles of a form say about its words, the style nearest to them first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizgen.reviews.word_xml import first_of, is_on, name_of, value_of


class FormStyles:
    """The styles of a document as far as they bear on runs; of several with one name all count."""

    def __init__(self, tree: Any) -> None:
        styles = [] if tree is None else list(tree.iterfind("{*}style"))
        self._by_id: dict[str, list[Any]] = {}
        for one in styles:
            self._by_id.setdefault(value_of(one, "styleId"), []).append(one)
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
        paragraph = next((one for one in run.iterancestors() if name_of(one) == "p"), None)
        if paragraph is not None:
            yield from (found for style in self.paragraph(paragraph) for found in style.iterfind("{*}rPr"))
        for table in (one for one in run.iterancestors() if name_of(one) == "tbl"):
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
        return is_on(first_of([*own, *styled, *self._paragraph_defaults], "bidi"))

    def tables(self, control: Any) -> Iterator[Any]:
        """The styles of the tables in a content control."""
        for table in control.iter("{*}tbl"):
            yield from self._named(table.find("{*}tblPr/{*}tblStyle"), self._tables)

    def _named(self, element: Any, default: list[Any]) -> Iterator[Any]:
        """The styles that an element names, or the default ones, with those they rest on."""
        waiting = list(default if element is None else self._by_id.get(value_of(element, "val"), []))
        seen: set[int] = set()
        while waiting:
            style = waiting.pop(0)
            if id(style) in seen:
                continue
            seen.add(id(style))
            yield style
            based = style.find("{*}basedOn")
            if based is not None:
                waiting += self._by_id.get(value_of(based, "val"), [])


def _is_default(style: Any, kind: str) -> bool:
    return value_of(style, "type") == kind and value_of(style, "default") in {"1", "true"}
