"""The number format of a cell cut into its sections and tokens, as spreadsheets write formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Token(StrEnum):
    """What a piece of a format stands for."""

    LITERAL = "literal"
    DIGIT = "digit"
    POINT = "point"
    COMMA = "comma"
    PERCENT = "percent"
    SLASH = "slash"
    EXPONENT = "exponent"
    GENERAL = "general"
    TEXT = "text"
    DATE = "date"
    ELAPSED = "elapsed"


Piece = tuple[Token, str]
"""What it stands for, with its text: the letters themselves, ``0``/``#``/``?``, ``yyyy``, ``E+``."""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One of at most four parts of a format; ``condition`` as (operator, number) where it is written."""

    pieces: tuple[Piece, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, *tokens: Token) -> bool:
        """Whether any piece is of one of these kinds."""
        return any(token in tokens for token, _text in self.pieces)

    @property
    def is_date(self) -> bool:
        """Whether numbers in it show as dates, times or spans."""
        return self.has(Token.DATE, Token.ELAPSED)


_MOST_SECTIONS = 4
_PATTERNS = (
    (Token.GENERAL, re.compile(r"General", re.IGNORECASE)),
    (Token.LITERAL, re.compile(r'"([^"]*)"|\\(.)', re.DOTALL)),
    (Token.DATE, re.compile(r"AM/PM|A/P", re.IGNORECASE)),
    (Token.EXPONENT, re.compile(r"E[+-]", re.IGNORECASE)),
    (Token.DATE, re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)),
    (Token.ELAPSED, re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)),
    (Token.DIGIT, re.compile(r"[0#?]")),
    (Token.POINT, re.compile(r"\.")),
    (Token.COMMA, re.compile(r",")),
    (Token.PERCENT, re.compile(r"%")),
    (Token.SLASH, re.compile(r"/")),
    (Token.TEXT, re.compile(r"@")),
    (Token.LITERAL, re.compile(r"([-+$():^&'~{}<>= 1-9]|[^\x00-\x7f])")),
)
_SPACE = re.compile(r"_(.)", re.DOTALL)
_FILL = re.compile(r"\*[ \u3000]")
"""A filler other than a space puts letters of its own beside the value, as many as there is room for."""
_COLOUR = re.compile(
    r"\[(black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|"
    r"黑色|蓝色|蓝绿色|绿色|洋红色|红色|白色|黄色|颜色 ?\d+)\]",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_PLAIN_LOCALE = 0xF000
"""From here on a locale asks for the computer's own format, for another calendar or for other digits."""


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[FormatSection, ...] | None:
    """The sections of a format; None where something in it is not known here."""
    found: list[FormatSection] = []
    pieces: list[Piece] = []
    condition: tuple[str, Decimal] | None = None
    place = 0
    while place < len(code):
        if code[place] == ";":
            found.append(FormatSection(tuple(pieces), condition))
            pieces, condition, place = [], None, place + 1
            continue
        told = _CONDITION.match(code, place)
        if told is not None:
            condition, place = (told[1], Decimal(told[2])), told.end()
            continue
        read = _unseen(code, place) or _piece(code, place)
        if read is None:
            return None
        piece, place = read
        if piece is not None:
            pieces.append(piece)
    found.append(FormatSection(tuple(pieces), condition))
    return tuple(found) if len(found) <= _MOST_SECTIONS else None


def _unseen(code: str, place: int) -> tuple[Piece | None, int] | None:
    """Colours and fillers, which add no letter; spaces and currencies, which add their own."""
    for pattern in (_COLOUR, _FILL):
        found = pattern.match(code, place)
        if found is not None:
            return None, found.end()
    space = _SPACE.match(code, place)
    if space is not None:
        return (Token.LITERAL, " "), space.end()
    currency = _CURRENCY.match(code, place)
    if currency is not None and int(currency[2] or "0", 16) < _PLAIN_LOCALE:
        return ((Token.LITERAL, currency[1]) if currency[1] else None), currency.end()
    return None


def _piece(code: str, place: int) -> tuple[Piece | None, int] | None:
    for token, pattern in _PATTERNS:
        found = pattern.match(code, place)
        if found is not None:
            inner = next((group for group in found.groups() if group is not None), None)
            return (token, found.group() if inner is None else inner), found.end()
    return None
