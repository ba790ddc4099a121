"""Options with pictures: how many stand side by side, how high they are, whatever prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quizgen.render.paper.composed import PaperOption

_ABREAST = (4, 2, 1)
_HIGHEST_MM = 150.0
"""Rows of pictures higher than this may go on to the next page."""


def are_pictured(options: Sequence[PaperOption]) -> bool:
    """Whether a picture stands among them, so that they are laid out in cells."""
    return any(option.picture is not None for option in options)


def enlarged(options: Sequence[PaperOption]) -> tuple[PaperOption, ...]:
    """The options of large print."""
    return tuple(
        option if option.picture is None else replace(option, picture=option.picture.enlarged())
        for option in options
    )


def abreast(widths: Sequence[float], room: float) -> int:
    """How many options of these widths stand side by side: four, two or one, as the widest lets fit."""
    return next((count for count in _ABREAST if max(widths) <= room / count), 1)


def is_high(options: Sequence[PaperOption], in_row: int) -> bool:
    """Whether the rows together are so high that they may be torn apart."""
    rows = (options[at : at + in_row] for at in range(0, len(options), in_row))
    heights = (max((one.picture.height_mm for one in row if one.picture), default=0.0) for row in rows)
    return sum(heights) > _HIGHEST_MM
