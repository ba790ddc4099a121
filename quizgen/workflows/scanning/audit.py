"""A second look at what was read: how large it is to be, what is still to be read again, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizgen.analysis.bounds import upper_bound
from quizgen.entry.from_scans import ScanAccounts
from quizgen.entry.scan_audit import AuditReport, audit_doubts, audit_report, audit_sample
from quizgen.entry.scan_doubts import ScanDoubt
from quizgen.model.ledger import LedgerLine
from quizgen.model.scan_decisions import ScanDecision, standings


@dataclass(frozen=True, slots=True)
class Audit:
    """What a second person is to read (``open``) and what came of it.

    ``most`` is the share of all answers that may be wrong, at most, with 95 per cent confidence (None: none
    of those drawn by chance was read again).
    """

    report: AuditReport
    open: tuple[ScanDoubt, ...]
    most: float | None


def share_of(lines: Sequence[LedgerLine]) -> Fraction | None:
    """The share that was last asked for, as the ledger has it; None: none was."""
    found = [line.details["audit"] for line in lines if isinstance(line.details.get("audit"), str)]
    return Fraction(str(found[-1])) if found else None


def audit_of(accounts: ScanAccounts, decisions: Sequence[ScanDecision], key: bytes, share: Fraction) -> Audit:
    """The second look as it stands; ``key`` is that of the exam."""
    decided = standings(decisions)
    sample = audit_sample(accounts, key, share)
    report = audit_report(sample, accounts, share, decided)
    checked, differing = report.drawn_checked, report.drawn_differing
    return Audit(
        report,
        audit_doubts(sample, accounts, decided),
        upper_bound(differing, checked) if checked else None,
    )
