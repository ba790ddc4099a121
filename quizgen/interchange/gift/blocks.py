"""A GIFT file cut into its questions: comments with ids and tags, categories, names, braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.interchange.gift.signs import held, released

_CATEGORY = "$CATEGORY:"
_ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")


@dataclass(frozen=True, slots=True)
class GiftBlock:
    """A question as it stood, signs still held; ``line`` is that of its first line.

    ``answers`` is what its braces hold (None: there are none), ``behind`` what follows them.
    ``torn``: a brace has no partner.
    """

    line: int
    identifier: str
    tags: tuple[str, ...]
    name: str
    stem: str
    answers: str | None
    behind: str = ""
    torn: bool = False


@dataclass(frozen=True, slots=True)
class GiftCategory:
    """A line that says where the questions behind it belong."""

    line: int
    path: str


@dataclass(frozen=True, slots=True)
class GiftComment:
    """A comment that carries neither id nor tags."""

    line: int
    text: str


def gift_blocks(text: str) -> Iterator[GiftBlock | GiftCategory | GiftComment]:
    """Everything in the file, in order. A blank line ends a question, even inside braces."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            lines.append((number, line.strip()))
        elif lines:
            yield from _block(lines)
            lines = []


def _block(lines: list[tuple[int, str]]) -> Iterator[GiftBlock | GiftCategory | GiftComment]:
    comments: list[str] = []
    kept: list[tuple[int, str]] = []
    for number, line in lines:
        if line.startswith("//"):
            comments.append(line)
            if not _ID.search(line) and not _TAG.search(line):
                yield GiftComment(number, line.removeprefix("//").strip())
        elif line.startswith(_CATEGORY) and not kept:
            yield GiftCategory(number, released(held(line.removeprefix(_CATEGORY).strip())))
        else:
            kept.append((number, line))
    if kept:
        yield _question(kept, comments)


def _question(lines: list[tuple[int, str]], comments: list[str]) -> GiftBlock:
    told = "\n".join(comments)
    identifier = _ID.search(told)
    tags = tuple(found[1].replace("\\]", "]").strip() for found in _TAG.finditer(told))
    text = held("\n".join(line for _, line in lines))
    name = ""
    if text.startswith("::"):
        name, _, text = text[2:].partition("::")
    opened, closed = text.find("{"), text.find("}")
    torn = (opened < 0) is not (closed < 0) or closed < opened
    line = lines[0][0]
    own = "" if identifier is None else identifier[1].replace("\\]", "]").strip()
    if torn or opened < 0:
        return GiftBlock(line, own, tags, name, text.strip(), None, torn=torn)
    stem, answers, behind = text[:opened].rstrip(), text[opened + 1 : closed], text[closed + 1 :]
    return GiftBlock(line, own, tags, name, stem.strip(), answers.strip(), behind)
