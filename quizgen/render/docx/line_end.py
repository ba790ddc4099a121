"""The end of a line in a Word document: room for words that must not be torn."""

from __future__ import annotations

from typing import Any

from quizgen.render.docx.shape import tighten
from quizgen.render.docx.size import last_line_em, unsure_em, width_em

BRACKET = "（" + 8 * "\u00a0" + "）"
"""As wide as with two Chinese spaces, but not to be torn."""
BRACKET_ROOM = "（　　　）"
"""Where a font with wide spaces stands in for a missing one, as on many Linux systems, it is this wide."""
_TIGHTENINGS_EM = (0.0, 0.01, 0.02, 0.03)
"""How much closer than usual characters may be set without being noticed."""


class LineEnd:
    """What stands at the end of a paragraph; ``room_em`` is the width of a line."""

    def __init__(self, room_em: float, text: str) -> None:
        self._room = room_em
        self._text = text.rpartition("\n")[2]
        self._by = 0.0

    def make_room(self, paragraph: Any, words: str) -> None:
        """Room for words that must not be torn: by setting the line a little tighter, or by breaking it."""
        width = width_em(words) + unsure_em(self._text, self._room)
        for by in _TIGHTENINGS_EM:
            if by >= self._by and last_line_em(self._text, self._room, tighter=by) + width <= self._room:
                break
        else:
            paragraph.add_run().add_break()
            self._text, by = "", self._by
        if by > self._by:
            tighten(paragraph, by)
        self._text, self._by = self._text + words, by
