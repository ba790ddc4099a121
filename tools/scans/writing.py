"""How people write in the boxes of an answer sheet: characters of a few strokes on its rows."""

from __future__ import annotations

import numpy

from quizgen.model.sheet import AnswerRegion, RegionKind
from tools.scans.strokes import Dice, Layer, Pen, Stroke, put

_HEAD_MM, _SIDE_MM, _STEP_MM = 6.2, 5.0, 6.6
"""Height of number and points, white at the sides, from one character to the next."""
_FILL_SIDE_MM = 18.0
"""Where the first blank of a 填空 begins."""


def ballpoint(dice: Dice) -> Pen:
    """A black pen in an ordinary hand."""
    return Pen(float(dice.uniform(0.75, 0.95)), 0.05)


def soft_pencil(dice: Dice) -> Pen:
    """A pencil, which the sheet asks nobody to write with."""
    return Pen(float(dice.uniform(0.5, 0.7)), 0.15)


def character(size: float, dice: Dice) -> list[Stroke]:
    """Strokes that look like a character: some across, some down, some bent, some dots."""
    out: list[Stroke] = []
    width = float(dice.uniform(0.35, 0.55))
    for _ in range(int(dice.integers(3, 9))):
        x, y = dice.uniform(-size / 2, size / 2, 2)
        way = dice.integers(4)
        if way == 0:
            points = [(-size / 2, y), (size * dice.uniform(0.1, 0.5), y + dice.normal(0, 0.3))]
        elif way == 1:
            points = [(x, -size / 2), (x + dice.normal(0, 0.2), size * dice.uniform(0.1, 0.5))]
        elif way == 2:  # noqa: PLR2004 - one of four
            points = [(x, y), (x + size * 0.3, y), (x + size * 0.2, y + size * 0.4)]
        else:
            points = [(x, y), (x + 0.5, y + 0.7)]
        out.append(Stroke(tuple((float(a), float(b)) for a, b in points), width))
    return out


def write_in(  # noqa: PLR0913 - a box, what is written how
    region: AnswerRegion, layer: Layer, pen: Pen, dice: Dice, *, most: int = 60, size: float = 5.0
) -> int:
    """Write so many characters at most, row after row; how many there were."""
    fill = region.kind is RegionKind.FILL
    top = region.y_mm + (0.0 if fill else _HEAD_MM)
    left = region.x_mm + (_FILL_SIDE_MM if fill else _SIDE_MM)
    right = region.x_mm + region.width_mm - _SIDE_MM
    count, y = 0, top + region.row_mm - size / 2 - 1.0
    while y < region.y_mm + region.height_mm - 2.0 and count < most:
        for x in numpy.arange(left + size / 2, right - size / 2, _STEP_MM):
            if count == most:
                break
            put(layer, (float(x), float(y + dice.normal(0, 0.3))), character(size, dice), pen, dice)
            count += 1
        y += region.row_mm
    return count
