"""Two prints of a paper held against each other: pages, text, its order, the place of every letter."""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MM_PER_PT = 25.4 / 72
_WHITE = frozenset("\r\n \u3000\u00a0")
_JOINED, _MAY_BREAK = frozenset("（\u2060"), "\u200b"
"""Where a glyph stands for several characters, or a text for its glyphs, pdfium does not tell places inside
a form: the bracket behind a word joiner, words that may break anywhere. The ink says where they stand."""

_DPI = 72


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with the point it begins at, in points from the bottom left corner, and its size."""

    letter: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, and the farthest that a letter moved in mm."""

    faults: tuple[str, ...]
    farthest_mm: float


def ink_apart(one: bytes, other: bytes) -> float:
    """The largest share of a page's ink that is elsewhere in the other print."""
    here, there = (_drawn(pdf) for pdf in (one, other))
    shares = [abs(a - b).sum() / max(a.sum(), 1) for a, b in zip(here, there, strict=True)]
    return float(max(shares))


def _drawn(pdf: bytes) -> list[Any]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            255.0 - page.render(scale=_DPI / 72, grayscale=True).to_numpy().astype(float) for page in document
        ]
    finally:
        document.close()


def letters_of(pdf: bytes) -> list[tuple[tuple[float, float], list[Letter]]]:
    """The size of every page with its letters in their order, white space left out."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_size(), _letters(page)) for page in document]
    finally:
        document.close()


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    text = page.get_textpage()
    found: list[Letter] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(pdfium.FPDFText_CountChars(text.raw)):
        letter = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if letter not in _WHITE:
            pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
            found.append(Letter(letter, x.value, y.value, pdfium.FPDFText_GetFontSize(text.raw, at)))
    return found


def compared(one: bytes, other: bytes, most_mm: float = 0.2) -> Comparison:
    """Hold two PDFs against each other; letters may be ``most_mm`` apart."""
    here, there = letters_of(one), letters_of(other)
    if len(here) != len(there):
        return Comparison((f"{len(here)} 页，另一份 {len(there)} 页",), 0.0)
    faults: list[str] = []
    farthest = 0.0
    for number, ((size, letters), (other_size, others)) in enumerate(zip(here, there, strict=True), 1):
        if max(abs(a - b) for a, b in zip(size, other_size, strict=True)) > most_mm / MM_PER_PT:
            faults.append(f"第 {number} 页的大小不同")
        words, other_words = ("".join(two.letter for two in some) for some in (letters, others))
        if words != other_words:
            at = next((i for i, (a, b) in enumerate(zip(words, other_words, strict=False)) if a != b), 0)
            faults.append(f"第 {number} 页文字不同：{words[at : at + 20]} / {other_words[at : at + 20]}")
            continue
        for at, (a, b) in enumerate(zip(letters, others, strict=True)):
            near = words[max(at - 1, 0) : at + 2]
            if a.letter not in _JOINED and _MAY_BREAK not in near:
                moved = max(abs(a.x - b.x), abs(a.y - b.y)) * MM_PER_PT
                farthest = max(farthest, moved)
                if moved > most_mm and len(faults) < 3:
                    faults.append(f"第 {number} 页“{a.letter}”差 {moved:.2f} 毫米")
                if abs(a.size - b.size) > most_mm:
                    faults.append(f"第 {number} 页“{a.letter}”大小不同")
    return Comparison(tuple(faults), farthest)


def apart_in_any_order(one: bytes, other: bytes) -> float:
    """The farthest in mm that a letter is from the same letter of the other print; their order may differ.

    Raises AssertionError where the letters are not the same.
    """
    farthest = 0.0
    here, there = letters_of(one), letters_of(other)
    assert len(here) == len(there)
    for (_, letters), (_, others) in zip(here, there, strict=True):
        assert Counter(two.letter for two in letters) == Counter(two.letter for two in others)
        for a in letters:
            near = (max(abs(a.x - b.x), abs(a.y - b.y)) for b in others if a.letter == b.letter)
            farthest = max(farthest, min(near) * MM_PER_PT)
    return farthest
