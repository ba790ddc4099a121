"""The sheets that may have been scanned, with the places on one page as numbers."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.model.sheet import (
    AnswerRegion,
    Bubble,
    BubbleKind,
    GreyPatch,
    Marker,
    PrintedCode,
    SheetGeometry,
)
from quizgen.scan.figures import OUTLINES

Floats = NDArray[numpy.float64]
Bools = NDArray[numpy.bool_]
Whole = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of the exams whose pages are wanted.

    ``find`` gives the geometry of a paper id (None: not of these exams), ``model`` is any one of them: by
    its markers a page is found before its code is read.
    """

    find: Callable[[str], SheetGeometry | None]
    model: SheetGeometry


@dataclass(frozen=True, slots=True)
class MarkerPlan:
    """The size of the paper and the markers on one page by id."""

    width_mm: float
    height_mm: float
    markers: dict[int, Marker]


@dataclass(frozen=True, slots=True)
class AskedBubbles:
    """The bubbles of one printed number, as indices into the page's bubbles."""

    question: str
    kind: BubbleKind
    bubbles: Whole


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page of a sheet as arrays; a row for every bubble.

    ``centres`` in mm, ``line_mm`` the radius of the outline's middle, ``radius_mm`` its outer radius,
    ``pitch_mm`` the least distance of two bubbles, ``letter`` numbers the different marks inside,
    ``asked_at`` says to which of ``asked`` a bubble belongs, ``several`` where more than one answer is
    allowed. ``weights`` are those of the neighbours in the local mean, ``terms`` of the cubic field.
    """

    plan: MarkerPlan
    strip: tuple[GreyPatch, ...]
    codes: tuple[PrintedCode, ...]
    bubbles: tuple[Bubble, ...]
    centres: Floats
    radius_mm: float
    line_mm: float
    pitch_mm: float
    letter: Whole
    asked: tuple[AskedBubbles, ...]
    asked_at: Whole
    several: Bools
    printed: Bools
    weights: NDArray[numpy.float32]
    terms: Floats
    regions: tuple[AnswerRegion, ...]


def marker_plan(geometry: SheetGeometry, page: int) -> MarkerPlan:
    """The markers on one page of a sheet."""
    markers = {one.id: one for one in geometry.markers if one.page == page}
    return MarkerPlan(geometry.width_mm, geometry.height_mm, markers)


def page_layout(geometry: SheetGeometry, page: int) -> PageLayout:
    """The places on one page of a sheet."""
    bubbles = tuple(one for one in geometry.bubbles if one.page == page)
    centres = numpy.array([(one.x_mm, one.y_mm) for one in bubbles], float).reshape(-1, 2)
    letters: dict[tuple[bool, str], int] = {}
    questions: dict[str, list[int]] = {}
    for index, one in enumerate(bubbles):
        questions.setdefault(one.question, []).append(index)
    asked = tuple(
        AskedBubbles(name, bubbles[inside[0]].kind, numpy.array(inside)) for name, inside in questions.items()
    )
    asked_at = numpy.zeros(len(bubbles), numpy.int64)
    for number, group in enumerate(asked):
        asked_at[group.bubbles] = number
    radius = float(numpy.median([one.r_mm for one in bubbles])) if bubbles else 1.8
    weights, pitch = _neighbours(centres.tobytes())
    return PageLayout(
        plan=marker_plan(geometry, page),
        strip=tuple(one for one in geometry.strip if one.page == page),
        codes=tuple(one for one in geometry.codes if one.page == page),
        bubbles=bubbles,
        centres=centres,
        radius_mm=radius,
        line_mm=radius - geometry.outline_mm / 2,
        pitch_mm=pitch,
        letter=numpy.array(
            [
                letters.setdefault((one.kind is BubbleKind.TRUE_FALSE, one.option), len(letters))
                for one in bubbles
            ],
            numpy.int64,
        ),
        asked=asked,
        asked_at=asked_at,
        several=numpy.array([one.kind is BubbleKind.MULTIPLE for one in bubbles], bool),
        printed=numpy.array([one.printed for one in bubbles], bool),
        weights=weights,
        terms=cubic_terms(centres, marker_plan(geometry, page)),
        regions=tuple(one for one in geometry.regions if one.page == page),
    )


def cubic_terms(points: Floats, plan: MarkerPlan) -> Floats:
    """The ten terms of a cubic in x and y, both from about -1 to 1 over the page."""
    x, y = ((points - [plan.width_mm / 2, plan.height_mm / 2]) / (plan.height_mm / 2)).T
    one = numpy.ones_like(x)
    return numpy.stack([one, x, y, x * x, x * y, y * y, x**3, x * x * y, x * y * y, y**3], axis=1)


@functools.lru_cache(maxsize=32)
def _neighbours(centres: bytes) -> tuple[NDArray[numpy.float32], float]:
    """Weights of the bubbles around each, and the least distance; the same for most forms of an exam."""
    points = numpy.frombuffer(centres, float).reshape(-1, 2)
    squares = ((points[:, None] - points[None]) ** 2).sum(-1)
    weights = numpy.exp(-squares / (2 * OUTLINES.smooth_mm**2)).astype(numpy.float32)
    numpy.fill_diagonal(squares, numpy.inf)
    return weights, float(numpy.sqrt(squares.min())) if len(points) > 1 else 5.0
