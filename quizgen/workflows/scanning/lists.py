"""The lists of doubtful marks for people: a workbook and a page, with the same pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from quizgen.entry.check_sheet import AUDIT, SHEET, check_workbook, page_mark
from quizgen.entry.scan_doubts import USED, ScanDoubt, by_question
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE
from quizgen.model.sheet import BubbleKind
from quizgen.records.checked_file import exam_mark
from quizgen.records.names import SCAN_AUDIT, SCAN_AUDIT_PAGE, SCAN_CHECK, SCAN_CHECK_PAGE
from quizgen.web.browser_data import CheckItemData, CheckWay
from quizgen.web.check_page import check_page
from quizgen.workflows.scan_pictures import PagePictures
from quizgen.workflows.scanning.decisions import seen_mark

MOST_ON_PAGE = 2_000
"""Doubts on one page: its file stays under 20 MB; the rest comes when these are decided."""

_WAYS: Mapping[BubbleKind, CheckWay] = {
    BubbleKind.SINGLE: "one",
    BubbleKind.TRUE_FALSE: "one",
    BubbleKind.MULTIPLE: "several",
    BubbleKind.MATCHING: "typed",
    BubbleKind.ORDERING: "typed",
    BubbleKind.DIGIT: "typed",
}


def lists_of(
    folder: Path, title: str, doubts: Sequence[ScanDoubt], kind: Literal["check", "audit"]
) -> dict[str, bytes]:
    """Both lists by file name. Raises CannotRead."""
    pictures = PagePictures(folder)
    found = {at: png for at, one in enumerate(doubts) if (png := pictures.png(one.shown)) is not None}
    kinds = list(dict.fromkeys(one.kind for one in doubts))
    page = check_page(
        {
            "exam": exam_mark(folder),
            "title": title,
            "list": kind,
            "kinds": kinds,
            "left": max(0, len(doubts) - MOST_ON_PAGE),
            "items": [_item(one, kinds, found.get(at)) for at, one in enumerate(doubts[:MOST_ON_PAGE])],
        }
    )
    book, html = (SCAN_CHECK, SCAN_CHECK_PAGE) if kind == "check" else (SCAN_AUDIT, SCAN_AUDIT_PAGE)
    return {book: check_workbook(title, doubts, found, SHEET if kind == "check" else AUDIT), html: page}


def _item(doubt: ScanDoubt, kinds: Sequence[str], png: bytes | None) -> CheckItemData:
    way, options = _way(doubt)
    return {
        "page": page_mark(doubt.page.digest),
        "item": doubt.item,
        "seen": seen_mark(doubt),
        "kind": kinds.index(doubt.kind),
        "label": f"第 {doubt.item} 题" if doubt.item[0].isdigit() else doubt.item,
        "place": str(doubt.page.place),
        "why": doubt.why,
        "read": doubt.read,
        "proposed": doubt.proposed,
        "way": way,
        "options": list(options),
        "picture": "" if png is None else b64encode(png).decode(),
    }


def _way(doubt: ScanDoubt) -> tuple[CheckWay, Sequence[str]]:
    if doubt.item == WHOSE:
        return "whose", ()
    if doubt.item == WHOLE_PAGE:
        return "page", (USED,)
    readings = by_question(doubt.page.questions).get(doubt.item)
    if readings is None:
        return "words", ()
    return _WAYS[readings[0].kind], [one.option for one in readings[0].marks]
