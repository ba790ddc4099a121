"""The proof that the site alone answers what every system asks: page, section, words that stand there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.found import things_in
from tests.plain_yaml import plain_yaml
from tests.web.page import KNOWLEDGE

PROOF: list[dict[str, Any]] = plain_yaml(
    (Path(__file__).parent / "works_when.yaml").read_text(encoding="utf-8")
)
SYSTEMS = KNOWLEDGE.systems

_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "area", "link", "meta"})
_UNREAD = frozenset({"qz-cite", "headerlink", "qz-own"})


class _Section(HTMLParser):
    """The words and the links below one heading, up to the next of its level or above.

    A mark that leads to an entry of the list at the end stands for the links there.
    """

    def __init__(self, html: str, anchor: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.level = 0
        self._anchor = anchor
        self._done = False
        self._depth = 0
        self._unread = 0
        self._entry = ""
        self._entries: dict[str, list[str]] = {}
        self.feed(html)
        self.links = [link for own in self.links for link in self._entries.get(own, [own])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if re.fullmatch("h[1-6]", tag):
            self._heading(int(tag[1]), found.get("id", ""))
        if tag == "li":
            self._entry = f"#{found.get('id', '')}"
        if tag == "a":
            self._entries.setdefault(self._entry, []).append(found.get("href", ""))
        if self._inside() and tag == "a":
            self.links.append(found.get("href", ""))
        if tag in _VOID:
            return
        self._depth += 1
        hidden = tag in {"svg", "script", "style"} or _UNREAD & set(found.get("class", "").split())
        if hidden and not self._unread:
            self._unread = self._depth

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._unread == self._depth:
            self._unread = 0
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._inside() and not self._unread:
            self.words.append(data)

    def _heading(self, level: int, anchor: str) -> None:
        if anchor == self._anchor:
            self.level = level
        elif self.level and level <= self.level:
            self._done = True

    def _inside(self) -> bool:
        return bool(self.level) and not self._done


def plain(text: str) -> str:
    """As the proof is compared: without white space and quotation marks."""
    return re.sub(r"[\s“”‘’]", "", text)


@pytest.fixture(scope="module")
def sections(built_site: Path) -> dict[str, _Section]:
    """Every section that the proof names."""
    html = {path.name: path.read_text(encoding="utf-8") for path in things_in(built_site, "*.html")}
    places = {place for row in PROOF for place in row["at"]}
    return {
        place: _Section(html.get(page, ""), anchor)
        for place in places
        for page, _, anchor in [place.partition("#")]
    }


def test_every_system_has_its_row_in_order_with_its_question() -> None:
    assert [(row["id"], row["asks"]) for row in PROOF] == [
        (system.id, system.works_when) for system in SYSTEMS.values()
    ]
    assert [row["id"] for row in PROOF if not row["says"] or not row["at"]] == []


def test_every_page_and_anchor_exists(sections: dict[str, _Section]) -> None:
    assert [place for place, section in sections.items() if not section.level] == []


def test_the_words_of_the_answer_stand_in_the_section(sections: dict[str, _Section]) -> None:
    missing = {}
    for row in PROOF:
        text = plain("".join("".join(sections[place].words) for place in row["at"]))
        if lacking := [words for words in row["says"] if plain(words) not in text]:
            missing[row["id"]] = lacking
    assert missing == {}


def test_every_member_is_cited_in_the_section(sections: dict[str, _Section]) -> None:
    missing = {}
    for row in PROOF:
        linked = {link.rpartition("#")[2] for place in row["at"] for link in sections[place].links}
        facts = {fact for member in SYSTEMS[row["id"]].members for fact in member.facts}
        if lacking := sorted(facts - linked):
            missing[row["id"]] = lacking
    assert missing == {}
