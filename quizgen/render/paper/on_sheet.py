"""Answers in words that are written on the answer sheet: what its boxes must hold."""

from __future__ import annotations

from dataclasses import dataclass

ON_SHEET = 3
"""The layout of answer sheets that have boxes for written answers."""


@dataclass(frozen=True, slots=True)
class AnswerRoom:
    """The room that an answer needs on the sheet.

    So many ruled ``lines`` or ``rows`` of squares; for a 填空 so many ``blanks``, the longest answer of
    which has so many ``characters``.
    """

    lines: int = 0
    rows: int = 0
    blanks: int = 0
    characters: int = 0
