"""A planned answer sheet as the plain data that ``sheet.typ`` puts on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizgen.model.sheet import Bubble, BubbleKind, PrintedCode
from quizgen.render.codes import aruco_svg, circles_svg, qr_svg
from quizgen.render.fonts import FontSet
from quizgen.render.paper_data import candidate_fields
from quizgen.render.sheet_layout import (
    DIGIT_PITCH_MM,
    DIGITS_TOP_MM,
    LEFT_MM,
    RIGHT_MM,
    BubbleGroup,
    SheetPlan,
    digit_columns,
    printed_number,
)
from quizgen.render.sheet_marks import FOOT_CODE_MM

_HEAD_GAP_MM = 5.0
_CODE_LINE = 14
_FULL_WIDTH = {mark: chr(ord(mark) + 0xFEE0) for mark in "ABCDEFGH0123456789"}
_BLANK = "\u3000"
_MARK_PT, _LABEL_PT, _MM_PER_PT = 6.6, 8.0, 25.4 / 72

FILLING = (
    "用2B铅笔把圆圈涂满涂黑，如",
    "；不要打勾、画线或只涂一部分。",
)
RULES = (
    "修改时用橡皮擦干净，再涂新的答案；多项选择题把选中的各项都涂上。",
    "卡面保持清洁平整，不要折叠，不要在黑色方块、二维码和灰色方格上写画。",
)
NUMBER_WRITTEN = "编号从左边第一格写起，一格一位，并把下面对应的数字涂黑。"
NUMBER_PRINTED = "编号已经印好，不用再填；请核对单位、姓名、职务和编号。"
WRITTEN_ELSEWHERE = "填空、简答等需要书写的题目，答案写在试卷上，不写在答题卡上。"


def sheet_data(plan: SheetPlan, fonts: FontSet) -> dict[str, Any]:
    """Everything ``sheet.typ`` draws, page by page, lengths in millimetres unless said otherwise."""
    geometry, paper = plan.geometry, plan.paper
    columns = digit_columns(geometry.digits)
    head_right = columns[0] - DIGIT_PITCH_MM / 2 - _HEAD_GAP_MM if columns else RIGHT_MM
    return {
        "title": paper.title,
        "code": paper.form_code,
        "spare": paper.spare,
        "fields": candidate_fields(paper),
        "mark_size": _MARK_PT,
        "label_size": _LABEL_PT,
        "left": LEFT_MM,
        "head_right": head_right,
        "right": RIGHT_MM,
        "number": {
            "columns": columns,
            "top": DIGITS_TOP_MM,
            "pitch": DIGIT_PITCH_MM,
            "printed": printed_number(paper, geometry.digits),
        },
        "filling": FILLING,
        "rules": _rules(plan),
        "markers": [aruco_svg(marker) for marker in range(6)],
        "pages": [_page(plan, page, fonts) for page in range(1, geometry.pages + 1)],
    }


def _rules(plan: SheetPlan) -> list[str]:
    rules = list(RULES)
    if plan.paper.candidate is not None:
        rules.append(NUMBER_PRINTED)
    elif plan.geometry.digits:
        rules.append(NUMBER_WRITTEN)
    if plan.written_elsewhere:
        rules.append(WRITTEN_ELSEWHERE)
    return rules


def _page(plan: SheetPlan, page: int, fonts: FontSet) -> dict[str, Any]:
    geometry = plan.geometry
    bubbles = [bubble for bubble in geometry.bubbles if bubble.page == page]
    codes = [code for code in geometry.codes if code.page == page]
    qr = qr_svg(codes[0].text)
    return {
        "circles": circles_svg(
            ((one.x_mm, one.y_mm, one.r_mm, one.printed) for one in bubbles),
            geometry.outline_mm,
            geometry.width_mm,
            geometry.height_mm,
        ),
        "groups": [_group(group, fonts) for group in plan.groups if group.page == page],
        "markers": [
            [one.x_mm, one.y_mm, one.size_mm, one.id] for one in geometry.markers if one.page == page
        ],
        "strip": [[one.x_mm, one.y_mm, one.size_mm, one.ink] for one in geometry.strip if one.page == page],
        "codes": [_code(code, qr) for code in codes],
        "captions": [[one.x_mm, one.y_mm, one.text] for one in plan.captions if one.page == page],
    }


def _group(group: BubbleGroup, fonts: FontSet) -> list[Any]:
    """A group of rows as a paragraph: left end, first centre line, pitches, gap before the marks, lines."""
    numbers = ["" if row[0].kind is BubbleKind.DIGIT else row[0].question for row in group.rows]
    widths = [fonts.width_em(number) * _LABEL_PT * _MM_PER_PT for number in numbers]
    first = group.rows[0][0].x_mm - _MARK_PT * _MM_PER_PT / 2
    lines = [
        (round(max(widths) - width, 3), number, row[0].kind is BubbleKind.TRUE_FALSE, _marks(row))
        for number, width, row in zip(numbers, widths, group.rows, strict=True)
    ]
    return [
        round(group.label_right_mm - max(widths), 3),
        group.y_mm,
        group.pitch_y_mm,
        group.pitch_x_mm,
        round(first - group.label_right_mm, 3),
        lines,
    ]


def _marks(row: Sequence[Bubble]) -> str:
    """A row's marks as full-width characters; a bubble filled by the printer has none."""
    return "".join(_BLANK if one.printed else _FULL_WIDTH.get(one.option, one.option) for one in row)


def _code(code: PrintedCode, drawing: str) -> dict[str, Any]:
    return {
        "x": code.x_mm,
        "y": code.y_mm,
        "size": code.size_mm,
        "svg": drawing,
        "foot": code.size_mm == FOOT_CODE_MM,
        "words": [code.text[:_CODE_LINE], code.text[_CODE_LINE:]],
    }
