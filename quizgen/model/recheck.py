"""Requests to have a score checked (核分), and what came of them: the lines of the register."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from quizgen.model.base import Record, Text
from quizgen.model.ledger import Act

Count = Annotated[int, Field(ge=1)]


class RecheckAsked(Record):
    """Somebody asked for a check: ``request`` counts from 1, ``number`` is the 编号.

    ``late`` says why a request after the last day was accepted (empty: it came in time). ``version`` is that
    of the scores then, ``standing`` the result in words.
    """

    act: Literal[Act.RECHECK_ASKED]
    request: Count
    number: str
    name: Text
    reason: Text
    received: datetime.date
    by: Text
    late: str = ""
    version: Count
    standing: str


class RecheckDone(Record):
    """A request was dealt with: ``reader`` read the answers a second time, two or more people ``signed``.

    ``version`` and ``standing`` are those after it; ``checked`` counts the questions, ``corrected`` are the
    printed numbers whose answer was corrected since the request.
    """

    act: Literal[Act.RECHECKED]
    request: Count
    number: str
    reader: Text
    signed: tuple[Text, ...]
    version: Count
    standing: str
    checked: Count
    corrected: tuple[str, ...] = ()
    date: datetime.date


RecheckLine = Annotated[RecheckAsked | RecheckDone, Field(discriminator="act")]
"""A line of ``rechecks.jsonl``."""

RECHECK_LINE: TypeAdapter[RecheckLine] = TypeAdapter(RecheckLine)
"""Validates a line of either sort."""
