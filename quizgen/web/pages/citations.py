"""Citations: superscript numbers in the order of the page, with a list of the cited places at its end."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from quizgen.knowledge.pages import citation_ids
from quizgen.knowledge.register import Knowledge
from quizgen.model.knowledge import Fact
from quizgen.web.pages.nodes import add, add_text, node
from quizgen.web.pages.state import PageState
from quizgen.web.script_files import tip_file

NOTES_ID = "chuchu"
"""The anchor of the list of cited places."""


class CitationPattern(InlineProcessor):
    """``[@xiamen-019; wuhou-009]`` becomes a mark that ``Numbering`` completes."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - Python-Markdown's name; its stub is of the parent
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Python-Markdown's signature
    ) -> tuple[Element, int, int]:
        """The mark for one citation."""
        return node("sup", "qz-cite", data_facts=" ".join(citation_ids(m[1]))), m.start(0), m.end(0)


class Numbering(Treeprocessor):
    """Numbers the marks, links each number to its fact, appends the list."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walk the page in reading order."""
        cited = self._state.cited
        for mark in root.iter("sup"):
            for fact_id in (mark.attrib.pop("data-facts", "")).split():
                number = str(cited.setdefault(fact_id, len(cited) + 1))
                add(mark, "a", text=number, href=self._state.fact_page(fact_id))
        if cited:
            root.append(_notes(self._state.knowledge, cited))


def _notes(knowledge: Knowledge, cited: dict[str, int]) -> Element:
    """Source with section, then the numbers that stand there.

    The site's script puts a list with the statements in its place; ``data-tips`` tells it which file has
    those of each source (see tips.py).
    """
    own = dict.fromkeys(knowledge.facts[fact_id].source for fact_id in cited)
    files = " ".join(f"{source}={tip_file(tuple(knowledge.sources), source)}" for source in own)
    section = node("section", "qz-notes", data_search_exclude="", data_tips=files)
    add(section, "h2", text="本页出处", id=NOTES_ID)
    places: dict[str, list[str]] = {}
    for fact_id, number in cited.items():
        places.setdefault(where(knowledge, knowledge.facts[fact_id]), []).append(str(number))
    listing = add(section, "ul")
    for place, numbers in places.items():
        add(listing, "li", text=f"{place}：{'、'.join(numbers)}")
    return section


def where(knowledge: Knowledge, fact: Fact) -> str:
    """The article with the innermost section in which a fact stands."""
    return f"{knowledge.sources[fact.source].short} · {section_titles(fact.section)[-1]}"


_FULL_WIDTH = str.maketrans("(),", "（），")


def section_titles(section: str) -> tuple[str, ...]:
    """A section with the section inside it, as readers see them."""
    if re.fullmatch(r"\([^()]*\)", section):  # in brackets: it stands outside the article's text
        section = section[1:-1]
    return tuple(title.strip() for title in section.translate(_FULL_WIDTH).split("›"))


def full_statement(fact: Fact) -> str:
    """The statement with the members that it announces."""
    if not fact.members:
        return fact.statement
    ending = "等" if fact.open_list else ""
    return f"{fact.statement.rstrip('。')}：{'；'.join(fact.members)}{ending}。"


def add_fact_link(state: PageState, parent: Element, fact_id: str) -> None:
    """The fact's id as a link to its place on the source page."""
    add(parent, "a", "qz-id", fact_id, href=state.fact_page(fact_id))
    add_text(parent, " ")
