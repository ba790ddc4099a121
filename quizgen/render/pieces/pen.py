"""PDF content: pieces and plain text put in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quizgen.render.pieces.setting import SetPieces

PLAIN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[0-9A-Za-z]+")
"""Text that is set letter by letter: nothing is squeezed, nothing inserted between Chinese and Latin."""


class Pen:
    """Draws pieces and text. Places are in points from the top left corner of a block, downwards."""

    def __init__(self, found: SetPieces, width_em: Callable[[str], float]) -> None:
        self._found = found
        self._bleed = found.measures.bleed
        self._glyphs: Mapping[str, str] = found.stock.glyphs["s"]
        self._advances = {letter: width_em(letter) for letter in self._glyphs}

    def piece(self, number: int, x: float, y: float) -> bytes:
        """A piece with its top left corner there."""
        down = y + self._found.pieces[number].height + self._bleed
        return b"q 1 0 0 1 %.2f %.2f cm/p%d Do Q\n" % (x - self._bleed, -down, number)

    def knows(self, text: str) -> bool:
        """Whether the text is plain and every letter of it is at hand."""
        return PLAIN.fullmatch(text) is not None and all(letter in self._glyphs for letter in text)

    def width(self, text: str) -> float:
        """The width of a text in em, letter by letter."""
        return sum(self._advances[letter] for letter in text)

    def text(self, text: str, size: float, x: float, y: float) -> bytes:
        """A text with its baseline there. Raises KeyError for a letter that is not at hand."""
        codes = "".join([self._glyphs[letter] for letter in text]).encode()
        return b"BT/s %.3f Tf %.2f %.2f Td<%b>Tj ET\n" % (size, x, -y, codes)
