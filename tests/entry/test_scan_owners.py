"""Whose a scanned sheet is: proposed where only one can be, asked where it is not certain, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from quizgen.entry.exam import EntryExam, FormOwner
from quizgen.entry.from_scans import ScanAccounts, scan_accounts
from quizgen.entry.scan_doubts import NOT_USED, DoubtKind
from quizgen.model.exam import Candidate
from quizgen.model.ledger import Stamp
from quizgen.model.scan_decisions import WHOSE, ScanDecision
from quizgen.model.scanned import (
    BoxMm,
    MarkReading,
    MarkState,
    PageOutcome,
    PagePlace,
    PageReading,
    QuestionReading,
)
from quizgen.model.sheet import BubbleKind

BOX = BoxMm(0, 0, 10, 5)
PEOPLE = tuple(Candidate(number=one, name=f"测试{one}", unit="测试局") for one in ("2601", "2602", "2703"))
NOW = Stamp(time=dt.datetime(2026, 12, 2, tzinfo=dt.UTC), by="李四", tool="quizgen 0")


def page(number: str, form: str = "A", at: int = 1) -> PageReading:
    """A page with the digits of a 编号 (``?``: nothing filled) and one question answered A."""
    digits = tuple(
        QuestionReading(
            f"编号{place}",
            BubbleKind.DIGIT,
            (MarkReading(digit, MarkState.MARKED, 0.6, 1.0, 1.3),) if digit != "?" else (),
            (),
            BOX,
        )
        for place, digit in enumerate(number, 1)
    )
    marks = (
        MarkReading("A", MarkState.MARKED, 0.6, 1.0, 1.3),
        MarkReading("B", MarkState.EMPTY, 0.0, 0.0, 3.0),
    )
    asked = QuestionReading("1", BubbleKind.SINGLE, marks, (), BOX)
    return PageReading(
        PagePlace(f"{at}.png"), f"{at:064x}", PageOutcome.READ,
        form_code=form, page=1, pages=1, number=digits, questions=(asked,),
    )  # fmt: skip


def accounts(*pages: PageReading, decided: tuple[ScanDecision, ...] = ()) -> ScanAccounts:
    forms = {"A": FormOwner(), "B": FormOwner(), "001": FormOwner("2601")}
    return scan_accounts(pages, decided, EntryExam("测试", False, PEOPLE, forms, lambda _: ()))  # noqa: FBT003 - no form of one's own


def whose(one: PageReading, answer: str) -> ScanDecision:
    return ScanDecision(page=one.digest, item=WHOSE, answer=answer, stamp=NOW)


@pytest.mark.parametrize(
    ("number", "form", "kind", "proposed"),
    [
        ("2?03", "A", DoubtKind.DIGITS, "2703"),
        ("260?", "A", DoubtKind.DIGITS, ""),
        ("????", "A", DoubtKind.UNKNOWN, ""),
        ("9999", "A", DoubtKind.UNKNOWN, ""),
        ("2602", "001", DoubtKind.OTHER, ""),
        ("26?1", "001", DoubtKind.OTHER, "2601"),
    ],
)
def test_what_is_not_certain_is_asked_with_what_only_one_can_have(
    number: str, form: str, kind: DoubtKind, proposed: str
) -> None:
    found = accounts(page(number, form))
    assert [(one.item, one.kind, one.proposed) for one in found.doubts] == [(WHOSE, kind.value, proposed)]
    assert (len(found.unowned), found.people) == (1, {})


@pytest.mark.parametrize("number", ["2601", "????"])
def test_a_sheet_printed_for_somebody_is_theirs(number: str) -> None:
    assert list(accounts(page(number, "001")).people) == ["2601"]


def test_one_number_on_two_kinds_of_forms_is_a_conflict_until_a_page_is_set_aside() -> None:
    one, two = page("2601", "A", 1), page("2601", "B", 2)
    found = accounts(one, two)
    assert {doubt.kind for doubt in found.doubts} == {DoubtKind.FORMS.value}
    assert found.people["2601"].cells == {"1": "?"}
    settled = accounts(one, two, decided=(whose(two, NOT_USED),))
    assert (settled.doubts, settled.people["2601"].cells, settled.unused) == ((), {"1": "A"}, (two,))


def test_a_page_goes_to_whom_a_person_names() -> None:
    one = page("9999")
    assert list(accounts(one, decided=(whose(one, "2602"),)).people) == ["2602"]
