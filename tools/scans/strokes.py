"""How people mark a circle: strokes of pencil and pen, at 300 dots an inch."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

Layer = NDArray[numpy.float32]
"""Ink on a page, 0 (none) to 1 (black)."""
Dice = numpy.random.Generator

DOTS_PER_MM = 300 / 25.4
_SHIFT = 4


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points (mm from the middle of a circle), with its width in mm."""

    points: tuple[tuple[float, float], ...]
    width_mm: float


@dataclass(frozen=True, slots=True)
class Pen:
    """How dark it writes (0 to 1, as a grey scanner sees it) and how grainy the line is."""

    dark: float
    grain: float


def pencil(dice: Dice) -> Pen:
    """A 2B pencil in an ordinary hand."""
    return Pen(float(dice.uniform(0.55, 0.92)), float(dice.uniform(0.08, 0.22)))


def coloured(dice: Dice) -> Pen:
    """Black, blue, red, green ink, a light blue felt tip: what a grey scanner makes of the colour."""
    return Pen(float(dice.choice([0.95, 0.82, 0.68, 0.60, 0.45])), 0.05)


def put(layer: Layer, at: tuple[float, float], strokes: Sequence[Stroke], pen: Pen, dice: Dice) -> None:
    """Draw strokes around a point (mm on the page); where lines cross, the darker one is seen."""
    reach = 2 + max(abs(value) for one in strokes for point in one.points for value in point)
    half = math.ceil((reach + 0.5) * DOTS_PER_MM)
    left, top = (round(value * DOTS_PER_MM) - half for value in at)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + 2 * half, layer.shape[1]), min(top + 2 * half, layer.shape[0])
    if x1 <= x0 or y1 <= y0:
        return
    mask = numpy.zeros((y1 - y0, x1 - x0), numpy.uint8)
    for one in strokes:
        dots = (numpy.array(one.points) + numpy.array(at)) * DOTS_PER_MM - [x0, y0]
        points = numpy.round(dots * (1 << _SHIFT)).astype(numpy.int32)
        width = max(1, round(one.width_mm * DOTS_PER_MM))
        cv2.polylines(
            mask, [points], isClosed=False, color=255, thickness=width, lineType=cv2.LINE_AA, shift=_SHIFT
        )
    soft = cv2.GaussianBlur(mask, (0, 0), 0.6).astype(numpy.float32) / 255
    grain = cv2.GaussianBlur(dice.normal(0, 1, soft.shape).astype(numpy.float32), (0, 0), 1.2) * 2.4
    ink = soft * numpy.clip(pen.dark * (1 + pen.grain * grain), 0, 1)
    numpy.maximum(layer[y0:y1, x0:x1], ink, out=layer[y0:y1, x0:x1])


def _hatching(
    radius: float, step: float, width: float, dice: Dice, part: tuple[float, float] = (-1, 1)
) -> list[Stroke]:
    """Parallel lines to and fro over a disc, or over a part of it."""
    turn = dice.uniform(0, math.pi)
    across, along = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
    points: list[tuple[float, float]] = []
    place, side = part[0] * radius + step / 2, 1
    while place < part[1] * radius:
        half = math.sqrt(max(0.0, radius**2 - place**2)) - width / 2
        for sign in (side, -side):
            reach = sign * max(0.05, half + dice.normal(0, 0.06))
            points.append((place * across[0] + reach * along[0], place * across[1] + reach * along[1]))
        place, side = place + step * dice.uniform(0.85, 1.15), -side
    return [Stroke(tuple(points), width)] if len(points) > 1 else []


def full(radius: float, dice: Dice) -> list[Stroke]:
    """Filled as asked."""
    return _hatching(radius * dice.uniform(0.94, 1.06), 0.36, dice.uniform(0.45, 0.65), dice)


def hatched(radius: float, dice: Dice) -> list[Stroke]:
    """Lines with white between."""
    return _hatching(radius * dice.uniform(0.9, 1.1), dice.uniform(0.55, 0.9), dice.uniform(0.28, 0.45), dice)


