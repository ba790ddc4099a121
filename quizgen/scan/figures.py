"""Every figure the reader goes by, with its unit and why it is what it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """How the page is found. Millimetres are on paper, pixels in the picture."""

    detect_at: tuple[int, ...] = (1_250, 1_800, 2_600)
    """Longest side in pixels at which markers are looked for, one after another: a marker has 38 pixels at
    the first on a page that fills the picture, small ones (a page photographed from afar) need the others."""

    enough_markers: int = 5
    """Of six; then no finer picture is looked at. One is often under a finger or a staple."""

    strip: float = 0.17
    """Share of the width, on either side, in which a scan's markers are looked for first: they stand 20 mm
    from the edge, and a page askew by 3 degrees moves them by 15."""

    fills: float = 0.9
    """A page that fills this share of the picture both ways leaves no room for a second sheet."""

    inlier_mm: float = 2.5
    """A corner further off its place is no corner of this page: bent paper moves them 2 mm, not 3."""

    residual_mm: float = 3.0
    """Mean distance of the corners from a plane; more is no plane sheet."""

    least_spread_mm: float = 100.0
    """Two markers suffice only across the page: extrapolated further, a pixel becomes a bubble."""

    least_ratio: float = 0.55
    """Height to width as seen, against as printed: a photo from 55 degrees above still reads."""

    dots_per_mm: float = 7.0
    """Scale of the straightened page: 178 dpi shows strokes of 0.15 mm, finer costs time for nothing."""

    margin_mm: float = 4.0
    """What is kept around the paper, so that bubbles near the edge have surroundings."""

    least_dots_per_mm: float = 2.6
    """65 dpi; below that a bubble has 9 pixels and letters cannot be told from pencil."""

    low_dots_per_mm: float = 3.7
    """94 dpi: readable in trials, but named (a 100-dpi scan with 3 % of shrinking is still above)."""


@dataclass(frozen=True, slots=True)
class OutlineFigures:
    """How the outlines are found again. Millimetres on paper; scores are correlations from -1 to 1."""

    near_mm: float = 0.75
    """Search first: a scanner's page lies within 0.3 mm of the plane."""

    far_mm: float = 1.75
    """Search then: bent paper; a third of the least pitch of 5 mm, so that no neighbour is taken."""

    bent_mm: float = 0.5
    """A displacement above this in the first search calls for the second."""

    seen: float = 0.5
    """Correlation from which an outline counts as seen; filled bubbles have 0.2 to 0.4, paper below 0.3."""

    off_mm: float = 0.35
    """An outline further from the smooth field than this is something else (a letter, a stroke)."""

    smooth_mm: float = 9.0
    """Width of the local mean: paper does not bend within two groups of bubbles."""

    least_seen: int = 12
    """Fewer outlines than this say nothing about the page."""

    support: float = 0.5
    """Share of the open outlines around a bubble that must be where the field says."""

    rejected: float = 0.12
    """Share of bubbles without support from which the page is not read; below, they are doubtful."""

    warned: float = 0.01
    """Share of bubbles without support from which the page is called bent."""


