"""Blocks of questions with their pieces set: how high they are on a form, what is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.model.lettered import LETTERS
from quizgen.render.paper.data import OPTION_GAP_EM, OPTION_LABEL_EM
from quizgen.render.pieces.cells import PICTURED_ABOVE_EM, WantedPictured, all_pieces, drawn_cells
from quizgen.render.pieces.filling import FlowItem
from quizgen.render.pieces.frame import CannotCompose, Uncomposed
from quizgen.render.pieces.pen import Pen
from quizgen.render.pieces.setting import SetPieces
from quizgen.render.pieces.wanted import WantedBlock, WantedOption

_REMEMBERED = 24
"""Orders of a block's options that are kept as they are drawn: all of those that four options have."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Options that stand side by side, for every order alike: so many in a row, drawn place by place."""

    in_row: int
    drawn: tuple[dict[int, bytes], ...]


class SetBlock:
    """A block of a question; ``after`` follows it (lines and squares to write on)."""

    def __init__(self, wanted: WantedBlock, found: SetPieces, pen: Pen) -> None:
        self.part = wanted.part
        self.after = tuple(written_below(wanted, found, pen))
        self._wanted, self._found, self._pen = wanted, found, pen
        self._em = found.measures.body
        self._line = found.measures.cap * self._em
        stem = found.pieces[wanted.piece]
        self._stem_height, self._spacing = stem.height, found.measures.spacing
        self.baseline = self._line if stem.ascent is None else stem.ascent
        self._stem = pen.piece(wanted.piece, 0.0, 0.0)
        gap = wanted.gap_em * self._em
        self._above, self._below = gap, 0.0 if self.after else gap
        below_stem = found.measures.below_figure if wanted.figure else found.measures.spacing
        self._first = self._stem_height + below_stem
        self._pieces = {
            original: tuple(one for one in (option.words, option.wrapped) if one is not None)
            for original, option in wanted.options.items()
        }
        self._rows = self._same_rows()
        self._items: dict[tuple[int, ...], FlowItem] = {}

    def item(self, order: tuple[int, ...]) -> FlowItem:
        """The block as it stands on a form, without its number: its options in this order."""
        found = self._items.get(order)
        if found is None:
            found = self._item(order)
            if len(self._items) < _REMEMBERED:
                self._items[order] = found
        return found

    def _item(self, order: tuple[int, ...]) -> FlowItem:
        wanted = self._wanted
        content, height, pieces = [self._stem], self._stem_height, [wanted.piece]
        if order and wanted.options:
            for original in order:
                pieces += self._pieces[original]
            if self._rows is not None:
                drawn = self._rows.drawn
                content += [drawn[place][original] for place, original in enumerate(order)]
                rows = -(-len(order) // self._rows.in_row)
                height = self._first + rows * self._line + (rows - 1) * self._found.measures.leading
            else:
                drawn_options, height = self._options(order)
                content.append(drawn_options)
        if wanted.cells is not None:
            above = self._spacing
            if isinstance(wanted.cells, WantedPictured):
                above = PICTURED_ABOVE_EM * self._em
                if len(order) != len(wanted.cells.options):
                    raise CannotCompose(Uncomposed.QUESTION)
            top = self._stem_height + above
            in_cells, height = drawn_cells(wanted.cells, order, top, self._found, self._pen)
            content.append(in_cells)
            pieces += all_pieces(wanted.cells)
        if wanted.tail is not None:
            top = height + self._found.measures.spacing
            content.append(self._pen.piece(wanted.tail, 0.0, top))
            pieces.append(wanted.tail)
            height = top + self._found.pieces[wanted.tail].height
        return FlowItem(
            self._above,
            height,
            self._below,
            b"".join(content),
            tuple(pieces),
            wanted.sticky,
            wanted.breakable,
        )

    def _same_rows(self) -> _Row | None:
        """The rows where every order gives the same ones: lines of the usual height."""
        options = self._wanted.options
        if not options:
            return None
        widths = [option.width_em for option in options.values()]
        in_row = self._in_row(max(widths))
        usual = all(
            option.words is not None and self._found.pieces[option.words].ascent is None
            for option in options.values()
        )
        if not in_row or not usual or in_row != self._in_row(min(widths)):
            return None
        drawn = []
        for place in range(min(len(options), len(LETTERS))):
            row, column = divmod(place, in_row)
            top = self._first + row * (self._line + self._found.measures.leading)
            drawn.append(
                {
                    original: self._option(place, option, column / in_row, top + self._line, top)
                    for original, option in options.items()
                }
            )
        return _Row(in_row, tuple(drawn))

    def _in_row(self, widest: float) -> int:
        needed = widest + OPTION_LABEL_EM + OPTION_GAP_EM
        return next((count for count in (4, 2, 1) if needed <= self._wanted.room_em / count), 0)

    def _option(self, place: int, option: WantedOption, across: float, baseline: float, top: float) -> bytes:
        """A letter on its baseline, its words beginning at ``top``; ``across`` is a share of the room."""
        left = across * self._wanted.room_em
        assert option.words is not None  # noqa: S101 - only of options that stand in rows
        return self._pen.text(
            f"{LETTERS[place]}.", self._em, (left + self._wanted.indent_em) * self._em, baseline
        ) + self._pen.piece(option.words, (left + option.at_em) * self._em, top)

    def _options(self, order: tuple[int, ...]) -> tuple[bytes, float]:
        """Options whose lines differ in height, or that wrap; the height they end at."""
        options = [self._wanted.options[original] for original in order]
        in_row = self._in_row(max(option.width_em for option in options))
        content: list[bytes] = []
        bottom = self._in_rows(options, in_row, content) if in_row else self._wrapped(options, content)
        return b"".join(content), bottom

    def _in_rows(self, options: list[WantedOption], in_row: int, content: list[bytes]) -> float:
        bottom = top = self._first
        for start in range(0, len(options), in_row):
            row = [(place, options[place]) for place in range(start, min(start + in_row, len(options)))]
            heights = [self._around(option.words) for _, option in row]
            above = max(self._line, *(one for one, _ in heights))
            below = max(0.0, *(one for _, one in heights))
            for (place, option), (own, _) in zip(row, heights, strict=True):
                across = place % in_row / in_row
                content.append(self._option(place, option, across, top + above, top + above - own))
            bottom = top + above + below
            top = bottom + self._found.measures.leading
        return bottom

    def _around(self, number: int | None) -> tuple[float, float]:
        """How far a line reaches above and below its baseline."""
        assert number is not None  # noqa: S101 - only of options that stand in rows
        piece = self._found.pieces[number]
        above = self._line if piece.ascent is None else piece.ascent
        return above, piece.height - above

    def _wrapped(self, options: list[WantedOption], content: list[bytes]) -> float:
        bottom = top = self._first
        for place, option in enumerate(options):
            assert option.wrapped is not None  # noqa: S101 - it was wanted because the widest wraps
            above, _ = self._around(option.wrapped)
            at = self._wanted.indent_em * self._em
            deeper = max(self._line - above, 0.0)
            content.append(self._pen.text(f"{LETTERS[place]}.", self._em, at, top + deeper + above))
            content.append(self._pen.piece(option.wrapped, 0.0, top + deeper))
            bottom = top + deeper + self._found.pieces[option.wrapped].height
            top = bottom + self._found.measures.spacing
        return bottom


def written_below(wanted: WantedBlock, found: SetPieces, pen: Pen) -> Iterator[FlowItem]:
    """Lines or squares that follow a block, one by one."""
    gap = wanted.gap_em * found.measures.body + (found.measures.essay_below if wanted.squares else 0.0)
    for place, piece in enumerate(wanted.below, 1):
        below = gap if place == len(wanted.below) else 0.0
        yield FlowItem(0.0, found.pieces[piece].height, below, pen.piece(piece, 0.0, 0.0), (piece,))
