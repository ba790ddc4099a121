"""Pictures that stand inside other files, taken only when a bank could use them."""

from __future__ import annotations

import base64
import binascii
import re

from quizgen.files.pictures import BadPicture, PictureKind, look_at
from quizgen.interchange.draft import DraftPicture

_DATA = re.compile(r"data:image/(?:png|jpe?g|svg\+xml);base64,(?P<data>.*)", re.DOTALL | re.IGNORECASE)
_BEGINNINGS = ((b"\x89PNG", PictureKind.PNG), (b"\xff\xd8", PictureKind.JPEG))
_NARROWEST_MM, _WIDEST_MM = 10.0, 160.0


def picture_kind(content: bytes) -> PictureKind:
    """What kind of picture the bytes are: PNG and JPEG say so, else it must be a drawing."""
    return next((kind for start, kind in _BEGINNINGS if content.startswith(start)), PictureKind.SVG)


def picture_of_bytes(content: bytes, alt: str, width_mm: float | None) -> DraftPicture | None:
    """The picture that these bytes are; None when no bank can hold it."""
    try:
        look_at(content, picture_kind(content), "")
    except BadPicture:
        return None
    fits = width_mm is not None and _NARROWEST_MM <= width_mm <= _WIDEST_MM
    return DraftPicture(content, alt, round(width_mm, 1) if width_mm is not None and fits else None)


def picture_of_data(source: str, alt: str, width_mm: float | None) -> DraftPicture | None:
    """The picture inside a ``data:`` address; None when the address is of another kind."""
    found = _DATA.fullmatch(source.strip())
    content = None if found is None else from_base64(found["data"])
    return None if content is None else picture_of_bytes(content, alt, width_mm)


def from_base64(text: str) -> bytes | None:
    """The bytes, None when the text is not base64."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
