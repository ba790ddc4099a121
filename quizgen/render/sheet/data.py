"""A planned answer sheet as the plain data that ``sheet.typ`` puts on paper."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.model.lettered import LETTERS
from quizgen.model.sheet import Bubble, BubbleKind
from quizgen.render import codes
from quizgen.render.fonts.found import FontSet
from quizgen.render.sheet.box_shapes import SQUARE_MM, SQUARES, AnswerBox
from quizgen.render.sheet.layout import OUTLINE_MM, BubbleGroup, SheetPlan
from quizgen.render.sheet.words import MM_PER_PT, SAMPLE_RADIUS_MM, page_words

MARK_PT, LABEL_PT, MARK_INK = 6.6, 8.0, 45
_LINE_MM = 0.25
_FRAME_MM, _RULED_MM, _RULED_INK = 0.4, 0.2, 35
"""Thickness of frames and of the lines in them, in mm; the lines' grey in per cent of black."""
_KERNED = 2
"""Up to this printing, letters of a word stand nearer to each other where their font says so."""
_FULL_WIDTH = {mark: chr(ord(mark) + 0xFEE0) for mark in f"{LETTERS}0123456789"}
_BLANK = "\u3000"


def sheet_data(plan: SheetPlan, fonts: FontSet) -> dict[str, Any]:
    """Everything ``sheet.typ`` prints, page by page, lengths in millimetres, sizes of text in points."""
    return {
        "title": f"{plan.paper.title}　{plan.paper.form_code}　答题卡",
        "mark-size": MARK_PT,
        "label-size": LABEL_PT,
        **({"kerning": False} if plan.paper.printing > _KERNED else {}),
        "pages": [_page(plan, page, fonts) for page in range(1, plan.geometry.pages + 1)],
    }


def _page(plan: SheetPlan, page: int, fonts: FontSet) -> dict[str, Any]:
    geometry = plan.geometry
    groups = [drawn_group(group, fonts) for group in plan.groups if group.page == page]
    around = page_words(plan, page, fonts)
    dots = "".join(codes.circle(x, y, SAMPLE_RADIUS_MM) for x, y in around.dots)
    drawn = (
        *(
            codes.aruco(one.id, one.x_mm, one.y_mm, one.size_mm)
            for one in geometry.markers
            if one.page == page
        ),
        *(codes.qr(one.text, one.x_mm, one.y_mm, one.size_mm) for one in geometry.codes if one.page == page),
        codes.stroked("".join(group.empty for group in groups), OUTLINE_MM),
        codes.filled("".join(group.filled for group in groups) + dots),
        codes.stroked(around.lines, _LINE_MM),
        *_boxes([one for one in plan.boxes if one.region.page == page]),
    )
    return {
        "drawing": codes.page(geometry.width_mm, geometry.height_mm, drawn),
        "strip": [(one.x_mm, one.y_mm, one.size_mm, one.ink) for one in geometry.strip if one.page == page],
        "words": [(one.x_mm, one.baseline_mm, one.size_pt, one.sans, one.text) for one in around.words],
        "groups": [group.lines for group in groups],
    }


def _boxes(boxes: Sequence[AnswerBox]) -> Iterator[str]:
    """Black frames with grey lines and squares, which the reader tells from ink."""
    grey = frames = ""
    for one in boxes:
        at = one.region
        frames += f"M{at.x_mm} {at.y_mm}h{at.width_mm}v{at.height_mm}h-{at.width_mm}z"
        grey += "".join(f"M{left} {y}H{right}" for left, right, y in one.lines)
        for left, top in one.square_rows:
            grey += f"M{left} {top}h{SQUARES * SQUARE_MM}v{SQUARE_MM}h-{SQUARES * SQUARE_MM}z"
            grey += "".join(f"M{left + at * SQUARE_MM:.3f} {top}v{SQUARE_MM}" for at in range(1, SQUARES))
    yield codes.stroked_grey(grey, _RULED_MM, _RULED_INK)
    yield codes.stroked(frames, _FRAME_MM)


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A group as the template gets it: its lines of text, the paths of its empty and filled circles."""

    lines: tuple[Any, ...]
    empty: str
    filled: str


@functools.lru_cache(maxsize=4096)
def drawn_group(group: BubbleGroup, fonts: FontSet) -> DrawnGroup:
    """A group as paths and a paragraph: left end, first centre line, pitches, gap before the marks, lines."""
    numbers = ["" if row[0].kind is BubbleKind.DIGIT else row[0].question for row in group.rows]
    widths = [fonts.width_em(number) * LABEL_PT * MM_PER_PT for number in numbers]
    first = group.rows[0][0].x_mm - MARK_PT * MM_PER_PT / 2
    lines = tuple(
        (round(max(widths) - width, 3), number, row[0].kind is BubbleKind.TRUE_FALSE, _marks(row))
        for number, width, row in zip(numbers, widths, group.rows, strict=True)
    )
    left, gap = group.label_right_mm - max(widths), first - group.label_right_mm
    circles = [one for row in group.rows for one in row]
    return DrawnGroup(
        (round(left, 3), group.y_mm, group.pitch_y_mm, group.pitch_x_mm, round(gap, 3), lines),
        "".join(
            codes.circle(one.x_mm, one.y_mm, one.r_mm - OUTLINE_MM / 2) for one in circles if not one.printed
        ),
        "".join(codes.circle(one.x_mm, one.y_mm, one.r_mm) for one in circles if one.printed),
    )


def _marks(row: Sequence[Bubble]) -> str:
    """A row's marks as full-width characters; a bubble filled by the printer has none."""
    return "".join(_BLANK if one.printed else full_width(one.option) for one in row)


def full_width(mark: str) -> str:
    """A mark as the character that is one em wide."""
    return _FULL_WIDTH.get(mark, mark)
