"""Doubts that are accepted without being looked at, by somebody who says why."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.entry.exam import EntryExam
from quizgen.entry.from_scans import scan_accounts
from quizgen.entry.scan_doubts import IDENTITIES, USED, DoubtKind, ScanDoubt
from quizgen.model.ledger import Stamp
from quizgen.model.scan_decisions import WHOLE_PAGE, WHOSE, DecisionWay, ScanDecision
from quizgen.model.scanned import PageReading

_NOT_TWICE = frozenset({DoubtKind.DIFFER.value, DoubtKind.AUDIT.value, DoubtKind.WRITTEN.value})


def can_be_accepted(doubt: ScanDoubt) -> bool:
    """Whether nobody need look: never whose a sheet is, what two people see differently, what is written."""
    return doubt.item != WHOSE and doubt.kind not in {*IDENTITIES, *_NOT_TWICE}


def accepted_now(
    pages: Sequence[PageReading],
    decisions: Sequence[ScanDecision],
    exam: EntryExam,
    stamp: Stamp,
    reason: str,
) -> list[ScanDecision]:
    """A decision for every open doubt that can be accepted: only clear marks count, a doubtful one is none.

    A page that the reader warns of counts as it was read; then its own doubts are accepted too.
    """
    found: list[ScanDecision] = []
    while reason:
        doubts = scan_accounts(pages, [*decisions, *found], exam).doubts
        more = [_accepted(one, stamp, reason) for one in doubts if can_be_accepted(one)]
        if not more:
            break
        found += more
    return found


def _accepted(doubt: ScanDoubt, stamp: Stamp, reason: str) -> ScanDecision:
    answer = USED if doubt.item == WHOLE_PAGE else doubt.read
    return ScanDecision(
        page=doubt.page.digest,
        item=doubt.item,
        answer=answer,
        stamp=stamp,
        way=DecisionWay.ACCEPTED,
        reason=reason,
    )
