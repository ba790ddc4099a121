"""What people decided about scanned pages: an answer that the reader doubted, whose sheet it is."""

from __future__ import annotations

from quizgen.model.base import Record, Text
from quizgen.model.exam import Digest
from quizgen.model.ledger import Stamp

WHOSE = "编号"
"""Decided like a question: whose sheet a page is."""

WHOLE_PAGE = "整页"
"""Decided like a question: whether a page of which the reader warns counts as it was read."""


class ScanDecision(Record):
    """A line of ``scans/decisions.jsonl``: the picture by its digest, the item by its printed number.

    ``answer`` is typed as in an entry sheet (``-``: left blank), a 编号 for WHOSE, 照用 or 不用 for a whole
    page. The last decision about an item counts.
    """

    page: Digest
    item: Text
    answer: Text
    stamp: Stamp
