"""How dark print and grey came out in a scan, measured on the markers and the grey strip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.model.sheet import GreyPatch, Marker
from quizgen.scan.figures import FINDING, TONE
from quizgen.scan.known import Floats, PageLayout
from quizgen.scan.markers import Registration
from quizgen.scan.picture import Grey

_CELLS, _POINTS = 6, 25
_LEAST_POINTS = 5
"""Paper, three patches that differ, black: fewer say that the strip is covered."""
_PATCH = 0.28
"""Half the part of a patch that is measured, of its size: its edges are blurred."""


@dataclass(frozen=True, slots=True)
class Tone:
    """What a grey value means: ``ink`` has one of 0 (paper) to 1 (print black) for each of 256.

    ``light_lost``: light grey does not survive this scan; ``hidden``: the strip cannot be believed.
    """

    ink: NDArray[numpy.float32]
    light_lost: bool
    hidden: bool


def tone_of(lit: Grey, layout: PageLayout, registration: Registration) -> Tone:
    """The tone curve of a page."""
    black = _black(lit, [layout.plan.markers[one] for one in registration.markers])
    reach = max(60.0, TONE.paper - black)
    straight = ((TONE.paper - numpy.arange(256)) / reach).astype(numpy.float32)
    if len(layout.strip) < 3:  # noqa: PLR2004 - no curve through two points
        return Tone(straight, light_lost=False, hidden=True)
    patches = sorted(layout.strip, key=lambda one: one.ink)
    printed = numpy.array([one.ink / 100 for one in patches])
    quarters = numpy.array([_quarters(lit, one, reach) for one in patches])
    seen = quarters.mean(axis=1)
    if _is_stained(quarters):
        return Tone(straight, light_lost=False, hidden=True)
    at_20, at_30 = (float(numpy.interp(ink, printed, seen)) for ink in (0.20, 0.30))
    if at_20 < TONE.lost_20 or at_30 < TONE.lost_30:
        return Tone(straight, light_lost=True, hidden=False)
    xs, ys = _rising(seen, printed)
    if len(xs) < _LEAST_POINTS:
        return Tone(straight, light_lost=False, hidden=True)
    if numpy.abs(numpy.interp(printed, ys, xs) - printed).max() <= TONE.bent_curve:
        return Tone(straight, light_lost=False, hidden=False)
    curve = numpy.interp(numpy.clip(straight, 0, 1), xs, ys)
    lighter = straight * min(2.0, ys[1] / max(xs[1], 0.02))
    curve = numpy.where(straight < 0, lighter, numpy.where(straight > 1, straight, curve))
    return Tone(curve.astype(numpy.float32), light_lost=False, hidden=False)


def _rising(seen: Floats, printed: Floats) -> tuple[Floats, Floats]:
    """Seen against printed ink from paper to black, without patches no darker than one before."""
    xs, ys = [0.0], [0.0]
    for x, y in zip(seen, printed, strict=True):
        if xs[-1] + TONE.least_step < x < 1 - TONE.least_step:
            xs.append(float(x))
            ys.append(float(y))
    return numpy.array([*xs, 1.0]), numpy.array([*ys, 1.0])


def _quarters(lit: Grey, patch: GreyPatch, reach: float) -> Floats:
    """The ink seen in the four quarters of a patch."""
    scale, margin = FINDING.dots_per_mm, FINDING.margin_mm
    x, y, half = (
        round(value * scale) for value in (patch.x_mm + margin, patch.y_mm + margin, patch.size_mm * _PATCH)
    )
    cut = lit[y - half : y + half, x - half : x + half].reshape(2, half, 2, half)
    return numpy.asarray((TONE.paper - cut.mean(axis=(1, 3)).ravel()) / reach, float)


def _is_stained(quarters: Floats) -> bool:
    """Whether something lies over the strip: a patch uneven, the lightest dark, a darker one lighter."""
    seen = quarters.mean(axis=1)
    return bool(
        numpy.ptp(quarters, axis=1).max() > TONE.uneven
        or seen[0] > TONE.too_dark
        or numpy.diff(seen).min() < -TONE.least_step
    )


def _black(lit: Grey, markers: list[Marker]) -> float:
    """The grey value of print: the median along the black borders of the markers."""
    values = [float(numpy.median(_border(lit, one))) for one in markers]
    return float(numpy.median(values)) if values else 30.0


def _border(lit: Grey, marker: Marker) -> NDArray[numpy.uint8]:
    edge = marker.size_mm / 2 * (1 - 1 / _CELLS)
    along = numpy.linspace(-edge, edge, _POINTS)
    still = numpy.full(_POINTS, edge)
    ways = ((along, still), (along, -still), (still, along), (-still, along))
    around = numpy.concatenate([numpy.stack(way, axis=1) for way in ways])
    points: Floats = around + numpy.array([marker.x_mm, marker.y_mm])
    at = numpy.round((points + FINDING.margin_mm) * FINDING.dots_per_mm).astype(int)
    at = numpy.clip(at, 0, [lit.shape[1] - 1, lit.shape[0] - 1])
    return numpy.asarray(lit[at[:, 1], at[:, 0]], numpy.uint8)
