r"""The inline syntax of the bank: bold, blanks, line breaks, scripts, formulas; all else is text.

``**bold**``, ``____`` (a blank), ``H~2~O``, ``x^2^``, ``$x^2+1$``; ``\~``, ``\^`` and ``\$`` are the signs
themselves. Only short, well-formed pairs count, so that texts of before (5~10 天, 5$) stay what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizgen.markup.formula import FormulaNode, UnreadableFormula, parse_formula
from quizgen.markup.formula_text import SCRIPT_SIZE, formula_em, formula_text
from quizgen.markup.words import comparable

_LETTER = "A-Za-zα-ωΑ-Ω"
_SUB = (
    rf"[0-9]{{1,4}}|[{_LETTER}]{{1,8}}[0-9]{{0,3}}|[a-z][+\-−][0-9]|\((?:s|l|g|aq)\)|[\u4e00-\u9fff]{{1,2}}"
)
_SUP = rf"[+\-−±]?(?:[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?|[{_LETTER}]{{1,4}})[+\-−]?|[+\-−]"
_SCRIPTS = (
    r"\\(?P<escaped>[~^$])"
    rf"|(?<=[{_LETTER})\]}}^])~(?P<sub>{_SUB})~"
    rf"|\^(?P<sup>{_SUP})\^"
    r"|(?<![0-9A-Za-z$])\$(?P<formula>[^\s$，。；：？！、“”](?:[^$\n，。；：？！、“”]{0,198}[^\s$，。；：？！、“”])?)\$"
    r"(?![0-9A-Za-z$])"
)
_TOKEN = re.compile(rf"\*\*(?P<bold>[^*\n]+?)\*\*|(?P<blank>_{{3,}})|(?P<newline>\n)|{_SCRIPTS}")
_IN_BOLD = re.compile(_SCRIPTS)
_PRICE = re.compile(r"(?<=[0-9])\$|\$(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Plain:
    """A run of ordinary text."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """A run to be printed bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Sub:
    """A subscript: the 2 of H₂O."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sup:
    """A superscript: the 2 of x²."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula; ``source`` is how it was written."""

    node: FormulaNode
    source: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank to write in."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break."""


Inline = Plain | Bold | Sub | Sup | Formula | Blank | Break
"""One piece of inline text."""


def parse(text: str) -> tuple[Inline, ...]:
    """Read inline text; every string is valid, what is not syntax is plain text."""
    if "**" not in text and "___" not in text and "\n" not in text and not _has_signs(text):
        return (Plain(text),) if text else ()
    pieces: list[Inline] = []
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() > position:
            _put(pieces, text[position : match.start()])
        if (bold := match["bold"]) is not None:
            pieces += _bold(bold)
        elif match["blank"] or match["newline"]:
            pieces.append(Blank() if match["blank"] else Break())
        else:
            _put_script(pieces, match, bold=False)
        position = match.end()
    if position < len(text):
        _put(pieces, text[position:])
    return tuple(pieces)


def _bold(text: str) -> list[Inline]:
    if not _has_signs(text):
        return [Bold(text)]
    pieces: list[Inline] = []
    position = 0
    for match in _IN_BOLD.finditer(text):
        if match.start() > position:
            _put(pieces, text[position : match.start()], bold=True)
        _put_script(pieces, match, bold=True)
        position = match.end()
    if position < len(text):
        _put(pieces, text[position:], bold=True)
    return pieces


def _put(pieces: list[Inline], text: str, *, bold: bool = False) -> None:
    """Add text; it belongs to the run before it, where that is of the same sort."""
    kind = Bold if bold else Plain
    if pieces and isinstance(before := pieces[-1], kind):
        pieces[-1] = kind(before.text + text)
    else:
        pieces.append(kind(text))


def _put_script(pieces: list[Inline], match: re.Match[str], *, bold: bool) -> None:
    if (escaped := match["escaped"]) is not None:
        _put(pieces, escaped, bold=bold)
    elif (below := match["sub"]) is not None:
        pieces.append(Sub(below.replace("-", "−"), bold))
    elif (above := match["sup"]) is not None:
        pieces.append(Sup(above.replace("-", "−"), bold))
    else:
        source = match["formula"]
        try:
            pieces.append(Formula(parse_formula(source), source))
        except UnreadableFormula:
            _put(pieces, match[0], bold=bold)


def _has_signs(text: str) -> bool:
    return "~" in text or "^" in text or "$" in text


def plain_text(text: str, blank: str = "____") -> str:
    """The text without mark-up, as it is read aloud or compared; a blank becomes ``blank``.

    A subscript is written on (H2O), a superscript has its sign (x^2), a formula stands on one line.
    """
    if "**" not in text and "___" not in text and not _has_signs(text):
        return text
    return inline_text(parse(text), blank)


def inline_text(pieces: Iterable[Inline], blank: str = "____") -> str:
    """Inline text that was read already, without mark-up."""
    out: list[str] = []
    for piece in pieces:
        match piece:
            case Plain(words) | Bold(words) | Sub(words):
                out.append(words)
            case Sup(words):
                out.append(f"^{words}")
            case Formula(node):
                out.append(formula_text(node))
            case Blank():
                out.append(blank)
            case Break():
                out.append("\n")
    return "".join(out)


def accepted_answer(text: str) -> str:
    """An answer of the bank as typed answers are compared with it: without mark-up, H~2~O as H2O."""
    return comparable(plain_text(text))


def blank_count(text: str) -> int:
    """How many blanks the text has."""
    return sum(isinstance(piece, Blank) for piece in parse(text))


def without_formulas(text: str) -> str:
    """The text as it is written, but for its formulas, whose signs are no signs of the text around."""
    return _TOKEN.sub(lambda found: "x" if found["formula"] else found[0], text) if "$" in text else text


def bad_formulas(text: str) -> Iterator[tuple[str, str]]:
    """Every formula that cannot be read, as it is written, with what is wrong with it."""
    for found in _TOKEN.finditer(text) if "$" in text else ():
        if (source := found["formula"]) is not None:
            try:
                parse_formula(source)
            except UnreadableFormula as error:
                yield source, str(error)


def open_mark(text: str) -> str:
    """The first of ``~``, ``^``, ``$`` that stands for no pair though it looks like half of one; or empty.

    A price (5$), a range (5~10, A~D) and a sign that was written with a backslash are no half of a pair.
    """
    if not _has_signs(text):
        return ""
    rest = _TOKEN.sub(lambda found: found[0] if found["bold"] else "\0", text)
    rest = _IN_BOLD.sub("\0", rest)
    if "^" in rest:
        return "^"
    if re.search(rf"[{_LETTER})]~[0-9]", rest):
        return "~"
    return "$" if "$" in _PRICE.sub("", rest) else ""


def scripts_em(pieces: Iterable[Inline]) -> float:
    """How wide the scripts and formulas of a text are at most, in em; everything else is measured exactly."""
    width = 0.0
    for piece in pieces:
        match piece:
            case Sub(words) | Sup(words):
                width += SCRIPT_SIZE * sum(1.0 if one > "\u2e7f" else 0.62 for one in words)
            case Formula(node):
                width += formula_em(node) + 0.5
            case Plain() | Bold() | Blank() | Break():
                pass
    return width
