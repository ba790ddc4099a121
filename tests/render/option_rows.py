"""Measures option rows on the text boxes of a printed PDF: columns, rows, gaps."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from quizgen.markup import Bold, Inline, Plain
from quizgen.render.paper.composed import Paper, PaperItem
from tests.render.reading import squeezed

MM = 72 / 25.4
COLUMN_MM, BINDING_MM, OUTSIDE_MM, A4_WIDTH_MM, HEIGHT_MM = 165.0, 30.0, 15.0, 210.0, 297.0
TOP_MM, BOTTOM_MM = 16.0, 18.0
"""The type area of the papers, as paper.typ has it."""

_SAME_LINE_PT, _SAME_COLUMN_PT = 2.0, 0.6
_MOST_IN_ROW = 4
_HYPHENS = {"\ufffe": "-", "\x02": "-"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of the type area: what it is, which text column it is in, its place in points.

    ``start`` and ``base`` are its origin (``base`` from the bottom of the page); ``left``, ``right`` the
    ends of its text box, which is its ink; ``shift`` the left edge of its text column.
    """

    character: str
    column: int
    left: float
    right: float
    start: float
    base: float
    em: float
    shift: float


@dataclass(frozen=True, slots=True)
class Rows:
    """What was measured of a paper: options seen, faults in words, widest gap inside an option in em."""

    options: int
    faults: tuple[str, ...]
    widest_em: float


def measure_rows(pdf: bytes, paper: Paper, *, folded: bool = False) -> Rows:
    """Measure every option of a paper; ``folded`` says that a sheet holds two pages side by side."""
    glyphs = list(_glyphs(pdf, folded=folded))
    stream = "".join(glyph.character for glyph in glyphs)
    seen, widest, position = 0, 0.0, 0
    faults: list[str] = []
    indents: dict[bool, float] = {}
    for item in _with_options(paper):
        stem = squeezed(_words(item.stem)[0]) + "（"
        position = stream.index(stem, position) + len(stem) - 1
        options: list[list[Glyph]] = []
        for option in item.options:
            text = f"{option.letter}." + squeezed(_words(option.text)[0])
            position = stream.index(text, position)
            options.append(glyphs[position : position + len(text)])
            position += len(text)
            widest = max(widest, _widest_gap(options[-1], _words(option.text)[1]))
        seen += len(options)
        indent = indents.setdefault(item.label[0] == "（", options[0][0].start - options[0][0].shift)
        if abs(options[0][0].start - options[0][0].shift - indent) > _SAME_COLUMN_PT:
            faults.append(f"{item.question} {item.label}: A. is not below the others")
        where = f"{item.question} {item.label}"
        faults += [f"{where}: {fault}" for fault in _row_faults(options)]
    return Rows(seen, tuple(faults), widest)


def _with_options(paper: Paper) -> Iterator[PaperItem]:
    for section in paper.sections:
        for item in section.items:
            yield from (one for one in (*item.parts, item) if one.options)


def _words(pieces: Sequence[Inline]) -> tuple[str, frozenset[int]]:
    """The squeezed text with the places at which something without text stands: a blank, a break."""
    text, holes = "", set[int]()
    for piece in pieces:
        if isinstance(piece, Plain | Bold):
            text += squeezed(piece.text)
        else:
            holes.add(len(text))
    return text, frozenset(holes)


def _row_faults(options: Sequence[Sequence[Glyph]]) -> Iterator[str]:
    """What is wrong with the rows of one question."""
    letters = [option[0] for option in options]
    lines = _lines(letters)
    in_row, count = len(lines[0]), len(letters)
    planned = [list(range(start, min(start + in_row, count))) for start in range(0, count, in_row)]
    if lines != planned or in_row not in {1, 2, min(count, _MOST_IN_ROW)}:
        yield f"rows of {[len(line) for line in lines]} options"
    elif not _on_columns(letters, in_row):
        yield f"letters off their columns: {[round(one.start - one.shift, 1) for one in letters]}"
    elif in_row == 1:
        yield from _wrapped_faults(options)
    else:
        yield from _crossing_faults(options)


