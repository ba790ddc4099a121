"""Looks into the small pictures of scanned pages that an exam keeps, without the libraries of the extra."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

from quizgen.model.scanned import BoxMm, PageSight

_DOTS_PER_MM = 6.0
"""150 dpi: what people need to judge a mark."""
_WHOLE = 900
"""Longest side in pixels of a whole page that is shown."""
_CELL, _HOLE, _STRENGTH = 6, 9, 0.85
"""Pixels of a cell in which paper is looked for, cells around it; ink is shown a little darker."""
_BETWEEN = 8
"""Pixels between two parts that are shown together."""


def kept_scale(sight: PageSight) -> float:
    """How much smaller than the scan a page is kept."""
    return min(1.0, _DOTS_PER_MM / sight.dots_per_mm)


class Kept:
    """The kept picture of one page."""

    def __init__(self, data: bytes, sight: PageSight | None) -> None:
        self._image = Image.open(BytesIO(data)).convert("L")
        self._sight = sight

    def whole(self) -> Image.Image:
        """The page, small."""
        image = self._image.copy()
        image.thumbnail((_WHOLE, _WHOLE))
        return image

    def written(self, box: BoxMm) -> Image.Image:
        """A rectangle that somebody wrote in, evenly lit: shadows of photos go, strokes stay."""
        part = self.part(box)
        small = part.reduce(_CELL)
        white = small.filter(ImageFilter.MaxFilter(_HOLE)).filter(ImageFilter.GaussianBlur(_HOLE / 2))
        paper = white.resize(part.size, Image.Resampling.BILINEAR)
        return ImageChops.invert(ImageChops.subtract(paper, part, scale=_STRENGTH))

    def part(self, box: BoxMm) -> Image.Image:
        """A rectangle of the paper, straightened and upright."""
        if self._sight is None:
            return self.whole()
        a, b, c, d, e, f, g, h, i = self._sight.matrix
        step, scale = 1 / _DOTS_PER_MM, kept_scale(self._sight)
        last = i + g * box.left + h * box.top
        rows = ((a, b, c), (d, e, f))
        across = [
            part * scale / last
            for x, y, one in rows
            for part in (x * step, y * step, one + x * box.left + y * box.top)
        ]
        size = (
            max(1, round((box.right - box.left) * _DOTS_PER_MM)),
            max(1, round((box.bottom - box.top) * _DOTS_PER_MM)),
        )
        data = (*across, g * step / last, h * step / last)
        perspective, bilinear = Image.Transform.PERSPECTIVE, Image.Resampling.BILINEAR
        return self._image.transform(size, perspective, data, bilinear, fillcolor=255)


def shown_png(parts: Sequence[Image.Image]) -> bytes:
    """One picture of several parts, one below the other, in sixteen greys."""
    whole = Image.new(
        "L",
        (max(one.width for one in parts), sum(one.height for one in parts) + _BETWEEN * (len(parts) - 1)),
        255,
    )
    top = 0
    for one in parts:
        whole.paste(one, (0, top))
        top += one.height + _BETWEEN
    levels = whole.point([min(255, (grey + 8) // 17 * 17) for grey in range(256)])
    out = BytesIO()
    levels.save(out, "PNG", optimize=True)
    return out.getvalue()
