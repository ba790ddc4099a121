"""Where the paper lies in a picture, from its markers."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy

from quizgen.model.sheet import Marker
from quizgen.scan.figures import FINDING
from quizgen.scan.known import Floats, MarkerPlan
from quizgen.scan.picture import Grey, shrunk

_CORNERS = 4
_ENOUGH, _TWO = 3, 2

cv2.setNumThreads(1)  # pages are shared out between processes; threads would only fight for the cores


@dataclass(frozen=True, slots=True)
class FoundMarkers:
    """The markers in a picture: id to its four corners in pixels, and the ids found more than once."""

    corners: dict[int, Floats]
    twice: frozenset[int]


@dataclass(frozen=True, slots=True)
class Registration:
    """The projective matrix from mm on paper to pixels, with what it rests on.

    ``anchors`` are the markers' corners in mm, ``misses`` by how many mm the matrix misses each.
    """

    matrix: Floats
    dots_per_mm: float
    markers: tuple[int, ...]
    anchors: Floats
    misses: Floats


class NotRegistered(Exception):
    """The markers found do not say where the paper lies; ``too_few`` or else they contradict each other."""

    def __init__(self, *, too_few: bool) -> None:
        self.too_few = too_few
        super().__init__()


def find_markers(grey: Grey, scale_to: int, *, beside: bool = False) -> FoundMarkers:
    """Markers of the dictionary in a picture whose longest side is brought down to so many pixels.

    ``beside``: only in two strips along its long sides, side by side; what is printed between takes most
    of the time.
    """
    scale = min(1.0, scale_to / max(grey.shape))
    small = shrunk(grey, scale)
    strip, width = round(FINDING.strip * small.shape[1]), small.shape[1]
    if beside:
        small = numpy.hstack([small[:, :strip], small[:, -strip:]])
    found, ids, _ = _detector().detectMarkers(small)
    corners: dict[int, Floats] = {}
    twice = set()
    for four, identity in zip(found, [] if ids is None else numpy.asarray(ids).ravel(), strict=True):
        one = numpy.asarray(four, float).reshape(_CORNERS, 2)
        if beside and one[:, 0].mean() > strip:
            one[:, 0] += width - 2 * strip
        if int(identity) in corners:
            twice.add(int(identity))
        corners[int(identity)] = (one + 0.5) / scale - 0.5
    return FoundMarkers(corners, frozenset(twice))


def lies_straight(registration: Registration, grey: Grey, plan: MarkerPlan) -> bool:
    """Whether a page fills a picture as a scanner shows it: then no second sheet has room beside it."""
    width, height = plan.width_mm, plan.height_mm
    edge = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    across, down = numpy.ptp(project(registration.matrix, edge), axis=0) / (grey.shape[1], grey.shape[0])
    return len(registration.markers) == len(plan.markers) and min(across, down) > FINDING.fills


@functools.cache
def _detector() -> Any:
    figures = cv2.aruco.DetectorParameters()
    figures.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    figures.cornerRefinementWinSize = 4
    figures.minMarkerPerimeterRate = 0.02
    figures.adaptiveThreshWinSizeMin = 7
    figures.adaptiveThreshWinSizeMax = 47
    figures.adaptiveThreshWinSizeStep = 20
    figures.perspectiveRemovePixelPerCell = 6
    return cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), figures)


def project(matrix: Floats, points: Floats) -> Floats:
    """Points through a projective matrix."""
    out = points @ matrix[:, :2].T + matrix[:, 2]
    return numpy.asarray(out[..., :2] / out[..., 2:], float)


def register(found: FoundMarkers, plan: MarkerPlan) -> Registration:
    """Where the paper lies. Raises NotRegistered."""
    known = [identity for identity in found.corners if identity in plan.markers]
    if len(known) < _TWO:
        raise NotRegistered(too_few=True)
    paper = numpy.concatenate([_corners_mm(plan.markers[identity]) for identity in known])
    seen = numpy.concatenate([found.corners[identity] for identity in known])
    scale = math.dist(seen[0], seen[2]) / math.dist(paper[0], paper[2])
    cv2.setRNGSeed(1)  # the same page gives the same reading
    rough, inside = cv2.findHomography(
        paper, seen, cv2.RANSAC, FINDING.inlier_mm * scale, maxIters=3000, confidence=0.999
    )
    if rough is None:
        raise NotRegistered(too_few=False)
    whole = inside.reshape(-1, _CORNERS).sum(axis=1) >= _CORNERS - 1
    good = [identity for identity, fits in zip(known, whole, strict=True) if fits]
    if not _enough(good, plan):
        raise NotRegistered(too_few=len(known) <= _TWO or len(good) == len(known))
    chosen = numpy.repeat(whole, _CORNERS)
    fitted, _ = cv2.findHomography(paper[chosen], seen[chosen], 0)
    matrix: Floats = numpy.array(rough if fitted is None else fitted, numpy.float64)
    if not _plausible(matrix, paper[chosen], seen[chosen], plan, scale):
        raise NotRegistered(too_few=False)
    back: Floats = numpy.linalg.inv(matrix).astype(numpy.float64)
    misses = project(back, seen[chosen]) - paper[chosen]
    return Registration(matrix, _scale(matrix, plan), tuple(sorted(good)), paper[chosen], misses)


def _scale(matrix: Floats, plan: MarkerPlan) -> float:
    """Pixels a millimetre, across the middle of the page."""
    x, y = plan.width_mm / 2, plan.height_mm / 2
    left, right = project(matrix, numpy.array([(x - 5, y), (x + 5, y)]))
    return math.dist(left, right) / 10


def _corners_mm(marker: Marker) -> Floats:
    half = marker.size_mm / 2
    signs = numpy.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)
    return numpy.asarray(signs * half + [marker.x_mm, marker.y_mm], float)


def _enough(good: list[int], plan: MarkerPlan) -> bool:
    """Three markers, or two across the page."""
    if len(good) >= _ENOUGH:
        return True
    if len(good) < _TWO:
        return False
    places = numpy.array([(plan.markers[one].x_mm, plan.markers[one].y_mm) for one in good])
    return bool(numpy.ptp(places, axis=0).min() > FINDING.least_spread_mm)


def _plausible(matrix: Floats, paper: Floats, seen: Floats, plan: MarkerPlan, scale: float) -> bool:
    """Whether the page would look like a page: not mirrored, not squeezed, its corners on a plane."""
    width, height = plan.width_mm, plan.height_mm
    edge = project(matrix, numpy.array([[0, 0], [width, 0], [width, height], [0, height]], float))
    following = numpy.roll(edge, -1, axis=0)
    area = 0.5 * float((edge[:, 0] * following[:, 1] - following[:, 0] * edge[:, 1]).sum())
    if area <= 0 or not numpy.isfinite(edge).all():
        return False
    ratio = (math.dist(edge[3], edge[0]) / math.dist(edge[1], edge[0])) / (height / width)
    miss = numpy.sqrt(((project(matrix, paper) - seen) ** 2).sum(1).mean()) / scale
    return FINDING.least_ratio < ratio < 1 / FINDING.least_ratio and float(miss) < FINDING.residual_mm
