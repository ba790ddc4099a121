"""Renders Markdown with the extension, for tests to look at what a reader gets."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import markdown

from quizgen.knowledge.load import load_knowledge

ROOT = Path(__file__).parents[2]
DATA = ROOT / "docs" / "_data"
KNOWLEDGE = load_knowledge(DATA, "docs/_data")[0]
"""The real register, read once for all tests that look into it."""


def render(text: str, page: str = "页.md", data: Path = DATA) -> Element:
    """The rendered page as a tree below ``<main>``."""
    html = markdown.markdown(
        text,
        extensions=["quizgen", "attr_list", "tables", "toc"],
        extension_configs={"quizgen": {"data": str(data), "page": page}},
    )
    return fromstring(f"<main>{html}</main>".replace("&nbsp;", " "))


def words(element: Element | None) -> str:
    """All text of an element."""
    assert element is not None
    return "".join(element.itertext())


def classed(root: Element, css: str) -> list[Element]:
    """Every element of a class."""
    return [element for element in root.iter() if css in element.get("class", "").split()]
