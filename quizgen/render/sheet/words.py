"""The words and lines on an answer sheet around its bubbles."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizgen.model.kinds import BUBBLED, KIND_TITLES, Kind
from quizgen.model.sheet import PrintedCode
from quizgen.render.fonts.found import FontSet
from quizgen.render.paper.composed import Paper
from quizgen.render.paper.data import candidate_fields
from quizgen.render.sheet.box_shapes import BoxWords
from quizgen.render.sheet.boxes import BOXES_TOP_MM
from quizgen.render.sheet.layout import (
    DIGIT_PITCH_MM,
    DIGITS_TOP_MM,
    LEFT_MM,
    RIGHT_MM,
    SheetPlan,
    digit_columns,
    printed_number,
)
from quizgen.render.sheet.marks import FOOT_CODE_MM, WIDTH_MM

MM_PER_PT = 25.4 / 72
SAMPLE_RADIUS_MM = 1.4
CODE_LABEL = "试卷编号："

_TITLE_LEAST_PT = 11.0
_TITLE_PT, _BODY_PT, _RULE_PT, _CODE_PT, _FOOT_PT = 14.0, 10.0, 7.4, 6.0, 9.0
_TITLE_BASELINE_MM, _FIELDS_LEFT_MM, _FIELD_MM = 17.0, 53.0, 8.2
_FIRST_FIELD_MM, _RULES_MM, _RULE_STEP_MM = 26.6, 56.0, 3.9
_LINE_DROP_MM, _FIELD_GAP_MM, _HEAD_GAP_MM = 1.0, 3.0, 5.0
_CAPTION_ROOM_MM = 3.6
_BOX_MM, _BOX_GAP_MM, _CODE_LINE = 6.2, 0.9, 14
_READABLE_PT, _IN_TWO_LINES_PT, _SECOND_LINE_MM = 6.0, 6.5, 2.4
"""A value that would have to be smaller stands in two lines, of this size at most, so far apart."""

_FILLING = ("1. 用2B铅笔把圆圈涂满涂黑，如", "；不要打勾、画线或只涂一部分。")
_CHANGING, _SEVERAL = "修改时用橡皮擦干净，再涂新的答案", "；多项选择题把选中的各项都涂上"
_KEEP_CLEAN = "卡面保持清洁平整，不要折叠，不要在黑色方块、二维码和灰色方格上写画。"
_NUMBER_WRITTEN = "编号从左边第一格写起，一格一位，并把下面对应的数字涂黑；有字母的只写不涂。"
_NUMBER_ONLY_WRITTEN = "编号写在上面的横线上，一字一位，字迹要清楚。"
_NUMBER_PRINTED = "编号已经印好，不用再填；请核对{}{}。"
_REST_BY_HAND = "，空着的请手写"
_ROW_BY_ROW = {Kind.MATCHING: "{}按左项逐行涂", Kind.ORDERING: "{}按位次逐行涂"}
_ONE_A_ROW = "，一行只涂一个"
_WRITTEN_HERE = "{}用黑色签字笔写在题号对应的黑色方框内"
_WRITTEN_ELSEWHERE = "{}的答案写在试卷上，不写在答题卡上"


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text on one line: left end and baseline in mm, size in points, 黑体 or 宋体.

    ``own``: it says something of this one sheet, not of all with the same questions to fill in.
    """

    x_mm: float
    baseline_mm: float
    size_pt: float
    sans: bool
    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Everything on a page that people read: words, and paths of thin lines and black dots."""

    words: tuple[Word, ...]
    lines: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets words left, right or in the middle, shrinking what is too wide."""

    fonts: FontSet

    def width(self, text: str, size_pt: float, *, sans: bool = False) -> float:
        """The width in mm."""
        return self.fonts.width_em(text, sans=sans) * size_pt * MM_PER_PT

    def left(self, x: float, y: float, size_pt: float, text: str, *, sans: bool = False) -> Word:
        """A word that begins at x."""
        return Word(round(x, 3), round(y, 3), round(size_pt, 3), sans, text)

    def right(self, x: float, y: float, size_pt: float, text: str, *, sans: bool = False) -> Word:
        """A word that ends at x."""
        return self.left(x - self.width(text, size_pt, sans=sans), y, size_pt, text, sans=sans)

    def middle(  # noqa: PLR0913 - a place, a room, a size, a text
        self, x: float, y: float, room: float, size_pt: float, text: str, *, sans: bool = False
    ) -> Word:
        """A word around x, made smaller when it is wider than its room."""
        width = self.width(text, size_pt, sans=sans)
        size = size_pt if width <= room else size_pt * room / width
        return self.left(x - min(width, room) / 2, y, size, text, sans=sans)

    @staticmethod
    def own(word: Word) -> Word:
        """The word said to be of this one sheet."""
        return Word(word.x_mm, word.baseline_mm, word.size_pt, word.sans, word.text, own=True)


