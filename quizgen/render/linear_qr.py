"""QR codes of one length in a tenth of the time: their squares are a linear function of the text's bits.

Of texts of one length, every square of a symbol is the sum modulo 2 of some bits of the text, because the
places, the check symbols and the mask are the same for all. So a few symbols asked of segno, one a bit,
give those of all other texts; the tests hold them against segno's own.
"""

from __future__ import annotations

import functools
import re

from quizgen.render.codes import qr_rows

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE, _PAIR_BITS, _LAST_BITS = len(_ALPHABET), 11, 6
"""The characters of the alphanumeric mode: two make a number of eleven bits, one at the end of six."""

_RUN = re.compile("1+")


@functools.lru_cache(maxsize=8)
def qr_path(text: str) -> bytes:
    """The black squares of a symbol as PDF rectangles, one unit a square, y downwards from the top."""
    return b"".join(
        [_drawn(y, *run.span()) for y, row in enumerate(linear_rows(text)) for run in _RUN.finditer(row)]
    )


@functools.lru_cache(maxsize=1 << 14)
def _drawn(y: int, start: int, end: int) -> bytes:
    return b"%d %d %d 1 re\n" % (start, y, end - start)


def qr_side(text: str) -> int:
    """How many squares a side of the symbol has."""
    return _basis(len(text))[0]


def linear_rows(text: str) -> tuple[str, ...]:
    """The rows of the symbol, black squares as 1, just as ``codes.qr_rows`` gives them."""
    size, value, parts = _basis(len(text))
    for place, changes in enumerate(parts):
        number = functools.reduce(_with_next, text[2 * place : 2 * place + 2], 0)
        for at, changed in enumerate(changes):
            if number >> at & 1:
                value ^= changed
    squares = f"{value:0{size * size}b}"
    return tuple(squares[start : start + size] for start in range(0, size * size, size))


def _with_next(number: int, character: str) -> int:
    return number * _BASE + _ALPHABET.index(character)


@functools.lru_cache(maxsize=4)
def _basis(length: int) -> tuple[int, int, tuple[tuple[int, ...], ...]]:
    """The side of a symbol, the symbol of zeros alone, what every bit of every pair changes in it."""
    zeros = qr_rows("0" * length)
    base = _value(zeros)
    parts: list[tuple[int, ...]] = []
    for start in range(0, length, 2):
        single = start + 1 == length
        changes: list[int] = []
        for at in range(_LAST_BITS if single else _PAIR_BITS):
            first, second = divmod(1 << at, _BASE)
            own = _ALPHABET[second] if single else _ALPHABET[first] + _ALPHABET[second]
            changes.append(_value(qr_rows(f"{own:0>{start + len(own)}}".ljust(length, "0"))) ^ base)
        parts.append(tuple(changes))
    return len(zeros), base, tuple(parts)


def _value(rows: tuple[str, ...]) -> int:
    return int("".join(rows), 2)
