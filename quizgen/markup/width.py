"""Text measured in columns, where a Chinese character takes two, and wrapped to them."""

from __future__ import annotations

import unicodedata

_NEVER_FIRST = "，。；：、！？）”’》】％,.;:!?)"
_WIDE_FROM = 0x2E80
"""The first Chinese radical; everything before is narrow in a spreadsheet."""
_NEVER_LAST = "（“‘《【"


def is_wide(character: str) -> bool:
    """Whether a character is as wide as a Chinese one; those that may be either count as wide."""
    return unicodedata.east_asian_width(character) in "WFA"


def cell_columns(text: str) -> int:
    """How wide a text is in a spreadsheet, where dashes and quotation marks are narrow."""
    return sum(2 if ord(character) >= _WIDE_FROM else 1 for character in text)


def columns(text: str) -> int:
    """How many terminal columns the text takes."""
    return sum(_character_columns(character) for character in text)


def _character_columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if is_wide(character) else 1


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most ``width`` columns.

    Breaks between Chinese characters or at spaces, never inside a Latin word that fits on a line, and
    never so that a line begins with closing or ends with opening punctuation.
    """
    lines: list[str] = []
    line: list[str] = []
    for piece in _pieces(text):
        if line and columns("".join([*line, piece]).rstrip()) > width:
            carried = [piece]
            while len(line) > 1 and carried[0] in _NEVER_FIRST:
                carried.insert(0, line.pop())
            while len(line) > 1 and line[-1] in _NEVER_LAST:
                carried.insert(0, line.pop())
            lines.append("".join(line).rstrip())
            line = carried if carried[0].strip() else carried[1:]
        elif piece.strip() or line or not lines:
            line.append(piece)
        while columns("".join(line).rstrip()) > width:
            whole = "".join(line)
            cut = _cut(whole, width)
            lines.append(whole[:cut])
            line = [whole[cut:]]
    if "".join(line).strip() or not lines:
        lines.append("".join(line).rstrip())
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
