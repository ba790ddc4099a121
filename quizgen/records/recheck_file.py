"""``rechecks.jsonl``: every request to have a score checked, every outcome, in order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from quizgen.files.text import read_bytes
from quizgen.model.digest import record_json
from quizgen.model.recheck import RECHECK_LINE, RecheckAsked, RecheckDone, RecheckLine
from quizgen.records.manifest import BrokenExamFolder
from quizgen.records.names import RECHECK_REGISTER


def recheck_line(line: RecheckLine) -> bytes:
    """A line as it stands in the file, with its end."""
    return f"{record_json(line)}\n".encode()


def read_rechecks(folder: Path) -> tuple[RecheckLine, ...]:
    """Every line so far. Raises CannotRead, BrokenExamFolder for one that is damaged or out of order."""
    path = folder / RECHECK_REGISTER
    found: list[RecheckLine] = []
    for at, text in enumerate(read_bytes(path).splitlines() if path.exists() else (), 1):
        try:
            one = RECHECK_LINE.validate_json(text)
        except ValidationError as error:
            raise BrokenExamFolder(folder, f"{RECHECK_REGISTER} 第 {at} 行读不懂") from error
        if not _follows(one, found):
            raise BrokenExamFolder(folder, f"{RECHECK_REGISTER} 第 {at} 行次序不对")
        found.append(one)
    return tuple(found)


def open_requests(lines: Sequence[RecheckLine]) -> dict[int, RecheckAsked]:
    """The requests that have no outcome yet, by their number."""
    done = {one.request for one in lines if isinstance(one, RecheckDone)}
    return {one.request: one for one in lines if isinstance(one, RecheckAsked) and one.request not in done}


def _follows(one: RecheckLine, before: Sequence[RecheckLine]) -> bool:
    """Whether a line may stand behind those before it: requests are counted, each has one outcome."""
    if isinstance(one, RecheckAsked):
        return one.request == 1 + sum(isinstance(line, RecheckAsked) for line in before)
    asked = open_requests(before).get(one.request)
    return asked is not None and asked.number == one.number
