"""Inline text as the data that a Typst template walks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quizgen.markup import Blank, Bold, Break, Formula, Inline, Plain, Sub, Sup
from quizgen.render.paper.formula import formula_data

_UNBROKEN = re.compile(
    r"[!-~\u00a1-\u02ff\u0370-\u0482\u048a-\u052f\u2030-\u20cf\u2100-\u2bff＄％￠￡￥]{25,}"
)
"""Letters and signs of an address, say, that fill a line of large print without a place to break."""

_MAY_BREAK = "\u200b"

_LOOSE = re.compile(
    r"(?<=[，、；：。！’])(?P<punctuation>)(?=‘)"
    r"|(?<=[０-９Ａ-Ｚａ-ｚⅠ-Ⅻ√×])(?P<sign>)(?=‘)"
    r"|(?<=[，、；：。！’”）])(?P<thin>)(?=[１Ｉｌｉｊ！｜])"
)
"""Where the white of two full-width signs, each with little ink, adds up to an em."""

_NEARER_EM = {"punctuation": 0.65, "sign": 0.15, "thin": 0.15}
"""How much nearer they are brought; two punctuation marks lose what Typst takes from a pair by itself."""


def spans(pieces: tuple[Inline, ...]) -> str | list[list[Any]]:
    """Inline text for the template: a bare string where it is nothing else."""
    if len(pieces) == 1 and isinstance(pieces[0], Plain):
        return breakable(pieces[0].text)
    return [_span(piece) for piece in pieces]


def close_spans(pieces: tuple[Inline, ...]) -> str | list[list[Any]]:
    """The same, for a text in which no white may look like a gap: ``["k", em]`` brings two signs nearer."""
    plain = spans(pieces)
    if isinstance(plain, str):
        return list(_nearer("t", plain)) if _LOOSE.search(plain) else plain
    return [one for span in plain for one in (_nearer(*span) if span[0] in {"t", "b"} else [span])]


def _nearer(kind: str, text: str) -> Iterator[list[Any]]:
    done = 0
    for found in _LOOSE.finditer(text):
        yield [kind, text[done : found.start()]]
        yield ["k", _NEARER_EM[str(found.lastgroup)]]
        done = found.start()
    yield [kind, text[done:]]


def breakable(text: str) -> str:
    """The text with places to break in what would run over the edge of the paper otherwise."""
    return _UNBROKEN.sub(lambda found: _MAY_BREAK.join(found[0]), text)


def _span(piece: Inline) -> list[Any]:  # noqa: PLR0911 - one return a piece
    match piece:
        case Plain(text):
            return ["t", breakable(text)]
        case Bold(text):
            return ["b", breakable(text)]
        case Sub(text, bold):
            return ["d", text, bold]
        case Sup(text, bold):
            return ["u", text, bold]
        case Formula(node):
            return ["f", formula_data(node)]
        case Blank():
            return ["_"]
        case Break():
            return ["n"]