def page_words(plan: SheetPlan, page: int, fonts: FontSet) -> SheetWords:
    """The words of one page of a sheet."""
    setter, paper = _Setter(fonts), plan.paper
    columns, end, rows = _head(paper, plan.geometry.digits, page)
    fields, lines = _fields(setter, paper, rows, end)
    words = [*_title(setter, paper, end), *fields, _code(setter, paper, len(rows))]
    dots: list[tuple[float, float]] = []
    if page == 1:
        rules, dot = _rules(setter, plan)
        words += rules
        dots.append(dot)
        boxes, numbers = _number(setter, paper, columns)
        lines += boxes
        words += numbers
    words += _codes(setter, plan.geometry.codes, page)
    words += [
        setter.left(one.x_mm, one.baseline_mm, 9, one.text, sans=True)
        for one in plan.captions
        if one.page == page
    ]
    words += [
        setter.left(one.x_mm, one.baseline_mm, one.size_pt, one.text, sans=one.sans)
        for one in _box_words(plan, page)
    ]
    foot = f"第 {page} 页　共 {plan.geometry.pages} 页"
    words.append(setter.middle(WIDTH_MM / 2, 283.2, 60, _FOOT_PT, foot))
    words.append(setter.left(24, 277.8, 6.5, "灰度对照，请勿涂写"))
    return SheetWords(tuple(words), lines, tuple(dots))


def _box_words(plan: SheetPlan, page: int) -> Iterator[BoxWords]:
    """What is printed above and in the boxes of a page."""
    yield from (one for at, one in plan.box_words if at == page)
    for box in plan.boxes:
        if box.region.page == page:
            yield from box.words


def own_words(
    paper: Paper, codes: Iterable[PrintedCode], digits: int, page: int, fonts: FontSet
) -> Iterator[Word]:
    """The words of one page that are its own, as ``page_words`` has them; ``codes`` are its codes."""
    setter = _Setter(fonts)
    columns, end, rows = _head(paper, digits, page)
    known = dict(candidate_fields(paper))
    for place in _places(rows, end):
        if known[place.name]:
            yield from _value(setter, place, known[place.name])
    yield _code(setter, paper, len(rows))
    yield from _digits(setter, paper, columns)
    yield from _codes(setter, codes, page)


def _head(
    paper: Paper, digits: int, page: int
) -> tuple[tuple[float, ...], float, tuple[tuple[str, ...], ...]]:
    """The columns of the 编号, where the fields end beside them, the names of the fields row by row."""
    columns = digit_columns(digits) if page == 1 else ()
    end = columns[0] - DIGIT_PITCH_MM / 2 - _HEAD_GAP_MM if columns else RIGHT_MM
    unit, name, post, number = paper.terms.labels
    rows = ((unit,), (name, post), (number,)) if page == 1 else ((unit,), (name, number))
    return columns, end, rows


def _code(setter: _Setter, paper: Paper, rows: int) -> Word:
    """The code of the form below so many rows of fields."""
    y = _FIRST_FIELD_MM + rows * _FIELD_MM - 1.0
    return setter.own(setter.left(_FIELDS_LEFT_MM, y, _FOOT_PT, f"{CODE_LABEL}{paper.form_code}"))


