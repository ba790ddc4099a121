"""Where everything on an answer sheet stands: pure arithmetic in millimetres."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from quizgen.errors import QuizgenError
from quizgen.model.exam import Candidate
from quizgen.model.sheet import Bubble, BubbleKind, SheetGeometry
from quizgen.render.paper.composed import Paper, PaperSection
from quizgen.render.paper.on_sheet import ON_SHEET
from quizgen.render.sheet.box_shapes import AnswerBox, BoxWords
from quizgen.render.sheet.boxes import PlacedBoxes, has_boxes, place_boxes
from quizgen.render.sheet.bubble_rows import BubbleRow, bubble_rows, label_mm, runs
from quizgen.render.sheet.marks import HEIGHT_MM, WIDTH_MM, codes, markers, strip

LEFT_MM, RIGHT_MM = 22.0, 188.0
FOOT_MM, NEXT_PAGE_TOP_MM = 267.0, 54.0
RADIUS_MM, OUTLINE_MM = 1.8, 0.2
GROUP, MOST_PER_PAGE, MOST_DIGITS, MOST_OPTIONS = 5, 100, 12, 8
DIGIT_PITCH_MM, DIGIT_GROUP_GAP_MM, DIGITS_TOP_MM = 5.0, 1.5, 21.2
CAPTION_RISE, MOST_STRETCH_MM, BELOW_BUBBLES_MM = 0.58, 11.0, 4.0
"""All in millimetres. Figures from trials: circles of 1.8-2.0, pitch 5.0-5.6, 1.4 between circles, 1.5
more between groups of five. The markers leave 22 to 188 across, the lower code all above 267."""


class NoBubbles(QuizgenError):
    """A form without a choice question needs no answer sheet."""

    def __init__(self, code: str) -> None:
        super().__init__(f"试卷 {code} 没有选择题和判断题，不需要答题卡；请用 --sheet none。")


class SheetCannotHold(QuizgenError):
    """Something a sheet has no room for."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"试卷 {code} 的答题卡排不下：{what}。")


@dataclass(frozen=True, slots=True)
class Spacing:
    """How generously rows stand; the roomiest that needs no extra page is taken.

    ``group_gap`` is what comes between groups of five on top of the pitch, ``caption`` the height
    of a section's name, ``label`` the room for a number, ``between`` the least distance of groups
    side by side, ``top`` where they begin on page 1; ``flowing`` lets a section begin in the middle of
    a row of groups. ``gap`` stands between a number and its first bubble; ``fuller``: groups stand in rows
    as equal as can be, and the rows apart so that a page is used down to its foot.
    """

    pitch_x: float
    pitch_y: float
    group_gap: float
    caption: float
    label: float
    between: float
    top: float
    flowing: bool
    gap: float = 1.0
    fuller: bool = False


SPACINGS = (
    Spacing(5.6, 5.6, 4.0, 7.0, 9.0, 6.0, 80.0, flowing=False),
    Spacing(5.4, 5.2, 2.0, 5.5, 9.0, 5.0, 76.0, flowing=False),
    Spacing(5.2, 5.0, 1.6, 4.0, 8.5, 4.0, 74.0, flowing=False),
    Spacing(5.0, 5.0, 1.5, 3.4, 8.5, 3.5, 73.0, flowing=True),
)


NOT_SHARED: Mapping[int, float] = {}
"""White that boxes leave, by page: no page has boxes."""

FULLER_SPACINGS = tuple(replace(one, gap=1.6, fuller=True) for one in SPACINGS)
"""Since December 2026: sheets of exams drawn before are printed as they were."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A section's name above its first group: left end and baseline."""

    page: int
    x_mm: float
    baseline_mm: float
    text: str


