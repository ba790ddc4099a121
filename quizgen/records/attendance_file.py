"""``attendance.jsonl``: who came, one person a line, as the sign-in sheets said when they were read last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from quizgen.files.text import read_bytes
from quizgen.model.attendance import Attended
from quizgen.model.digest import record_json
from quizgen.records.manifest import BrokenExamFolder
from quizgen.records.names import ATTENDANCE


def attendance_bytes(people: Iterable[Attended]) -> bytes:
    """The file for these people, sorted by 编号."""
    ordered = sorted(people, key=lambda one: one.number)
    return "".join(f"{record_json(one)}\n" for one in ordered).encode()


def read_attendance(folder: Path) -> Mapping[str, Attended]:
    """What was recorded, by 编号; nothing before a sheet was read. Raises CannotRead, BrokenExamFolder."""
    path = folder / ATTENDANCE
    found: dict[str, Attended] = {}
    for at, line in enumerate(read_bytes(path).splitlines() if path.exists() else (), 1):
        try:
            one = Attended.model_validate_json(line)
        except ValidationError as error:
            raise BrokenExamFolder(folder, f"{ATTENDANCE} 第 {at} 行读不懂") from error
        found[one.number] = one
    return found
