"""One box of an answer sheet as it is drawn: frame, number, lines or squares to write on; in mm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.model.sheet import AnswerRegion, RegionKind

LINE_MM, MOST_LINE_MM, BLANK_MM = 8.0, 10.0, 9.0
"""Heights of a ruled line (least, most), of a line for blanks."""
SQUARE_MM, SQUARE_ROW_MM, SQUARES = 8.0, 10.2, 20
"""A square, its row, squares a row: as on essay paper."""
HEAD_MM, BELOW_MM, PAD_MM, IN_MM = 6.2, 2.2, 3.0, 2.0
"""Height of number and points in a box, white below the last row, white at the sides, where texts begin."""
LABEL_MM, BLANK_LABEL_MM, HEAD_WIDTH_MM, BLANK_GAP_MM = 9.0, 7.5, 46.0, 3.0
"""Width of the number of a 填空, of ``（1）`` before a blank, of number and points; between blanks."""
_TEXT_PT, _COUNT_PT, _UNDER_MM = 9.0, 5.0, 1.2
_COUNT_EVERY, _COUNT_MM = 5, 6.0


@dataclass(frozen=True, slots=True)
class BoxWords:
    """A printed text in or above a box: left end, baseline, size in points, 黑体 or 宋体."""

    x_mm: float
    baseline_mm: float
    size_pt: float
    sans: bool
    text: str


@dataclass(frozen=True, slots=True)
class AnswerBox:
    """A box as it is printed: the region, its texts, the lines to write on (left, right, y).

    ``square_rows`` are rows of squares by left end and top.
    """

    region: AnswerRegion
    words: tuple[BoxWords, ...]
    lines: tuple[tuple[float, float, float], ...] = ()
    square_rows: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class WantedBox:
    """A box before it has a place: ``rows`` to write on, of which the first is number ``after`` + 1.

    ``blanks`` of a 填空 stand so many ``abreast`` in a row; a ``small`` box takes half the width.
    """

    question: str
    kind: RegionKind
    head: str
    rows: int
    squared: bool = False
    part: int = 1
    after: int = 0
    blanks: int = 0
    abreast: int = 1
    small: bool = False

    @property
    def least_row_mm(self) -> float:
        """The least height of a row."""
        if self.kind is RegionKind.FILL:
            return BLANK_MM
        return SQUARE_ROW_MM if self.squared else LINE_MM

    def row_mm(self, more: float) -> float:
        """The height of a row when every row may grow by so much."""
        if self.squared:
            return SQUARE_ROW_MM
        return min(self.least_row_mm + more, MOST_LINE_MM)

    def height_mm(self, row_mm: float) -> float:
        """The height with rows of this height."""
        head = 0.0 if self.kind is RegionKind.FILL else HEAD_MM
        return head + self.rows * row_mm + BELOW_MM


@dataclass(frozen=True, slots=True)
class BoxFrame:
    """Where a box stands."""

    page: int
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where its lines end."""
        return self.x + self.width - PAD_MM


def drawn_box(box: WantedBox, at: BoxFrame, row: float) -> AnswerBox:
    """The box in its place, with rows of this height."""
    words, lines, squares = list[BoxWords](), list[tuple[float, float, float]](), list[tuple[float, float]]()
    if box.kind is RegionKind.FILL:
        words, lines = list(_fill_words(box, at, row)), list(_fill_lines(box, at, row))
        labels = [(LABEL_MM if one is words[0] else BLANK_LABEL_MM, one) for one in words]
        printed = [
            (one.x_mm - 0.5, one.baseline_mm - 4.2, one.x_mm + width - 1.0, one.baseline_mm + 1.2)
            for width, one in labels
        ]
    else:
        words = [_words(at.x + IN_MM, at.y + 4.6, box.head)]
        printed = [(at.x, at.y, at.x + HEAD_WIDTH_MM, at.y + HEAD_MM)]
        top = at.y + HEAD_MM
        if box.squared:
            squares, counts = _squares(box, at, row)
            words += counts
            printed += [
                (one.x_mm, one.baseline_mm - 2.0, at.right + 1.0, one.baseline_mm + 0.4) for one in counts
            ]
        else:
            lines = [(at.x + PAD_MM, at.right, top + (one + 1) * row) for one in range(box.rows)]
    region = AnswerRegion(
        page=at.page,
        question=box.question,
        part=box.part,
        kind=box.kind,
        x_mm=round(at.x, 3),
        y_mm=round(at.y, 3),
        width_mm=round(at.width, 3),
        height_mm=round(at.height, 3),
        printed=tuple((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in printed),
        row_mm=round(row, 3),
        squares=SQUARES if box.squared else 0,
    )
    rounded = tuple((round(left, 3), round(right, 3), round(y, 3)) for left, right, y in lines)
    return AnswerBox(region, tuple(words), rounded, tuple(squares))


def _words(x: float, baseline: float, text: str, size: float = _TEXT_PT) -> BoxWords:
    return BoxWords(round(x, 3), round(baseline, 3), size, sans=False, text=text)


def _squares(box: WantedBox, at: BoxFrame, row: float) -> tuple[list[tuple[float, float]], list[BoxWords]]:
    """Rows of squares, with how many characters that makes below every fifth."""
    left = at.x + (at.width - SQUARES * SQUARE_MM) / 2
    tops = [at.y + HEAD_MM + one * row for one in range(box.rows)]
    counts = [
        _words(at.right - _COUNT_MM, top + row - 0.4, f"{number * SQUARES}字", _COUNT_PT)
        for number, top in enumerate(tops, box.after + 1)
        if number % _COUNT_EVERY == 0
    ]
    return [(round(left, 3), round(top, 3)) for top in tops], counts


def _cells(box: WantedBox, at: BoxFrame, row: float) -> Iterator[tuple[float, float, float]]:
    """Where each blank begins and ends, and its line."""
    width = (at.right - at.x - LABEL_MM + BLANK_GAP_MM) / box.abreast
    for one in range(box.blanks):
        down, across = divmod(one, box.abreast)
        left = at.x + LABEL_MM + across * width
        yield left, left + width - BLANK_GAP_MM, at.y + (down + 1) * row


def _fill_words(box: WantedBox, at: BoxFrame, row: float) -> Iterator[BoxWords]:
    yield _words(at.x + IN_MM, at.y + row - _UNDER_MM, box.head)
    if box.blanks > 1:
        for number, (left, _, y) in enumerate(_cells(box, at, row), 1):
            yield _words(left, y - _UNDER_MM, f"（{number}）")


def _fill_lines(box: WantedBox, at: BoxFrame, row: float) -> Iterator[tuple[float, float, float]]:
    label = BLANK_LABEL_MM if box.blanks > 1 else 0.0
    for left, right, y in _cells(box, at, row):
        yield left + label, right, y
