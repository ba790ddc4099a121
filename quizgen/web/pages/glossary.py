"""Glossary: tooltips at the first occurrence of a term on a page, inside a run of Chinese as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from quizgen.knowledge.register import Knowledge
from quizgen.model.knowledge import Term
from quizgen.web.pages.nodes import add, add_citation, node
from quizgen.web.pages.state import PageState, pack_of
from quizgen.web.search.initials import initials

_DIGITS = "数字"
_SKIPPED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "abbr", "script", "svg", "th"})


class Tooltips(Treeprocessor):
    """Turns the first occurrence of each term into a link to the glossary; tips.py has its meaning."""

    def __init__(self, md: Markdown, state: PageState) -> None:
        super().__init__(md)
        self._state = state

    def run(self, root: Element) -> None:
        """Walk the running text; data blocks and a page with the glossary itself are left alone."""
        terms = self._state.knowledge.terms
        if not terms or any(fence.name == "glossary" for fence in self._state.fences):
            return
        found = _Finder(_spellings(tuple(terms.values())), self._state.term_page)
        found.walk(root)


class _Finder:
    """Goes through a tree once, remembering which terms have been met."""

    def __init__(self, spellings: dict[str, Term], address: Callable[[str], str]) -> None:
        self._spellings = spellings
        self._address = address
        self._pattern = _pattern(tuple(spellings))
        self._met: set[str] = set()

    def walk(self, element: Element) -> None:
        if element.tag in _SKIPPED or _is_data(element):
            return
        self._open(element, -1)
        for child in list(element):
            if child.get("class") != "qz-term":
                self.walk(child)
            self._open(element, list(element).index(child))

    def _open(self, parent: Element, index: int) -> None:
        """Break the text after child ``index`` (-1: before all children) at the terms in it."""
        text = parent.text if index < 0 else parent[index].tail
        if not text or not text.strip():
            return
        pieces = list(self._pieces(text))
        if len(pieces) == 1:
            return
        _set_text(parent, index, str(pieces[0]))
        for offset, piece in enumerate(pieces[1:], 1):
            if isinstance(piece, Element):
                parent.insert(index + (offset + 1) // 2, piece)
            else:
                _set_text(parent, index + offset // 2, piece)

    def _pieces(self, text: str) -> Iterator[str | Element]:
        """Text, link, text, link … text."""
        done = 0
        for match in self._pattern.finditer(text):
            term = self._spellings[match[0]]
            if term.term not in self._met:
                self._met.add(term.term)
                yield text[done : match.start()]
                yield node("a", "qz-term", match[0], href=self._address(anchor(term)))
                done = match.end()
        yield text[done:]


def _set_text(parent: Element, index: int, text: str) -> None:
    if index < 0:
        parent.text = AtomicString(text)
    else:
        parent[index].tail = AtomicString(text)


def _is_data(element: Element) -> bool:
    return any(css.startswith("qz-") for css in element.get("class", "").split())


def anchor(term: Term) -> str:
    """The anchor of a term: its letters, without quotation marks or other signs."""
    return _letters(term.term)


def _letters(text: str) -> str:
    return re.sub(r"[^\w-]+", "", text)


@lru_cache(maxsize=4)
def _pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    """Any spelling, the longest first, so that a term is not found inside a longer one."""
    return re.compile("|".join(re.escape(one) for one in sorted(spellings, key=len, reverse=True)))


@lru_cache(maxsize=4)
def _spellings(terms: tuple[Term, ...]) -> dict[str, Term]:
    return {spelling: term for term in terms for spelling in (term.term, *term.aliases)}


def glossary(knowledge: Knowledge, state: PageState) -> Element:
    """All terms with their meanings, each with an anchor, under the letter with which its sound begins."""
    sounds = pack_of(state.project).sounds
    shelves: dict[str, list[Term]] = {}
    for spoken, term in sorted(
        ((_spoken(term, sounds), term) for term in knowledge.terms.values()), key=lambda pair: pair[0]
    ):
        shelves.setdefault(_letter(spoken), []).append(term)
    frame = node("div", "qz-terms")
    index = add(frame, "nav", "qz-filter qz-letters", aria_label="按拼音的首字母")
    for letter in shelves:
        add(index, "a", text=letter, href=f"#{_letter_id(letter)}")
    for letter, terms in shelves.items():
        add(frame, "h2", text=letter, id=_letter_id(letter))
        _list(add(frame, "dl", "qz-glossary"), terms, state)
    return frame


def _list(listing: Element, terms: Iterable[Term], state: PageState) -> None:
    for term in terms:
        head = add(listing, "dt", text=term.term, **state.claim(anchor(term)))
        if others := [alias for alias in term.aliases if _letters(alias) != _letters(term.term)]:
            add(head, "small", text=f"也写作：{'、'.join(others)}")
        add_citation(add(listing, "dd", text=term.meaning), term.facts)


def _spoken(term: Term, sounds: Mapping[str, str]) -> str:
    """The first letters of its sounds, without the signs around the words."""
    return initials(term.term, sounds).replace("-", "")


def _letter(spoken: str) -> str:
    return spoken[0].upper() if spoken[:1].isalpha() else _DIGITS


def _letter_id(letter: str) -> str:
    return f"zimu-{'shu' if letter == _DIGITS else letter.lower()}"
