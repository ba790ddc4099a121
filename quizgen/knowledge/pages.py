"""What a page of the site uses of the register, read from its Markdown with line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

CITATION = re.compile(r"\[@([^\[\]\n]*)\]")
"""A citation in running text: ``[@xiamen-019]`` or ``[@xiamen-019; wuhou-009]``."""

FENCE_NAMES = (
    "procedure",
    "dispositions",
    "cases",
    "facts",
    "compare",
    "gap",
    "gaps",
    "glossary",
    "source",
    "filter",
    "selftest",
)
"""The fences that show data."""

FOLDED = "folded"
"""What is written after a procedure's id when only its name is to be seen until it is opened."""

FENCE_MARK = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*$")
"""A line that opens a fence, of data or of code."""

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>.*?)[ \t]*(?:\{:?[ \t]*(?P<attributes>[^{}]*)\}[ \t]*#*)?$")
_SYSTEM = re.compile(r"data-system=[\"']?([^\s\"']+)")
_ID = re.compile(r"(?:^|\s)#(\S+)")


@dataclass(frozen=True, slots=True)
class Citation:
    """Fact ids cited at one spot of a line (from 1)."""

    line: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A data fence: ``line`` of its opening, ``end`` of its closing mark (None: never closed)."""

    line: int
    end: int | None
    indent: str
    name: str
    arguments: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class SystemHeading:
    """A heading that belongs to a system; ``anchor`` is the id it is given, empty without one."""

    line: int
    system: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class PageText:
    """All that was found, in the order of lines."""

    citations: tuple[Citation, ...]
    fences: tuple[Fence, ...]
    headings: tuple[SystemHeading, ...]


def citation_ids(inside: str) -> tuple[str, ...]:
    """The ids between ``[@`` and ``]``."""
    return tuple(part.strip().removeprefix("@") for part in re.split(r"[;；]", inside))


def read_page(text: str) -> PageText:
    """Read a page; code fences and inline code are left alone."""
    citations: list[Citation] = []
    fences: list[Fence] = []
    headings: list[SystemHeading] = []
    lines = text.split("\n")
    index = 0
    while index < len(lines):
        opening = FENCE_MARK.match(lines[index])
        if opening and opening["info"]:
            end = closing_line(lines, index, opening["mark"])
            name, *arguments = opening["info"].split()
            if name in FENCE_NAMES:
                fences.append(_fence(lines, index, end, opening["indent"], (name, *arguments)))
                if name == "gap":
                    citations += _citations(lines[index + 1 : end], index + 2)
            index = (len(lines) if end is None else end) + 1
            continue
        if opening:
            end = closing_line(lines, index, opening["mark"])
            index = (index if end is None else end) + 1
            continue
        citations += _citations([lines[index]], index + 1)
        headings += _headings(lines[index], index + 1)
        index += 1
    return PageText(tuple(citations), tuple(fences), tuple(headings))


def closing_line(lines: list[str], opening: int, mark: str) -> int | None:
    """The index of the line that ends the fence opened at ``opening`` with ``mark``; None: never closed."""
    for index in range(opening + 1, len(lines)):
        if re.fullmatch(rf"[ \t]*{mark[0]}{{{len(mark)},}}[ \t]*", lines[index]):
            return index
    return None


def _fence(lines: list[str], index: int, end: int | None, indent: str, words: tuple[str, ...]) -> Fence:
    body = "\n".join(line.removeprefix(indent) for line in lines[index + 1 : end])
    return Fence(index + 1, None if end is None else end + 1, indent, words[0], words[1:], body)


def _citations(lines: list[str], first: int) -> list[Citation]:
    return [
        Citation(first + offset, citation_ids(found[1]))
        for offset, line in enumerate(lines)
        for found in CITATION.finditer(_CODE.sub("", line))
    ]


def _headings(line: str, number: int) -> list[SystemHeading]:
    heading = _HEADING.match(line)
    system = _SYSTEM.search(heading["attributes"] or "") if heading else None
    if heading is None or system is None:
        return []
    anchor = _ID.search(heading["attributes"])
    return [SystemHeading(number, system[1], anchor[1] if anchor else "", heading["title"])]
