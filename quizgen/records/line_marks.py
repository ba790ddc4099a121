"""Short marks of a file's lines, kept in the ledger: which line was altered can be told later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from quizgen.files.text import byte_lines

_DIGITS = 2
"""Hexadecimal digits of a mark: too few to guess a person's answers from, enough to miss a change of one
line once in 256."""
_MOST = 2_000
"""Marks of one file; a longer file has one mark for several lines."""


class LineSpan(NamedTuple):
    """Lines (from 1) among which the first difference is: one line where ``first`` equals ``last``."""

    first: int
    last: int


def marks_of(data: bytes) -> str:
    """How many lines share a mark, a colon, the marks one after another: ``1:0fa27c``."""
    lines = data.splitlines()
    return _marked(lines, _size(len(lines)))


def marks_of_content(content: bytes | Path) -> str:
    """The same of bytes at hand, or of those in a file, which is not held in memory. Raises CannotRead."""
    if not isinstance(content, Path):
        return marks_of(content)
    count = sum(1 for _ in byte_lines(content))
    return _marked((line.rstrip(b"\r\n") for line in byte_lines(content)), _size(count))


def place_of_change(data: bytes, marks: object) -> LineSpan | None:
    """Where a file begins to differ from the one these marks are of; None where they do not tell."""
    size, colon, noted = marks.partition(":") if isinstance(marks, str) else ("", "", "")
    if not colon or not size.isdecimal() or int(size) < 1:
        return None
    now = _marked(data.splitlines(), int(size)).partition(":")[2]
    for at in range(0, max(len(now), len(noted)), _DIGITS):
        if now[at : at + _DIGITS] != noted[at : at + _DIGITS]:
            block = at // _DIGITS
            return LineSpan(block * int(size) + 1, (block + 1) * int(size))
    return None


def _size(lines: int) -> int:
    return max(1, -(-lines // _MOST))


def _marked(lines: Iterable[bytes], size: int) -> str:
    marks = (hashlib.sha256(block).hexdigest()[:_DIGITS] for block in _blocks(iter(lines), size))
    return f"{size}:{''.join(marks)}"


def _blocks(lines: Iterator[bytes], size: int) -> Iterator[bytes]:
    while block := list(islice(lines, size)):
        yield b"\n".join(block)
