"""How large a picture is shown, wherever it is shown."""

from __future__ import annotations

from typing import NamedTuple

_MM_PER_PIXEL = 25.4 / 96
"""CSS and SVG have 96 pixels to the inch."""

NARROWEST_MM, USUAL_MM, WIDEST_MM, HIGHEST_MM = 20.0, 80.0, 160.0, 120.0
"""A picture without a width is at most ``USUAL_MM`` wide; none is higher than ``HIGHEST_MM``."""

OPTION_MM, HIGHEST_OPTION_MM = 28.0, 60.0
"""The same for the picture of an option."""


def shown_size(width: float, height: float, wanted: str | None, scale: float = 1.0) -> tuple[float, float]:
    """Width and height in mm of a picture of so many pixels; ``wanted`` is a width such as ``60mm``.

    The shape is kept; ``scale`` is for large print.
    """
    return _size(width, height, wanted, _Limits(NARROWEST_MM, USUAL_MM, HIGHEST_MM, scale))


def option_size(width: float, height: float, wanted: str | None, scale: float = 1.0) -> tuple[float, float]:
    """The same for the picture of an option: without a width, four of them stand side by side."""
    return _size(width, height, wanted, _Limits(OPTION_MM / 2, OPTION_MM, HIGHEST_OPTION_MM, scale))


class _Limits(NamedTuple):
    narrowest: float
    usual: float
    highest: float
    scale: float


def _size(width: float, height: float, wanted: str | None, limits: _Limits) -> tuple[float, float]:
    own = min(max(width * _MM_PER_PIXEL, limits.narrowest), limits.usual)
    asked = own if wanted is None else float(wanted.removesuffix("mm"))
    across = min(asked * limits.scale, WIDEST_MM, limits.highest * width / height)
    return round(across, 2), round(across * height / width, 2)
