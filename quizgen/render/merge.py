"""Merges many PDF files into one for printing, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import pikepdf

BINDING_SHIFT_MM = 15.0
"""How far apart the left edges of odd and even pages are that are to be bound on the left (paper.typ)."""

_BATCH = 50
_PT_PER_MM = 72 / 25.4


class Sides(StrEnum):
    """How a merged file is to be printed."""

    BOTH = "both"
    SINGLE = "single"


def page_count(path: Path) -> int:
    """How many pages a PDF has; 0 for a file that was damaged."""
    try:
        with pikepdf.open(path) as document:
            return len(document.pages)
    except pikepdf.PdfError:
        return 0


def merge_pdfs(paths: Sequence[Path | BytesIO], sides: Sides = Sides.BOTH, *, shift_mm: float = 0.0) -> bytes:
    """The pages of all files, in order, as one PDF; the same files give the same bytes.

    For both sides every file begins on a front: one with an odd number of pages is followed by a blank
    page. For a single side nothing is added; even pages of a file move right by ``shift_mm``, so that
    all its pages are bound on the left. At most fifty files are open at a time. Memory needed is about
    three times the result, so whoever prints thousands of forms makes several merged files.
    """
    parts = [
        _merged(paths[start : start + _BATCH], sides, shift_mm) for start in range(0, len(paths), _BATCH)
    ]
    while len(parts) > 1:
        parts = [joined(parts[start : start + _BATCH]) for start in range(0, len(parts), _BATCH)]
    return parts[0]


def _merged(paths: Sequence[Path | BytesIO], sides: Sides, shift_mm: float) -> bytes:
    """Files as they are on disk, laid out for the printer."""
    opened = [pikepdf.open(path) for path in paths]
    try:
        with pikepdf.new() as whole:
            for part in opened:
                first = len(whole.pages)
                whole.pages.extend(part.pages)
                if sides is Sides.SINGLE and shift_mm:
                    for page in list(whole.pages)[first + 1 :: 2]:
                        _move_right(whole, page, shift_mm * _PT_PER_MM)
                elif sides is Sides.BOTH and len(part.pages) % 2:
                    left, bottom, right, top = map(float, whole.pages[-1].mediabox.as_list())
                    whole.add_blank_page(page_size=(right - left, top - bottom))
            return _saved(whole)
    finally:
        for part in opened:
            part.close()


def joined(parts: Sequence[bytes]) -> bytes:
    """Merged parts one after another."""
    opened = [pikepdf.open(BytesIO(part)) for part in parts]
    try:
        with pikepdf.new() as whole:
            for part in opened:
                whole.pages.extend(part.pages)
            return _saved(whole)
    finally:
        for part in opened:
            part.close()


def _move_right(whole: pikepdf.Pdf, page: pikepdf.Page, points: float) -> None:
    """Move everything on a page to the right."""
    page.contents_add(pikepdf.Stream(whole, f"q 1 0 0 1 {points:.4f} 0 cm".encode()), prepend=True)
    page.contents_add(pikepdf.Stream(whole, b"Q"))


def _saved(whole: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
