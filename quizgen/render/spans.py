"""Inline text as the data that a Typst template walks."""

from __future__ import annotations

import re

from quizgen.markup import Blank, Bold, Break, Inline, Plain

_UNBROKEN = re.compile(r"[!-~\u00a1-\u024f]{25,}")
"""Letters and signs of an address, say, that fill a line of large print without a place to break."""

_MAY_BREAK = "\u200b"


def spans(pieces: tuple[Inline, ...]) -> str | list[list[str]]:
    """Inline text for the template: a bare string where it is nothing else."""
    if len(pieces) == 1 and isinstance(pieces[0], Plain):
        return breakable(pieces[0].text)
    return [_span(piece) for piece in pieces]


def breakable(text: str) -> str:
    """The text with places to break in what would run over the edge of the paper otherwise."""
    return _UNBROKEN.sub(lambda found: _MAY_BREAK.join(found[0]), text)


def _span(piece: Inline) -> list[str]:
    match piece:
        case Plain(text):
            return ["t", breakable(text)]
        case Bold(text):
            return ["b", breakable(text)]
        case Blank():
            return ["_"]
        case Break():
            return ["n"]
