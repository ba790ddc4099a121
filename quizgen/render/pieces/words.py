"""Words of one file: whole ones set once by Typst, plain ones drawn letter by letter from its fonts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from quizgen.render.fonts.found import FontSet
from quizgen.render.pieces.objects import PdfStock, read_stock

BLEED = 20.0
"""Points around a piece, for a form shows nothing beyond its edge."""

SONG, HEI = "s", "h"
"""The names of the two fonts in content."""

_PLAIN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|(试卷编号：)?[0-9A-Z/-]+")
"""What is drawn letter by letter: nothing in it is squeezed, nothing inserted between Chinese and Latin."""

WordSetter = Callable[[dict[str, Any]], bytes]
"""Sets the data for ``words.typ`` as a PDF."""


@dataclass(slots=True)
class WantedWords:
    """The words, letters and answers that a file needs; each is set once."""

    fonts: FontSet
    words: dict[tuple[float, bool, str], int] = field(default_factory=dict)
    letters: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))
    answers: dict[tuple[float, float, str], int] = field(default_factory=dict)

    def want(self, size: float, text: str, *, sans: bool) -> None:
        """A line of text of so many points."""
        if self.is_plain(text, sans=sans):
            self.letters[sans].update(text)
        else:
            self.words.setdefault((size, sans, text), len(self.words))

    def want_answer(self, width: float, size: float, words: str) -> None:
        """A text of several lines as wide as that, in points; ``words`` are spans in JSON."""
        self.answers.setdefault((width, size, words), len(self.answers))

    def is_plain(self, text: str, *, sans: bool) -> bool:
        """Whether the text is drawn letter by letter."""
        known = text.isascii() if sans else self.fonts.song_codepoints.issuperset(map(ord, text))
        return known and _PLAIN.fullmatch(text) is not None

    def set(self, title: str, setter: WordSetter) -> SetWords:
        """All of it, set by Typst."""
        rows = [
            (sans, "".join(sorted(some)))
            for sans, some in zip((False, True), self.letters, strict=True)
            if some
        ]
        told = {
            "title": title,
            "bleed": BLEED,
            "words": list(self.words),
            "letters": rows,
            "answers": [(width, size, json.loads(words)) for width, size, words in self.answers],
        }
        before = len(self.words)
        alphabets = {
            (HEI if sans else SONG): (before + at, letters) for at, (sans, letters) in enumerate(rows)
        }
        stock, sizes = read_stock(setter(told), alphabets)
        return SetWords(self, stock, sizes, before + len(rows))


class SetWords:
    """Draws words that were set; places are in points from the bottom left corner of the page."""

    def __init__(
        self, wanted: WantedWords, stock: PdfStock, sizes: list[tuple[float, float]], first_answer: int
    ) -> None:
        self.stock = stock
        self._wanted, self._sizes, self._first_answer = wanted, sizes, first_answer
        self._advances = {
            sans: {letter: wanted.fonts.width_em(letter, sans=sans) for letter in wanted.letters[sans]}
            for sans in (False, True)
        }

    def line(self, x: float, y: float, size: float, text: str, *, sans: bool) -> tuple[bytes, int | None]:
        """A wanted line of text with its left end and baseline there; the piece that it is, if it is one."""
        piece = self._wanted.words.get((size, sans, text))
        if piece is None:
            return self.letters(x, y, size, text, sans=sans), None
        return self.piece(piece, x, y), piece

    def letters(self, x: float, y: float, size: float, text: Iterable[str], *, sans: bool) -> bytes:
        """Letters in a row, their left end and baseline there."""
        name = (HEI if sans else SONG).encode()
        return b"BT/%b %.3f Tf %.2f %.2f Td<%b>Tj ET\n" % (name, size, x, y, self.codes(text, sans=sans))

    def codes(self, text: Iterable[str], *, sans: bool) -> bytes:
        """The codes of letters, in hexadecimal."""
        glyphs = self.stock.glyphs[HEI if sans else SONG]
        return "".join([glyphs[letter] for letter in text]).encode()

    def answer(self, width: float, size: float, words: str) -> tuple[int, float]:
        """A wanted answer as a piece, with its height in points."""
        piece = self._first_answer + self._wanted.answers[width, size, words]
        return piece, self._sizes[piece][1] - 2 * BLEED

    def piece(self, number: int, x: float, y: float) -> bytes:
        """A piece with its bottom left corner there."""
        return b"q 1 0 0 1 %.2f %.2f cm/p%d Do Q\n" % (x - BLEED, y - BLEED, number)

    def width(self, text: str, size: float, *, sans: bool) -> float:
        """The width of plain letters in points."""
        advances = self._advances[sans]
        return sum(advances[letter] for letter in text) * size
