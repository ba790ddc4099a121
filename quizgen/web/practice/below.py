"""What stands below a stem on a page: a picture inside the page itself, a small table."""

from __future__ import annotations

import base64
from collections.abc import Callable

from quizgen.files.pictures import MEDIA_TYPES, Picture, look_at
from quizgen.markup.picture_size import option_size, shown_size
from quizgen.model.illustrated import Pictured
from quizgen.model.options import PicturedOption
from quizgen.web.browser_data import PictureData

PictureOf = Callable[[str], Picture]
"""Gives a picture of the bank by its name in a question."""

_PIXELS_PER_MM = 96 / 25.4


def no_pictures(name: str) -> Picture:
    """For questions that have none."""
    raise KeyError(name)


def picture_data(body: Pictured, picture_of: PictureOf) -> PictureData | None:
    """The picture as an address that holds it whole, which works from a folder as from a server."""
    if body.image is None:
        return None
    picture = picture_of(body.image)
    width, height = (option_size if isinstance(body, PicturedOption) else shown_size)(
        picture.width, picture.height, body.width
    )
    held = base64.b64encode(picture.data).decode("ascii")
    return {
        "src": f"data:{MEDIA_TYPES[picture.kind]};base64,{held}",
        "alt": body.alt or "",
        "width": round(width * _PIXELS_PER_MM),
        "height": round(height * _PIXELS_PER_MM),
    }


def held_picture(address: str) -> Picture | None:
    """The picture that an address of ``picture_data`` holds; None when it is another sort of address."""
    head, _, held = address.partition(";base64,")
    kind = next((kind for kind, media in MEDIA_TYPES.items() if head == f"data:{media}"), None)
    return None if kind is None else look_at(base64.b64decode(held), kind, "")
