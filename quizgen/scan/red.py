"""Red ink in colour pictures: where it is, and which part of what is drawn in a bubble is red."""

from __future__ import annotations

import cv2
import numpy
from numpy.typing import NDArray
from PIL import Image

from quizgen.scan.figures import FINDING, RED
from quizgen.scan.flatten import straightened
from quizgen.scan.known import Floats, MarkerPlan
from quizgen.scan.picture import Grey, PagePicture

_COLOURED = frozenset({"RGB", "RGBA", "P", "CMYK"})
_NEUTRAL = numpy.uint8(128)
"""What a colour plane of a JPEG has where there is no colour."""
_OF_RED, _OF_BLUE = 2.0, -1.8
"""About how much redder a dot is by one step of the two planes (ITU-R BT.601: 2.1 against green, 1.4 and -1.8
against blue)."""


def red_of_image(image: Image.Image) -> Grey | None:
    """How red a decoded picture is, in half its detail; None where there is no red, or no colour."""
    if image.mode not in {*_COLOURED, "YCbCr"}:
        return None
    step = _step(image.size)
    small = image.resize((-(-image.width // step), -(-image.height // step)), Image.Resampling.NEAREST)
    if image.mode != "YCbCr":
        return red_of_colours(numpy.asarray(small.convert("RGB"))[..., ::-1], 1)
    _, blue, red = (numpy.maximum(one, _NEUTRAL) - _NEUTRAL for one in cv2.split(numpy.asarray(small)))
    found = numpy.asarray(cv2.addWeighted(red, _OF_RED, blue, _OF_BLUE, 0), numpy.uint8)
    return found if _enough(found) else None


def red_of_colours(pixels: NDArray[numpy.uint8], step: int = 0) -> Grey | None:
    """The same of rows of blue, green, red; every so-manieth of them (0: as suits the size)."""
    if pixels.ndim != 3 or pixels.shape[2] < 3:  # noqa: PLR2004 - planes of colour
        return None
    step = step or _step(pixels.shape[:2])
    blue, green, red = (numpy.ascontiguousarray(pixels[::step, ::step, at]) for at in range(3))
    found = numpy.asarray(cv2.subtract(red, cv2.max(green, blue)), numpy.uint8)
    return found if _enough(found) else None


def _enough(redness: NDArray[numpy.uint8]) -> bool:
    """Whether anything is red at all; most scans have nothing, and are done with."""
    return int(numpy.count_nonzero(redness > RED.hint)) >= RED.least_dots


def _step(size: tuple[int, ...]) -> int:
    return max(2, -(-max(size) // RED.longest))


def red_of_page(picture: PagePicture, matrix: Floats, plan: MarkerPlan, dots_per_mm: float) -> Grey | None:
    """The redness straightened like the page itself, beyond that of its paper; None where there is none."""
    if picture.red is None:
        return None
    across, down = (a / b for a, b in zip(picture.red.shape[::-1], picture.grey.shape[::-1], strict=True))
    flat = straightened(picture.red, numpy.diag([across, down, 1.0]) @ matrix, plan, dots_per_mm * across)
    cell = round(FINDING.dots_per_mm)
    paper = numpy.uint8(numpy.median(flat[::cell, ::cell]))
    return numpy.asarray(numpy.maximum(flat, paper) - paper, numpy.uint8)
