"""The named rules that turn ink into empty, marked or doubtful."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.model.scanned import MarkDoubt
from quizgen.scan.figures import MARKS, OUTLINES, RED, MarkFigures
from quizgen.scan.ink import Ink
from quizgen.scan.known import Bools, Floats, PageLayout

EMPTY, MARKED, DOUBTFUL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Verdicts:
    """A state for every bubble, with the doubts about it; for every question, whether it may not be blank."""

    state: NDArray[numpy.int8]
    doubts: tuple[tuple[MarkDoubt, ...], ...]


class _Bench:
    """The bubbles of a page while they are judged."""

    def __init__(self, ink: Ink, layout: PageLayout, score: Floats, support: Floats) -> None:
        self.ink, self.layout, self.score = ink, layout, score
        self.held = support >= OUTLINES.support
        self.state = numpy.zeros(len(layout.bubbles), numpy.int8)
        self.doubts: list[list[MarkDoubt]] = [[] for _ in layout.bubbles]

    def doubt(self, which: Bools, why: MarkDoubt) -> None:
        """Send bubbles to a person; what the printer filled is no mark of anybody."""
        which = which & ~self.layout.printed
        self.state[which] = DOUBTFUL
        for index in numpy.flatnonzero(which):
            self.doubts[index].append(why)

    def clear(self, which: Bools) -> None:
        """Call doubtful bubbles empty after all."""
        which = which & (self.state == DOUBTFUL) & self.held
        self.state[which] = EMPTY
        for index in numpy.flatnonzero(which):
            self.doubts[index].clear()

    def take(self, which: Bools) -> None:
        """Call doubtful bubbles marked after all."""
        which = which & (self.state == DOUBTFUL) & self.held
        self.state[which] = MARKED
        for index in numpy.flatnonzero(which):
            self.doubts[index].clear()


def _clearly_drawn(ink: Ink, usual: float, figures: MarkFigures) -> Bools:
    """Thin strokes that are no trace: much of the circle covered, or much like this person's other marks."""
    alike = (ink.mean > figures.alike * usual) & (ink.covered > figures.alike_covered)
    clear = ink.covered > figures.covered_alone
    if 0 < usual < figures.thin_usual:
        clear |= alike
    return numpy.asarray(clear & (ink.mean > figures.noise_marked * ink.noise), bool)


def _line_across(ink: Ink, figures: MarkFigures) -> Bools:
    """A thin stroke that comes in and goes out again: seldom a tick, more often a line that slipped."""
    both = ink.near.narrow >= 2  # noqa: PLR2004 - in and out
    return numpy.asarray(both & (ink.covered < figures.line_covered), bool)


def judge(
    ink: Ink, layout: PageLayout, score: Floats, support: Floats, figures: MarkFigures = MARKS
) -> Verdicts:
    """Judge every bubble of a page; ``score`` and ``support`` say how well its outline was found."""
    bench = _Bench(ink, layout, score, support)
    bench.state = _first(ink, layout, figures)
    bench.doubt(bench.state == DOUBTFUL, MarkDoubt.FAINT)
    usual = _usual(bench, figures)
    bench.take(_clearly_drawn(ink, usual, figures))
    bench.doubt((bench.state == MARKED) & (ink.mean < figures.weaker * usual), MarkDoubt.WEAKER)
    bench.doubt((bench.state == MARKED) & _line_across(ink, figures), MarkDoubt.ACROSS)
    if usual > figures.usual_ink:
        limit = min(figures.trace * usual, figures.trace_ink)
        bench.clear((ink.mean < limit) & (ink.dark < figures.trace_dark))
    bench.clear((score > figures.open_score) & (ink.mean < figures.open_ink))
    bench.doubt(_crossed_out(ink, layout.several, figures), MarkDoubt.CROSSED)
    bench.doubt(~bench.held, MarkDoubt.NO_OUTLINE)
    bench.doubt(_beside(bench, figures), MarkDoubt.BESIDE)
    bench.doubt(_in_faded_print(bench, figures), MarkDoubt.FADED)
    bench.doubt(_in_red(bench, figures), MarkDoubt.RED)
    _drop_traces(bench, figures)
    bench.state[layout.printed] = MARKED
    return Verdicts(bench.state, tuple(tuple(dict.fromkeys(one)) for one in bench.doubts))


def _first(ink: Ink, layout: PageLayout, figures: MarkFigures) -> NDArray[numpy.int8]:
    """By mean, covered share and median, each with two lines."""
    least = numpy.where(layout.several, figures.marked_ink_several, figures.marked_ink)
    least = numpy.maximum(least, figures.noise_marked * ink.noise)
    most = max(figures.empty_ink, figures.noise_empty * ink.noise)
    marked = (ink.mean > least) & (
        (ink.covered > figures.marked_covered) | (ink.median > figures.marked_median)
    )
    empty = (ink.mean < most) & (ink.covered < figures.empty_covered) & (ink.median < figures.empty_median)
    return numpy.where(marked, MARKED, numpy.where(empty, EMPTY, DOUBTFUL)).astype(numpy.int8)