def _lines(letters: Sequence[Glyph]) -> list[list[int]]:
    """The options, by number, line by line."""
    lines: list[list[int]] = []
    for index, letter in enumerate(letters):
        before = letters[index - 1]
        if index and letter.column == before.column and abs(letter.base - before.base) < _SAME_LINE_PT:
            lines[-1].append(index)
        else:
            lines.append([index])
    return lines


def _on_columns(letters: Sequence[Glyph], in_row: int) -> bool:
    """Whether the letters stand on quarters or halves of the line."""
    first = letters[0]
    room = first.shift + COLUMN_MM * MM - first.start
    return any(
        all(_on_column(letter, first, index % in_row * room / count) for index, letter in enumerate(letters))
        for count in (4, 2, 1)
        if count >= in_row
    )


def _crossing_faults(options: Sequence[Sequence[Glyph]]) -> Iterator[str]:
    """Options that share a line stay on it, clear of one another, inside the column."""
    for option, after in zip(options, (*options[1:], None), strict=True):
        letter, last = option[0], option[-1]
        same_line = after is not None and after[0].base > letter.base - _SAME_LINE_PT
        if any(abs(glyph.base - letter.base) > _SAME_LINE_PT for glyph in option):
            yield f"{letter.character}. does not stay on its line"
        elif after is not None and same_line and after[0].left < last.right:
            yield f"{letter.character}. runs into the next"
        elif last.right > letter.shift + COLUMN_MM * MM + 1:
            yield f"{letter.character}. runs over the edge"


def _on_column(letter: Glyph, first: Glyph, offset: float) -> bool:
    return abs((letter.start - letter.shift) - (first.start - first.shift) - offset) < _SAME_COLUMN_PT


def _wrapped_faults(options: Sequence[Sequence[Glyph]]) -> Iterator[str]:
    """Lines of an option alone in its row hang behind the letter and stay inside the column."""
    for option in options:
        text_left = option[0].start - option[0].shift + option[0].em
        for before, glyph in itertools.pairwise(option):
            new_line = glyph.column != before.column or glyph.base < before.base - _SAME_LINE_PT
            if new_line and not 0 <= glyph.left - glyph.shift - text_left < glyph.em:
                yield f"{option[0].character}. wraps to {glyph.left - glyph.shift - text_left:.1f} pt"
        if any(glyph.right > glyph.shift + COLUMN_MM * MM + 1 for glyph in option):
            yield f"{option[0].character}. runs over the edge"


def _widest_gap(option: Sequence[Glyph], holes: frozenset[int]) -> float:
    """The widest white between two neighbours of one line, in em; the letter's own gap counts."""
    widest = 0.0
    for index, (glyph, after) in enumerate(itertools.pairwise(option)):
        if after.column != glyph.column or abs(after.base - glyph.base) > _SAME_LINE_PT or index - 1 in holes:
            continue
        widest = max(widest, (after.left - glyph.right) / glyph.em)
    return widest


def _glyphs(pdf: bytes, *, folded: bool) -> Iterator[Glyph]:
    """The visible characters of the type area of every page, in the order of the file."""
    halves = 2 if folded else 1
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            raw = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
            character = squeezed(_HYPHENS.get(raw, raw))
            if not character or (pdfium.FPDFText_IsGenerated(text.raw, index) == 1 and raw not in _HYPHENS):
                continue
            x, base = _origin(text, index)
            half = int(x >= A4_WIDTH_MM * MM) if folded else 0
            inside = (
                (OUTSIDE_MM if half else BINDING_MM) if folded else (OUTSIDE_MM if number % 2 else BINDING_MM)
            )
            if folded and half:
                inside = A4_WIDTH_MM + OUTSIDE_MM
            shift = inside * MM
            in_type_area = shift - 1 < x < shift + COLUMN_MM * MM + 20
            if not in_type_area or not BOTTOM_MM * MM < base < (HEIGHT_MM - TOP_MM) * MM:
                continue
            yield _glyph(text, index, character, (number * halves + half, x, base, shift))


def _origin(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
    return x.value, y.value


def _glyph(
    text: pypdfium2.PdfTextPage, index: int, character: str, place: tuple[int, float, float, float]
) -> Glyph:
    column, start, base, shift = place
    left, _, right, _ = text.get_charbox(index)
    em = pdfium.FPDFText_GetFontSize(text.raw, index)
    return Glyph(character, column, left, right, start, base, em, shift)
