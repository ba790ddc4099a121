"""Options as tables keep them: one a column, all in one cell, with letters or without, ticked or not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.options import LETTERS

_OWN_LETTER = re.compile(r"\s*[(\[【]?\s*([A-Z])\s*(?:[.、:)\]】．]|(?=\s))\s*(?=\S)")
_BEFORE = re.compile(r"\s*(?:[√✓✔☑]|\[\s*[√✓✔]\s*\])\s*(?=\S)")
_BEHIND = re.compile(r"(?<=\S)\s*[(]?\s*(?:[√✓✔☑]|正确答案|正确项|正确选项)\s*[)]?\s*$")
_MARK = re.compile(r"(?<![A-Za-z0-9])[(\[【]?\s*([A-Z])\s*[.、:)\]】．]\s*")
_SPACED_MARK = re.compile(r"(?:^|(?<=[\s;；|]))([A-Z])\s+(?=\S)")
_DIVIDERS = (r"\n+", r"\s*(?:\|\|?|｜|#{2,}|\${2,}|&{2,}|@{2,})\s*", r"\s*[;；]\s*", r"\t+")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class OptionCell:
    """An option as a cell gives it; ``ticked``: a sign beside it says that it is right."""

    letter: str
    text: str
    ticked: bool = False


def option_cell(letter: str, text: str) -> OptionCell:
    """An option of its own cell, without its letter where that stands before it once more."""
    return _ticked(letter, text[_own_letter(letter, text) :].strip())


def option_cells(cells: Sequence[tuple[str, str]]) -> tuple[list[OptionCell], str]:
    """Options of a row by letter, without letters before them where all have one.

    Where only some have one it belongs to their texts; the first of these letters is given, to be doubted.
    """
    lettered = [letter for letter, text in cells if _own_letter(letter, text)]
    if len(lettered) == len(cells):
        return [option_cell(letter, text) for letter, text in cells], ""
    return [_ticked(letter, text.strip()) for letter, text in cells], "".join(lettered[:1])


def _own_letter(letter: str, text: str) -> int:
    """Where a text begins behind its letter; 0 where it has none before it."""
    found = _OWN_LETTER.match(folded(text))
    return found.end() if found and found[1] == letter else 0


def options_within(text: str) -> tuple[OptionCell, ...]:
    """The options that stand in one cell; fewer than two where they cannot be told apart."""
    if not text.strip():
        return ()
    pieces = _lettered(text) or _listed(text) or _divided(text)
    return tuple(option_cell(letter, piece) for letter, piece in zip(LETTERS, pieces, strict=False))


def _ticked(letter: str, text: str) -> OptionCell:
    plain = folded(text)
    if found := _BEFORE.match(plain):
        return OptionCell(letter, text[found.end() :].strip(), ticked=True)
    if found := _BEHIND.search(plain):
        return OptionCell(letter, text[: found.start()].strip(), ticked=True)
    return OptionCell(letter, text)


def _lettered(text: str) -> list[str]:
    """The pieces behind A, B, C and so on, where the cell begins with A and names B."""
    plain = folded(text)
    for pattern in (_MARK, _SPACED_MARK):
        marks: list[re.Match[str]] = []
        for found in pattern.finditer(plain):
            if len(marks) < len(LETTERS) and found[1] == LETTERS[len(marks)]:
                marks.append(found)
        if len(marks) >= _FEWEST and not _BEFORE.sub("", plain[: marks[0].start()] + "x").strip("x √✓✔☑[]"):
            ends = [*(one.start() for one in marks[1:]), len(text)]
            begins = [_tick_before(plain, one.start()) for one in marks]
            ends = [*begins[1:], len(text)]
            return [
                f"{text[begin : mark.start()].strip()}{text[mark.end() : end].strip().rstrip(';；|')}".strip()
                for begin, mark, end in zip(begins, marks, ends, strict=True)
            ]
    return []


def _tick_before(plain: str, start: int) -> int:
    """Where an option begins whose tick stands before its letter."""
    before = plain[:start].rstrip()
    return (
        len(before) - 1
        if before and before[-1] in "√✓✔☑" and (len(before) == 1 or before[-2].isspace())
        else start
    )


def _listed(text: str) -> list[str]:
    """The pieces of a list as programs write it: ["甲", "乙"]."""
    if not text.lstrip().startswith("["):
        return []
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [str(one) for one in found] if isinstance(found, list) and len(found) >= _FEWEST else []


def _divided(text: str) -> list[str]:
    """The pieces between one kind of mark."""
    for divider in _DIVIDERS:
        pieces = [piece for piece in re.split(divider, text.strip()) if piece.strip()]
        if len(pieces) >= _FEWEST:
            return pieces
    return [text]
