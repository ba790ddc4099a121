"""Where the boxes of an answer sheet stand that answers are written in: pure arithmetic in mm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizgen.errors import QuizgenError
from quizgen.model.kinds import Kind
from quizgen.model.sheet import RegionKind
from quizgen.render.paper.composed import PaperItem, PaperSection
from quizgen.render.sheet.box_shapes import (
    MOST_LINE_MM,
    AnswerBox,
    BoxFrame,
    BoxWords,
    WantedBox,
    drawn_box,
)

LEFT_MM, RIGHT_MM, FOOT_MM, BOXES_TOP_MM = 22.0, 188.0, 266.0, 56.0
"""As for the bubbles; on pages that hold boxes alone they begin at ``BOXES_TOP_MM``."""
GUIDE_MM, CAPTION_MM, GAP_MM = 6.0, 6.5, 2.0
"""The line above the boxes, the name of a section, what stands between boxes."""
GUIDE = "请在各题目的答题区域内作答，超出黑色矩形边框限定区域的答案无效。"
"""What answer sheets of public exams say above their boxes."""
_COLUMNS = 2
_MOST_ABREAST = {3: 6, 2: 9}
"""The longest answer, in characters of 7 mm, for which so many blanks stand side by side."""
_WHOLE_ROWS, _LEAST_ROWS = 10, 4
"""Boxes of more rows may go on in another box; neither part has fewer."""


class BoxDoesNotFit(QuizgenError):
    """A question with more blanks than a page has lines."""

    def __init__(self, question: str) -> None:
        super().__init__(f"第 {question} 题的空太多，一页答题卡写不下；请用 --written paper 写在试卷上。")


@dataclass(frozen=True, slots=True)
class PlacedBoxes:
    """All boxes with the texts above them by page; ``first`` is the page on which they begin."""

    boxes: tuple[AnswerBox, ...] = ()
    words: tuple[tuple[int, BoxWords], ...] = ()
    first: int = 0

    @property
    def pages(self) -> int:
        """The last page that has a box; 0: none has."""
        return max((one.region.page for one in self.boxes), default=0)

    def white_mm(self, page: int) -> float:
        """What is left of a page below its last box."""
        ends = (one.region.y_mm + one.region.height_mm for one in self.boxes if one.region.page == page)
        return FOOT_MM - max(ends, default=FOOT_MM)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Boxes side by side in so many columns, or a section's name (``caption``) above the next shelf."""

    boxes: tuple[WantedBox, ...] = ()
    columns: int = 1
    caption: str = ""

    def height(self, more: float = 0.0) -> float:
        """With so much more for every row that can grow."""
        if self.caption:
            return CAPTION_MM
        return max(one.height_mm(one.row_mm(more)) for one in self.boxes) + GAP_MM

    @property
    def growing(self) -> int:
        """How many rows can grow."""
        return max((0 if one.squared else one.rows for one in self.boxes), default=0)

    @property
    def most_more(self) -> int:
        """How many ruled lines may be added: as many as there are."""
        one = self.boxes[0] if self.boxes else None
        return 0 if one is None or one.squared or one.kind is RegionKind.FILL else one.rows


def has_boxes(sections: Sequence[PaperSection]) -> bool:
    """Whether something is written on the sheet."""
    return any(one.written for section in sections for one in _asked(section))


def place_boxes(sections: Sequence[PaperSection], page: int, top_mm: float) -> PlacedBoxes:
    """Boxes from a height of a page downwards, and over as many pages as they need.

    Rows grow, and lines are added, so that a page is used down to its foot. Raises BoxDoesNotFit.
    """
    shelves = [shelf for section in sections for shelf in _shelves(section)]
    if not shelves:
        return PlacedBoxes()
    boxes: list[AnswerBox] = []
    words: list[tuple[int, BoxWords]] = []
    pages = _paged(shelves, page, top_mm)
    for number, top, on_page in pages:
        words.append((number, BoxWords(LEFT_MM, round(top + 3.6, 3), 8.0, sans=True, text=GUIDE)))
        y = top + GUIDE_MM
        fuller = _with_more_lines(on_page, FOOT_MM - y)
        rows = sum(shelf.growing for shelf in fuller)
        white = FOOT_MM - y - sum(shelf.height() for shelf in fuller) + GAP_MM
        more = max(0.0, white / rows) if rows else 0.0
        for shelf in fuller:
            if shelf.caption:
                name = BoxWords(LEFT_MM, round(y + 4.6, 3), 9.0, sans=True, text=shelf.caption)
                words.append((number, name))
            else:
                boxes += _drawn(shelf, number, y, more)
            y += shelf.height(more)
    return PlacedBoxes(tuple(boxes), tuple(words), pages[0][0])


