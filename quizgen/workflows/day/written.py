"""Writes acts of the day: the acts' file, what came with them, their lines in the ledger, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import ContentFaults, Problem
from quizgen.files.text import read_bytes
from quizgen.model.ledger import JsonValue, LedgerEntry, Stamp, stamped
from quizgen.model.people import DayAct
from quizgen.model.privacy import private_number
from quizgen.model.rules.roster import R009
from quizgen.records.acts_file import act_line
from quizgen.records.ledger import Ledger, clock_behind, link
from quizgen.records.names import ACTS
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.signing import SigningKey


@dataclass(frozen=True, slots=True)
class DayOrder:
    """Who acts, why, in which exam.

    ``sign_key`` gives the signing key; it is asked for only when scores were signed already.
    """

    folder: Path
    reason: str
    stamp: Stamp
    sign_key: Callable[[], SigningKey | None] | None = None


@dataclass(frozen=True, slots=True)
class DecidedAct:
    """An act that is to be written, with what its line in the ledger says.

    ``appended`` goes to the ends of further files, which the ledger then vouches for; ``files`` are new.
    """

    act: DayAct
    details: Mapping[str, JsonValue]
    appended: Mapping[str, bytes] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def check_reason(reason: str) -> None:
    """A reason is kept for good, so it must not hold a private number. Raises ContentFaults (R009)."""
    if private_number(reason) is not None:
        raise ContentFaults([Problem("--reason", None, R009.id, "里面像是有个人号码", "删去再试")])


def write_acts(
    order: DayOrder, ledger: Ledger, key: SigningKey | None, acts: Sequence[DecidedAct]
) -> tuple[str, Problem | None]:
    """Write acts, all or none: the hash of the ledger's last line, and a note if the clock runs behind.

    Raises CannotWrite.
    """
    files: dict[str, bytes] = {}
    entries: list[LedgerEntry] = []
    for one in acts:
        added = {ACTS: act_line(one.act), **one.appended}
        for name, line in added.items():
            files[name] = files.get(name, _so_far(order.folder / name)) + line
        digests = {name: hashlib.sha256(files[name]).hexdigest() for name in added}
        details = {**one.details, "reason": order.reason}
        entries.append(stamped(one.act.act, order.stamp, outputs=digests, details=details))
        files |= one.files
    lines = link(entries, len(ledger.lines), ledger.head, key)
    change_folder(order.folder, FolderChange(lines, files))
    return lines[-1].hash, clock_behind(order.folder, ledger, order.stamp.time)


def _so_far(file: Path) -> bytes:
    return read_bytes(file) if file.exists() else b""
