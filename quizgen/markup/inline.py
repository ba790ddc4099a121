"""The inline syntax of the bank: ``**bold**``, ``____`` (a blank), a line break; all else is text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(r"\*\*(?P<bold>[^*\n]+?)\*\*|(?P<blank>_{3,})|(?P<newline>\n)")


@dataclass(frozen=True, slots=True)
class Plain:
    """A run of ordinary text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """A run to be printed bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank to write in."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break."""


Inline = Plain | Bold | Blank | Break
"""One piece of inline text."""


def parse(text: str) -> tuple[Inline, ...]:
    """Read inline text; every string is valid, what is not syntax is plain text."""
    pieces: list[Inline] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            pieces.append(Plain(text[position : match.start()]))
        if (bold := match.group("bold")) is not None:
            pieces.append(Bold(bold))
        else:
            pieces.append(Blank() if match.group("blank") else Break())
        position = match.end()
    if position < len(text):
        pieces.append(Plain(text[position:]))
    return tuple(pieces)


def plain_text(text: str, blank: str = "____") -> str:
    """The text without mark-up, as it is read aloud or compared; a blank becomes ``blank``."""
    if "**" not in text and "___" not in text:
        return text
    return inline_text(parse(text), blank)


def inline_text(pieces: Iterable[Inline], blank: str = "____") -> str:
    """Inline text that was read already, without mark-up."""
    out: list[str] = []
    for piece in pieces:
        match piece:
            case Plain(words) | Bold(words):
                out.append(words)
            case Blank():
                out.append(blank)
            case Break():
                out.append("\n")
    return "".join(out)


def blank_count(text: str) -> int:
    """How many blanks the text has."""
    return sum(isinstance(piece, Blank) for piece in parse(text))
