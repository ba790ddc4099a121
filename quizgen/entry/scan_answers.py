"""Answers of people about scanned sheets in one spelling, so that they can be compared."""

from __future__ import annotations

from quizgen.entry.exam import EntryExam
from quizgen.entry.scan_doubts import BLANK, NOT_USED, USED
from quizgen.entry.typed import Meaning, TypingFault, meaning, tidy
from quizgen.model.lettered import letters_of, put_letters, truth_mark
from quizgen.model.rules.answers import A045
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE
from quizgen.model.scanned import PageReading
from quizgen.model.shown import ShownItem


def answer_about(page: PageReading, item: str, text: str, exam: EntryExam) -> str | TypingFault:
    """What somebody wrote about an item of a page, as it is kept (``ACD``, ``√``, ``-``); or why not."""
    said = tidy(text)
    if item == WHOSE:
        fault = TypingFault(A045.id, f"名单里没有编号 {said}", f"填名单里的编号；这一页不算，填 {NOT_USED}")
        return said if said in exam.candidates or said == NOT_USED else fault
    if item == WHOLE_PAGE:
        fault = TypingFault(A045.id, f"“{said}”认不出", f"整页只填 {USED} 或 {NOT_USED}")
        return said if said in {USED, NOT_USED} else fault
    place = place_of(page, item, exam)
    if place is None:
        return TypingFault(A045.id, f"这份试卷没有第 {item} 题", "用程序写出的表或网页")
    found = meaning(place, said)
    if found.fault is not None:
        return TypingFault(A045.id, found.fault.message, found.fault.hint)
    return one_spelling(place, found)


def place_of(page: PageReading, item: str, exam: EntryExam) -> ShownItem | None:
    """The question that stands under a number on the form of a page."""
    if page.form_code not in exam.forms:
        return None
    return next((one for one in exam.places(page.form_code) if one.number == item), None)


def one_spelling(place: ShownItem, found: Meaning) -> str:
    """What was meant, as the reader itself would put it."""
    if found.options:
        return letters_of(place.order, frozenset(found.options))
    if found.truth is not None:
        return truth_mark(truth=found.truth)
    if found.places:
        return "".join(one or BLANK for one in put_letters(place.body, place.order, found.places))
    return "；".join(found.blanks) or BLANK