@dataclass(frozen=True, eq=False, slots=True)
class BubbleGroup:
    """Up to five rows of bubbles, the first with its centres at ``y_mm``; one group equals only itself.

    ``label_right_mm`` is where the questions' numbers end.
    """

    page: int
    label_right_mm: float
    y_mm: float
    pitch_x_mm: float
    pitch_y_mm: float
    rows: tuple[tuple[Bubble, ...], ...]


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """A sheet's geometry with the words that go beside it; ``box_words`` stand above boxes, by page."""

    paper: Paper
    geometry: SheetGeometry
    captions: tuple[Caption, ...]
    groups: tuple[BubbleGroup, ...]
    boxes: tuple[AnswerBox, ...] = ()
    box_words: tuple[tuple[int, BoxWords], ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Up to five rows that stand together; ``caption`` names the section it begins.

    ``label`` is the room for a number, part of the ``width``.
    """

    rows: tuple[BubbleRow, ...]
    caption: str
    label: float
    width: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A group with the place of its first number's left end and of its first row's centre."""

    group: _Group
    page: int
    x_mm: float
    y_mm: float
    caption_y_mm: float


def plan_sheet(paper: Paper, serial: int, digits: int) -> SheetPlan:
    """Lay out the answer sheet of a form; see model/sheet.py for what the figures mean.

    Only kinds that are answered by a mark (sub-questions of a case included) have bubbles: a row for a
    question, for every item on the left of a 配对, for every place of a 排序.
    ``digits`` columns of digit bubbles stand for a 编号 to be written (0: it is only written). The
    printed 编号 of an individual form has a filled column for each of its digits; one that has letters,
    or more digits than ``digits``, has none. Raises NoBubbles, SheetCannotHold.
    """
    sections = [(section, tuple(bubble_rows(section))) for section in paper.sections]
    sections = [(section, rows) for section, rows in sections if rows]
    boxed = paper.sheet_layout == ON_SHEET and has_boxes(paper.sections)
    if not sections and not boxed:
        raise NoBubbles(paper.form_code)
    if not 0 <= digits <= MOST_DIGITS:
        raise SheetCannotHold(paper.form_code, f"编号 {digits} 位，最多 {MOST_DIGITS} 位")
    too_many = [row for _, rows in sections for row in rows if len(row.marks) > MOST_OPTIONS]
    if too_many:
        raise SheetCannotHold(paper.form_code, f"第 {too_many[0].question} 题选项超过 {MOST_OPTIONS} 个")
    spacings = SPACINGS if paper.sheet_layout == 1 else FULLER_SPACINGS
    if boxed:
        spacing, placed, boxes = _roomiest_with_boxes(paper, sections)
    else:
        boxes = PlacedBoxes()
        spacing, placed = _roomiest(sections, spacings)
        placed = _down_to_the_foot(placed, spacing) if spacing.fuller else placed
    printed = printed_number(paper, digits)
    columns = digits if paper.candidate is None else len(printed)
    groups = (
        *_digit_groups(printed, columns),
        *(_bubbles(at, spacing) for at in placed),
    )
    return SheetPlan(
        paper=paper,
        geometry=_geometry(paper, serial, columns, groups, boxes),
        captions=tuple(
            Caption(at.page, at.x_mm, at.caption_y_mm + CAPTION_RISE * spacing.caption, at.group.caption)
            for at in placed
            if at.group.caption
        ),
        groups=groups,
        boxes=boxes.boxes,
        box_words=boxes.words,
    )


def _roomiest_with_boxes(
    paper: Paper, sections: Sequence[tuple[PaperSection, tuple[BubbleRow, ...]]]
) -> tuple[Spacing, list[_Placed], PlacedBoxes]:
    """The roomiest spacing of the bubbles with which bubbles and boxes need no more pages than with any."""
    best: tuple[Spacing, list[_Placed], PlacedBoxes] | None = None
    for spacing in FULLER_SPACINGS:
        placed = _place(sections, spacing) if sections else []
        page = placed[-1].page if placed else 1
        boxes = place_boxes(paper.sections, page, _below(placed, spacing))
        white = {boxes.first: boxes.white_mm(boxes.first)}
        moved = _down_to_the_foot(placed, spacing, white)
        lower = place_boxes(paper.sections, page, _below(moved, spacing)) if moved else boxes
        if (lower.first, lower.pages) == (boxes.first, boxes.pages):
            placed, boxes = moved, lower
        if best is None or boxes.pages < best[2].pages:
            best = spacing, placed, boxes
    if best is None:
        raise NoBubbles(paper.form_code)
    return best


def _below(placed: Sequence[_Placed], spacing: Spacing) -> float:
    """The height of the last page at which there may be boxes."""
    ends = [_end(one, spacing) + BELOW_BUBBLES_MM for one in placed if one.page == placed[-1].page]
    return max(ends, default=spacing.top + BELOW_BUBBLES_MM)


def _end(one: _Placed, spacing: Spacing) -> float:
    """How far down a group reaches."""
    return one.y_mm + (len(one.group.rows) - 1) * spacing.pitch_y + RADIUS_MM


def _groups(section: PaperSection, rows: Sequence[BubbleRow], spacing: Spacing) -> list[_Group]:
    widest = max(len(row.marks) for row in rows)
    label = max(spacing.label, *(label_mm(row, spacing.gap) for row in rows))
    width = label + (widest - 1) * spacing.pitch_x + 2 * RADIUS_MM
    chunks = [run[start : start + GROUP] for run in runs(rows) for start in range(0, len(run), GROUP)]
    captions = (f"{section.ordinal}、{section.title}", *[""] * (len(chunks) - 1))
    return [_Group(chunk, caption, label, width) for chunk, caption in zip(chunks, captions, strict=True)]


def _shelves(
    sections: Sequence[tuple[PaperSection, tuple[BubbleRow, ...]]], spacing: Spacing
) -> Iterator[list[tuple[_Group, float]]]:
    """Rows of groups with the left end of each; groups of a section stand in columns of equal width."""
    shelf: list[tuple[_Group, float]] = []
    x = LEFT_MM
    for section, rows in sections:
        groups = _groups(section, rows, spacing)
        step = groups[0].width + spacing.between
        if not spacing.flowing:
            in_row = int((RIGHT_MM - LEFT_MM + spacing.between) / step)
            if spacing.fuller and len(groups) > in_row:
                in_row = math.ceil(len(groups) / math.ceil(len(groups) / in_row))
            step = (RIGHT_MM - LEFT_MM + spacing.between) / in_row
        for index, group in enumerate(groups):
            begins = index == 0 and not spacing.flowing
            if shelf and (begins or x + group.width > RIGHT_MM + 1e-6):
                yield shelf
                shelf, x = [], LEFT_MM
            shelf.append((group, x))
            x += step
    yield shelf


def _roomiest(
    sections: Sequence[tuple[PaperSection, tuple[BubbleRow, ...]]], spacings: Sequence[Spacing]
) -> tuple[Spacing, list[_Placed]]:
    """The roomiest spacing that needs no more pages than the tightest."""
    best = spacings[0], _place(sections, spacings[0])
    for spacing in spacings[1:]:
        if best[1][-1].page == 1:
            break
        placed = _place(sections, spacing)
        if placed[-1].page < best[1][-1].page:
            best = spacing, placed
    return best


def _place(sections: Sequence[tuple[PaperSection, tuple[BubbleRow, ...]]], spacing: Spacing) -> list[_Placed]:
    """Places shelf below shelf; one that does not fit, or exceeds 100 questions, begins a page."""
    placed: list[_Placed] = []
    page, y, on_page = 1, spacing.top, 0
    for shelf in _shelves(sections, spacing):
        caption = spacing.caption if any(group.caption for group, _ in shelf) else 0.0
        rows = max(len(group.rows) for group, _ in shelf)
        questions = sum(len(group.rows) for group, _ in shelf)
        height = caption + (rows - 1) * spacing.pitch_y + 2 * RADIUS_MM
        if y + height > FOOT_MM or on_page + questions > MOST_PER_PAGE:
            page, y, on_page = page + 1, NEXT_PAGE_TOP_MM, 0
        placed.extend(_Placed(group, page, x, y + caption + RADIUS_MM, y) for group, x in shelf)
        on_page += questions
        y += caption + rows * spacing.pitch_y + spacing.group_gap
    return placed


def _down_to_the_foot(
    placed: Sequence[_Placed], spacing: Spacing, shared: Mapping[int, float] = NOT_SHARED
) -> list[_Placed]:
    """Rows of groups moved apart evenly, so that a page is used down to its foot.

    On a page ``shared`` with boxes they are moved by what these leave white.
    """
    out: list[_Placed] = []
    for page, on_page in groupby(placed, key=lambda one: one.page):
        groups = list(on_page)
        rows = sorted({one.caption_y_mm for one in groups})
        white = FOOT_MM - max(_end(one, spacing) for one in groups)
        apart = min(MOST_STRETCH_MM, max(0.0, shared.get(page, white)) / max(1, len(rows) - 1))
        for one in groups:
            down = rows.index(one.caption_y_mm) * apart
            out.append(replace(one, y_mm=one.y_mm + down, caption_y_mm=one.caption_y_mm + down))
    return out


def _geometry(
    paper: Paper, serial: int, digits: int, groups: Sequence[BubbleGroup], boxes: PlacedBoxes
) -> SheetGeometry:
    pages = max(boxes.pages, groups[-1].page if groups else 1)
    numbers = range(1, pages + 1)
    plain: Literal[1, 2] = 1 if paper.sheet_layout == 1 else 2
    return SheetGeometry(
        format=3 if boxes.boxes else plain,
        paper_id=paper.paper_id,
        form_code=paper.form_code,
        serial=serial,
        pages=pages,
        width_mm=WIDTH_MM,
        height_mm=HEIGHT_MM,
        digits=digits,
        outline_mm=OUTLINE_MM,
        bubbles=tuple(bubble for group in groups for row in group.rows for bubble in row),
        markers=tuple(marker for page in numbers for marker in markers(page)),
        strip=tuple(patch for page in numbers for patch in strip(page)),
        codes=tuple(code for page in numbers for code in codes(paper, serial, page, pages)),
        regions=tuple(one.region for one in boxes.boxes),
    )


@functools.lru_cache(maxsize=4096)
def _bubbles(at: _Placed, spacing: Spacing) -> BubbleGroup:
    """The bubbles of a group; most groups stand in the same place on the next form."""
    first = at.x_mm + at.group.label + RADIUS_MM
    rows = tuple(
        tuple(
            Bubble(
                page=at.page,
                question=row.question,
                option=mark,
                x_mm=round(first + position * spacing.pitch_x, 3),
                y_mm=round(at.y_mm + index * spacing.pitch_y, 3),
                r_mm=RADIUS_MM,
                kind=row.kind,
            )
            for position, mark in enumerate(row.marks)
        )
        for index, row in enumerate(at.group.rows)
    )
    label_right = round(first - RADIUS_MM - spacing.gap, 3)
    return BubbleGroup(at.page, label_right, round(at.y_mm, 3), spacing.pitch_x, spacing.pitch_y, rows)


@functools.lru_cache(maxsize=16)
def digit_columns(digits: int) -> tuple[float, ...]:
    """The centre lines of the columns of digit bubbles, ranged right."""
    right = RIGHT_MM - DIGIT_PITCH_MM / 2
    return tuple(round(right - (digits - 1 - index) * DIGIT_PITCH_MM, 3) for index in range(digits))


@functools.lru_cache(maxsize=256)
def _digit_groups(printed: str, digits: int) -> tuple[BubbleGroup, ...]:
    """The bubbles of the 编号: a row for every digit, a column for every place."""
    columns = digit_columns(digits)
    groups: list[BubbleGroup] = []
    for low in (0, GROUP) if columns else ():
        gap = DIGIT_GROUP_GAP_MM if low else 0.0
        top = round(DIGITS_TOP_MM + RADIUS_MM + low * DIGIT_PITCH_MM + gap, 3)
        rows = tuple(
            tuple(
                Bubble(
                    page=1,
                    question=f"编号{index + 1}",
                    option=str(digit),
                    x_mm=x,
                    y_mm=round(top + (digit - low) * DIGIT_PITCH_MM, 3),
                    r_mm=RADIUS_MM,
                    kind=BubbleKind.DIGIT,
                    printed=printed[index : index + 1] == str(digit),
                )
                for index, x in enumerate(columns)
            )
            for digit in range(low, low + GROUP)
        )
        left = columns[0] - RADIUS_MM
        groups.append(BubbleGroup(1, left, top, DIGIT_PITCH_MM, DIGIT_PITCH_MM, rows))
    return tuple(groups)


def printed_number(paper: Paper, digits: int) -> str:
    """The 编号 that the printer fills in; empty when it cannot be bubbled."""
    return bubbled_number(paper.candidate, digits)


def bubbled_number(person: Candidate | None, digits: int) -> str:
    """The same of a person."""
    number = "" if person is None else person.number
    return number if number.isascii() and number.isdigit() and len(number) <= digits else ""
