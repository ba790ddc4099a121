"""Lengths of the Word paper, the same as those of the PDF (``paper.typ``, ``style.typ``)."""

from __future__ import annotations

from dataclasses import dataclass

MM_PER_PT = 25.4 / 72
COLUMN_MM, BINDING_MM, OUTSIDE_MM, TOP_MM, BOTTOM_MM = 165.0, 30.0, 15.0, 16.0, 18.0
PAGE_MM, FOLDED_MM, HEIGHT_MM = 210.0, 420.0, 297.0
OPTION_GAP_EM = 2.5

_SCRIPT_GAP_EM = 0.25
_FIRST_WIDE = "\u2e80"
_WIDE = "“”‘’…—×√①②③④⑤⑥⑦⑧⑨⑩"
_NARROW = "iljtf.,;:!|'()[] "


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
