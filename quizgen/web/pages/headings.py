"""Headings of systems: a name that is this site's own label is marked as such."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from quizgen.model.knowledge import NameBasis
from quizgen.web.pages.nodes import add
from quizgen.web.pages.state import PageState

OWN_NAME = "本站归纳的名称"


class Labels(Treeprocessor):
    """Adds the label after the heading's words, without changing its entry in the table of contents."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Mark the headings that carry ``data-system``."""
        for element in root.iter():
            system_id = element.get("data-system")
            if system_id is None or not re.fullmatch(r"h[1-6]", element.tag):
                continue
            system = self._state.knowledge.systems[system_id]
            if system.name_basis is NameBasis.OURS:
                element.set("data-toc-label", "".join(element.itertext()).strip())
                add(element, "span", "qz-own", OWN_NAME)
