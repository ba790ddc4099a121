"""Strokes that leave a circle, seen on the rings around it: the arms of a tick or of a cross."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.scan.known import Bools, Floats, Whole

InkRows = NDArray[numpy.float32]
"""A row of ink values for every bubble: the pixels around it from its middle outwards."""

SECTORS, FINE = 24, 48
"""Sectors of a ring in which strokes are counted; in which a cross is looked for."""
_NARROW = 3
_NEARLY = 4
"""Half sectors by which opposite strokes may miss a straight line: 30 degrees."""
_QUARTER = FINE // 4
_ASKEW, _BETWEEN = 2, 3
"""Fine sectors (7.5 degrees) by which an arm of a cross may miss its right angle; half the width of what is
compared with it, in the middle between two arms."""
_BLACKEST, _LEAST_BLACK = 1.1, 0.3
"""Ink of a stroke beyond so many times that of the fill counts as this; a fill has at least this ink."""


@dataclass(frozen=True, slots=True)
class Sectors:
    """A ring cut into sectors: ``mean`` has a column for each, that averages its pixels."""

    pixels: slice
    mean: InkRows


@dataclass(frozen=True, slots=True)
class Arms:
    """Strokes crossing a ring of 24 sectors: narrow ones, opposite pairs of these, the widest stroke."""

    narrow: Whole
    opposite: Whole
    widest: Whole


def crossed(drawn: InkRows, sectors: Sectors, ink: float, share: float) -> Bools:
    """The sectors of which a share has such ink, for every bubble."""
    over = (drawn[:, sectors.pixels] > ink).astype(numpy.float32)
    return numpy.asarray(over @ sectors.mean > share, bool)


def starts(where: Bools) -> Bools:
    """Where separate runs of crossed sectors begin, around the circle."""
    return numpy.asarray(where & ~numpy.roll(where, 1, axis=1), bool)


def arms(where: Bools) -> Arms:
    """The strokes that cross a ring."""
    begun = starts(where)
    running, length = begun.copy(), numpy.zeros(where.shape, numpy.int64)
    for step in range(SECTORS):
        running &= numpy.roll(where, -step, axis=1)
        length += running
    narrow = begun & (length <= _NARROW)
    widest = numpy.where(where.all(axis=1), SECTORS, length.max(axis=1))
    middles = numpy.zeros((len(where), 2 * SECTORS), bool)
    row, place = numpy.nonzero(narrow)
    middles[row, (2 * place + length[row, place] - 1) % (2 * SECTORS)] = True
    pairs = numpy.zeros(len(where), numpy.int64)
    for across in range(SECTORS - _NEARLY, SECTORS + _NEARLY + 1):
        pairs += (middles & numpy.roll(middles, across, axis=1)).sum(axis=1)
    return Arms(narrow.sum(axis=1), pairs // 2, widest)


def cross_over(drawn: InkRows, sectors: Sectors, median: Floats) -> Floats:
    """How far a cross stands out of a fill, however large: the rise of its weakest arm and half the next.

    Four arms at right angles, each held against the ring midway between it and its neighbours, in shares
    of the ring that the fill's own ink covers. The edge of a careless fill is jagged and has a tail, but not
    four at right angles.
    """
    black = numpy.maximum(median, _LEAST_BLACK).astype(numpy.float32)[:, None]
    reach = numpy.minimum(drawn[:, sectors.pixels] / black, _BLACKEST) @ sectors.mean
    at = numpy.max([numpy.roll(reach, step, axis=1) for step in range(-_ASKEW, _ASKEW + 1)], axis=0)
    between = numpy.mean([numpy.roll(reach, step, axis=1) for step in range(-_BETWEEN, _BETWEEN + 1)], axis=0)
    ends = [numpy.roll(at, -step * _QUARTER, axis=1) for step in range(4)]
    gaps = [numpy.roll(between, -step * _QUARTER - _QUARTER // 2, axis=1) for step in range(4)]
    rise = numpy.sort([end - (gaps[step] + gaps[step - 1]) / 2 for step, end in enumerate(ends)], axis=0)
    return numpy.asarray((rise[0] + rise[1] / 2)[:, :_QUARTER].max(axis=1), float)