def overflow(radius: float, dice: Dice) -> list[Stroke]:
    """Filled beyond the circle, with a tail."""
    size = radius * dice.uniform(1.12, 1.42)
    turn = dice.uniform(0, 2 * math.pi)
    tail = size + dice.uniform(0, 1.2)
    line = Stroke(((0.0, 0.0), (tail * math.cos(turn), tail * math.sin(turn))), 0.4)
    return [*_hatching(size, 0.4, dice.uniform(0.45, 0.65), dice), line]


def partial(radius: float, dice: Dice) -> list[Stroke]:
    """A part of the circle, a third to three quarters."""
    share = dice.uniform(0.35, 0.75)
    start = dice.uniform(-1, 1 - 2 * share)
    return _hatching(radius * 0.95, 0.38, 0.5, dice, (start, start + 2 * share))


def thick_line(radius: float, dice: Dice) -> list[Stroke]:
    """One thick stroke through the circle."""
    turn, half = dice.uniform(0, math.pi), radius * dice.uniform(0.7, 1.15)
    end = (half * math.cos(turn), half * math.sin(turn))
    return [Stroke(((-end[0], -end[1]), end), dice.uniform(0.8, 1.4))]


def tick(radius: float, dice: Dice) -> list[Stroke]:
    """A tick with a pen of 0.35 to 0.7 mm."""
    size, width = radius * dice.uniform(0.8, 1.25), dice.uniform(0.35, 0.7)
    x, y = dice.normal(0, 0.18 * radius, 2)
    shape = ((-0.65, -0.1), (-0.15, 0.6), (0.9, -0.95))
    return [Stroke(tuple((x + size * a, y + size * b) for a, b in shape), width)]


def cross(radius: float, dice: Dice) -> list[Stroke]:
    """A cross of thin lines."""
    size, width = radius * dice.uniform(0.7, 1.1), dice.uniform(0.35, 0.7)
    return _cross(size, width, dice)


def _cross(size: float, width: float, dice: Dice) -> list[Stroke]:
    turn = math.pi / 4 + dice.normal(0, 0.15)
    x, y = dice.normal(0, 0.1, 2)
    out = []
    for angle in (turn, turn + math.pi / 2 + dice.normal(0, 0.12)):
        end = (size * math.cos(angle), size * math.sin(angle))
        out.append(Stroke(((x - end[0], y - end[1]), (x + end[0], y + end[1])), width))
    return out


def crossing_out(radius: float, dice: Dice) -> list[Stroke]:
    """An X across a filled circle."""
    return _cross(radius * dice.uniform(1.45, 2.0), dice.uniform(0.3, 0.6), dice)


def stray(radius: float, dice: Dice) -> list[Stroke]:
    """A line that has nothing to do with the circle."""
    turn, length = dice.uniform(0, math.pi), dice.uniform(3, 12)
    away, side = dice.uniform(0.2, 1.6) * radius, turn + math.pi / 2
    x, y = away * math.cos(side), away * math.sin(side)
    end = (length / 2 * math.cos(turn), length / 2 * math.sin(turn))
    return [Stroke(((x - end[0], y - end[1]), (x + end[0], y + end[1])), dice.uniform(0.15, 0.4))]


def specks(radius: float, dice: Dice) -> list[Stroke]:
    """One to three small dots."""
    out = []
    for _ in range(int(dice.integers(1, 4))):
        x, y = dice.uniform(-radius, radius, 2)
        out.append(Stroke(((x, y), (x + 0.02, y)), dice.uniform(0.2, 0.6)))
    return out


STYLES: dict[str, Callable[[float, Dice], list[Stroke]]] = {
    "full": full,
    "hatched": hatched,
    "overflow": overflow,
    "partial": partial,
    "light": full,
    "thick line": thick_line,
    "tick": tick,
    "cross": cross,
}
"""The ways to mark; ``light`` is a full circle with a light pencil."""
