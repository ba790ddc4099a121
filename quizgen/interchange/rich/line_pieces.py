"""A line of HTML as pieces of inline text: white space as browsers show it, what is seen of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.markup import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse
from quizgen.markup.inline_source import Above, Below, Literal, Maths, SourcePiece

_RULED = re.compile("_{3,}")
BOLD_MARK = Literal("**")
"""Where bold begins or ends; this object itself, not text that looks like it."""


def trimmed(pieces: list[SourcePiece]) -> list[SourcePiece]:
    """Without empty bold, and without the white space that no browser shows."""
    kept: list[SourcePiece] = []
    for piece in pieces:
        if piece is BOLD_MARK and kept and kept[-1] is BOLD_MARK:
            kept.pop()
        elif isinstance(piece, Literal) and (not kept or _ends_in_space(kept)):
            if text := piece.text.lstrip(" "):
                kept.append(piece if piece is BOLD_MARK else Literal(text))
        else:
            kept.append(piece)
    for at in range(len(kept) - 1, -1, -1):
        piece = kept[at]
        if piece is BOLD_MARK:
            continue
        if isinstance(piece, Literal):
            kept[at] = Literal(piece.text.rstrip(" "))
        break
    return kept


def _ends_in_space(kept: list[SourcePiece]) -> bool:
    seen = [one for one in kept if one is not BOLD_MARK]
    return not seen or (isinstance(last := seen[-1], Literal) and last.text.endswith(" "))


def merged(pieces: list[SourcePiece]) -> Iterator[SourcePiece]:
    """Neighbouring literals as one."""
    text = ""
    for piece in pieces:
        if isinstance(piece, Literal):
            text += piece.text
            continue
        if text:
            yield Literal(text)
        text = ""
        yield piece
    if text:
        yield Literal(text)


def meant(pieces: list[SourcePiece]) -> str:
    """What is seen of a line."""
    out: list[str] = []
    for piece in pieces:
        match piece:
            case Literal(text):
                out.append("" if piece is BOLD_MARK else text.replace("\u00a0", " "))
            case Below(text) | Above(text):
                out.append(text.replace("-", "−"))
            case Maths(source):
                out.append(f"${source}$")
    return _RULED.sub("____", "".join(out)).replace(" ", "")


def said(text: str) -> str:
    """The same of a line as a bank reads it."""
    out: list[str] = []
    for piece in parse(text):
        match piece:
            case Plain(words) | Bold(words) | Sub(words) | Sup(words):
                out.append(words)
            case Formula(_, source):
                out.append(f"${source}$")
            case Blank():
                out.append("____")
            case Break():
                out.append("\n")
    return "".join(out).replace(" ", "")
