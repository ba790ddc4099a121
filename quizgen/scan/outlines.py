"""Every bubble's outline found again on the page: where paper is bent, the bubbles are moved with it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import cv2
import numpy
from numpy.typing import NDArray

from quizgen.scan.figures import FINDING, OUTLINES
from quizgen.scan.known import Floats, PageLayout, cubic_terms
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
    template = _outline(layout.line_mm, scale)
    reach = round(reach_mm * scale)
    size = template.shape[0] // 2 + reach
    centre = ((layout.centres + before + FINDING.margin_mm) * 2 * scale + 0.5) / 2 - 0.5
    limit = [half.shape[1] - size - 1, half.shape[0] - size - 1]
    at = numpy.clip(numpy.round(centre).astype(int), size, limit)
    moved, score = numpy.zeros_like(centre), numpy.zeros(len(centre))
    for index, (x, y) in enumerate(at):
        cut = half[y - size : y + size + 1, x - size : x + size + 1]
        match = numpy.asarray(cv2.matchTemplate(cut, template, cv2.TM_CCOEFF_NORMED), numpy.float32)
        _, score[index], _, (left, top) = cv2.minMaxLoc(match)
        moved[index] = (
            left + _peak(match[top, :], left) - reach,
            top + _peak(match[:, left], top) - reach,
        )
    return (moved + at - centre) / scale + before, score


def _peak(line: NDArray[numpy.float32], at: int) -> float:
    """Where between pixels the top of a parabola through three values lies."""
    if not 0 < at < len(line) - 1:
        return 0.0
    before, here, after = (float(value) for value in line[at - 1 : at + 2])
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


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
