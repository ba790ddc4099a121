"""Options in cells: the two columns of a 配对, options with pictures side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from quizgen.model.lettered import LETTERS
from quizgen.render.paper.composed import PaperItem
from quizgen.render.paper.data import MATCHED_GAP_EM, OPTION_LABEL_EM
from quizgen.render.paper.spans import spans
from quizgen.render.pieces.pen import Pen
from quizgen.render.pieces.setting import SetPieces

PICTURED_ABOVE_EM, PICTURED_GUTTER_EM, PICTURED_ROWS_EM = 0.8, 0.8, 0.9
"""Around cells with pictures, between their columns and their rows (below.typ)."""


class AddsPieces(Protocol):
    """Where wanted pieces are listed."""

    def add(self, kind: str, **told: Any) -> int:
        """The place of a piece among those that are wanted."""


@dataclass(frozen=True, slots=True)
class WantedMatch:
    """A 配对: the pieces of both columns by what they show, of the labels on the left by their place."""

    lefts: Mapping[int, int]
    labels: tuple[int, ...]
    rights: Mapping[int, int]
    indent_em: float
    left_em: float


@dataclass(frozen=True, slots=True)
class WantedPictured:
    """Options with pictures: their pieces by original index, so many side by side."""

    options: Mapping[int, int]
    abreast: int
    indent_em: float
    room_em: float


WantedCells = WantedMatch | WantedPictured


def wanted_match(item: PaperItem, place: tuple[float, float, float], order: AddsPieces) -> WantedMatch:
    """The cells of a 配对 in its original order; ``place``: width of the left column, indent, room in em."""
    left_em, indent_em, room_em = place
    right_em = room_em - left_em - MATCHED_GAP_EM - OPTION_LABEL_EM
    return WantedMatch(
        {
            number: order.add("left", width=left_em, words=spans(one.text))
            for number, one in enumerate(item.lefts)
        },
        tuple(order.add("label", words=one.label) for one in item.lefts),
        {
            one.original: order.add("cell", width=right_em, words=spans(one.text), shown=None)
            for one in item.options
        },
        indent_em,
        left_em,
    )


def wanted_pictured(
    items: Sequence[PaperItem],
    cells: Sequence[Sequence[Sequence[Any]]],
    place: tuple[int, float, float],
    order: AddsPieces,
) -> WantedPictured:
    """Cells with pictures; ``cells`` as the template has them, ``place``: abreast, indent and room in em."""
    abreast, indent_em, room_em = place
    width = round((room_em - (abreast - 1) * PICTURED_GUTTER_EM) / abreast - OPTION_LABEL_EM, 4)
    options = {
        option.original: order.add("cell", width=width, words=words, shown=shown)
        for item, drawn in zip(items, cells, strict=True)
        for option, (_, words, shown, _) in zip(item.options, drawn, strict=True)
    }
    return WantedPictured(options, abreast, indent_em, room_em)


def all_pieces(cells: WantedCells) -> Iterator[int]:
    """Every piece that may stand in the cells."""
    if isinstance(cells, WantedMatch):
        yield from (*cells.labels, *cells.lefts.values(), *cells.rights.values())
    else:
        yield from cells.options.values()


def drawn_cells(
    cells: WantedCells, order: tuple[int, ...], top: float, found: SetPieces, pen: Pen
) -> tuple[bytes, float]:
    """The cells from a height downwards, in this order; the height they end at."""
    if isinstance(cells, WantedMatch):
        return _match(cells, order, top, found, pen)
    return _pictured(cells, order, top, found, pen)


def _match(
    cells: WantedMatch, order: tuple[int, ...], top: float, found: SetPieces, pen: Pen
) -> tuple[bytes, float]:
    em, line, leading = found.measures.body, found.measures.cap * found.measures.body, found.measures.spacing
    count = len(cells.labels)
    content: list[bytes] = []
    left, y = cells.indent_em * em, top
    for label, number in zip(cells.labels, order[:count], strict=True):
        piece = cells.lefts[number]
        content += [pen.piece(label, left, y), pen.piece(piece, left, y)]
        y += found.pieces[piece].height + leading
    bottom, right, y = y - leading, left + (cells.left_em + MATCHED_GAP_EM) * em, top
    for letter, number in zip(LETTERS, order[count:], strict=False):
        piece = cells.rights[number]
        content.append(pen.text(f"{letter}.", em, right, y + line))
        content.append(pen.piece(piece, right + OPTION_LABEL_EM * em, y))
        y += found.pieces[piece].height + leading
    return b"".join(content), max(bottom, y - leading)


def _pictured(
    cells: WantedPictured, order: tuple[int, ...], top: float, found: SetPieces, pen: Pen
) -> tuple[bytes, float]:
    em, line = found.measures.body, found.measures.cap * found.measures.body
    step = (cells.room_em + PICTURED_GUTTER_EM) / cells.abreast
    content: list[bytes] = []
    y = bottom = top
    for start in range(0, len(order), cells.abreast):
        row = [cells.options[number] for number in order[start : start + cells.abreast]]
        for place, piece in enumerate(row):
            x = (cells.indent_em + place * step) * em
            content.append(pen.text(f"{LETTERS[start + place]}.", em, x, y + line))
            content.append(pen.piece(piece, x + OPTION_LABEL_EM * em, y))
        bottom = y + max(line, *(found.pieces[piece].height for piece in row))
        y = bottom + PICTURED_ROWS_EM * em
    return b"".join(content), bottom
