r"""Inline text written in the syntax of the bank, so that reading it gives the same pieces again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from quizgen.markup.inline import Formula, Inline, Sub, Sup, open_mark, parse


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands for itself, whatever signs are in it (``____`` stays a blank, ``**`` stays bold)."""

    text: str


@dataclass(frozen=True, slots=True)
class Below:
    """A subscript, wherever it came from."""

    text: str


@dataclass(frozen=True, slots=True)
class Above:
    """A superscript, wherever it came from."""

    text: str


@dataclass(frozen=True, slots=True)
class Maths:
    """A formula in the language of the bank, one that ``is_formula``."""

    source: str


SourcePiece = Literal | Below | Above | Maths
"""What inline text is written from."""


@dataclass(frozen=True, slots=True)
class WrittenInline:
    """The source of every piece, in order; ``lost`` are scripts that no spelling holds: plain text now."""

    sources: tuple[str, ...]
    lost: tuple[str, ...] = ()


_SIGN = re.compile(r"[~^$]")
_STROKE = re.compile(r"\\[~^$]")
_BASE = re.compile(r"(?<![0-9A-Za-z$\\])[A-Za-zα-ωΑ-Ω]$")
_WORD_END, _WORD_START = re.compile(r"[0-9A-Za-z$]$"), re.compile(r"[0-9A-Za-z$]")


def literal(text: str) -> str:
    r"""Text written so that it stands for itself: ``5~10`` as it is, ``a~1~`` as ``a\~1\~``."""
    return write_inline((Literal(text),)).sources[0]


def is_formula(source: str) -> bool:
    """Whether the bank can hold this formula between dollar signs."""
    return parse(f"${source}$") != () and isinstance(parse(f"${source}$")[0], Formula)


def write_inline(pieces: Sequence[SourcePiece]) -> WrittenInline:
    r"""The source of a text made of these pieces: ``"".join(sources)`` reads as they do.

    A sign in a literal gets its backslash only where it would be read as mark-up, or like half of a pair.
    A script without a short spelling becomes a formula where its base allows that.
    """
    if all(isinstance(one, Literal) and not _SIGN.search(one.text) for one in pieces):
        return WrittenInline(tuple(one.text for one in pieces if isinstance(one, Literal)))
    held, lost = _held(pieces)
    sources = _sources(held, escape=False)
    if not _reads_as("".join(sources), held):
        sources = _sources(held, escape=True)
    return WrittenInline(tuple(sources), tuple(lost))


def _held(pieces: Sequence[SourcePiece]) -> tuple[list[SourcePiece], list[str]]:
    """The same pieces, those that have no spelling put in another way or as plain text."""
    held: list[SourcePiece] = []
    lost: list[str] = []
    for piece in pieces:
        match piece:
            case Literal() | Maths():
                held.append(piece)
            case Below() | Above():
                if _script_holds(held, piece):
                    held.append(piece)
                elif (formula := _as_formula(held, piece)) is not None:
                    before = held[-1]
                    held[-1] = Literal(before.text[:-1]) if isinstance(before, Literal) else before
                    held.append(formula)
                else:
                    lost.append(piece.text)
                    held.append(Literal(piece.text))
    return held, lost


def _script_holds(before: Sequence[SourcePiece], piece: Below | Above) -> bool:
    base = before[-1] if before else Literal("")
    ahead = base.text[-1:] if isinstance(base, Literal) else "^" if isinstance(base, Above) else ""
    read = parse(f"{'' if _SIGN.match(ahead) and isinstance(base, Literal) else ahead}{_script(piece)}")
    return read[-1:] == _meant([piece])


def _as_formula(before: Sequence[SourcePiece], piece: Below | Above) -> Maths | None:
    base = before[-1] if before else None
    if not isinstance(base, Literal) or not (found := _BASE.search(base.text)):
        return None
    source = f"{found[0]}{'_' if isinstance(piece, Below) else '^'}{{{piece.text}}}"
    return Maths(source) if is_formula(source) else None


def _script(piece: Below | Above) -> str:
    sign = "~" if isinstance(piece, Below) else "^"
    return f"{sign}{piece.text}{sign}"


def _sources(pieces: Sequence[SourcePiece], *, escape: bool) -> list[str]:
    """Formulas keep a space to letters and digits beside them: without it they are none."""
    sources: list[str] = []
    behind = ""
    for piece in pieces:
        match piece:
            case Literal(text):
                source = _SIGN.sub(r"\\\g<0>", text) if escape else text
                source = f" {source}" if behind == "$" and _WORD_START.match(source) else source
            case Below() | Above():
                source = _script(piece)
            case Maths(formula):
                source = f" ${formula}$" if _WORD_END.search(behind) else f"${formula}$"
            case _:
                assert_never(piece)
        sources.append(source)
        if source:
            behind = "$" if isinstance(piece, Maths) else source[-1].replace("$", "\\")
    return sources


def _reads_as(source: str, pieces: Sequence[SourcePiece]) -> bool:
    found = tuple(_bare(one) for one in parse(source) if isinstance(one, Sub | Sup | Formula))
    literals = (one.text for one in pieces if isinstance(one, Literal))
    return found == _meant(pieces) and not open_mark(source) and not any(map(_STROKE.search, literals))


def _bare(piece: Inline) -> Inline:
    match piece:
        case Sub(text):
            return Sub(text)
        case Sup(text):
            return Sup(text)
        case _:
            return piece


def _meant(pieces: Sequence[SourcePiece]) -> tuple[Inline, ...]:
    meant: list[Inline] = []
    for piece in pieces:
        match piece:
            case Below(text):
                meant.append(Sub(text.replace("-", "−")))
            case Above(text):
                meant.append(Sup(text.replace("-", "−")))
            case Maths(source):
                meant += parse(f"${source}$")
            case Literal():
                pass
    return tuple(meant)
