"""Every bubble's outline found again on the page: where paper is bent, the bubbles are moved with it."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

from quizgen.scan.figures import FINDING, OUTLINES, TONE
from quizgen.scan.known import Floats, PageLayout, Whole, cubic_terms
from quizgen.scan.markers import Registration
from quizgen.scan.picture import Grey

_ANCHOR = 3.0
"""How much a marker's corner counts against an outline: it is exact, but at the margin."""
_ROUNDS = 6
_AROUND_MM, _LINE_MM = 0.45, 0.12
_ONE = 0.6
"""Less than one outline in the neighbourhood, weighted."""
_OPEN = 0.22
"""Ink below which a bubble is open, so that its outline must be seen."""
_LEAST_SPREAD = 0.5
"""Square of grey values: a window more even than this shows nothing."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the bubbles really are: ``shift`` in mm from the plane, ``score`` how clearly each was seen.

    ``found`` is 1 where the outline stands where the smooth field says.
    """

    shift: Floats
    score: Floats
    found: NDArray[numpy.float32]


def align(lit: Grey, layout: PageLayout, registration: Registration) -> Alignment:
    """Look near the plane first, farther where the paper is bent."""
    half = numpy.asarray(cv2.resize(lit, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), numpy.uint8)
    still = numpy.zeros_like(layout.centres)
    near = _fitted(half, layout, registration, OUTLINES.near_mm, still)
    if near is not None and numpy.abs(near.shift).max() < OUTLINES.bent_mm and _mostly_found(near):
        return near
    far = _fitted(half, layout, registration, OUTLINES.far_mm, still)
    if far is None:
        nothing = numpy.zeros(len(layout.bubbles), numpy.float32)
        return Alignment(still, nothing.astype(float), nothing)
    if numpy.abs(far.shift).max() > 0.4 * OUTLINES.far_mm:
        again = _fitted(half, layout, registration, OUTLINES.far_mm * 0.75, far.shift)
        return far if again is None else again
    return far


def _mostly_found(one: Alignment) -> bool:
    """Whether few outlines that are seen at all are seen elsewhere."""
    seen = one.score > OUTLINES.seen
    return bool(seen.mean() > 0.5 and one.found[seen].mean() > 0.97)  # noqa: PLR2004 - said above


def _fitted(
    half: Grey, layout: PageLayout, registration: Registration, reach_mm: float, before: Floats
) -> Alignment | None:
    """Displacements from outlines within reach, smoothed over the page; None where too few are seen."""
    moved, score = _matches(half, layout, reach_mm, before)
    trust = numpy.clip((score - 0.35) / 0.4, 0, 1) ** 2
    seen = trust > 0.05  # noqa: PLR2004 - hardly anything
    if seen.sum() < min(OUTLINES.least_seen, 0.5 * len(score)):
        return None
    field, rest, weight = _field(moved, trust, layout, registration)
    around = layout.weights @ weight[:, None] + 0.25
    shift = field + (layout.weights @ (weight[:, None] * rest)) / around
    off = numpy.hypot(*(moved - shift).T)
    found = ((score > OUTLINES.seen) & (off < OUTLINES.off_mm)).astype(numpy.float32)
    return Alignment(numpy.asarray(shift, float), score, found)


def _field(
    moved: Floats, trust: Floats, layout: PageLayout, registration: Registration
) -> tuple[Floats, Floats, Floats]:
    """A cubic through displacements and markers that leaves outliers aside: field, rest, final weights."""
    corners = _ANCHOR * cubic_terms(registration.anchors, layout.plan)
    misses = _ANCHOR * registration.misses
    seen, weight = trust > 0.05, trust.copy()  # noqa: PLR2004 - as above
    rest, field = moved, numpy.zeros_like(moved)
    for _ in range(_ROUNDS):
        root = numpy.sqrt(weight)[:, None]
        left, right = (
            numpy.concatenate([layout.terms * root, corners]),
            numpy.concatenate([moved * root, misses]),
        )
        factors = numpy.linalg.lstsq(left, right, rcond=1e-6)[0]
        field = layout.terms @ factors
        rest = moved - field
        miss = numpy.hypot(*rest.T)
        scale = max(0.12, 1.5 * float(numpy.median(miss[seen])))
        weight = trust * numpy.clip(1 - (miss / (4 * scale)) ** 2, 0, 1) ** 2
    return field, rest, weight


