"""The page straightened and evenly lit: paper white everywhere, so many pixels a millimetre."""

from __future__ import annotations

import cv2
import numpy

from quizgen.scan.figures import FINDING, TONE
from quizgen.scan.known import Floats, MarkerPlan
from quizgen.scan.picture import Grey

_FINER, _KEPT = 1.35, 1.1
"""A picture this much finer than needed is averaged down to this first: less work, no false patterns."""

_ONE_BIT_BLUR_MM = 0.10
_LEAST_ONE_BIT = slice(3, 28)
"""Of 32 steps of grey, those in the middle."""


def straightened(grey: Grey, matrix: Floats, plan: MarkerPlan, dots_per_mm: float) -> Grey:
    """The paper from above, ``FINDING.dots_per_mm`` pixels a millimetre, with its margin around."""
    scale = FINDING.dots_per_mm
    if dots_per_mm > _FINER * scale:
        less = _KEPT * scale / dots_per_mm
        grey = numpy.asarray(
            cv2.resize(grey, None, fx=less, fy=less, interpolation=cv2.INTER_AREA), numpy.uint8
        )
        shrink = numpy.array([[less, 0, less / 2 - 0.5], [0, less, less / 2 - 0.5], [0, 0, 1]])
        matrix = shrink @ matrix
    margin = FINDING.margin_mm
    to_paper = numpy.array([[1 / scale, 0, -margin], [0, 1 / scale, -margin], [0, 0, 1]])
    size = (int((plan.width_mm + 2 * margin) * scale), int((plan.height_mm + 2 * margin) * scale))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(grey, matrix @ to_paper, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return numpy.asarray(flat, numpy.uint8)


def evenly_lit(flat: Grey, *, one_bit: bool) -> Grey:
    """Divided by the white of the paper around: shadows go, drawing stays; paper is at ``TONE.paper``."""
    scale = FINDING.dots_per_mm
    if one_bit:
        flat = numpy.asarray(cv2.GaussianBlur(flat, (0, 0), _ONE_BIT_BLUR_MM * scale), numpy.uint8)
    height, width = flat.shape
    cell, edge, hole = round(scale), 8, TONE.hole_mm
    small = cv2.resize(flat, (width // cell, height // cell), interpolation=cv2.INTER_AREA)
    small = cv2.copyMakeBorder(small, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (hole, hole))
    white = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, brush), (0, 0), 2.0)
    white = numpy.ascontiguousarray(white[edge:-edge, edge:-edge])
    white = cv2.resize(white, (width, height), interpolation=cv2.INTER_LINEAR)
    return numpy.asarray(cv2.divide(flat, white, scale=TONE.paper), numpy.uint8)


def is_one_bit(grey: Grey) -> bool:
    """Whether a picture knows black and white only."""
    steps = cv2.calcHist([numpy.ascontiguousarray(grey[::3, ::3])], [0], None, [32], [0, 256]).ravel()
    return bool(steps[_LEAST_ONE_BIT].sum() / max(1.0, steps.sum()) < TONE.one_bit)


def is_blank(grey: Grey) -> bool:
    """Whether a picture is of white paper: no pixel clearly darker than its surroundings but at the edges."""
    step = max(1, max(grey.shape) // 350)
    edge_y, edge_x = grey.shape[0] // 16, grey.shape[1] // 16
    small = numpy.ascontiguousarray(grey[edge_y:-edge_y:step, edge_x:-edge_x:step])
    white = cv2.blur(cv2.dilate(small, numpy.ones((9, 9), numpy.uint8)), (15, 15))
    dark = small.astype(numpy.float32) < 0.75 * white.astype(numpy.float32)
    return bool(dark.mean() < TONE.blank_dark and numpy.median(small) > 60)  # noqa: PLR2004 - no black picture
