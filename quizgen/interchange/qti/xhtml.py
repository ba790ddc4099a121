"""Inline text, tables and pictures as the XHTML that QTI items hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import assert_never
from xml.sax.saxutils import escape, quoteattr

from quizgen.interchange.draft import DraftPicture
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.interchange.rich.pictures_in import picture_kind
from quizgen.markup import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse
from quizgen.markup.formula_mathml import formula_mathml

_MM_PER_INCH, _PIXELS_PER_INCH = 25.4, 96
_EDGE = re.compile(r"^ | $|(?<= ) ")


def inline_xhtml(text: str, blanks: Sequence[str] = ()) -> str:
    """Inline text; ``blanks`` stand in place of its blanks, as far as there are any."""
    fields = iter(blanks)
    out: list[str] = []
    for piece in parse(without_unfit(text)):
        match piece:
            case Plain(words):
                out.append(_plain(words))
            case Bold(words):
                out.append(f"<strong>{_plain(words)}</strong>")
            case Sub(words, bold):
                out.append(_bold(f"<sub>{_plain(words)}</sub>", bold=bold))
            case Sup(words, bold):
                out.append(_bold(f"<sup>{_plain(words)}</sup>", bold=bold))
            case Formula(node):
                out.append(formula_mathml(node))
            case Blank():
                out.append(next(fields, "____"))
            case Break():
                out.append("<br/>")
            case unknown:
                assert_never(unknown)
    return "".join(out)


def _bold(xhtml: str, *, bold: bool) -> str:
    return f"<strong>{xhtml}</strong>" if bold else xhtml


def _plain(text: str) -> str:
    return escape(_EDGE.sub("\u00a0", text))


def table_xhtml(rows: Sequence[Sequence[str]]) -> str:
    """A small table, its first row the heading."""
    lines = []
    for number, row in enumerate(rows):
        cell = "td" if number else "th"
        lines.append(f"<tr>{''.join(f'<{cell}>{inline_xhtml(text)}</{cell}>' for text in row)}</tr>")
    return f"<table><tbody>{''.join(lines)}</tbody></table>" if lines else ""


def picture_xhtml(picture: DraftPicture, name: str) -> tuple[str, str]:
    """The picture as it is shown from an item, the name of its file in the package; ``name`` begins it."""
    file = f"images/{name.replace('#', '-')}.{picture_kind(picture.content)}"
    width = ""
    if picture.width_mm is not None:
        width = f' width="{round(picture.width_mm / _MM_PER_INCH * _PIXELS_PER_INCH)}"'
    shown = f'<img src="../{file}" alt={quoteattr(without_unfit(picture.alt))}{width}/>'
    return shown, file
