"""A document as lines one after another, each with its place; pictures and tables between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizgen.errors import WHOLE, Problem, Spot
from quizgen.interchange.understand.folding import folded
from quizgen.office.document import Document, DocumentPicture, Grid, Paragraph, TextRun

Span = tuple[int, int]
_SHOWN = 40
_BLANKS = re.compile(r"_{2,}|＿{2,}")
BLANK = "____"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a paragraph without space at its ends, an automatic number written before it.

    ``plain`` is the same text folded, character by character. ``marked`` and ``underlined`` are the parts
    of it that stand out. ``apart``: a blank line stands before it; ``auto``: its number was automatic.
    """

    index: int
    text: str
    plain: str
    line: int | None = None
    spot: Spot = WHOLE
    marked: tuple[Span, ...] = ()
    underlined: tuple[Span, ...] = ()
    heading: int = 0
    apart: bool = False
    auto: bool = False

    def cut(self, start: int, end: int | None = None) -> TextLine:
        """A part of it, without space at its ends."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        return TextLine(
            self.index,
            self.text[start:stop],
            self.plain[start:stop],
            self.line,
            self.spot,
            _within(self.marked, start, stop),
            _within(self.underlined, start, stop),
            self.heading,
            self.apart,
            self.auto,
        )

    @property
    def wholly_marked(self) -> bool:
        """Whether all of it but space and stops stands out."""
        covered = sum(end - start for start, end in self.marked)
        return bool(self.text) and covered >= len(self.text.rstrip("。；;，, "))


@dataclass(frozen=True, slots=True)
class FigurePiece:
    """A picture where it stands among the lines."""

    index: int
    picture: DocumentPicture

    @property
    def text(self) -> str:
        """What it is called in a message."""
        return f"图片（{self.picture.alt}）" if self.picture.alt else "图片"


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A table where it stands among the lines; ``rows`` are the texts of its cells."""

    index: int
    grid: Grid
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """What it is called in a message."""
        return "表格：" + "｜".join(cell for row in self.rows[:2] for cell in row)


DocumentPiece = TextLine | FigurePiece | TablePiece
"""What a document is made of, for understanding."""


def place_of(piece: DocumentPiece) -> tuple[int | None, Spot]:
    """Where a piece stands."""
    match piece:
        case TextLine():
            return piece.line, piece.spot
        case FigurePiece():
            return piece.picture.line, piece.picture.spot
        case TablePiece():
            return piece.grid.line, piece.grid.spot


def said_of(file: str, piece: DocumentPiece, rule: str, message: str = "", hint: str = "") -> Problem:
    """What is said of a piece: by default the beginning of its text."""
    line, spot = place_of(piece)
    text = piece.text.replace("\n", " ")
    quoted = f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
    return Problem(file, line, rule, message or quoted, hint, spot=spot)


def pieces_of(document: Document) -> tuple[DocumentPiece, ...]:
    """All pieces in reading order; lines without text are left out."""
    return tuple(_Reader().read(document))


@dataclass
class _Reader:
    index: int = 0
    apart: bool = False
    out: list[DocumentPiece] = field(default_factory=list)

    def read(self, document: Document) -> Iterator[DocumentPiece]:
        for block in document.blocks:
            match block:
                case Paragraph():
                    yield from self._paragraph(block)
                case DocumentPicture():
                    yield FigurePiece(self._next(), block)
                case Grid():
                    rows = tuple(tuple(_cell_text(cell) for cell in row) for row in block.rows)
                    yield TablePiece(self._next(), block, rows)
                    for row in block.rows:
                        for cell in row:
                            for inner in cell:
                                if isinstance(inner, DocumentPicture):
                                    yield FigurePiece(self._next(), inner)

    def _next(self) -> int:
        self.index += 1
        return self.index - 1

    def _paragraph(self, paragraph: Paragraph) -> Iterator[TextLine]:
        text, marked, underlined = _joined(paragraph.runs)
        number = paragraph.number.strip()
        found = False
        start = 0
        for piece in text.split("\n"):
            end = start + len(piece)
            line = TextLine(
                self.index, text, folded(text), paragraph.line, paragraph.spot, marked, underlined
            ).cut(start, end)
            start = end + 1
            numbered = bool(number) and not found
            if not line.text and not numbered:
                continue
            yield _made(line, self._next(), f"{number} " if numbered else "", paragraph.heading, self.apart)
            self.apart, found = False, True
        if not found:
            self.apart = True


def _made(line: TextLine, index: int, before: str, heading: int, apart: bool) -> TextLine:  # noqa: FBT001 - one caller
    """The line with its automatic number before it."""
    shift = len(before)
    text = before + line.text
    return TextLine(
        index,
        text,
        folded(text),
        line.line,
        line.spot,
        tuple((start + shift, end + shift) for start, end in line.marked),
        tuple((start + shift, end + shift) for start, end in line.underlined),
        heading,
        apart,
        bool(before),
    )


def _joined(runs: tuple[TextRun, ...]) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """The text of the runs, an underlined space in them a blank; what is marked, what is underlined."""
    text = ""
    marked: list[Span] = []
    underlined: list[Span] = []
    for run in runs:
        blank = run.underlined and run.text and not run.text.strip(" \t\xa0\u3000_＿")
        piece = BLANK if blank else _BLANKS.sub(BLANK, run.text)
        if blank and text.endswith(BLANK):
            continue
        start = len(text)
        text += piece
        if run.marked and piece.strip():
            _extend(marked, start, len(text))
        if run.underlined and not blank:
            _extend(underlined, start, len(text))
    return text, tuple(marked), tuple(underlined)


def _extend(spans: list[Span], start: int, end: int) -> None:
    if spans and spans[-1][1] == start:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _within(spans: tuple[Span, ...], start: int, stop: int) -> tuple[Span, ...]:
    cut = ((max(first, start) - start, min(last, stop) - start) for first, last in spans)
    return tuple((first, last) for first, last in cut if first < last)


def _cell_text(cell: tuple[Paragraph | DocumentPicture, ...]) -> str:
    paragraphs = (one for one in cell if isinstance(one, Paragraph))
    texts = (f"{one.number}{_joined(one.runs)[0].strip()}" for one in paragraphs)
    return "\n".join(one for one in texts if one)
