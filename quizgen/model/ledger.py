"""The ledger of an exam: one line for every act, each bound to the line before it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field
from pydantic import JsonValue as JsonValue

from quizgen.model.base import Record
from quizgen.model.exam import Digest

FIRST_PREV = "0" * 64
"""What the first line names as the line before it."""


class Act(StrEnum):
    """What was done; the value is what the ledger writes."""

    DRAWN = "drawn"
    BUILT = "built"
    ENTERED = "entered"
    MARKED = "marked"
    VOIDED = "voided"
    CORRECTED = "corrected"
    ATTACHED = "attached"
    PURGED = "purged"
    ADDED = "added"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    SWAPPED = "swapped"
    ERRATUM = "erratum"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    SCANNED = "scanned"
    ATTENDED = "attended"
    TWO_PERSON = "two_person"
    ENTRY_DONE = "entry_done"
    ENTRY_CHECKED = "entry_checked"
    PUBLISHED = "published"
    RECHECK_ASKED = "recheck_asked"
    RECHECKED = "rechecked"
    SPLIT = "split"
    CUT = "cut"
    OPENED = "opened"
    JOINED = "joined"
    ACCEPTED = "accepted"
    SEATED = "seated"
    RESEATED = "reseated"


ACT_TITLES = {
    Act.DRAWN: "组卷",
    Act.BUILT: "印制",
    Act.ENTERED: "登记答案",
    Act.MARKED: "阅卷",
    Act.VOIDED: "作废或加认答案",
    Act.CORRECTED: "更正",
    Act.ATTACHED: "附入考核材料",
    Act.PURGED: "清除答案",
    Act.ADDED: "增补考生",
    Act.AMENDED: "更正考生信息",
    Act.WITHDRAWN: "退考",
    Act.SWAPPED: "换题",
    Act.ERRATUM: "勘误",
    Act.CANCELLED: "取消考试",
    Act.SUPERSEDED: "改用另一次考试",
    Act.SCANNED: "读答题卡",
    Act.ATTENDED: "记到考情况",
    Act.TWO_PERSON: "要求两人登分",
    Act.ENTRY_DONE: "登记完毕",
    Act.ENTRY_CHECKED: "核对登记",
    Act.PUBLISHED: "公布成绩",
    Act.RECHECK_ASKED: "受理核分",
    Act.RECHECKED: "核分",
    Act.SPLIT: "分发",
    Act.CUT: "分发给一个单位",
    Act.OPENED: "拆封",
    Act.JOINED: "收回各单位成绩",
    Act.ACCEPTED: "接受没有核对的疑问",
    Act.SEATED: "编排座位",
    Act.RESEATED: "调整座位",
}

PEOPLE_ACTS = frozenset({Act.ADDED, Act.AMENDED, Act.WITHDRAWN})
"""The acts that change who sits the exam."""

SEAT_ACTS = frozenset({Act.SEATED, Act.RESEATED})
"""The acts that say who sits where."""

DAY_ACTS = PEOPLE_ACTS | SEAT_ACTS | {Act.SWAPPED, Act.ERRATUM}
"""The acts that have a line in ``acts.jsonl``: about people, about questions, about seats."""

AFTER_ACTS = frozenset(
    {
        *(Act.ATTENDED, Act.TWO_PERSON, Act.ENTRY_DONE, Act.ENTRY_CHECKED),
        *(Act.PUBLISHED, Act.RECHECK_ASKED, Act.RECHECKED),
    }
)
"""What is done about an exam after the sitting, besides marking."""

ENDING_ACTS = frozenset({Act.CANCELLED, Act.SUPERSEDED})
"""The acts after which an exam is only kept."""


class Stamp(Record):
    """Who does something, when, with which program; ``by`` is empty where no name was given."""

    time: AwareDatetime
    by: str = ""
    tool: str


class LedgerEntry(Record):
    """An act before it is bound into the chain.

    ``time`` is the clock of the machine, with its zone; ``by`` who did it (empty: not said), ``tool``
    the program with its version. ``inputs`` and ``outputs`` map names of files, as they stand in the
    exam folder, to the SHA-256 of their bytes. ``details`` holds words, counts, 编号 with old and new
    scores; never a name of a candidate, never an answer.
    """

    act: Act
    time: AwareDatetime
    by: str = ""
    tool: str
    inputs: dict[str, Digest] = Field(default_factory=dict)
    outputs: dict[str, Digest] = Field(default_factory=dict)
    details: dict[str, JsonValue] = Field(default_factory=dict)


class LedgerLine(LedgerEntry):
    """A line of ``ledger.jsonl``: ``seq`` counts from 1, ``prev`` is the hash of the line before.

    ``hash`` is the SHA-256 of the canonical JSON of the line without ``hash`` and ``signature``.
    ``signature`` is an Ed25519 signature over the 32 bytes of the hash by the key ``signer`` (its 32 bytes);
    both in hexadecimal, both None for a line that nobody signed.
    """

    seq: Annotated[int, Field(ge=1)]
    prev: Digest
    signer: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    hash: Digest
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")] | None = None


def stamped(
    act: Act,
    stamp: Stamp,
    *,
    inputs: Mapping[str, str] | None = None,
    outputs: Mapping[str, str] | None = None,
    details: Mapping[str, JsonValue] | None = None,
) -> LedgerEntry:
    """An act by the person whom the stamp names."""
    return LedgerEntry(
        act=act,
        time=stamp.time,
        by=stamp.by,
        tool=stamp.tool,
        inputs=dict(inputs or {}),
        outputs=dict(outputs or {}),
        details=dict(details or {}),
    )
