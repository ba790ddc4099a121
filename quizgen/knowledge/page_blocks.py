"""A page's running text cut into blocks that know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from quizgen.knowledge.pages import CITATION, FENCE_MARK, citation_ids, closing_line

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
"""The front matter of a page; what it holds starts on line 2."""

_HEADING = re.compile(r"^(?P<level>#{1,6})[ \t]+(?P<title>.*?)[ \t]*(?:\{[^{}]*\})?[ \t]*$")
_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])[ \t]+")
_NOTE = re.compile(r'^(?:!!!|\?\?\?\+?)[ \t]+[\w -]+(?:"(?P<title>[^"]*)")?')
_SEPARATOR = re.compile(r"^\|?[ \t:|-]*-[ \t:|-]*$")
_PLAIN = (
    (CITATION, ""),
    (re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)"), "x"),
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->"), ""),
    (re.compile(r"(?<=\S)\{:?[ \t]*[#.][^{}]*\}"), ""),
)
"""Markdown that is not text, with what is left of it: a link leaves its words, code a letter."""
_LINK = re.compile(r"\[[^\[\]]*\]\([^()\s]*\)")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "标题"
    PARAGRAPH = "段落"
    ITEM = "列表项"
    HEAD = "表头"
    ROW = "表格行"
    GAP = "gap 数据块"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a block as it is written; ``number`` counts from 1 in the file."""

    number: int
    written: str

    @property
    def plain(self) -> str:
        """Without citations, code, targets of links, tags, attributes; bold keeps its asterisks."""
        text = self.written
        for pattern, left in _PLAIN:
            text = pattern.sub(left, text)
        return re.sub(r"[ \t]+(?=[，。；：、！？）|]|$)", "", text)


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A piece of running text; ``sections`` are the titles of the headings over it, outermost first."""

    kind: BlockKind
    lines: tuple[PageLine, ...]
    sections: tuple[str, ...] = field(default=())

    @property
    def number(self) -> int:
        """The line on which the block starts."""
        return self.lines[0].number

    @property
    def plain(self) -> str:
        """The text a reader sees, without the asterisks of bold."""
        return "".join(line.plain for line in self.lines).replace("**", "")

    @property
    def is_cited(self) -> bool:
        """Whether some fact is cited in it."""
        return any(CITATION.search(line.written) for line in self.lines)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences as they are written; a table row gives its cells."""
        text = "".join(line.written for line in self.lines)
        parts = re.split(r"\|" if self.kind is BlockKind.ROW else r"(?<=[。！？；])", text)
        return tuple(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class PageBody:
    """Everything a page says in its own words; ``cited`` gives every fact id with its line."""

    front_matter: str | None
    blocks: tuple[PageBlock, ...]
    cited: tuple[tuple[int, str], ...]


def has_link(sentence: str) -> bool:
    """Whether a sentence links to another place."""
    return _LINK.search(sentence) is not None


def without_links(sentence: str) -> str:
    """A sentence without links (words and all)."""
    return _LINK.sub("", sentence)


def read_body(text: str) -> PageBody:
    """Cut a page into blocks; data fences (``gap`` aside), code, HTML are no running text."""
    found = FRONT_MATTER.match(text)
    lines = text.split("\n")
    first = 0
    if found:
        first = found[0].count("\n") + 1
    blocks = tuple(_Cutter(lines).cut(first))
    cited = tuple(
        (line.number, fact)
        for block in blocks
        for line in block.lines
        for inside in CITATION.finditer(line.written)
        for fact in citation_ids(inside[1])
    )
    return PageBody(found["yaml"] if found else None, blocks, cited)


class _Cutter:
    """Walks over the lines; ``_open`` collects the lines of the block at hand."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._kind = BlockKind.PARAGRAPH
        self._open: list[PageLine] = []
        self._headings: list[tuple[int, str]] = []

    def cut(self, index: int) -> Iterator[PageBlock]:
        lines = self._lines
        while index < len(lines):
            opening = FENCE_MARK.match(lines[index])
            if opening:
                yield from self._close()
                end = closing_line(lines, index, opening["mark"])
                end = len(lines) if end is None else end
                if opening["info"].split()[:1] == ["gap"]:
                    yield from self._gap(index + 1, end)
                index = end
            else:
                yield from self._line(index)
            index += 1
        yield from self._close()

    def _close(self) -> Iterator[PageBlock]:
        if self._open:
            yield PageBlock(self._kind, tuple(self._open), self._sections)
        self._open = []
        self._kind = BlockKind.PARAGRAPH

    @property
    def _sections(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._headings)

    def _gap(self, start: int, end: int) -> Iterator[PageBlock]:
        body = tuple(
            PageLine(index + 1, self._lines[index].strip())
            for index in range(start, end)
            if self._lines[index].strip()
        )
        if body:
            yield PageBlock(BlockKind.GAP, body, self._sections)

    def _line(self, index: int) -> Iterator[PageBlock]:
        text = self._lines[index].strip().removeprefix("> ").strip()
        line = PageLine(index + 1, text)
        heading = _HEADING.match(self._lines[index])
        note = _NOTE.match(text)
        item = _ITEM.match(text)
        if not text or text.startswith("<") or set(text) <= set("-*_ "):
            yield from self._close()
        elif heading:
            yield from self._close()
            yield self._heading(index, len(heading["level"]), heading["title"])
        elif note:
            yield from self._close()
            if note["title"]:
                yield PageBlock(BlockKind.HEADING, (PageLine(index + 1, note["title"]),), self._sections)
        elif text.startswith("|"):
            yield from self._close()
            yield from self._row(index, line)
        elif item:
            yield from self._close()
            self._kind = BlockKind.ITEM
            self._open.append(PageLine(index + 1, text[item.end() :]))
        else:
            self._open.append(PageLine(index + 1, text.removeprefix(":   ")))

    def _heading(self, index: int, level: int, title: str) -> PageBlock:
        block = PageBlock(BlockKind.HEADING, (PageLine(index + 1, title),), self._sections)
        self._headings = [one for one in self._headings if one[0] < level] + [(level, title)]
        return block

    def _row(self, index: int, line: PageLine) -> Iterator[PageBlock]:
        following = self._lines[index + 1].strip() if index + 1 < len(self._lines) else ""
        if not _SEPARATOR.match(line.written):
            is_head = following.startswith("|") and _SEPARATOR.match(following)
            yield PageBlock(BlockKind.HEAD if is_head else BlockKind.ROW, (line,), self._sections)
