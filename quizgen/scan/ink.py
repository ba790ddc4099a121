"""What is drawn in every bubble, against this page's own empty bubbles."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

from quizgen.scan.arms import FINE, SECTORS, Arms, InkRows, Sectors, arms, cross_over, crossed, starts
from quizgen.scan.figures import FINDING, RED
from quizgen.scan.known import Bools, Floats, PageLayout, Whole
from quizgen.scan.picture import Grey

_INSIDE = 0.80
"""The part of the radius that is judged: the outline itself stays out of it."""
_REACH, _EXTRA_MM = 1.78, 0.05
"""How far around a bubble ink is looked at, in radii, and a little more."""
_OPEN_AT_MOST = 0.22
"""Mean raw ink above which no bubble is empty: letters printed in grey have 0.05 to 0.12."""
_LEAST_LINE = 0.1
"""An outline has at least this ink, or no empty bubble was seen on the page."""
_LEAST_POOL = 5
_LETTERS_DIFFER = 0.06
"""The most ink by which one letter printed in grey exceeds another."""
_LIGHTEST_MARK, _SPLIT = 0.3, 0.30
"""Marks are taken to have at least this ink on the average, and to begin at this part of it."""
_SOMETHING = 0.03
"""Bubbles with less ink than this are not looked at for its colour."""
_MAY_BE_CROSSED = 0.25
"""Only where there is more ink than this a cross is looked for: a fill with a cross has 0.4 and more."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Figures of every bubble: shares from 0 to 1, relative to empty bubbles but for ``raw``.

    ``mean``, ``median`` inside the circle; ``covered`` and ``dark`` the shares of the circle with ink above
    0.25 and 0.45; ``beside`` the share of the ring outside with ink above 0.30; ``noise`` the scatter of
    the empty bubbles; ``outline`` the ink on the outline itself, 1 where it is as on empty bubbles,
    less where print has faded. ``near`` and ``far`` say what leaves the circle, just outside and well
    outside it, ``cross`` how clearly a cross stands out of a fill of any size. ``red`` is the share of what
    is drawn in and around the circle that is red, 0 where no colours are known.
    """

    raw: Floats
    mean: Floats
    median: Floats
    covered: Floats
    dark: Floats
    beside: Floats
    noise: float
    outline: Floats
    near: Arms
    far: Arms
    groups: Whole
    cross: Floats
    red: Floats


@dataclass(frozen=True, slots=True)
class _Rings:
    """The pixels of the square around a bubble from its middle outwards, so that every ring is a slice.

    ``order`` are their places in the square. The sectors of a ring are columns that give the mean.
    """

    order: Whole
    inside: slice
    line: slice
    ring: slice
    near: Sectors
    far: Sectors
    wide: Sectors
    fine: Sectors


def ink_of(
    lit: Grey, tone: NDArray[numpy.float32], layout: PageLayout, shift: Floats, red: Grey | None = None
) -> Ink:
    """Measure every bubble of a page where it was found; ``red`` is how red the page is (None: unknown)."""
    half = layout.radius_mm * _REACH + _EXTRA_MM
    rings = _rings(layout.radius_mm, half)
    drawn = tone[_squares(lit, layout.centres + shift, half).take(rings.order, axis=1)]
    raw = drawn[:, rings.inside].mean(axis=1).astype(float)
    empty = _surely_empty(raw, layout)
    like = _empty_bubbles(drawn, empty, layout)
    line = float(like[:, rings.line].mean()) if like.size else 0.0
    drawn -= like[layout.letter]
    inside = drawn[:, rings.inside]
    mean = inside.mean(axis=1).astype(float)
    rest = mean[empty]
    noise = 1.48 * float(numpy.median(numpy.abs(rest - numpy.median(rest)))) if len(rest) > 10 else 0.05  # noqa: PLR2004 - fewer have no scatter
    median = numpy.median(inside, axis=1).astype(float)
    cross, filled = numpy.zeros(len(mean)), mean > _MAY_BE_CROSSED
    cross[filled] = cross_over(drawn[filled], rings.fine, median[filled])
    return Ink(
        raw=raw,
        mean=mean,
        median=median,
        covered=(inside > 0.25).mean(axis=1),  # noqa: PLR2004 - said in Ink
        dark=(inside > 0.45).mean(axis=1),  # noqa: PLR2004 - as above
        beside=(drawn[:, rings.ring] > 0.30).mean(axis=1),  # noqa: PLR2004 - as above
        noise=noise,
        outline=1 + drawn[:, rings.line].mean(axis=1).astype(float) / max(line, _LEAST_LINE),
        near=arms(crossed(drawn, rings.near, 0.30, 0.35)),
        far=arms(crossed(drawn, rings.far, 0.25, 0.25)),
        groups=starts(crossed(drawn, rings.wide, 0.35, 0.30)).sum(axis=1),
        cross=cross,
        red=numpy.zeros(len(mean)) if red is None else _red(drawn, red, layout, shift, mean > _SOMETHING),
    )


def _red(drawn: InkRows, red: Grey, layout: PageLayout, shift: Floats, some: Bools) -> Floats:
    """The share of the ink of bubbles with ``some``, in them and in the ring around, that is red."""
    half = layout.radius_mm * _REACH + _EXTRA_MM
    rings = _rings(layout.radius_mm, half)
    near = slice(0, rings.ring.stop)
    squares = _squares(red, (layout.centres + shift)[some], half).take(rings.order[near], axis=1)
    inked = drawn[some, near] > 0.25  # noqa: PLR2004 - as for ``covered``
    found = numpy.zeros(len(drawn))
    found[some] = (inked & (squares > RED.ink)).sum(axis=1) / numpy.maximum(inked.sum(axis=1), 1)
    return found


def _squares(lit: Grey, centres: Floats, half_mm: float) -> NDArray[numpy.uint8]:
    """The square around every centre, to a part of a pixel, one row each."""
    count = 2 * round(half_mm * FINDING.dots_per_mm) + 1
    out = numpy.empty((len(centres), count, count), numpy.uint8)
    at = (centres + FINDING.margin_mm) * FINDING.dots_per_mm
    for index, (x, y) in enumerate(at):
        cv2.getRectSubPix(lit, (count, count), (float(x), float(y)), out[index])
    return out.reshape(len(centres), -1)


def _surely_empty(raw: Floats, layout: PageLayout) -> Bools:
    """A first split of the page's bubbles in two; only the lighter half of the light ones is taken."""
    if layout.printed.all():
        return numpy.zeros(len(raw), bool)
    beyond = raw - _letter_ink(raw, layout)
    judged = beyond[~layout.printed]
    low, high = 0.0, max(float(numpy.percentile(judged, 99)), _LIGHTEST_MARK)
    split = _SPLIT * high
    for _ in range(8):
        light, dark = judged[judged < split], judged[judged >= split]
        low = float(light.mean()) if len(light) else low
        high = max(float(dark.mean()) if len(dark) else high, low + _LIGHTEST_MARK)
        split = low + _SPLIT * (high - low)
    light = judged[judged < split]
    middle = float(numpy.median(light)) if len(light) else low
    sure = beyond < middle + 0.35 * (split - middle)
    return numpy.asarray(sure & (raw < _OPEN_AT_MOST) & ~layout.printed, bool)


