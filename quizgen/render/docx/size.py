"""Lengths of the Word paper, the same as those of the PDF (``paper.typ``, ``style.typ``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

MM_PER_PT = 25.4 / 72
COLUMN_MM, BINDING_MM, OUTSIDE_MM, TOP_MM, BOTTOM_MM = 165.0, 30.0, 15.0, 16.0, 18.0
PAGE_MM, FOLDED_MM, HEIGHT_MM = 210.0, 420.0, 297.0
OPTION_GAP_EM, OPTION_LABEL_EM, PART_LABEL_EM = 2.5, 1.4, 2.6

_SCRIPT_GAP_EM = 0.25
_FIRST_WIDE = "\u2e80"
_WIDER_LATIN_EM, _LINES_BEFORE_EM, _ABOUT_A_LINE = 0.1, 1.0, 40
_WIDE = "“”‘’…—×√①②③④⑤⑥⑦⑧⑨⑩"
_NARROW = "iljtf.,;:!|'()[] "
_TOGETHER = re.compile(
    r"[!-~\u00a1-\u024f]+[，。；：？！、）》”’】…—]*|[（《“‘【]*.[，。；：？！、）》”’】…—]*", re.DOTALL
)
"""What no line breaks: a Latin word or a number, a Chinese character, with the signs that cling to it."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of type in points, heights in millimetres."""

    body: float
    head: float
    title: float
    note: float
    foot: float
    table: float
    line_pt: float
    note_line_pt: float
    writing_mm: float
    score_mm: tuple[float, float]
    score_heights_mm: tuple[float, float]


NORMAL = Sizes(10.5, 12, 18, 9, 9, 10.5, 15.2, 12, 8.5, (12, 14), (5, 7))
LARGE = Sizes(16, 17, 24, 13, 11, 12, 23.7, 17.3, 10, (14, 18), (7, 9))


def width_em(text: str) -> float:
    """About how wide a line of text is: Word's fonts are the reader's, not ours.

    A quarter em stands between Chinese and Latin, as in Word and in the PDF.
    """
    width, before = 0.0, ""
    for character in text:
        wide = character >= _FIRST_WIDE or character in _WIDE
        script = "" if not character.isalnum() else "han" if wide else "latin"
        if script and before and script != before:
            width += _SCRIPT_GAP_EM
        width += 1.0 if wide else 0.3 if character in _NARROW else 0.55
        before = script
    return width


def last_line_em(text: str, room: float, *, tighter: float = 0.0) -> float:
    """How far the last line of a paragraph is filled, when every line holds as much as it can.

    Every character is set ``tighter`` by so many em.
    """
    filled = 0.0
    for found in _TOGETHER.finditer(text):
        before, closer = text[max(found.start() - 1, 0) : found.start()], tighter * len(found[0])
        width = width_em(before + found[0]) - width_em(before) - closer
        if filled + width > room:
            filled, width = 0.0, width_em(found[0]) - closer
        filled = (filled + width) if filled + width <= room else (filled + width) % room
    return filled


def unsure_em(text: str, room: float) -> float:
    """How much fuller the last line of a text may be: Latin letters of other fonts are wider.

    Of several lines, the ones before may hold a little less.
    """
    latin = sum(character < _FIRST_WIDE for character in text[-_ABOUT_A_LINE:])
    return _WIDER_LATIN_EM * latin + _LINES_BEFORE_EM * (width_em(text) > room)
