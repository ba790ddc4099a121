"""The known word that somebody must have meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

_NUMBERED = re.compile(r"([A-Za-z]+)[-_ ]?([0-9]+)")
_MOST_LISTED = 30
"""As many words as a line can list."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like it, or nothing; of numbers, the one with other zeros or case."""
    known = list(known)
    parts = _NUMBERED.fullmatch(word)
    for one in known if parts else ():
        other = _NUMBERED.fullmatch(one)
        if parts and other and _same_number(parts, other):
            return one
    found = difflib.get_close_matches(word, known, 1, 0.5)
    return found[0] if found else ""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or all of them when they are few."""
    near = nearest(word, known)
    return f"是不是“{near}”？" if near else words_to_use(known)


def words_to_use(known: Sequence[str]) -> str:
    """A hint that lists the words, unless there are too many to be read."""
    return f"可用的有：{'、'.join(known)}" if 0 < len(known) <= _MOST_LISTED else ""


def _same_number(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.group(1).lower() == other.group(1).lower() and int(one.group(2)) == int(other.group(2))
