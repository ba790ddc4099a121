"""Inline text as the data that a Typst template walks."""

from __future__ import annotations

from quizgen.markup import Blank, Bold, Break, Inline, Plain


def spans(pieces: tuple[Inline, ...]) -> str | list[list[str]]:
    """Inline text for the template: a bare string where it is nothing else."""
    if len(pieces) == 1 and isinstance(pieces[0], Plain):
        return pieces[0].text
    return [_span(piece) for piece in pieces]


def _span(piece: Inline) -> list[str]:
    match piece:
        case Plain(text):
            return ["t", text]
        case Bold(text):
            return ["b", text]
        case Blank():
            return ["_"]
        case Break():
            return ["n"]