def _usual(bench: _Bench, figures: MarkFigures) -> float:
    """The ink of this person's usual mark; 0 where there are too few marks to say."""
    marks = bench.ink.mean[(bench.state == MARKED) & ~bench.layout.printed]
    return float(numpy.median(marks)) if len(marks) >= figures.usual_least else 0.0


def _crossed_out(ink: Ink, several: Bools, figures: MarkFigures) -> Bools:
    """A filled circle with narrow arms leaving it on several sides; far arms count if they begin at it.

    The edge of a large, careless fill is jagged too, but seldom looks like the four ends of an X: these are
    seen just outside a neat fill, or well outside a large one; or as a cross that stands out of a fill of
    any size. Where several answers are allowed, no other
    mark tells that this one was taken back: there shorter arms count too.
    """
    near, far = ink.near, ink.far
    reaching = ((far.opposite >= 1) & (far.narrow >= 2)) | (far.narrow >= 3)  # noqa: PLR2004 - arms of an X
    starting = (ink.groups >= 3) | (near.narrow >= 2)  # noqa: PLR2004 - as above
    neat = (near.narrow == 4) & (near.opposite >= 2) & (near.widest <= 3)  # noqa: PLR2004 - as above
    large = (far.narrow >= 4) & (far.opposite >= 2)  # noqa: PLR2004 - as above
    short = (near.narrow >= 3) & (near.widest <= 2) & (near.opposite >= 1)  # noqa: PLR2004 - as above
    filled = (ink.mean > figures.crossed_ink) & (ink.covered > figures.crossed_covered)
    out = ink.cross > figures.crossed_out
    return numpy.asarray(filled & ((reaching & starting) | neat | large | out | (several & short)), bool)


def _in_faded_print(bench: _Bench, figures: MarkFigures) -> Bools:
    """No mark where print has faded: there a mark may have gone too.

    A mark lies over its outline and makes it darker, so that a mark with a lighter one stands in faded print;
    then less is believed around it.
    """
    outline, centres = bench.ink.outline, bench.layout.centres
    faded = outline < figures.faded
    washed = centres[(bench.state == MARKED) & (outline < figures.faded_mark)]
    if len(washed):
        away = numpy.hypot(*(centres[:, None] - washed[None]).transpose(2, 0, 1)).min(axis=1)
        faded |= (outline < figures.faded_mark) & (away < figures.faded_around * bench.layout.pitch_mm)
    return numpy.asarray((bench.state != MARKED) & faded, bool)


def _beside(bench: _Bench, figures: MarkFigures) -> Bools:
    """An empty circle with ink around it: it matters where several answers are allowed."""
    ink = bench.ink
    touched = (ink.beside > figures.beside) & (ink.mean > figures.beside_ink)
    touched |= ink.beside > figures.beside_much
    return numpy.asarray((bench.state == EMPTY) & bench.layout.several & touched, bool)


def _in_red(bench: _Bench, figures: MarkFigures) -> Bools:
    """Marks in red ink of a person whose own marks are not red: somebody may have marked the sheet.

    Who wrote everything in red did so all over the sheet; a few red marks alone are asked about too.
    """
    red = (bench.ink.red > RED.mostly) & ~bench.layout.printed
    marked = (bench.state == MARKED) & ~bench.layout.printed
    own = int((marked & red).sum())
    if own >= figures.usual_least and own > marked.sum() / 2:
        return numpy.zeros(len(red), bool)
    return numpy.asarray(red & (bench.state != EMPTY), bool)


def _drop_traces(bench: _Bench, figures: MarkFigures) -> None:
    """In a one-answer question with one clear mark, a much weaker trace is an erasure or dirt.

    Not where the whole circle is as dark as a light pencil makes it: that may be a second mark.
    """
    ink, layout = bench.ink, bench.layout
    marked = (bench.state == MARKED) | layout.printed
    strongest = numpy.zeros(len(layout.asked))
    numpy.maximum.at(strongest, layout.asked_at[marked], ink.mean[marked])
    count = numpy.bincount(layout.asked_at[marked], minlength=len(layout.asked))
    single = (count == 1)[layout.asked_at] & ~layout.several & ~layout.printed
    weak = (ink.mean < figures.second * strongest[layout.asked_at]) & (ink.median < figures.marked_median)
    bench.clear(single & weak)


def may_not_be_blank(ink: Ink, bubbles: NDArray[numpy.int64], figures: MarkFigures = MARKS) -> bool:
    """Whether a question without any mark shows traces that a person should see."""
    darkest = figures.blank_ink + figures.blank_noise * ink.noise
    return bool(ink.mean[bubbles].max() > darkest or ink.beside[bubbles].max() > figures.blank_beside)
