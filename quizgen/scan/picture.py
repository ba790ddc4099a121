"""A picture of a page as grey pixels, and the limits of what is taken in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import cv2
import numpy
from numpy.typing import NDArray

from quizgen.errors import QuizgenError
from quizgen.model.scanned import PagePlace

Grey = NDArray[numpy.uint8]
"""Rows of pixels from 0 (black) to 255 (white)."""


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a picture may be, so that no file fills the memory.

    ``most_bytes`` of decoded pixels: an A3 page at 600 dpi in colour has 209 million. ``longest`` side in
    pixels that is worked on: more is halved, for 600 dpi shows nothing more than 300. ``least`` side: an
    A4 page at 75 dpi has 620. ``paper_points`` is the longest page of a PDF (A0 has 3,370 points of 1/72
    inch), ``content_bytes`` the longest drawing program of a page, unpacked: a scan needs fifty, a page of
    our own PDF 300,000.
    """

    most_bytes: int = 220_000_000
    longest: int = 5_000
    least: int = 300
    paper_points: float = 3_600.0
    content_bytes: int = 8_000_000


LIMITS = PictureLimits()


class BadPage(QuizgenError):
    """A page of a file that no picture can be got from; ``reason`` is a Chinese clause."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}。")


@dataclass(frozen=True, slots=True)
class Pixels:
    """What is seen of a page; ``red`` says how red, 0 to 255, in less detail (None: nowhere)."""

    grey: Grey
    red: Grey | None = None


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as it was scanned or photographed; ``digest`` is the SHA-256 of what the file holds of it."""

    place: PagePlace
    digest: str
    grey: Grey = field(repr=False)
    red: Grey | None = field(default=None, repr=False)

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.grey.shape[0])


def pixels_digest(grey: Grey) -> str:
    """The digest of a picture that has no bytes of its own in the file."""
    shape = f"{grey.shape[1]}×{grey.shape[0]}\n".encode()
    return hashlib.sha256(shape + numpy.ascontiguousarray(grey).tobytes()).hexdigest()


def check_size(width: int, height: int, bytes_per_pixel: int, limits: PictureLimits) -> None:
    """Raise BadPage for a picture that would fill the memory, or shows nothing."""
    if width * height * bytes_per_pixel > limits.most_bytes:
        reason = f"图像太大（{width}×{height} 点），请用 300 dpi 的灰度重新扫描"
        raise BadPage(reason)
    if min(width, height) < limits.least:
        reason = f"图像太小（{width}×{height} 点），看不清答题卡，请用 150 至 300 dpi 重新扫描"
        raise BadPage(reason)


def shrunk(grey: Grey, scale: float) -> Grey:
    """A picture made smaller; halved as often as that goes, so that every pixel counts."""
    while scale <= 0.5:  # noqa: PLR2004 - a half
        even = grey[: grey.shape[0] // 2 * 2, : grey.shape[1] // 2 * 2]
        size = (even.shape[1] // 2, even.shape[0] // 2)
        grey = numpy.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), numpy.uint8)
        scale *= 2
    if scale >= 1:
        return grey
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    return numpy.asarray(small, numpy.uint8)
