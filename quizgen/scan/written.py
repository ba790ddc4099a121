"""Boxes that answers are written in: whether their frames are where they should be, whether there is ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy
from numpy.typing import NDArray

from quizgen.model.scanned import BoxMm, WrittenReading
from quizgen.model.sheet import AnswerRegion
from quizgen.scan.figures import FINDING
from quizgen.scan.known import Bools
from quizgen.scan.picture import Grey

Darkness = NDArray[numpy.float32]
"""From 0 (paper) to 1 (print black)."""


@dataclass(frozen=True, slots=True)
class WritingFigures:
    """The figures by which a box is empty or written in.

    ``ink``: darkness from which a pixel is writing; the lines to write on are printed with 35 % grey, which
    scanners blur to less, a pen gives 60 % and more, an ordinary pencil 45 %. ``speck_mm2``: a spot smaller
    than this is dust. ``least_mm2``: less ink than this in all is none; the shortest stroke, a dash of two
    millimetres with a fine pen, has 0.8. ``edge_mm``: what of a box belongs to its frame, where the paper
    is a little bent too. ``straight_mm``: no hand draws a longer line as straight as a ruled one;
    ``upright_mm`` the same for the sides of squares. ``reach_mm``: how far off a frame is looked for,
    ``stretch_mm`` in pieces of this length, ``seen`` how dark it then is at its darkest. ``missing``: when a
    larger share of all pieces is not there, neither are the boxes.
    """

    ink: float = 0.42
    speck_mm2: float = 0.12
    least_mm2: float = 0.7
    edge_mm: float = 1.3
    straight_mm: float = 12.0
    upright_mm: float = 6.0
    reach_mm: float = 1.6
    stretch_mm: float = 10.0
    seen: float = 0.35
    missing: float = 0.4


WRITING = WritingFigures()
_AROUND_MM = 1.0
"""What is shown of the paper around a box."""


def written_readings(lit: Grey, ink: Darkness, regions: Sequence[AnswerRegion]) -> tuple[WrittenReading, ...]:
    """Every box of a page in printed order; ``ink`` is the tone curve by grey value."""
    return tuple(_reading(one, _ink_mm2(_dark(lit, ink, _frame(one)), one)) for one in regions)


def frames_missing(lit: Grey, ink: Darkness, regions: Sequence[AnswerRegion]) -> float:
    """The share of the boxes' frames that are not where they should be; 0 for a page without boxes."""
    seen = [piece for one in regions for piece in _pieces(lit, ink, one)]
    return 1 - sum(seen) / len(seen) if seen else 0.0


def _reading(one: AnswerRegion, mm2: float) -> WrittenReading:
    left, top, right, bottom = _frame(one)
    box = BoxMm(
        *(
            round(side, 2)
            for side in (left - _AROUND_MM, top - _AROUND_MM, right + _AROUND_MM, bottom + _AROUND_MM)
        )
    )
    return WrittenReading(one.question, one.part, one.kind, box, round(mm2, 2), mm2 < WRITING.least_mm2)


def _frame(one: AnswerRegion) -> tuple[float, float, float, float]:
    return one.x_mm, one.y_mm, one.x_mm + one.width_mm, one.y_mm + one.height_mm


def _pixel(mm: float) -> int:
    return round((mm + FINDING.margin_mm) * FINDING.dots_per_mm)


def _dark(lit: Grey, ink: Darkness, box: tuple[float, float, float, float]) -> Darkness:
    """How dark a rectangle of the page is."""
    left, top, right, bottom = map(_pixel, box)
    return numpy.asarray(ink[lit[max(top, 0) : bottom, max(left, 0) : right]], numpy.float32)


def _ink_mm2(dark: Darkness, one: AnswerRegion) -> float:
    """The ink inside a frame without what was printed there."""
    scale = FINDING.dots_per_mm
    mask = (dark > WRITING.ink).astype(numpy.uint8)
    for size in _straight(one):
        lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        mask[numpy.asarray(cv2.dilate(lines, numpy.ones((3, 3), numpy.uint8)), bool)] = 0
    mask[~_inside(mask.shape, one)] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    areas = stats[1:count, cv2.CC_STAT_AREA] / scale**2
    return float(areas[areas >= WRITING.speck_mm2].sum())


def _straight(one: AnswerRegion) -> list[tuple[int, int]]:
    """Lines so long are print: across, and for squares down."""
    scale = FINDING.dots_per_mm
    across = [(round(WRITING.straight_mm * scale), 1)]
    return [*across, (1, round(WRITING.upright_mm * scale))] if one.squares else across


def _inside(shape: Sequence[int], one: AnswerRegion) -> Bools:
    """Where a hand may have written: not the frame's edge, not its printed numbers."""
    scale, edge = FINDING.dots_per_mm, round(WRITING.edge_mm * FINDING.dots_per_mm)
    inside = numpy.zeros(shape, bool)
    inside[edge:-edge, edge:-edge] = True
    for left, top, right, bottom in one.printed:
        across = slice(max(0, int((left - one.x_mm) * scale)), max(0, int((right - one.x_mm) * scale) + 1))
        down = slice(max(0, int((top - one.y_mm) * scale)), max(0, int((bottom - one.y_mm) * scale) + 1))
        inside[down, across] = False
    return inside


def _pieces(lit: Grey, ink: Darkness, one: AnswerRegion) -> list[bool]:
    """Whether each piece of a frame is seen near its place."""
    left, top, right, bottom = _frame(one)
    reach, found = WRITING.reach_mm, list[bool]()
    for y in (top, bottom):
        band = _dark(lit, ink, (left + reach, y - reach, right - reach, y + reach))
        found += _seen(band)
    for x in (left, right):
        band = _dark(lit, ink, (x - reach, top + reach, x + reach, bottom - reach))
        found += _seen(band.T)
    return found


def _seen(band: Darkness) -> list[bool]:
    """Whether a line runs through each piece of a band from left to right."""
    length = band.shape[1]
    count = max(1, round(length / (WRITING.stretch_mm * FINDING.dots_per_mm)))
    ends = numpy.linspace(0, length, count + 1).astype(int)
    means = [band[:, start:end].mean(axis=1) for start, end in pairwise(ends)]
    return [bool(one.max(initial=0.0) > WRITING.seen) for one in means]
