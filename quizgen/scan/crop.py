"""The picture of a page made small enough to be kept."""

from __future__ import annotations

import cv2

from quizgen.model.scanned import PageSight
from quizgen.scan.kept import kept_scale
from quizgen.scan.picture import PagePicture, shrunk

_THUMBNAIL, _QUALITY = 800, 60
"""Longest side in pixels of a page that was not read; JPEG quality: pencil at 18 % still shows."""


def kept_jpeg(picture: PagePicture, sight: PageSight | None) -> bytes:
    """The whole page as a grey JPEG, as ``Kept`` looks into it; one that was not read (None) smaller."""
    scale = min(1.0, _THUMBNAIL / max(picture.grey.shape)) if sight is None else kept_scale(sight)
    small = shrunk(picture.grey, scale)
    _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(data)
