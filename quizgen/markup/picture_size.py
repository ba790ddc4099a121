"""How large a picture is shown, wherever it is shown."""

from __future__ import annotations

_MM_PER_PIXEL = 25.4 / 96
"""CSS and SVG have 96 pixels to the inch."""

NARROWEST_MM, USUAL_MM, WIDEST_MM, HIGHEST_MM = 20.0, 80.0, 160.0, 120.0
"""A picture without a width is at most ``USUAL_MM`` wide; none is higher than ``HIGHEST_MM``."""


def shown_size(width: float, height: float, wanted: str | None, scale: float = 1.0) -> tuple[float, float]:
    """Width and height in mm of a picture of so many pixels; ``wanted`` is a width such as ``60mm``.

    The shape is kept; ``scale`` is for large print.
    """
    own = min(max(width * _MM_PER_PIXEL, NARROWEST_MM), USUAL_MM)
    asked = own if wanted is None else float(wanted.removesuffix("mm"))
    across = min(asked * scale, WIDEST_MM, HIGHEST_MM * width / height)
    return round(across, 2), round(across * height / width, 2)
