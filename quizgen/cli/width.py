"""Text measured and wrapped in terminal columns, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata

_NEVER_FIRST = "，。；：、！？）”’》】％,.;:!?)"


def columns(text: str) -> int:
    """How many terminal columns the text takes."""
    return sum(_character_columns(character) for character in text)


def _character_columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most ``width`` columns.

    Breaks between Chinese characters or at spaces, never inside a Latin word that fits on a line, and
    never so that a line begins with closing punctuation.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and columns((line + piece).rstrip()) > width:
            if piece in _NEVER_FIRST and len(line) > 1:
                lines.append(line[:-1].rstrip())
                line = line[-1] + piece
                continue
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while columns(line) > width:
            cut = _cut(line, width)
            lines.append(line[:cut])
            line = line[cut:]
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """Latin words with the space behind them, single wide characters otherwise."""
    pieces: list[str] = []
    word = ""
    for character in text:
        if _character_columns(character) == 1 and character != " ":
            word += character
            continue
        if word:
            pieces.append(word)
            word = ""
        pieces.append(character)
    if word:
        pieces.append(word)
    return pieces


def _cut(line: str, width: int) -> int:
    taken = 0
    for index, character in enumerate(line):
        taken += _character_columns(character)
        if taken > width:
            return max(index, 1)
    return len(line)


def pad(text: str, width: int) -> str:
    """The text filled with spaces to ``width`` columns."""
    return text + " " * max(0, width - columns(text))
