"""What stands around the questions: the seal line with its fields, the code, the numbers of pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.errors import QuizgenError
from quizgen.model.exam import Candidate
from quizgen.render.pieces.pen import Pen
from quizgen.render.pieces.setting import SetPieces
from quizgen.render.pieces.wanted import PieceOrder

PT_PER_MM = 72 / 25.4
PAGE_HEIGHT, PAGE_WIDTH = 297 * PT_PER_MM, 210 * PT_PER_MM

SPARE, CODE_LABEL, BEFORE_PAGE, BEFORE_PAGES, AFTER_PAGES = (
    "备用卷　",
    "试卷编号：",
    "　　第 ",
    " 页　共 ",
    " 页",
)
"""The words at the foot of a page, in their order (paper.typ)."""

FOOT_LETTERS = f"{SPARE}{CODE_LABEL}{BEFORE_PAGE}{BEFORE_PAGES}{AFTER_PAGES}"

_SMALLEST = 0.6
"""A value that would be smaller than this stands in two lines (style.typ)."""
_USUAL_LABEL = 2
"""Letters of a label behind which a line has its full width (seal.typ)."""

_LINE_ENDS = 2.0
"""Points of its line that a value leaves free (style.typ)."""


class Uncomposed(StrEnum):
    """What of a paper has no piece, as users are told."""

    QUESTION = "有考试当天换过、更正过的题（早些组的考试还有配对题、选项是图片的题）"
    HEADINGS = "大题超过六个，次序各卷不同（早些组的考试不论几个）"
    TORN = "有一道长题要分在两页上"
    FIELD = "密封线上有一项要用别的字体，或是后来更正的"


class CannotCompose(QuizgenError):
    """Something of a paper has no piece, so that it must be set whole."""

    def __init__(self, why: Uncomposed) -> None:
        self.why = why
        super().__init__(f"这份试卷要整份排印：{why}。")


@dataclass(frozen=True, slots=True)
class WantedFields:
    """The pieces of the seal line: the strip, its four lines, the values that are not plain text."""

    strip: int
    lines: tuple[int, ...]
    values: dict[tuple[int, str], int]


def wanted_fields(
    labels: Sequence[str],
    people: Sequence[Candidate],
    is_short: Callable[[int, str], bool],
    order: PieceOrder,
) -> WantedFields:
    """What people need; ``is_short`` says of a value for a place that it will be drawn letter by letter."""
    values = {
        (place, value): order.add("field", place=place, label=labels[place], value=value)
        for person in people
        for place, value in enumerate(field_values(person))
        if value and not is_short(place, value)
    }
    lines = tuple(
        order.add("field", place=place, label=label, value="") for place, label in enumerate(labels)
    )
    return WantedFields(order.add("seal"), lines, values)


def field_values(person: Candidate | None) -> tuple[str, str, str, str]:
    """What stands on the four lines."""
    return ("",) * 4 if person is None else (person.unit, person.name, person.post, person.number)


class PageFrame:
    """Draws it; places are in points from the bottom left corner of a page, as PDF has them."""

    def __init__(self, found: SetPieces, pen: Pen, labels: Sequence[str], fields: WantedFields) -> None:
        self._found, self._pen, self._fields = found, pen, fields
        self._labels = tuple(f"{label}：" for label in labels)
        measures = found.measures
        self._size = measures.seal
        widths = tuple(
            width - max(len(label) - _USUAL_LABEL, 0) * self._size
            for label, width in zip(labels, measures.field_widths, strict=True)
        )
        self._widths = widths
        taken = sum(pen.width(label) * self._size for label in self._labels) + sum(widths)
        self._length = PAGE_HEIGHT - measures.top - measures.bottom
        self._space = (self._length - taken) / (len(widths) - 1)

    def seal(self, person: Candidate | None) -> tuple[bytes, frozenset[int]]:
        """The strip along the left edge of a front, with the pieces on it. Raises CannotCompose."""
        measures, pen = self._found.measures, self._pen
        at, drawn, pieces = 0.0, [], [self._fields.strip, *self._fields.lines]
        for place, value in enumerate(field_values(person)):
            label, width = self._labels[place], self._widths[place]
            drawn.append(pen.text(label, self._size, at, 0.0))
            at += pen.width(label) * self._size
            drawn.append(self._on_line(place, value, at, pieces))
            at += width + self._space
        across = measures.seal_left + (measures.seal_height + measures.cap * self._size) / 2
        turned = b"q 0 1 -1 0 %.3f %.3f cm\n%bQ\n" % (across, measures.bottom, b"".join(drawn))
        strip = b"q 1 0 0 1 %.3f %.3f cm\n%bQ\n" % (
            measures.seal_left,
            PAGE_HEIGHT - measures.top,
            pen.piece(self._fields.strip, 0.0, 0.0),
        )
        return turned + strip, frozenset(pieces)

    def _on_line(self, place: int, value: str, at: float, pieces: list[int]) -> bytes:
        """A value on its line, as style.typ puts it there."""
        pen, width, line = self._pen, self._widths[place], self._fields.lines[place]
        if value and not self._fits(place, value):
            piece = self._fields.values.get((place, value))
            if piece is None:
                raise CannotCompose(Uncomposed.FIELD)
            pieces.append(piece)
            return pen.piece(piece, at, -self._found.pieces[piece].height)
        drawn = pen.piece(line, at, -self._found.pieces[line].height)
        if not value:
            return drawn
        natural = pen.width(value) * self._size
        share = min(1.0, (width - _LINE_ENDS) / natural)
        left = at + (width - natural * share) / 2
        return drawn + pen.text(value, self._size * share, left, 0.0)

    def _fits(self, place: int, value: str) -> bool:
        return fits(self._pen, value, self._widths[place], self._size)

    def foot(self, code: str, number: int, pages: int, left: float, *, spare: bool) -> bytes:
        """The line at the foot of a column."""
        measures, pen = self._found.measures, self._pen
        before = SPARE if spare else ""
        words = f"{before}{CODE_LABEL}{code}{BEFORE_PAGE}{number}{BEFORE_PAGES}{pages}{AFTER_PAGES}"
        width = pen.width(words) * measures.foot
        down = measures.bottom * (1 - measures.descent) - measures.cap * measures.foot
        return pen.text(words, measures.foot, left + (measures.column - width) / 2, -down)

    def code(self, code: str) -> bytes:
        """The code at the top of the first page, from its text's top left corner."""
        size = self._found.measures.note
        return self._pen.text(f"{CODE_LABEL}{code}", size, 0.0, self._found.measures.cap * size)


def fits(pen: Pen, value: str, width: float, size: float) -> bool:
    """Whether a value can be drawn letter by letter in one line."""
    if not pen.knows(value):
        return False
    return (width - _LINE_ENDS) / (pen.width(value) * size) >= _SMALLEST
