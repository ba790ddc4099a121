"""Citations: one superscript number a mark, in the order of the page; the cited places listed at its end."""

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

NOTES_ID, NOTE = "chuchu", "n"
"""The anchor of the list of cited places, the start of that of an entry (short: pages are weighed)."""


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
    """Numbers the marks, links each to its fact, one of several facts to its entry in the list it appends."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walk the page in reading order."""
        cited = self._state.cited
        for mark in root.iter("sup"):
            facts = tuple(dict.fromkeys(mark.attrib.pop("data-facts", "").split()))
            if not facts:
                continue
            number = cited.setdefault(facts, len(cited) + 1)
            href = self._state.fact_page(facts[0]) if len(facts) == 1 else f"#{NOTE}{number}"
            add(mark, "a", text=str(number), href=href)
        if cited:
            root.append(_notes(self._state, cited))


def _notes(state: PageState, cited: dict[tuple[str, ...], int]) -> Element:
    """The fact behind every number, with a link to each where there are several.

    The site's script puts a list with the statements in its place; ``data-tips`` tells it which file has
    those of each source (see tips.py).
    """
    knowledge = state.knowledge
    own = dict.fromkeys(knowledge.facts[fact_id].source for facts in cited for fact_id in facts)
    files = " ".join(f"{source}={tip_file(tuple(knowledge.sources), source)}" for source in own)
    section = node("section", "qz-notes", data_search_exclude="", data_tips=files)
    add(section, "h2", text="本页出处", id=NOTES_ID)
    listing = add(section, "ol")
    for facts, number in cited.items():
        item = add(listing, "li", id=f"{NOTE}{number}") if len(facts) > 1 else add(listing, "li")
        before = ""
        for fact_id in facts:
            source, _, digits = fact_id.rpartition("-")
            said = digits if source == before else f"{knowledge.sources[source].short}{digits}"
            before = source
            add_text(item, " " if len(item) else "")
            if len(facts) > 1:
                add(item, "a", text=said, href=state.fact_page(fact_id))
            else:
                add_text(item, said)
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
