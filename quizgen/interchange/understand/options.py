"""Options by their letters: at the beginning of lines, several on a line, in circles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.interchange.understand.lines import TextLine

LETTERS = tuple(map(chr, range(ord("A"), ord("Z") + 1)))
"""As many options as a file may letter; a paper has fewer (quizgen.model.lettered)."""
_MARK = r"(?:[*√]\s*)?"
_STRONG = re.compile(
    rf"({_MARK})(?:选项\s*:?\s*)?(?:[(【\[]\s*([A-Z])\s*[)】\]]\s*[.、:)．]?|([A-Z])\s*(?:[.、:)．。]|，|,))\s*"
)
_SMALL = re.compile(rf"({_MARK})(?:[(]\s*([a-z])\s*[)]|([a-z])\s*[.、)．])\s*")
_SPACED = re.compile(rf"({_MARK})([A-Z]) +(?=\S)")
_TIGHT = re.compile(rf"({_MARK})([A-Z])(?=[^\x00-\x7f，。、；：])")
_INSIDE = re.compile(r"(?:[(【\[]\s*([A-Z])\s*[)】\]]|(?<![A-Za-z0-9])([A-Z])\s*[.、:)．])\s*")
_BEHIND_DIGIT = re.compile(r"()(?<=\d)([A-Z])[.、:)．]\s*")
_INSIDE_COLUMN = re.compile(r"(?<=\S)\s+([A-Z])\s*[.、:)．]\s*(?=\S)")
_INSIDE_SPACED = re.compile(r"(?<=\s)([A-Z]) +(?=\S)")
_KEY_BEFORE = re.compile(r"\(\s*[A-Z]+\s*\)\s*\d{1,4}\s*[.、:](?!\d)")
_RIGHT_BEHIND = re.compile(r"\s*[(]?\s*(√|正确答案|正确项|正确选项)\s*[)]?\s*$")


@dataclass(frozen=True, slots=True)
class OptionMark:
    """A letter that a line begins with; the text begins at ``end``; ``ticked``: a sign before it says right.

    ``weak``: only a space or nothing divides the letter from the text.
    """

    letter: str
    end: int
    weak: bool = False
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class OptionText:
    """An option as it stands in the file."""

    letter: str
    lines: tuple[TextLine, ...]
    ticked: bool = False

    @property
    def text(self) -> str:
        """Its text, lines that were broken joined."""
        out = ""
        for line in self.lines:
            glue = " " if out and line.text and out[-1].isascii() and line.text[0].isascii() else ""
            out += glue + line.text
        return out


def option_mark(line: TextLine) -> OptionMark | None:
    """The letter that a line begins with, or None; ``(A) 1.`` is a question with its key before it."""
    plain = line.plain
    if _KEY_BEFORE.match(plain):
        return None
    if found := _STRONG.match(plain):
        return OptionMark(found[2] or found[3], found.end(), ticked=bool(found[1]))
    if found := _SMALL.match(plain):
        return OptionMark((found[2] or found[3]).upper(), found.end(), ticked=bool(found[1]))
    if (found := _SPACED.match(plain)) or (found := _TIGHT.match(plain)):
        return OptionMark(found[2], found.end(), weak=True, ticked=bool(found[1]))
    return None


def split_options(line: TextLine, first: str, stop: str, *, tight: bool) -> tuple[OptionText, ...]:
    """The options on one line whose first letter is ``first``, up to but not with the letter ``stop``.

    ``stop`` is the letter with which the next line begins; empty where none does. ``tight``: letters count
    without a space before them (A.甲B.乙).
    """
    mark = option_mark(line)
    if mark is None:
        return ()
    starts = [(0, mark.end, first)]
    wanted = LETTERS.index(first) + 1
    while wanted < len(LETTERS) and LETTERS[wanted] != stop:
        found = _next_mark(line.plain, starts[-1][1], LETTERS[wanted], tight=tight)
        if found is None:
            break
        starts.append((*found, LETTERS[wanted]))
        wanted += 1
    ends = [*(start for start, _, _ in starts[1:]), len(line.text)]
    return tuple(
        _option(letter, line.cut(begin, end), ticked=mark.ticked and not place)
        for place, ((_, begin, letter), end) in enumerate(zip(starts, ends, strict=True))
    )


def _option(letter: str, text: TextLine, *, ticked: bool) -> OptionText:
    behind = _RIGHT_BEHIND.search(text.plain)
    if behind and behind.start():
        return OptionText(letter, (text.cut(0, behind.start()),), ticked=True)
    return OptionText(letter, (text,), ticked)


def _next_mark(plain: str, start: int, letter: str, *, tight: bool) -> tuple[int, int] | None:
    """Where the option with a letter begins inside a line: behind a space before it stands within words."""
    candidates = [one for one in _INSIDE.finditer(plain, start) if (one[1] or one[2]) == letter]
    spaced = [one for one in candidates if plain[one.start() - 1].isspace()]
    if not candidates:
        spaced = [one for one in _INSIDE_SPACED.finditer(plain, start) if one[1] == letter]
    if tight and not candidates:
        candidates = [one for one in _BEHIND_DIGIT.finditer(plain, start) if one[2] == letter]
    chosen = (spaced or (candidates if tight else []))[:1]
    return (chosen[0].start(), chosen[0].end()) if chosen else None


def inline_options(line: TextLine) -> int | None:
    """Where options begin inside the line of a stem (``…是（ ）A. 甲 B. 乙``); None where none do."""
    for found in _INSIDE.finditer(line.plain):
        if (found[1] or found[2]) != "A" or not found.start():
            continue
        if _next_mark(line.plain, found.end(), "B", tight=True) is not None:
            return found.start()
    return None


def in_columns(options: list[OptionText]) -> tuple[list[OptionText], str]:
    """Options that stand in two columns, read down (``A. 甲  C. 丙`` above ``B. 乙  D. 丁``), told apart.

    Where the letters inside the texts do not make up for what is missing, the options are left as they are
    and the first such letter is given, to be doubted.
    """
    parts = [part for option in options for part in _columns(option)]
    if len(parts) == len(options):
        return options, ""
    parts.sort(key=lambda one: one.letter)
    if [one.letter for one in parts] == list(LETTERS[: len(parts)]):
        return parts, ""
    known = {one.letter for one in options}
    return options, next((one.letter for one in parts if one.letter not in known), "")


def _columns(option: OptionText) -> list[OptionText]:
    if len(option.lines) != 1:
        return [option]
    (line,) = option.lines
    marks = list(_INSIDE_COLUMN.finditer(line.plain))
    ends = [*(one.start() for one in marks), len(line.text)]
    first = OptionText(option.letter, (line.cut(0, ends[0]),), option.ticked)
    others = (
        OptionText(one[1], (line.cut(one.end(), end),)) for one, end in zip(marks, ends[1:], strict=True)
    )
    return [first, *others]
