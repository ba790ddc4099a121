"""Pictures of questions on their way to a printer: how large, and as what."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace

from quizgen.files.pictures import MEDIA_TYPES, Picture, PictureKind
from quizgen.markup.picture_size import option_size, shown_size
from quizgen.model.illustrated import Pictured
from quizgen.model.options import PicturedOption

PictureOf = Callable[[str], Picture]
"""Gives a picture by its name in a question."""

_LARGE = 1.4
"""How much larger pictures are in large print; its letters are half as large again."""


def no_pictures(name: str) -> Picture:
    """For questions that have none."""
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture below a stem or of an option; sizes in mm, ``alt`` what it shows (empty: not said)."""

    name: str
    picture: Picture
    width_mm: float
    height_mm: float
    alt: str
    of_option: bool = False

    def fitted(self, room_mm: float) -> PrintedPicture:
        """The same, smaller where there is less room across."""
        share = min(1.0, room_mm / self.width_mm)
        return replace(self, width_mm=self.width_mm * share, height_mm=self.height_mm * share)

    def enlarged(self) -> PrintedPicture:
        """The same for large print, as far as there is room."""
        size = f"{self.width_mm}mm"
        measured = option_size if self.of_option else shown_size
        width, height = measured(self.picture.width, self.picture.height, size, _LARGE)
        return replace(self, width_mm=width, height_mm=height)


def printed_picture(body: Pictured | None, picture_of: PictureOf) -> PrintedPicture | None:
    """The picture of a question, a sub-question or an option, None when it has none."""
    if body is None or body.image is None:
        return None
    picture, of_option = picture_of(body.image), isinstance(body, PicturedOption)
    measured = option_size if of_option else shown_size
    width, height = measured(picture.width, picture.height, body.width)
    return PrintedPicture(body.image, picture, width, height, body.alt or "", of_option)


def as_svg(picture: Picture) -> str:
    """The picture as SVG text, which is how data reaches Typst: a photograph inside a frame of its size."""
    if picture.kind is PictureKind.SVG:
        return picture.data.decode("utf-8-sig")
    data = base64.b64encode(picture.data).decode("ascii")
    size = f'width="{picture.width:g}" height="{picture.height:g}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{size} viewBox="0 0 {picture.width:g} {picture.height:g}">'
        f'<image {size} xlink:href="data:{MEDIA_TYPES[picture.kind]};base64,{data}"/></svg>'
    )
