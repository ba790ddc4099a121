"""Which scores to attach to which documents, and the result for one person."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Spot
from quizgen.model.ledger import Stamp
from quizgen.model.review import SignedResult
from quizgen.records.signing import SigningKey
from quizgen.records.trust import Trust


@dataclass(frozen=True)
class AttachOrder:
    """Which scores to attach to which documents.

    ``date`` is the day on which scores must be valid; ``dated`` says whether the user gave it. ``latest``
    uses the most recent of several scores; ``replace`` overwrites values that differ. ``cards`` prints a
    个人成绩单 for everyone who received a score. ``dry_run`` writes nothing at all. ``without_ledger``
    accepts scores that no ledger mentions. ``sign_key`` gives the key for the ledger line; it is called
    only if lines after the scores must be signed.
    """

    scores: tuple[Path, ...]
    reviews: Path
    out: Path
    stamp: Stamp
    date: datetime.date
    dated: bool = False
    sheet: str | None = None
    trust: Trust | None = None
    latest: bool = False
    replace: bool = False
    cards: bool = True
    dry_run: bool = False
    without_ledger: bool = False
    font_paths: tuple[Path, ...] = ()
    sign_key: Callable[[], SigningKey] | None = None


@dataclass(frozen=True, slots=True)
class AttachedScore:
    """One person who received a score; ``note`` is something to check, usually empty."""

    file: str
    where: Spot
    result: SignedResult
    note: str = ""
