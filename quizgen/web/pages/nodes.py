"""Builds elements of a page, their text protected from being read as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString


def node(tag: str, css: str = "", text: str = "", **attributes: str) -> Element:
    """An element; an attribute's name may end in ``_`` and has ``-`` for ``_`` inside."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = Element(tag, ({"class": css} if css else {}) | named)
    if text:
        element.text = AtomicString(text)
    return element


def add(parent: Element, tag: str, css: str = "", text: str = "", **attributes: str) -> Element:
    """The same as the last child of ``parent``."""
    element = node(tag, css, text, **attributes)
    parent.append(element)
    return element


def add_text(parent: Element, text: str) -> None:
    """Text after whatever ``parent`` holds already."""
    if len(parent):
        parent[-1].tail = AtomicString((parent[-1].tail or "") + text)
    else:
        parent.text = AtomicString((parent.text or "") + text)


def add_citation(parent: Element, fact_ids: Iterable[str]) -> None:
    """The mark that the page's numbering later turns into superscript links (none without ids).

    It stands before the full stop, if the text ends with one.
    """
    ids = " ".join(fact_ids)
    if not ids:
        return
    text = parent.text or ""
    stop = "。" if text.endswith("。") and not len(parent) else ""
    if stop:
        parent.text = AtomicString(text[:-1])
    mark = SubElement(parent, "sup", {"class": "qz-cite", "data-facts": ids})
    mark.tail = AtomicString(stop)
