"""What people are asked about scanned pages: a doubt, its kind, its proposal, what there is to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.model.scanned import (
    BoxMm,
    MarkDoubt,
    MarkState,
    PageReading,
    QuestionReading,
    WrittenReading,
)
from quizgen.model.sheet import BubbleKind, RegionKind

BLANK = "-"
USED, NOT_USED = "照用", "不用"
_IN_PLACES = (BubbleKind.MATCHING, BubbleKind.ORDERING)
_LOOKS_MARKED = 0.16
"""Ink from which a doubtful bubble is proposed as marked: the line that the reader counts confidence from."""
_TAKEN_BACK = frozenset({MarkDoubt.CROSSED, MarkDoubt.ACROSS, MarkDoubt.RED})
"""What is dark, but hardly an answer: it is not proposed."""
_IDENTITY = BoxMm(14.0, 9.0, 196.0, 76.0)
_IDENTITY_LATER = BoxMm(14.0, 9.0, 196.0, 46.0)
"""Where a sheet has name, unit, 编号 (written and in bubbles) on page 1; the head of the other pages."""


class DoubtKind(StrEnum):
    """Why people are asked, where it is not about a bubble; the value heads the group in the lists."""

    TWICE = "同一页扫了两遍，两遍说法不同"
    DIFFER = "两个人核对得不同"
    AUDIT = "抽查看到的与记下的不同"
    UNKNOWN = "不知道是谁的答题卡"
    DIGITS = "编号看不清"
    OTHER = "印给一个人的卡，编号填的是另一个人"
    FORMS = "一个编号有几种试卷的答题卡"
    PAGE = "整页不可靠"
    WRITTEN = "填空，照图登记"


IDENTITIES = frozenset({DoubtKind.UNKNOWN, DoubtKind.DIGITS, DoubtKind.OTHER, DoubtKind.FORMS})
"""Whose a sheet is: a person must say it, it is never accepted unseen."""

PagePart = tuple[PageReading, BoxMm | None]
"""A rectangle of a page; None: the whole page."""


@dataclass(frozen=True, slots=True)
class ScanDoubt:
    """Something a person decides: the page, the item by its number, what was read, why it is asked.

    ``kind`` is the heading under which alike doubts stand, ``proposed`` what a person may agree to after
    looking (empty: nothing is proposed), ``number`` the 编号 of the sheet's owner where known, ``shown`` what
    to look at.
    """

    page: PageReading
    item: str
    read: str
    why: str
    number: str
    kind: str
    shown: tuple[PagePart, ...]
    proposed: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Names the doubt: page and item."""
        return self.page.digest, self.item


def row_of(page: PageReading, readings: Sequence[QuestionReading]) -> PagePart:
    """The part of a page where a question stands."""
    boxes = [one.box for one in readings]
    return page, BoxMm(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )


def identity_of(page: PageReading) -> PagePart:
    """The part of a page where name and 编号 stand."""
    return page, _IDENTITY if page.page == 1 else _IDENTITY_LATER


def by_question(readings: Sequence[QuestionReading]) -> dict[str, list[QuestionReading]]:
    """Readings by the number typed for them: the parts of a 配对 or a 排序 make one answer."""
    found: defaultdict[str, list[QuestionReading]] = defaultdict(list)
    for one in readings:
        whole = one.question.rpartition("(")[0] if one.kind in _IN_PLACES else one.question
        found[whole].append(one)
    return dict(found)


def boxes_by_question(page: PageReading) -> dict[str, list[WrittenReading]]:
    """The boxes of a page by the number of the question that is answered in them."""
    found: defaultdict[str, list[WrittenReading]] = defaultdict(list)
    for one in page.written:
        found[one.question].append(one)
    return dict(found)


def judged_boxes(page: PageReading) -> dict[str, list[WrittenReading]]:
    """The boxes of a page with answers that people mark."""
    return {item: boxes for item, boxes in boxes_by_question(page).items() if not is_typed(boxes)}


def items_of(page: PageReading) -> tuple[str, ...]:
    """The numbers of everything on a page that has a cell of the entry sheet."""
    boxes = boxes_by_question(page)
    return (*by_question(page.questions), *(item for item, some in boxes.items() if is_typed(some)))


def is_typed(boxes: Sequence[WrittenReading]) -> bool:
    """Whether people type what is written in these boxes; other answers are marked by people."""
    return boxes[0].kind is RegionKind.FILL


def typed(readings: Sequence[QuestionReading]) -> str:
    """What staff would type for the clear marks of an answer; ``-`` where it was left blank."""
    return _typed([one.marked for one in readings], readings)


def proposed(readings: Sequence[QuestionReading]) -> str:
    """The same with the doubtful bubbles that are dark enough, not crossed out, no line, not in red."""
    return _typed([_likely(one) for one in readings], readings)


def _likely(reading: QuestionReading) -> tuple[str, ...]:
    return tuple(
        one.option
        for one in reading.marks
        if one.state is MarkState.MARKED
        or (
            one.state is MarkState.DOUBTFUL
            and one.ink >= _LOOKS_MARKED
            and not _TAKEN_BACK.intersection(one.doubts)
        )
    )


def _typed(marked: Sequence[tuple[str, ...]], readings: Sequence[QuestionReading]) -> str:
    if readings[0].kind in _IN_PLACES:
        letters = [one[0] if len(one) == 1 else BLANK for one in marked]
        return "".join(letters) if set(letters) != {BLANK} else BLANK
    return "".join(marked[0]) or BLANK
