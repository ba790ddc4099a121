r"""Inline text, tables and pictures of a question as HTML that other programs show as the bank does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import assert_never

from quizgen.markup import Blank, Bold, Break, Formula, Inline, Plain, Sub, Sup, parse
from quizgen.markup.formula_tex import formula_tex

BLANK = "____"
FORMULA = "data-formula"
"""The attribute that keeps a formula as it was written, beside its TeX."""

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""What XML, or HTML, has no place for: control characters other than tab and line feed."""
_TEX = re.compile(r"\\(?=[(\[])|\$(?=\$)")
_KEPT_SPACE = re.compile(r"^[ \t]|[ \t]$|(?<=[ \t])[ \t]|(?<=<br>)[ \t]|[ \t](?=<br>)")
"""White space that no browser shows, unless it cannot break."""


def unfit(text: str) -> str:
    """The characters of a text that no XML holds, or that every program drops."""
    return "".join(_UNFIT.findall(text))


def without_unfit(text: str) -> str:
    """The text without them."""
    return _UNFIT.sub("", text)


def inline_html(text: str, blank: str = BLANK) -> str:
    r"""The text as HTML: ``<strong>``, ``<sub>``, ``<sup>``, ``<br>``, formulas as TeX between ``\( \)``.

    ``blank`` stands for every blank.
    """
    pieces = parse(without_unfit(text))
    said = "".join(
        f"<strong>{_run(group, blank)}</strong>" if bold else _run(group, blank)
        for bold, group in groupby(pieces, _is_bold)
    )
    return _KEPT_SPACE.sub("\u00a0", said)


def _is_bold(piece: Inline) -> bool:
    return isinstance(piece, Bold) or (isinstance(piece, Sub | Sup) and piece.bold)


def _run(pieces: Iterable[Inline], blank: str) -> str:
    out: list[str] = []
    for piece in pieces:
        match piece:
            case Plain(text) | Bold(text):
                out.append(plain_html(text))
            case Sub(text):
                out.append(f"<sub>{plain_html(text)}</sub>")
            case Sup(text):
                out.append(f"<sup>{plain_html(text)}</sup>")
            case Formula(node, source):
                shown = escape(formula_tex(node), quote=False)
                out.append(f'<span {FORMULA}="{escape(source)}">\\({shown}\\)</span>')
            case Blank():
                out.append(blank)
            case Break():
                out.append("<br>")
            case _:
                assert_never(piece)
    return "".join(out)


def plain_html(text: str) -> str:
    r"""Text that stands for itself: ``\(`` or ``$$`` begins no formula."""
    return _TEX.sub(lambda found: f"<span>{found[0]}</span>", escape(text, quote=False))


def table_html(rows: Sequence[Sequence[str]]) -> str:
    """A small table, its first row the heading; nothing for no rows."""
    lines = []
    for number, row in enumerate(rows):
        cell = "td" if number else "th"
        lines.append("<tr>" + "".join(f"<{cell}>{inline_html(text)}</{cell}>" for text in row) + "</tr>")
    return f'<table border="1">{"".join(lines)}</table>' if lines else ""


def picture_html(source: str, alt: str, width_mm: float | None) -> str:
    """A picture; a width in mm is told in pixels of 1/96 inch."""
    width = "" if width_mm is None else f' width="{round(width_mm / 25.4 * 96)}"'
    return f'<img src="{escape(source)}" alt="{escape(alt)}"{width}>'
