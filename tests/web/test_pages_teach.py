"""Pages teach: they open by explaining, warn seldom, say a thing once, gather their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.found import things_below

NOT_YET: frozenset[str] = frozenset()
"""Pages that an editor has not gone over yet; one that keeps every rule must not stand here."""
NO_LESSON = frozenset({"404", "index", "lianxi", "biaoqian"})
"""The home page, the practice centre, the list of tags: they lead on, they do not explain."""

WARNING = "不要混"
WARNINGS, BOXES, MARKS, PASSAGE = 3, 1, 4, 40
"""At most so many warnings and boxes a page, marks a paragraph or row, letters that two pages share."""

_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "area"})
_BLOCKS = frozenset(["p", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary"])
_UNREAD = frozenset(
    ["headerlink", "qz-notes", "qz-checked", "qz-selftest", "qz-filter", "qz-own", "qz-facts", "md-tags"]
)
_NEW_LINES = frozenset({"td", "th", "small", "div", "ul", "ol"})
_STOPS = "。；：！？）"


@dataclass
class _Block:
    """A paragraph, an item of a list, a row of a table, with the numbers of its marks."""

    tag: str
    text: str = ""
    marks: int = 0
    inside: bool = False
    """A mark stands before more words of its sentence."""
    _marked: bool = field(default=False, repr=False)

    def write(self, words: str) -> None:
        if self._marked and words.strip():
            self.inside = self.inside or words.strip()[0] not in _STOPS
            self._marked = False
        self.text += words

    def mark(self) -> None:
        self.marks += 1
        self._marked = True

    def cell(self) -> None:
        """The next cell of a row, the next line of a step: a sentence ends here."""
        self._marked = False
        self.text += " "


class _Article(HTMLParser):
    """What a page says, block by block; what is folded, drawn, asked, listed as facts is not read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self.boxes = 0
        self._open: list[tuple[str, _Block | None]] = []
        self._inside = 0
        self._unread = 0
        self._cite = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        found = {name: value or "" for name, value in attrs}
        classes = set(found.get("class", "").split())
        block = _Block(tag) if tag in _BLOCKS else None
        self._open.append((tag, block))
        depth = len(self._open)
        if "md-content__inner" in classes:
            self._inside = depth
        folded = tag == "details" and "qz-procedure" in classes
        if not self._unread and (folded or tag in {"svg", "script", "style"} or classes & _UNREAD):
            self._unread = depth
        if not self._inside or self._unread:
            return
        self.boxes += "qz-gap" in classes
        if "qz-cite" in classes:
            self._cite = depth
        elif self._cite and tag == "a":
            self._top().mark()
        elif tag in _NEW_LINES:
            self._top().cell()
        if block:
            self.blocks.append(block)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        depth = len(self._open)
        if self._cite == depth:
            self._cite = 0
        if self._unread == depth:
            self._unread = 0
        if self._inside == depth:
            self._inside = 0
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._inside and not self._unread and not self._cite:
            self._top().write(data)

    def _top(self) -> _Block:
        """The block that is being written."""
        return next((block for _, block in reversed(self._open) if block), _Block(""))

    def opening(self) -> str:
        """The paragraphs between the title and whatever follows them."""
        tags = [block.tag for block in self.blocks]
        after = self.blocks[tags.index("h1") + 1 :] if "h1" in tags else []
        told = ""
        for block in after:
            if block.tag != "p":
                break
            told += block.text
        return told


@pytest.fixture(scope="module")
def articles(built_site: Path) -> dict[str, _Article]:
    """Every page by its address without the ending."""
    return {
        path.relative_to(built_site).with_suffix("").as_posix(): _Article(path.read_text(encoding="utf-8"))
        for path in things_below(built_site, "*.html")
    }


def faults(name: str, article: _Article) -> list[str]:
    """What keeps a page from teaching."""
    found = []
    if name not in NO_LESSON and article.opening().count("。") < 2:
        found.append("开头不到两句话")
    if (warnings := sum(block.text.count(WARNING) for block in article.blocks)) > WARNINGS:
        found.append(f"{warnings}处“{WARNING}”")
    if article.boxes > BOXES:
        found.append(f"{article.boxes}个提示框")
    found += [f"{block.marks}个出处：{block.text[:20]}" for block in article.blocks if block.marks > MARKS]
    found += [f"出处在句子中间：{block.text[:20]}" for block in article.blocks if block.inside]
    return found


def test_every_page_keeps_the_rules(articles: dict[str, _Article]) -> None:
    found = {name: faults(name, article) for name, article in articles.items() if name not in NOT_YET}
    assert {name: said for name, said in found.items() if said} == {}


def passages(article: _Article) -> set[str]:
    """Every run of letters that is one longer than two pages may share."""
    size = PASSAGE + 1
    found: set[str] = set()
    for block in article.blocks:
        letters = re.sub(r"\W+", "", block.text)
        found |= {letters[at : at + size] for at in range(len(letters) - size + 1)}
    return found


def shared_passages(articles: dict[str, _Article]) -> dict[str, set[str]]:
    """The pages of each passage that stands on more than one."""
    where: dict[str, set[str]] = {}
    for name, article in articles.items():
        for passage in passages(article):
            where.setdefault(passage, set()).add(name)
    return {passage: names for passage, names in where.items() if len(names) > 1}


def test_no_passage_stands_on_two_pages(articles: dict[str, _Article]) -> None:
    shared = shared_passages({name: one for name, one in articles.items() if name not in NOT_YET})
    assert dict(list(shared.items())[:20]) == {}


def test_a_page_that_keeps_every_rule_is_no_longer_listed(articles: dict[str, _Article]) -> None:
    repeating = {name for names in shared_passages(articles).values() for name in names}
    done = {name for name in NOT_YET if not faults(name, articles[name]) and name not in repeating}
    assert done == set()
    assert set(articles) >= NOT_YET