def _with_more_lines(shelves: list[_Shelf], room: float) -> list[_Shelf]:
    """Ruled lines added where a page would stay white although its rows are as high as they may be."""
    white = room - sum(shelf.height(MOST_LINE_MM) for shelf in shelves) + GAP_MM
    added = [0] * len(shelves)
    while white >= MOST_LINE_MM:
        poorest = [at for at, shelf in enumerate(shelves) if added[at] < shelf.most_more]
        if not poorest:
            break
        at = min(poorest, key=lambda one: added[one] / shelves[one].most_more)
        added[at] += 1
        white -= MOST_LINE_MM
    return [
        replace(shelf, boxes=(replace(shelf.boxes[0], rows=shelf.boxes[0].rows + more),)) if more else shelf
        for shelf, more in zip(shelves, added, strict=True)
    ]


def _asked(section: PaperSection) -> Iterator[PaperItem]:
    for item in section.items:
        yield from item.parts or (item,)


def _shelves(section: PaperSection) -> Iterator[_Shelf]:
    """The name of a section, then its boxes; 填空 of a single short blank stand two and two."""
    written = [box for one in _asked(section) if (box := _box(one)) is not None]
    if not written:
        return
    yield _Shelf(caption=f"{section.ordinal}、{section.title}")
    waiting: list[WantedBox] = []
    for box in written:
        if waiting and (not box.small or len(waiting) == _COLUMNS):
            yield _Shelf(tuple(waiting), _COLUMNS)
            waiting = []
        if box.small:
            waiting.append(box)
        else:
            yield _Shelf((box,))
    if waiting:
        yield _Shelf(tuple(waiting), _COLUMNS)


def _box(item: PaperItem) -> WantedBox | None:
    room = item.written
    if room is None:
        return None
    if item.kind is Kind.FILL:
        abreast = next((one for one, most in _MOST_ABREAST.items() if room.characters <= most), 1)
        abreast = max(1, min(abreast, room.blanks))
        head, rows = f"{item.number}.", -(-room.blanks // abreast)
        small = room.blanks == 1 and room.characters <= _MOST_ABREAST[_COLUMNS]
        kind = RegionKind.FILL
        return WantedBox(item.number, kind, head, rows, blanks=room.blanks, abreast=abreast, small=small)
    kind = RegionKind.ESSAY if item.kind is Kind.ESSAY else RegionKind.SHORT
    head = f"{item.number}.（{item.points}分）"
    return WantedBox(item.number, kind, head, room.rows or room.lines, squared=room.rows > 0)


def _paged(shelves: Sequence[_Shelf], page: int, top: float) -> list[tuple[int, float, list[_Shelf]]]:
    """Shelves by page with the height at which they begin; a name stays with the first box below it."""
    pages: list[tuple[int, float, list[_Shelf]]] = [(page, top, [])]
    y, waiting = top + GUIDE_MM, list(reversed(shelves))
    caption: _Shelf | None = None
    while waiting:
        shelf = waiting.pop()
        if shelf.caption:
            caption = shelf
            continue
        named = CAPTION_MM if caption is not None else 0.0
        whole, rest = _fitting(shelf, FOOT_MM - y - named)
        if whole is None:
            if not pages[-1][2]:
                if pages[-1][1] == BOXES_TOP_MM:
                    raise BoxDoesNotFit(shelf.boxes[0].question)
                pages.pop()
            page, y = page + 1, BOXES_TOP_MM + GUIDE_MM
            pages.append((page, BOXES_TOP_MM, []))
            waiting.append(shelf)
            continue
        pages[-1][2].extend(one for one in (caption, whole) if one is not None)
        caption = None
        y += named + whole.height()
        if rest is not None:
            waiting.append(rest)
    return pages


def _fitting(shelf: _Shelf, room: float) -> tuple[_Shelf | None, _Shelf | None]:
    """What of a shelf stands in the room left of a page, and what goes on on the next."""
    if shelf.height() - GAP_MM <= room:
        return shelf, None
    one = shelf.boxes[0]
    around = one.height_mm(one.least_row_mm) - one.rows * one.least_row_mm
    rows = min(int((room - around) / one.least_row_mm), one.rows - _LEAST_ROWS)
    if one.kind is RegionKind.FILL or one.rows <= _WHOLE_ROWS or rows < _LEAST_ROWS:
        return None, shelf
    head = one.head if one.part > 1 else f"{one.head}（续）"
    rest = replace(one, rows=one.rows - rows, part=one.part + 1, head=head, after=one.after + rows)
    return _Shelf((replace(one, rows=rows),)), _Shelf((rest,))


def _drawn(shelf: _Shelf, page: int, y: float, more: float) -> Iterator[AnswerBox]:
    """The boxes of a shelf in their places, equally high."""
    width = (RIGHT_MM - LEFT_MM - (shelf.columns - 1) * GAP_MM) / shelf.columns
    height = shelf.height(more) - GAP_MM
    for at, box in enumerate(shelf.boxes):
        frame = BoxFrame(page, LEFT_MM + at * (width + GAP_MM), y, width, height)
        yield drawn_box(box, frame, box.row_mm(more))
