"""One picture of a page in, its reading out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy

from quizgen.model.scanned import (
    PageOutcome,
    PageReading,
    PageReason,
    PageSight,
    PageWarning,
    QuestionReading,
)
from quizgen.model.sheet import BubbleKind, SheetCode, SheetGeometry
from quizgen.scan.codes import codes_anywhere, codes_in_place
from quizgen.scan.decide import judge
from quizgen.scan.figures import FINDING, OUTLINES
from quizgen.scan.flatten import evenly_lit, is_blank, is_one_bit, straightened
from quizgen.scan.ink import ink_of
from quizgen.scan.known import MarkerPlan, PageLayout, Sheets, marker_plan, page_layout
from quizgen.scan.markers import (
    FoundMarkers,
    NotRegistered,
    Registration,
    find_markers,
    lies_straight,
    register,
)
from quizgen.scan.outlines import align, supported
from quizgen.scan.picture import Grey, PagePicture
from quizgen.scan.questions import number_box, question_readings
from quizgen.scan.red import red_of_page
from quizgen.scan.tone import Tone, tone_of
from quizgen.scan.written import WRITING, frames_missing, written_readings

_FEW = 4


class _Unread(Exception):
    """A page that is not read: why, and its code when that is known."""

    def __init__(self, reason: PageReason, code: SheetCode | None = None) -> None:
        self.reason, self.code = reason, code
        super().__init__()


def read_page(picture: PagePicture, sheets: Sheets) -> PageReading:
    """Read one picture; whatever is wrong with it is said in the reading, nothing is raised."""
    try:
        code, found, first = _identified(picture.grey, sheets)
        geometry = _wanted(code, sheets)
        registration = _registered(found, first, code, geometry, marker_plan(sheets.model, 1))
        return _read(picture, geometry, code, registration)
    except _Unread as error:
        return _unread(picture, error.reason, error.code)


def _identified(grey: Grey, sheets: Sheets) -> tuple[SheetCode, FoundMarkers, Registration | None]:
    """The code of the page, with its markers."""
    if is_blank(grey):
        raise _Unread(PageReason.EMPTY_PAPER)
    plan = marker_plan(sheets.model, 1)
    found, first = _located(grey, plan)
    if found.twice & set(plan.markers):
        raise _Unread(PageReason.SEVERAL_SHEETS)
    places = tuple(one for one in sheets.model.codes if one.page == 1)
    codes = set() if first is None else set(codes_in_place(grey, first.matrix, places))
    codes = codes or set(codes_anywhere(grey))
    if len(codes) > 1:
        raise _Unread(PageReason.CODES_DISAGREE)
    if not codes:
        raise _Unread(_why_no_code(found, first))
    return codes.pop(), found, first


def _wanted(code: SheetCode, sheets: Sheets) -> SheetGeometry:
    """The geometry that the code asks for."""
    geometry = sheets.find(code.paper_id)
    if geometry is None:
        raise _Unread(PageReason.OTHER_EXAM, code)
    if code.pages != geometry.pages or not 1 <= code.page <= geometry.pages:
        raise _Unread(PageReason.OTHER_LAYOUT, code)
    return geometry


def _registered(
    found: FoundMarkers,
    first: Registration | None,
    code: SheetCode,
    geometry: SheetGeometry,
    plan: MarkerPlan,
) -> Registration:
    """Where the paper lies, by the markers of this very sheet."""
    own = marker_plan(geometry, code.page)
    try:
        registration = first if first is not None and own == plan else register(found, own)
    except NotRegistered as error:
        raise _Unread(PageReason.FEW_MARKERS if error.too_few else PageReason.WARPED, code) from error
    if registration.dots_per_mm < FINDING.least_dots_per_mm:
        raise _Unread(PageReason.TOO_SMALL, code)
    return registration


def _located(grey: Grey, plan: MarkerPlan) -> tuple[FoundMarkers, Registration | None]:
    """The markers, looked for at finer and finer scales until enough of them agree on a page."""
    at_once = _at_once(grey, plan)
    if at_once is not None:
        return at_once
    best: tuple[FoundMarkers, Registration | None] = FoundMarkers({}, frozenset()), None
    for scale_to in FINDING.detect_at:
        found = find_markers(grey, scale_to)
        try:
            registration = register(found, plan)
        except NotRegistered:
            registration = None
        if _better(found, registration, *best):
            best = found, registration
        enough = min(FINDING.enough_markers, len(plan.markers))
        if (registration is not None and len(registration.markers) >= enough) or scale_to >= max(grey.shape):
            break
    return best


def _at_once(grey: Grey, plan: MarkerPlan) -> tuple[FoundMarkers, Registration] | None:
    """All markers along the long sides of a scan that one sheet fills; None: look everywhere."""
    if grey.shape[0] < grey.shape[1] or not plan.markers:
        return None
    found = find_markers(grey, FINDING.detect_at[0], beside=True)
    try:
        registration = register(found, plan)
    except NotRegistered:
        return None
    return (found, registration) if lies_straight(registration, grey, plan) else None


def _better(
    found: FoundMarkers, registration: Registration | None, before: FoundMarkers, best: Registration | None
) -> bool:
    if registration is None or best is None:
        return registration is not None or (best is None and len(found.corners) > len(before.corners))
    return len(registration.markers) > len(best.markers)


def _why_no_code(found: FoundMarkers, first: Registration | None) -> PageReason:
    if first is not None:
        return PageReason.NO_CODE
    return PageReason.FEW_MARKERS if len(found.corners) > 1 else PageReason.NO_SHEET


_OUTCOMES = {
    PageReason.EMPTY_PAPER: PageOutcome.BLANK,
    PageReason.NO_SHEET: PageOutcome.FOREIGN,
    PageReason.OTHER_EXAM: PageOutcome.FOREIGN,
}


def _unread(picture: PagePicture, reason: PageReason, code: SheetCode | None) -> PageReading:
    outcome = _OUTCOMES.get(reason, PageOutcome.UNREADABLE)
    if code is None:
        return PageReading(picture.place, picture.digest, outcome, reason)
    return PageReading(
        picture.place,
        picture.digest,
        outcome,
        reason,
        paper_id=code.paper_id,
        serial=code.serial,
        page=code.page,
        pages=code.pages,
    )


def _read(
    picture: PagePicture, geometry: SheetGeometry, code: SheetCode, registration: Registration
) -> PageReading:
    layout = page_layout(geometry, code.page)
    one_bit = is_one_bit(picture.grey)
    flat = straightened(picture.grey, registration.matrix, layout.plan, registration.dots_per_mm)
    lit = evenly_lit(flat, one_bit=one_bit)
    tone = tone_of(lit, layout, registration)
    if frames_missing(lit, tone.ink, layout.regions) > WRITING.missing:
        raise _Unread(PageReason.NO_FRAMES, code)
    readings, lost = _bubbles(picture, lit, tone, layout, registration) if layout.bubbles else ((), 0.0)
    if lost > OUTLINES.rejected:
        raise _Unread(PageReason.NO_OUTLINES, code)
    number = tuple(one for one in readings if one.kind is BubbleKind.DIGIT)
    return PageReading(
        place=picture.place,
        digest=picture.digest,
        outcome=PageOutcome.READ,
        paper_id=code.paper_id,
        form_code=geometry.form_code,
        serial=code.serial,
        page=code.page,
        pages=code.pages,
        warnings=tuple(_warnings(registration, tone, lost, one_bit=one_bit)),
        number=number,
        questions=tuple(one for one in readings if one.kind is not BubbleKind.DIGIT),
        number_box=number_box(number),
        sight=PageSight(
            tuple(float(value) for value in numpy.asarray(registration.matrix).ravel()),
            round(registration.dots_per_mm, 3),
            registration.markers,
        ),
        written=written_readings(lit, tone.ink, layout.regions),
    )


def _bubbles(
    picture: PagePicture, lit: Grey, tone: Tone, layout: PageLayout, registration: Registration
) -> tuple[tuple[QuestionReading, ...], float]:
    """What is filled in on a page, and the share of the bubbles that were not found again."""
    alignment = align(lit, layout, registration)
    red = red_of_page(picture, registration.matrix, layout.plan, registration.dots_per_mm)
    ink = ink_of(lit, tone.ink, layout, alignment.shift, red)
    support = supported(alignment, ink.raw, layout)
    lost = float((support < OUTLINES.support).mean())
    verdicts = judge(ink, layout, alignment.score, support)
    return question_readings(layout, ink, verdicts, alignment.shift), lost


def _warnings(registration: Registration, tone: Tone, lost: float, *, one_bit: bool) -> Iterator[PageWarning]:
    if lost > OUTLINES.warned:
        yield PageWarning.BENT
    if tone.light_lost:
        yield PageWarning.LIGHT_GREY_LOST
    elif one_bit:
        yield PageWarning.ONE_BIT
    elif tone.hidden:
        yield PageWarning.STRIP_HIDDEN
    if len(registration.markers) < _FEW:
        yield PageWarning.FEW_MARKERS
    if registration.dots_per_mm < FINDING.low_dots_per_mm:
        yield PageWarning.LOW_RESOLUTION