@dataclass(frozen=True, slots=True)
class MarkFigures:
    """How a bubble is judged. Ink is from 0 (this page's own empty bubbles) to 1 (print black).

    The numbers come from trials with the simulated marks and scans of ``benchmarks/scan.py``, seeds that
    are not used in measuring; ``docs/dev/scan.md`` says what they show and do not show.
    """

    empty_ink: float = 0.062
    """Mean ink below which a bubble can be empty: erased pencil leaves 0.03 to 0.10."""

    marked_ink: float = 0.145
    """Mean ink above which it can be marked: light pencil begins at 0.18, a thin tick at 0.15."""

    marked_ink_several: float = 0.177
    """The same where several answers are allowed: there no second bubble tells a trace from a mark."""

    empty_covered: float = 0.066
    """Share of the circle with ink above 0.25 up to which it can be empty (a speck, a hair)."""

    marked_covered: float = 0.145
    """The same share from which it can be marked."""

    empty_median: float = 0.115
    """Median ink up to which it can be empty."""

    marked_median: float = 0.155
    """Median ink from which it can be marked although little is dark: light pencil all over."""

    covered_alone: float = 0.28
    """Share of the circle with ink above 0.25 that makes a mark however thin its strokes: a stray line of
    0.4 mm through the middle covers 0.23, an erased fill nothing."""

    line_covered: float = 0.36
    """A mark that covers less than this, and whose stroke leaves the circle twice, is asked about: a line of
    0.45 mm through the middle covers 0.33, of 0.8 mm 0.5 and more."""

    thin_usual: float = 0.40
    """A person's usual mark below this is a tick, a cross or light pencil; full circles have 0.5 to 0.9."""

    alike: float = 0.55
    """With such a person, a mark above this part of the usual one is one more of the same,"""

    alike_covered: float = 0.24
    """if it covers this share of the circle."""

    noise_empty: float = 3.5
    """Empty also means below so many times the scatter of this page's empty bubbles."""

    noise_marked: float = 7.0
    """Marked means above so many times that scatter."""

    weaker: float = 0.29
    """A mark below this part of the page's usual mark is doubtful: it may be erased."""

    usual_least: int = 8
    """So many marks make a usual mark."""

    usual_ink: float = 0.30
    """A usual mark below this says nothing: everything is light."""

    trace: float = 0.08
    """A trace below this part of the usual mark is no mark."""

    trace_ink: float = 0.16
    """But never above this ink."""

    trace_dark: float = 0.15
    """And never with a larger share of the circle above 0.45: that is a stroke."""

    open_score: float = 0.90
    """An outline seen as clearly as this has nothing drawn over it."""

    open_ink: float = 0.068
    """Then ink up to this is dirt."""

    second: float = 0.33
    """One-answer questions with one clear mark: a trace below this part of it is an erasure or dirt."""

    beside: float = 0.06
    """Share of the ring outside a circle with ink above 0.30: a tick that misses its circle."""

    beside_ink: float = 0.015
    """With at least this ink inside, for a neighbour's tail touches only the ring."""

    beside_much: float = 0.12
    """Ring ink from which it is asked about whatever is inside, where several answers are allowed."""

    crossed_ink: float = 0.30
    """Only a mark with this ink can have been crossed out."""

    crossed_covered: float = 0.75
    """And with this share of the circle covered."""

    crossed_out: float = 0.17
    """Rise of a cross out of a fill (``arms.cross_over``) from which it is asked about: a fill 12 to 42 per
    cent too large with a cross over it has 0.17 and more in 99 of 100, careless fills alone in 1 of 250."""

    faded: float = 0.5
    """An empty bubble whose outline has less than this part of the ink outlines have on this page is asked
    about: what takes away print (glare, wear) takes away pencil first."""

    faded_mark: float = 0.8
    """A mark whose outline has less than this part stands in faded print; an ordinary one has more than 1.
    So does an empty bubble near it: hatching in it may be what is left of its outline's ink."""

    faded_around: float = 1.6
    """How far around such a mark, in least distances of two bubbles: the next ones on all sides."""

    blank_ink: float = 0.03
    """A question without a mark whose darkest bubble is above this is shown as perhaps not blank."""

    blank_noise: float = 2.0
    """The scatter of the page's empty bubbles adds so many times itself to that."""

    blank_beside: float = 0.04
    """The same for ink in the ring outside."""

    line_ink: float = 0.16
    """The line between empty and marked from which the confidence is counted."""


@dataclass(frozen=True, slots=True)
class ToneFigures:
    """How light and dark are told."""

    paper: float = 235.0
    """Grey value paper is brought to; above it there is room for noise."""

    hole_mm: int = 11
    """Anything smaller than this is drawn on the paper, anything larger is shadow or stain."""

    lost_20: float = 0.05
    """The patch printed at 20 % must show this ink, or light pencil does not show either."""

    lost_30: float = 0.10
    """The same for the patch at 30 %."""

    least_step: float = 0.02
    """Patches next to each other must differ by this, or the strip is covered."""

    bent_curve: float = 0.04
    """A tone curve nearer to a straight line than this is left alone."""

    too_dark: float = 0.35
    """A 10 % patch that shows more ink than this is written on or stained."""

    uneven: float = 0.12
    """Quarters of one patch that differ by more ink than this have a stain or a fold on them."""

    one_bit: float = 0.012
    """Share of pixels of middle grey below which a scan has two values only."""

    blank_dark: float = 0.0008
    """Share of dark pixels below which a page is blank paper: 40 square mm; markers and codes have 400."""


@dataclass(frozen=True, slots=True)
class RedFigures:
    """How red ink is told. Redness is red less the larger of green and blue, 0 to 255."""

    longest: int = 2_000
    """Longest side in pixels of what is kept of the colours: 170 dpi; JPEG halves them already."""

    hint: int = 20
    """Redness from which a dot may be of red ink; white paper in the warm light of a lamp has 10 to 15."""

    least_dots: int = 12
    """Fewer such dots than this are no red stroke: 2 mm of a pen of 0.5 mm at 100 dpi have 15."""

    ink: int = 45
    """Redness beyond that of the paper from which ink is red: red pencil has 70 and more, thin lines of a
    ball pen blurred to half have 60, black and blue ink and pencil 0 to 15."""

    mostly: float = 0.4
    """Share of the ink in and around a bubble that is red from which the whole mark is called red: in trials
    marks in red had 0.4 and more (photos of poor quality), pencil with red across it seldom."""


FINDING, OUTLINES, MARKS, TONE = FindingFigures(), OutlineFigures(), MarkFigures(), ToneFigures()
RED = RedFigures()