def _matches(half: Grey, layout: PageLayout, reach_mm: float, before: Floats) -> tuple[Floats, Floats]:
    """The best place of every outline: displacement in mm, correlation."""
    scale = FINDING.dots_per_mm / 2
    reach = round(reach_mm * scale)
    slid = _slid(layout.line_mm, scale, reach)
    size = slid.half
    centre = ((layout.centres + before + FINDING.margin_mm) * 2 * scale + 0.5) / 2 - 0.5
    limit = [half.shape[1] - size - 1, half.shape[0] - size - 1]
    at = numpy.clip(numpy.round(centre).astype(int), size, limit)
    match = _correlations(half, at, slid)
    count = 2 * reach + 1
    best = match.argmax(axis=1)
    top, left = numpy.divmod(best, count)
    tops = match.reshape(-1, count, count)
    every = numpy.arange(len(at))
    across, down = _peaks(tops[every, top], left), _peaks(tops[every, :, left], top)
    moved = numpy.stack([left + across, top + down], axis=1)
    return (moved - reach + at - centre) / scale + before, match[every, best].astype(float)


def _correlations(half: Grey, at: Whole, slid: _Slid) -> NDArray[numpy.float32]:
    """The normalised correlation of the outline with every place in the square around each point.

    All squares at once: a product with the outline at every place, and with its window for the spread.
    """
    steps = numpy.arange(-slid.half, slid.half + 1)
    rows, columns = at[:, 1, None] + steps, at[:, 0, None] + steps
    squares = half[rows[:, :, None], columns[:, None, :]].reshape(len(at), -1).astype(numpy.float32)
    squares -= numpy.float32(TONE.paper)
    product = squares @ slid.outline
    total = squares @ slid.window
    spread = numpy.square(squares) @ slid.window - total * total / slid.pixels
    spread = numpy.maximum(spread, slid.pixels * _LEAST_SPREAD)
    return numpy.asarray(product / numpy.sqrt(spread), numpy.float32)


def _peaks(lines: NDArray[numpy.float32], at: Whole) -> Floats:
    """Where between pixels the top of a parabola through three values of each line lies."""
    every, last = numpy.arange(len(lines)), lines.shape[1] - 1
    here = numpy.clip(at, 1, last - 1)
    before, middle, after = (lines[every, here + step].astype(float) for step in (-1, 0, 1))
    bend = before - 2 * middle + after
    inside = (at > 0) & (at < last) & (bend < 0)
    return numpy.where(inside, 0.5 * (before - after) / numpy.where(inside, bend, 1.0), 0.0)


@dataclass(frozen=True, slots=True)
class _Slid:
    """The outline at every place of a square of ``2 * half + 1`` pixels, a column for each place.

    ``outline`` has mean 0 and length 1 in its window of so many ``pixels``; ``window`` is 1 there.
    """

    half: int
    pixels: int
    outline: NDArray[numpy.float32]
    window: NDArray[numpy.float32]


@functools.lru_cache(maxsize=32)
def _slid(line_mm: float, scale: float, reach: int) -> _Slid:
    ring = _outline(line_mm, scale).astype(float)
    ring -= ring.mean()
    ring /= math.sqrt(float((ring**2).sum()))
    size, places = len(ring), range(2 * reach + 1)
    side = size + 2 * reach
    outline = numpy.zeros((side, side, len(places), len(places)), numpy.float32)
    window = numpy.zeros_like(outline)
    for top in places:
        for left in places:
            outline[top : top + size, left : left + size, top, left] = ring
            window[top : top + size, left : left + size, top, left] = 1
    shape = (side * side, len(places) ** 2)
    return _Slid(side // 2, size * size, outline.reshape(shape), window.reshape(shape))


@functools.lru_cache(maxsize=16)
def _outline(line_mm: float, scale: float) -> Grey:
    """A ring as it looks at this scale."""
    count = round((line_mm + _AROUND_MM) * scale)
    steps = numpy.arange(-count, count + 1) / scale
    away = numpy.hypot(*numpy.meshgrid(steps, steps))
    ring = numpy.exp(-((away - line_mm) ** 2) / (2 * (_LINE_MM**2 + (0.4 / scale) ** 2)))
    return numpy.asarray(255 - 170 * ring, numpy.uint8)


def supported(alignment: Alignment, raw_ink: Floats, layout: PageLayout) -> Floats:
    """The share of open outlines near each bubble that stand where the field says; 0 where it is lost.

    Filled bubbles hide their outline: they count neither for nor against.
    """
    is_open = (raw_ink < _OPEN).astype(numpy.float32)
    seen = layout.weights @ alignment.found
    wanted = layout.weights @ numpy.maximum(is_open, alignment.found)
    share = (seen + 0.02) / (wanted + 0.04)
    away = numpy.hypot(*alignment.shift.T)
    unseen = seen < _ONE
    if away.max(initial=0.0) < OUTLINES.bent_mm:  # flat paper: where all is filled, there is nothing to see
        unseen &= wanted >= _ONE
    share[unseen] = 0.0
    share[away > 0.42 * layout.pitch_mm] = 0.0
    return numpy.asarray(share, float)
