"""What a reader can find on a finished page: its sections and the blocks of the register on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from quizgen.model.pack import PackPages, address_of

KINDS = ("体系", "程序", "处置", "案例", "术语", "来源", "页面", "功能")
"""What an entry can be; the index writes the position in this tuple."""

_HEADED = "liucheng-"
"""What the heading of a procedure has before the id of the procedure below it."""

_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "area"})
_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "span", "strong", "sub", "sup"})
_LEVELS = {"h1": 1, "h2": 2, "h3": 3}
_GAP = re.compile(r"q\d\d")
_USUAL = PackPages()


class SearchEntry(NamedTuple):
    """One thing to be found: ``anchor`` is "" for the top of a page, ``where`` the headings above it."""

    page: str
    anchor: str
    kind: str
    title: str
    text: str
    where: str


@dataclass
class _Draft:
    """An entry that is still being read; ``depth`` is that of its element, 0 for a section."""

    anchor: str
    kind: str
    where: str
    depth: int = 0
    title_tag: str = ""
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def page_entries(url: str, html: str, pages: PackPages = _USUAL) -> tuple[SearchEntry, ...]:
    """Everything to be found on one page, in its order; what is marked data-search-exclude is not read."""
    reader = _Reader("来源" if url.startswith(f"{pages.sources}/") else "页面")
    reader.feed(html)
    reader.close()
    drafts = (_finished(url, draft) for draft in reader.drafts)
    return tuple(entry for entry in drafts if entry.title and (entry.text or not entry.anchor))


def once(entries: Iterable[SearchEntry], pages: PackPages = _USUAL) -> tuple[SearchEntry, ...]:
    """Every procedure, disposition and case only once: on its own page, or where it first occurs."""
    homes = {
        "程序": f"{pages.procedures}/",
        "处置": address_of(pages.dispositions),
        "案例": address_of(pages.cases),
    }
    kept: dict[tuple[str, ...], SearchEntry] = {}
    for entry in entries:
        home = homes.get(entry.kind)
        row = entry.anchor.removeprefix(_HEADED)
        key = (entry.kind, row) if home else (entry.kind, entry.page, row)
        if key not in kept or (home and entry.page.startswith(home)):
            kept[key] = entry
    return tuple(kept.values())


def _finished(url: str, draft: _Draft) -> SearchEntry:
    title, text = (re.sub(r"\s+", " ", "".join(part)).strip() for part in (draft.title, draft.text))
    text = re.sub(r" ?([，。；：、！？（）”》]) ?", r"\1", text)
    return SearchEntry(url, draft.anchor, draft.kind, title or text[:40], text, draft.where)


class _Reader(HTMLParser):
    """Walks one page; a heading opens a section, a block of the register interrupts it."""

    def __init__(self, page_kind: str) -> None:
        super().__init__()
        self.drafts: list[_Draft] = []
        self._page_kind = page_kind
        self._depth = 0
        self._skipped = 0
        self._blocks: list[_Draft] = []
        self._headings: list[tuple[int, str, _Draft]] = []
        self._title_of: _Draft | None = None
        self._title_depth = 0
        self._cells = 0
        self._rows_only = False
        self._open(_Draft("", self._page_kind, ""))

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - HTMLParser's signature
        """Count no lines: nobody asks where on the page a tag stands."""
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = set(found.get("class", "").split())
        if tag not in _INLINE or "qz-chip" in classes:
            self._write(" ")
        if tag in _VOID:
            return
        self._depth += 1
        if self._skipped:
            return
        if tag == "table":
            self._rows_only = "qz-dispositions" in classes
        if _is_hidden(tag, classes, found) or (tag == "thead" and self._rows_only):
            self._skipped = self._depth
        elif tag == "small":
            self._title_of = None
        elif tag in _LEVELS:
            self._heading(tag, found.get("id", ""), "system" in classes)
        else:
            self._block(tag, found.get("id", ""), classes)
            self._title(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._skipped == self._depth:
            self._skipped = 0
        if self._title_of is not None and self._title_depth == self._depth:
            self._title_of = None
        self._depth -= 1
        while self._blocks and self._blocks[-1].depth > self._depth and not self._is_term(tag):
            self._blocks.pop()
        if tag not in _INLINE:
            self._write(" ")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def _write(self, data: str) -> None:
        if self._skipped:
            return
        if self._title_of is not None:
            self._title_of.title.append(data)
            return
        (self._blocks[-1] if self._blocks else self._section).text.append(data)

    def _open(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        if draft.depth:
            self._blocks.append(draft)
        else:
            self._section = draft

    def _heading(self, tag: str, anchor: str, system: bool) -> None:  # noqa: FBT001 - what the heading is
        level = _LEVELS[tag]
        self._headings = [above for above in self._headings if above[0] < level]
        kind = "体系" if system else self._page_kind
        if not system and any(above.kind == "体系" for _, _, above in self._headings):
            kind = "体系"
        draft = _Draft("" if level == 1 else anchor, kind, self._where())
        if level == 1:
            self.drafts.pop()
        self._open(draft)
        self._headings.append((level, anchor, draft))
        self._title_of, self._title_depth = draft, self._depth

    def _where(self) -> str:
        titles = ["".join(above.title).strip() for _, _, above in self._headings]
        return " › ".join(title for title in titles if title)

    def _block(self, tag: str, anchor: str, classes: set[str]) -> None:
        kind, title_tag = _kind_of(tag, anchor, classes, self._page_kind)
        if not kind:
            return
        if tag == "dt":
            self._blocks.clear()
        where = self._where()
        if kind == "程序" and self._headings and self._headings[-1][1] == f"{_HEADED}{anchor}":
            where = where.rpartition(" › ")[0]
            anchor = f"{_HEADED}{anchor}"
        draft = _Draft(anchor, kind, where, self._depth, title_tag)
        if kind == "来源":
            draft.title.append(anchor)
        self._cells = 0
        self._open(draft)

    def _title(self, tag: str) -> None:
        """Begin the title of the block that has just been opened, if this element is it."""
        block = self._blocks[-1] if self._blocks else None
        if block is None or block.title or tag != block.title_tag:
            return
        self._cells += 1
        if tag != "td" or self._cells == 2:  # noqa: PLR2004 - the second column says what happened
            self._title_of, self._title_depth = block, self._depth

    def _is_term(self, tag: str) -> bool:
        return self._blocks[-1].title_tag == "dt" and tag in {"dt", "dd"}


def _is_hidden(tag: str, classes: set[str], found: dict[str, str]) -> bool:
    """Whether an element says nothing of its own: drawings of what stands beside them, numbers, marks."""
    marks = classes & {"qz-cite", "headerlink", "qz-filter", "qz-own", "qz-none", "qz-gap-head"}
    return tag in {"svg", "script", "style"} or bool(marks) or "data-search-exclude" in found


def _kind_of(tag: str, anchor: str, classes: set[str], page_kind: str) -> tuple[str, str]:
    """The kind of the block an element opens, with the tag of its title; ("", "") for any other element."""
    found = ("", "")
    if not anchor:
        return found
    if "qz-procedure" in classes:
        found = ("程序", "strong")
    elif "qz-case" in classes:
        found = ("案例", "strong")
    elif tag == "tr":
        found = ("处置", "td")
    elif tag == "dt":
        found = ("术语", "dt")
    elif tag == "li" and _GAP.fullmatch(anchor):
        found = ("处置", "-")
    elif tag == "li" and page_kind == "来源":
        found = ("来源", "-")
    return found
