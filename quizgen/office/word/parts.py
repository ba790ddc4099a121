"""The parts of a Word document: its body element by element, the parts around it, its relations."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from quizgen.office.package import Package, damaged
from quizgen.office.xml_reading import forget, local_name, named, parser

_SPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_BLOCKS = ("p", "tbl", "sdt", "customXml", "altChunk", "sectPr")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: a part of this file, or (``outside``) another place, which is never opened."""

    kind: str
    target: str
    outside: bool


class WordParts:
    """The parts of one document, read from one open archive. Raises RefusedFile where it is damaged."""

    def __init__(self, package: Package) -> None:
        self.shown_as = package.shown_as
        self._archive = zipfile.ZipFile(io.BytesIO(package.data))
        self._names = frozenset(package.parts)
        self._relations: dict[str, dict[str, Relation]] = {}
        found = (one.target for one in self.relations("").values() if one.kind == "officeDocument")
        self.main = next(found, "")
        if self.main not in self._names:
            raise damaged(self.shown_as)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part by their ids (those of the package for an empty name)."""
        if part not in self._relations:
            folder, _, last = part.rpartition("/")
            name = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
            self._relations[part] = dict(self._related(name, folder)) if name in self._names else {}
        return self._relations[part]

    def related(self, kind: str) -> list[str]:
        """The parts of a kind that the document points to."""
        relations = self.relations(self.main).values()
        return [one.target for one in relations if one.kind == kind and one.target in self._names]

    def tree(self, part: str) -> Any:
        """A part whole."""
        try:
            return etree.fromstring(self.content(part) or b"", parser())
        except etree.XMLSyntaxError as error:
            raise damaged(self.shown_as) from error

    def tree_of(self, kind: str) -> Any | None:
        """The part of a kind, None where the document has none."""
        return next((self.tree(part) for part in self.related(kind)), None)

    def content(self, part: str) -> bytes | None:
        """The bytes of a part; None where it is not there."""
        if part not in self._names:
            return None
        try:
            return self._archive.read(part)
        except _BROKEN as error:
            raise damaged(self.shown_as) from error

    def body(self) -> Iterator[Any]:
        """What stands in the body, element by element; each is forgotten when the next is asked for."""
        tags = [f"{{*}}{name}" for name in _BLOCKS]
        try:
            with self._archive.open(self.main) as stream:
                for _event, element in etree.iterparse(
                    stream, ("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
                ):
                    parent = element.getparent()
                    if parent is not None and local_name(parent) == "body":
                        yield element
                        forget(element)
        except (etree.XMLSyntaxError, *_BROKEN) as error:
            raise damaged(self.shown_as) from error

    def _related(self, name: str, folder: str) -> Iterator[tuple[str, Relation]]:
        for element in named(self.tree(name), "Relationship"):
            target = element.get("Target", "")
            outside = element.get("TargetMode") == "External"
            if not outside:
                inside = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(inside).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            yield element.get("Id", ""), Relation(kind, target, outside)


def value(element: Any, name: str = "val") -> str | None:
    """An attribute of Word's own; None where there is none."""
    for space in _SPACES:
        if (found := element.get(f"{space}{name}")) is not None:
            return str(found)
    return None


def attribute(element: Any, name: str) -> str:
    """An attribute of that name in whatever namespace; empty where there is none."""
    if (found := element.get(name)) is not None:
        return str(found)
    return next((str(text) for key, text in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Any, name: str) -> Any | None:
    """The first child of that name; None where there is none."""
    return element.find(f"{{*}}{name}")


def child_value(element: Any, name: str) -> str | None:
    """The value of the first child of that name; None where there is none."""
    found = child(element, name)
    return None if found is None else value(found)


def is_on(element: Any | None) -> bool | None:
    """What a switch says: on unless it says off; None where it is not there."""
    if element is None:
        return None
    return value(element) not in {"0", "false", "off", "none"}


def number_of(text: str | None) -> int | None:
    """A whole number in an attribute; None where there is none."""
    written = (text or "").strip()
    return int(written) if written.lstrip("+-").isdecimal() and len(written) < 12 else None  # noqa: PLR2004 - more is none
