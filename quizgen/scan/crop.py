"""Parts of a page as upright pictures for people to look at."""

from __future__ import annotations

import cv2
import numpy

from quizgen.model.scanned import BoxMm, PageSight
from quizgen.scan.picture import Grey, PagePicture

_DOTS_PER_MM, _THUMBNAIL = 6.0, 600


def crop_png(picture: PagePicture, sight: PageSight, box: BoxMm, dots_per_mm: float = _DOTS_PER_MM) -> bytes:
    """A rectangle of the paper, straightened and upright, as a grey PNG."""
    step = 1 / dots_per_mm
    to_paper = numpy.array([[step, 0, box.left], [0, step, box.top], [0, 0, 1]])
    matrix = numpy.array(sight.matrix).reshape(3, 3) @ to_paper
    size = (
        max(1, round((box.right - box.left) * dots_per_mm)),
        max(1, round((box.bottom - box.top) * dots_per_mm)),
    )
    flags = cv2.INTER_AREA | cv2.WARP_INVERSE_MAP
    cut = cv2.warpPerspective(picture.grey, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return _png(numpy.asarray(cut, numpy.uint8))


def thumbnail_png(picture: PagePicture, longest: int = _THUMBNAIL) -> bytes:
    """The whole picture, its longest side so many pixels, as a grey PNG."""
    scale = min(1.0, longest / max(picture.grey.shape))
    small = cv2.resize(picture.grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _png(numpy.asarray(small, numpy.uint8))


def _png(grey: Grey) -> bytes:
    _, data = cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return bytes(data)
