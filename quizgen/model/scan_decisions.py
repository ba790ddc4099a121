"""What people decided about scanned pages: an answer that the reader doubted, whose sheet it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quizgen.model.base import Record, Text
from quizgen.model.exam import Digest
from quizgen.model.ledger import Stamp

WHOSE = "编号"
"""Decided like a question: whose sheet a page is."""

WHOLE_PAGE = "整页"
"""Decided like a question: whether a page of which the reader warns counts as it was read."""


class DecisionWay(StrEnum):
    """How a decision came about; the value stands in the file.

    ``CHECKED``: somebody looked at what the reader doubted. ``AUDITED``: a second person read it without
    seeing what was read. ``SETTLED``: two said different things, this ends it. ``ACCEPTED``: nobody
    looked, the doubts were accepted with a reason.
    """

    CHECKED = "checked"
    AUDITED = "audited"
    SETTLED = "settled"
    ACCEPTED = "accepted"


class ScanDecision(Record):
    """A line of ``scans/decisions.jsonl``: the picture by its digest, the item by its printed number.

    ``answer`` is typed as in an entry sheet (``-``: left blank), a 编号 for WHOSE, 照用 or 不用 for a whole
    page. Nothing is ever taken out of the file; ``standings`` says what counts. ``reason`` is that of doubts
    that were accepted.
    """

    page: Digest
    item: Text
    answer: Text
    stamp: Stamp
    way: DecisionWay = DecisionWay.CHECKED
    reason: str = ""

    @property
    def said(self) -> str:
        """Who decided what: ``张三看作 B``."""
        return f"{self.stamp.by or '未写姓名的人'}看作 {self.answer}"


@dataclass
class Decided:
    """What was decided about one item of one page, one decision after another.

    ``votes`` are the last decisions of each person that nobody has settled, ``audits`` those of second
    persons; ``accepted`` counts only where nobody looked. ``before`` counted until something was settled.
    """

    votes: dict[str, ScanDecision] = field(default_factory=dict)
    audits: dict[str, ScanDecision] = field(default_factory=dict)
    accepted: ScanDecision | None = None
    settled: ScanDecision | None = None
    before: ScanDecision | None = None

    def take(self, one: ScanDecision) -> None:
        """Add the next decision."""
        match one.way:
            case DecisionWay.CHECKED:
                self.votes[one.stamp.by] = one
            case DecisionWay.AUDITED:
                self.audits[one.stamp.by] = one
            case DecisionWay.SETTLED:
                self.before = self.before or self.decision
                self.votes = {one.stamp.by: one}
                self.settled = one
            case DecisionWay.ACCEPTED:
                self.accepted = one

    @property
    def answers(self) -> tuple[str, ...]:
        """What the people who checked it say: more than one answer is a dispute."""
        return tuple(dict.fromkeys(one.answer for one in self.votes.values()))

    @property
    def decision(self) -> ScanDecision | None:
        """The decision that counts; None: there is none, or two people say different things."""
        if self.votes:
            return next(reversed(self.votes.values())) if len(self.answers) == 1 else None
        return self.accepted

    @property
    def differing(self) -> tuple[ScanDecision, ...]:
        """The decisions of people who say different things."""
        return tuple(self.votes.values()) if len(self.answers) > 1 else ()

    def original(self, read: str) -> str:
        """What counted before a second reading was held against it; ``read`` is what the reader said."""
        counted = self.before if self.settled is not None else self.decision
        return read if counted is None else counted.answer

    def said_before(self, one: ScanDecision) -> bool:
        """Whether the same person said the same already."""
        theirs = self.audits if one.way is DecisionWay.AUDITED else self.votes
        known = theirs.get(one.stamp.by)
        return known is not None and known.answer == one.answer

    def against(self, answer: str) -> tuple[ScanDecision, ...]:
        """The second readings that say something else than counts, unless that was settled."""
        if self.settled is not None:
            return ()
        return tuple(one for one in self.audits.values() if one.answer != answer)


def standings(decisions: Iterable[ScanDecision]) -> Mapping[tuple[str, str], Decided]:
    """What was decided, by page and item, from all decisions in the order they were made."""
    found: dict[tuple[str, str], Decided] = {}
    for one in decisions:
        found.setdefault((one.page, one.item), Decided()).take(one)
    return found
