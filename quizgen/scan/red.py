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
_GREEN_OF_CR, _GREEN_OF_CB, _BLUE_OF_CR, _BLUE_OF_CB = 2.116, 0.344, 1.402, -1.772
"""Red less green and red less blue, out of the two colour planes of a JPEG (ITU-R BT.601)."""


def red_of_image(image: Image.Image) -> Grey | None:
    """How red a decoded picture is, in half its detail; None where there is no red, or no colour."""
    step = _step(image.size)
    if image.mode == "YCbCr":
        blue, red = (numpy.asarray(image.getchannel(at))[::step, ::step] for at in (1, 2))
        return _of_planes(blue, red)
    if image.mode not in _COLOURED:
        return None
    size = tuple(max(1, side // step) for side in image.size)
    small = image.resize((size[0], size[1]), Image.Resampling.NEAREST).convert("RGB")
    return red_of_colours(numpy.asarray(small)[..., ::-1], 1)


def red_of_colours(pixels: NDArray[numpy.uint8], step: int = 0) -> Grey | None:
    """The same of rows of blue, green, red; every so-manieth of them (0: as suits the size)."""
    if pixels.ndim != 3 or pixels.shape[2] < 3:  # noqa: PLR2004 - planes of colour
        return None
    step = step or _step(pixels.shape[:2])
    blue, green, red = (numpy.ascontiguousarray(pixels[::step, ::step, at]) for at in range(3))
    found = numpy.asarray(cv2.subtract(red, cv2.max(green, blue)), numpy.uint8)
    return found if _enough(found) else None


def _of_planes(blue: Grey, red: Grey) -> Grey | None:
    if not _enough(numpy.maximum(red, _NEUTRAL) - _NEUTRAL):
        return None
    cb, cr = (one.astype(numpy.float32) - _NEUTRAL for one in (blue, red))
    least = numpy.minimum(_GREEN_OF_CR * cr + _GREEN_OF_CB * cb, _BLUE_OF_CR * cr + _BLUE_OF_CB * cb)
    found = least.clip(0, 255).astype(numpy.uint8)
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
