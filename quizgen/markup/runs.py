"""Which short runs of characters a text has, kept small: enough to know that a word is not in it."""

from __future__ import annotations

import base64
import re
import unicodedata

RUNS_FILE = "runs.txt"
"""Where the register keeps the filter of its source texts, below ``docs/_data``."""
_SIZES = (2, 3)
"""Runs of two characters, runs of three."""
_SHIFT = 15
BITS = 1 << (32 - _SHIFT)
"""Size of the filter (16 KB): of runs that a text of 15,000 characters has not, 3 in 100 seem to be there."""
_BASES = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
_APART = re.compile(r"[\W_]+")


def runs_filter(text: str) -> str:
    """The runs of a text as a Bloom filter in base64; the text cannot be had back from it.

    Each of four hashes of a run goes through its characters (UTF-16): times its base, plus the character,
    modulo 2^32; the upper 17 bits are a place. ``quizgen-forgive.js`` computes the same.
    (B. H. Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970.)
    """
    bits = bytearray(BITS // 8)
    for place in {place for run in runs_of(text) for place in _places(run)}:
        bits[place >> 3] |= 1 << (place & 7)
    return base64.b64encode(bytes(bits)).decode("ascii")


def runs_of(text: str) -> set[str]:
    """Every run; what stands between words is left out, so words apart are neighbours too."""
    letters = _APART.sub("", unicodedata.normalize("NFKC", text).lower())
    return {letters[at : at + size] for size in _SIZES for at in range(len(letters) - size + 1)}


def surely_without(filtered: str, word: str) -> bool:
    """Whether the text of the filter has no such word; False when it may have it."""
    bits = base64.b64decode(filtered)
    places = (place for run in runs_of(word) for place in _places(run))
    return any(not bits[place >> 3] & (1 << (place & 7)) for place in places)


def _places(run: str) -> tuple[int, ...]:
    places = []
    for base in _BASES:
        value = base
        for character in run:
            value = (value * base + (ord(character) & 0xFFFF)) & 0xFFFFFFFF
        places.append((value ^ (value >> 16)) * base % (1 << 32) >> _SHIFT)
    return tuple(places)
