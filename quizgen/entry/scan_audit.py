"""The second look at scanned answers: a random sample, everything near the line; what came of it."""

from __future__ import annotations

import hmac
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizgen.entry.from_scans import OPEN, ScanAccounts
from quizgen.entry.scan_doubts import ScanDoubt, by_question, row_of, typed
from quizgen.model.scan_decisions import Decided
from quizgen.model.scanned import PageReading, QuestionReading

NEAR = 0.5
"""Confidence below which an answer is near the line: its ink within a factor 1.65 of it. Where the reader was
silently wrong in trials, it was in the lowest 4 to 7 per cent by confidence."""

_PURPOSE = b"quizgen scan audit 1"
_UNDECIDED = Decided()


@dataclass(frozen=True, slots=True)
class Audited:
    """An answer of the sample: drawn by chance, near the line, or both."""

    page: PageReading
    item: str
    number: str
    readings: tuple[QuestionReading, ...]
    drawn: bool
    near: bool

    @property
    def key(self) -> tuple[str, str]:
        """Names the answer: page and item."""
        return self.page.digest, self.item


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What a second look came to.

    ``population`` answers; of the ``drawn`` by chance, ``drawn_checked`` were read again, ``drawn_differing``
    otherwise than they counted; the same of those ``near`` the line.
    """

    share: Fraction
    population: int
    drawn: int
    drawn_checked: int
    drawn_differing: int
    near: int
    near_checked: int
    near_differing: int


def audit_sample(accounts: ScanAccounts, key: bytes, share: Fraction) -> tuple[Audited, ...]:
    """What a second person reads again; the same exam, pages and share give the same sample.

    Every answer has the number HMAC-SHA256(key of the exam, purpose ‖ page ‖ item); the smallest are drawn,
    ``share`` of all answers rounded up.
    """
    found: list[tuple[bytes, PageReading, str, str, tuple[QuestionReading, ...]]] = []
    for person in accounts.people.values():
        for page in person.pages:
            for item, readings in by_question(page.questions).items():
                text = b"\0".join((_PURPOSE, page.digest.encode(), item.encode()))
                number = hmac.digest(key, text, "sha256")
                found.append((number, page, item, person.number, tuple(readings)))
    found.sort(key=lambda one: one[0])
    wanted = math.ceil(share * len(found))
    return tuple(
        Audited(page, item, number, readings, at < wanted, near)
        for at, (_, page, item, number, readings) in enumerate(found)
        if (near := _is_near(readings)) or at < wanted
    )


def _is_near(readings: Sequence[QuestionReading]) -> bool:
    """Whether the reader was sure, but only just."""
    return not any(one.doubts for one in readings) and min(one.confidence for one in readings) < NEAR


def audit_doubts(
    sample: Sequence[Audited], accounts: ScanAccounts, decided: Mapping[tuple[str, str], Decided]
) -> tuple[ScanDoubt, ...]:
    """What of the sample nobody has read again yet, without what was read: the second person is not led."""
    return tuple(
        ScanDoubt(one.page, one.item, "", "抽查", "", "抽查", (row_of(one.page, one.readings),))
        for one in sample
        if not decided.get(one.key, _UNDECIDED).audits
        and accounts.people[one.number].cells.get(one.item) != OPEN
    )


def audit_report(
    sample: Sequence[Audited],
    accounts: ScanAccounts,
    share: Fraction,
    decided: Mapping[tuple[str, str], Decided],
) -> AuditReport:
    """Count what was read again and what differed from what counted before."""
    drawn = [one for one in sample if one.drawn]
    near = [one for one in sample if one.near]
    (checked, differing), (near_checked, near_differing) = (_counts(some, decided) for some in (drawn, near))
    return AuditReport(
        share=share,
        population=sum(
            len(by_question(page.questions)) for one in accounts.people.values() for page in one.pages
        ),
        drawn=len(drawn),
        drawn_checked=checked,
        drawn_differing=differing,
        near=len(near),
        near_checked=near_checked,
        near_differing=near_differing,
    )


def _counts(some: Sequence[Audited], decided: Mapping[tuple[str, str], Decided]) -> tuple[int, int]:
    checked = differing = 0
    for one in some:
        standing = decided.get(one.key, _UNDECIDED)
        if standing.audits:
            checked += 1
            before = standing.original(typed(one.readings))
            differing += any(audit.answer != before for audit in standing.audits.values())
    return checked, differing