def _title(setter: _Setter, paper: Paper, end: float) -> Iterator[Word]:
    """One line, or two when the title is long: then the sheet's own name stands beside the code."""
    room, middle, whole = end - LEFT_MM - 2, (LEFT_MM + end) / 2, f"{paper.title}　答题卡"
    own = "答题卡"
    if paper.spare:
        whole, own = f"{whole}（备用卷）", f"{own}（备用卷）"
    if setter.width(whole, _TITLE_LEAST_PT, sans=True) <= room:
        yield setter.middle(middle, _TITLE_BASELINE_MM, room, _TITLE_PT, whole, sans=True)
        return
    yield setter.middle(middle, _TITLE_BASELINE_MM - 2.2, room, _TITLE_PT - 2, paper.title, sans=True)
    x = (_FIELDS_LEFT_MM + end) / 2
    yield setter.middle(x, _TITLE_BASELINE_MM + 3.6, end - _FIELDS_LEFT_MM, _TITLE_PT - 2, own, sans=True)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field stands: its label begins at ``x_mm``, the line for its value at ``line_mm``."""

    name: str
    x_mm: float
    y_mm: float
    line_mm: float
    room_mm: float


@functools.lru_cache(maxsize=32)
def _places(rows: tuple[tuple[str, ...], ...], end: float) -> tuple[_Place, ...]:
    places: list[_Place] = []
    for index, row in enumerate(rows):
        y = _FIRST_FIELD_MM + index * _FIELD_MM
        share = (end - _FIELDS_LEFT_MM) / len(row)
        for place, name in enumerate(row):
            x = _FIELDS_LEFT_MM + place * share
            line = x + max(3, len(name) + 1) * _BODY_PT * MM_PER_PT
            room = x + share - line - (_FIELD_GAP_MM if place < len(row) - 1 else 0)
            places.append(_Place(name, x, y, line, room))
    return tuple(places)


def _fields(
    setter: _Setter, paper: Paper, rows: tuple[tuple[str, ...], ...], end: float
) -> tuple[list[Word], str]:
    """Labels and values, with the lines that values are written on."""
    known = dict(candidate_fields(paper))
    words: list[Word] = []
    lines = ""
    for place in _places(rows, end):
        words.append(setter.left(place.x_mm, place.y_mm, _BODY_PT, f"{place.name}："))
        lines += f"M{place.line_mm:.3f} {place.y_mm + _LINE_DROP_MM:.3f}h{place.room_mm:.3f}"
        if known[place.name]:
            words += _value(setter, place, known[place.name])
    return words, lines


def _value(setter: _Setter, place: _Place, value: str) -> Iterator[Word]:
    """A value on its line: shrunk to fit, in two lines when one could not be read."""
    middle, y, room = place.line_mm + place.room_mm / 2, place.y_mm, place.room_mm - 1
    one = setter.middle(middle, y, room, _BODY_PT, value)
    if one.size_pt >= _READABLE_PT or len(value) == 1:
        yield setter.own(one)
        return
    first, second = _halves(value)
    widest = max(setter.width(half, 1) for half in (first, second))
    size = min(_IN_TWO_LINES_PT, room / widest)
    yield setter.own(setter.middle(middle, y - _SECOND_LINE_MM, room, size, first))
    yield setter.own(setter.middle(middle, y, room, size, second))


def _halves(value: str) -> tuple[str, str]:
    """The two halves, parted at a name's dot where one is near the middle; as ``style.typ`` has it."""
    middle = (len(value) + 1) // 2
    dots = [index + 1 for index, sign in enumerate(value) if sign == "·"]
    near = [at for at in dots if abs(at - middle) <= len(value) / 4 and at < len(value)]
    at = min(near, key=lambda at: abs(at - middle), default=middle)
    return value[:at], value[at:]


