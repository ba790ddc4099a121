"""Pieces set by Typst and read back: how large they are, where their lines stand, their PDF objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.render.pieces.objects import PdfStock, read_stock


@dataclass(frozen=True, slots=True)
class Measures:
    """What whole papers measure, in points (paper.typ); ``cap`` is the height of a line of text in em."""

    bleed: float
    column: float
    binding: float
    outside: float
    top: float
    bottom: float
    descent: float
    body: float
    note: float
    foot: float
    seal: float
    leading: float
    spacing: float
    cap: float
    head_above: float
    head_below: float
    below_figure: float
    essay_below: float
    seal_left: float
    seal_height: float
    field_widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SetPiece:
    """A piece as it was set: width and height in points, how far its first line is below its top.

    ``ascent`` is None where that is usual.
    """

    width: float
    height: float
    ascent: float | None = None


@dataclass(frozen=True, slots=True)
class SetPieces:
    """All pieces of an exam."""

    stock: PdfStock
    pieces: tuple[SetPiece, ...]
    measures: Measures


def read_pieces(
    pdf: bytes,
    lines: list[tuple[int, float]],
    measured: Mapping[str, object],
    letters: tuple[int, str],
    *,
    small: bool,
) -> SetPieces:
    """What Typst set, with what it told: the places of lines, measures.

    ``letters`` are the piece of plain letters and these letters, ``small`` as for ``read_stock``.
    """
    stock, sizes = read_stock(pdf, {"s": letters}, small=small)
    told = {name.replace("-", "_"): value for name, value in measured.items()}
    widths = told.pop("field_widths")
    measures = Measures(**told, field_widths=tuple(widths))  # type: ignore[arg-type]
    bleed = measures.bleed
    ascents = {number: y - bleed for number, y in lines}
    pieces = tuple(
        SetPiece(width - 2 * bleed, height - 2 * bleed, ascents.get(number))
        for number, (width, height) in enumerate(sizes)
    )
    return SetPieces(stock, pieces, measures)