def _letter_ink(raw: Floats, layout: PageLayout) -> Floats:
    """The ink of each bubble's letter, from the lightest with the same letter; letters differ by little."""
    usual = float(numpy.percentile(raw[~layout.printed], 20))
    kinds = int(layout.letter.max()) + 1
    base = numpy.full(kinds, usual)
    for kind in range(kinds):
        same = raw[(layout.letter == kind) & ~layout.printed]
        if len(same) >= _LEAST_POOL:
            base[kind] = min(float(numpy.percentile(same, 20)), usual + _LETTERS_DIFFER)
    return numpy.asarray(numpy.minimum(base, _OPEN_AT_MOST)[layout.letter], float)


def _empty_bubbles(drawn: InkRows, empty: Bools, layout: PageLayout) -> InkRows:
    """How an empty bubble with each letter looks on this page; paper where the page has none at all."""
    kinds = int(layout.letter.max()) + 1 if len(layout.letter) else 0
    usual = (
        drawn[empty].mean(axis=0)
        if empty.sum() >= _LEAST_POOL
        else numpy.zeros(drawn.shape[1], numpy.float32)
    )
    out = numpy.empty((kinds, drawn.shape[1]), numpy.float32)
    for kind in range(kinds):
        chosen = empty & (layout.letter == kind)
        out[kind] = drawn[chosen].mean(axis=0) if chosen.sum() >= _LEAST_POOL else usual
    return out


@functools.lru_cache(maxsize=16)
def _rings(radius_mm: float, half_mm: float) -> _Rings:
    count = round(half_mm * FINDING.dots_per_mm)
    steps = numpy.arange(-count, count + 1) / FINDING.dots_per_mm
    across, down = numpy.meshgrid(steps, steps)
    away = (numpy.hypot(across, down) / radius_mm).ravel()
    order = numpy.argsort(away, kind="stable")
    order = order[: int((away < _REACH).sum())]
    away = away[order]
    turn = ((numpy.arctan2(down, across) + numpy.pi) / (2 * numpy.pi)).ravel()[order]

    def ring(inner: float, outer: float) -> slice:
        return slice(*(int(one) for one in numpy.searchsorted(away, (inner, outer))))

    def sectors(inner: float, outer: float, count: int) -> Sectors:
        pixels = ring(inner, outer)
        number = (turn[pixels] * count).astype(int) % count
        each = (number[:, None] == numpy.arange(count)).astype(numpy.float32)
        return Sectors(pixels, each / each.sum(axis=0))

    return _Rings(
        order=order,
        inside=ring(-1, _INSIDE),
        line=ring(0.89, 1.01),  # the outline's middle
        ring=ring(1.18, 1.6),  # outside the outline, before the next bubble
        near=sectors(1.22, 1.42, SECTORS),
        far=sectors(1.45, 1.75, SECTORS),
        wide=sectors(1.28, 1.62, 16),
        fine=sectors(1.1, _REACH, FINE),
    )