def _rules(setter: _Setter, plan: SheetPlan) -> tuple[list[Word], tuple[float, float]]:
    """How to fill and to correct, with the place of the sample dot."""
    kinds = frozenset[Kind]().union(*(section.answered_kinds for section in plan.paper.sections))
    rules = [f"{_CHANGING}{_SEVERAL if Kind.MULTIPLE in kinds else ''}。", _KEEP_CLEAN]
    person = plan.paper.candidate
    if person is not None:
        by_hand = "" if person.name and person.unit else _REST_BY_HAND
        rules.append(_NUMBER_PRINTED.format(plan.paper.terms.listed, by_hand))
    else:
        rules.append(_NUMBER_WRITTEN if plan.geometry.digits else _NUMBER_ONLY_WRITTEN)
    rules += _last_rule(kinds, on_sheet=bool(plan.boxes))
    captions = [one.baseline_mm for one in plan.captions if one.page == 1]
    captions += [one.baseline_mm for at, one in plan.box_words if at == 1]
    caption = min(captions, default=BOXES_TOP_MM)
    step = min(_RULE_STEP_MM, (caption - _CAPTION_ROOM_MM - _RULES_MM) / (len(rules) + 1))
    first = _RULES_MM + step
    dot = LEFT_MM + setter.width(_FILLING[0], _RULE_PT) + SAMPLE_RADIUS_MM + 0.4
    words = [
        setter.left(LEFT_MM, _RULES_MM, _RULE_PT + 0.4, "填涂要求", sans=True),
        setter.left(LEFT_MM, first, _RULE_PT, _FILLING[0]),
        setter.left(dot + SAMPLE_RADIUS_MM + 0.1, first, _RULE_PT, _FILLING[1]),
    ]
    for number, rule in enumerate(rules, 2):
        y = _RULES_MM + number * step
        words.append(setter.left(LEFT_MM, y, _RULE_PT, f"{number}. {rule}"))
    return words, (round(dot, 3), round(first - 0.95, 3))


def _last_rule(kinds: frozenset[Kind], *, on_sheet: bool) -> Iterator[str]:
    """What is filled row by row, what is written elsewhere: one line, for there is no room for two."""
    clauses = []
    rowed = [words.format(KIND_TITLES[kind]) for kind, words in _ROW_BY_ROW.items() if kind in kinds]
    if rowed:
        clauses.append("，".join(rowed) + _ONE_A_ROW)
    written = [title for kind, title in KIND_TITLES.items() if kind in kinds - BUBBLED]
    if written:
        clauses.append((_WRITTEN_HERE if on_sheet else _WRITTEN_ELSEWHERE).format("、".join(written)))
    if clauses:
        yield f"{'；'.join(clauses)}。"


def _number(setter: _Setter, paper: Paper, columns: tuple[float, ...]) -> tuple[str, list[Word]]:
    """The boxes that the 编号 is written in above its bubbles, with the digits printed in them."""
    if not columns:
        return "", []
    top = DIGITS_TOP_MM - _BOX_GAP_MM - _BOX_MM
    lines = "".join(
        f"M{x - DIGIT_PITCH_MM / 2:.3f} {top:.3f}h{DIGIT_PITCH_MM}v{_BOX_MM}h-{DIGIT_PITCH_MM}z"
        for x in columns
    )
    words = [setter.middle((columns[0] + columns[-1]) / 2, top - 0.9, 30, 8, "编号", sans=True)]
    return lines, [*words, *_digits(setter, paper, columns)]


def _digits(setter: _Setter, paper: Paper, columns: tuple[float, ...]) -> Iterator[Word]:
    """The digits of a 编号 that is printed, each in its box."""
    y = DIGITS_TOP_MM - _BOX_GAP_MM - _BOX_MM / 2 + 1.4
    for x, digit in zip(columns, printed_number(paper, len(columns)), strict=False):
        yield setter.own(setter.middle(x, y, DIGIT_PITCH_MM, 11, digit, sans=True))


def _codes(setter: _Setter, codes: Iterable[PrintedCode], page: int) -> Iterator[Word]:
    """What a QR code says, in two lines: under the upper code, left of the lower one."""
    for code in codes:
        if code.page != page:
            continue
        for row, text in enumerate((code.text[:_CODE_LINE], code.text[_CODE_LINE:])):
            if code.size_mm == FOOT_CODE_MM:
                x, y = code.x_mm - code.size_mm / 2 - 4, code.y_mm + row * 2.6 - 0.6
                yield setter.own(setter.right(x, y, _CODE_PT, text, sans=True))
            else:
                y = code.y_mm + code.size_mm / 2 + 3.2 + row * 2.6
                yield setter.own(setter.middle(code.x_mm, y, 30, _CODE_PT, text, sans=True))
