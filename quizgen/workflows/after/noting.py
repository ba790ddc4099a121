"""Notes acts in the ledger together with the files that came of them, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Problem
from quizgen.model.ledger import Act, JsonValue, Stamp, stamped
from quizgen.records.ledger import check_ledger, clock_behind, link
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.scores_file import key_after_signing
from quizgen.records.signing import SigningKey


@dataclass(frozen=True, slots=True)
class AfterOrder:
    """Who acts, in which exam; ``sign_key`` gives the signing key, asked for once scores were signed."""

    folder: Path
    stamp: Stamp
    sign_key: Callable[[], SigningKey | None] | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """The hash of the ledger's last line, and a note if the clock runs behind it."""

    head: str
    notes: tuple[Problem, ...]


def note_act(  # noqa: PLR0913 - what is noted and what is written
    order: AfterOrder,
    act: Act,
    details: Mapping[str, JsonValue],
    *,
    inputs: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    loose: Mapping[str, bytes] | None = None,
) -> Noted:
    """Write files and the line that vouches for them, but for ``loose`` ones that people fill in.

    Raises NotTheSigner, DamagedLedger, CannotWrite.

    Whoever calls this holds the folder (``changing``).
    """
    files = files or {}
    ledger = check_ledger(order.folder)
    key = key_after_signing(order.folder, order.sign_key)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    entry = stamped(act, order.stamp, inputs=inputs, outputs=digests, details=details)
    lines = link([entry], len(ledger.lines), ledger.head, key)
    change_folder(order.folder, FolderChange(lines, {**files, **(loose or {})}))
    behind = clock_behind(order.folder, ledger, order.stamp.time)
    return Noted(lines[-1].hash, () if behind is None else (behind,))
