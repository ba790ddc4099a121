"""``scans/``: what was read from every scanned page, one a line, and what people decided about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from quizgen.errors import Problem, QuizgenError
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.digest import canonical_json
from quizgen.model.ledger import LedgerLine
from quizgen.model.rules.exam import V023
from quizgen.model.scan_decisions import ScanDecision
from quizgen.model.scanned import PageReading
from quizgen.model.sheet import SheetGeometry
from quizgen.model.sheets import ManySheets
from quizgen.records.frozen import RESTORE
from quizgen.records.ledger import latest_outputs
from quizgen.records.line_marks import place_of_change
from quizgen.records.manifest import BrokenExamFolder
from quizgen.records.names import SCAN_DECISIONS, SCAN_PAGES

T = TypeVar("T")

_READING: TypeAdapter[PageReading] = TypeAdapter(PageReading)
_DECISION: TypeAdapter[ScanDecision] = TypeAdapter(ScanDecision)


class DamagedSheet(QuizgenError):
    """The record of where the bubbles of a sheet are cannot be understood."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} 读不懂，被改动过；用 quizgen exam verify 核验，移走它再运行 exam build。")


def sheet_geometry(folder: Path, name: str) -> SheetGeometry | None:
    """Where everything is on a sheet that was printed; None: it was not. Raises DamagedSheet, CannotRead."""
    path = folder / name
    if not path.is_file():
        return None
    try:
        return SheetGeometry.model_validate_json(read_bytes(path))
    except ValidationError as error:
        raise DamagedSheet(name) from error


def merged_sheets(folder: Path, name: str) -> ManySheets:
    """Where everything is on the sheets of a merged file. Raises DamagedSheet, CannotRead."""
    try:
        return ManySheets.model_validate_json(read_bytes(folder / name))
    except ValidationError as error:
        raise DamagedSheet(name) from error


def merged_geometry(name: str, sheets: ManySheets, code: str) -> SheetGeometry:
    """The same of one sheet among them. Raises DamagedSheet."""
    try:
        return sheets.geometry(next(one for one in sheets.sheets if one.form_code == code))
    except (ValueError, IndexError) as error:
        raise DamagedSheet(name) from error


def scanned_pages(folder: Path) -> tuple[PageReading, ...]:
    """Every page that was read so far, in that order. Raises CannotRead, BrokenExamFolder."""
    return tuple(_lines(folder, SCAN_PAGES, _READING))


def scan_decisions(folder: Path) -> tuple[ScanDecision, ...]:
    """Every decision so far, in that order. Raises CannotRead, BrokenExamFolder."""
    return tuple(_lines(folder, SCAN_DECISIONS, _DECISION))


def page_line(reading: PageReading) -> bytes:
    """A page as it stands in the file, with its end; a page without boxes as it always stood there."""
    whole: dict[str, Any] = _READING.dump_python(reading, mode="json")
    if not reading.written:
        del whole["written"]
    return f"{canonical_json(whole)}\n".encode()


def decision_line(decision: ScanDecision) -> bytes:
    """A decision as it stands in the file, with its end."""
    return f"{canonical_json(_DECISION.dump_python(decision, mode='json', exclude_defaults=True))}\n".encode()


def scans_faults(folder: Path, lines: Sequence[LedgerLine]) -> Iterator[Problem]:
    """What was read and decided, held against the ledger: a file that is not as it was written (V023).

    Files that are not there are named where all files of the ledger are. Raises CannotRead.
    """
    noted = latest_outputs(lines)
    for name in (SCAN_PAGES, SCAN_DECISIONS):
        path = folder / name
        if not path.is_file():
            continue
        if name not in noted:
            yield Problem(str(path), None, V023.id, "台账里没有读过答题卡，却有这个文件", "移出考试文件夹")
        elif file_digest(path) != noted[name]:
            yield Problem(
                str(path),
                changed_line(path, name, lines),
                V023.id,
                "与台账记载的不同，被改动过",
                RESTORE,
            )


def changed_line(path: Path, name: str, lines: Sequence[LedgerLine]) -> int | None:
    """The first line of a file that is not as the ledger last had it; None: it cannot be told."""
    noted = next((line.details.get("lines") for line in reversed(lines) if name in line.outputs), None)
    marks = noted.get(name) if isinstance(noted, dict) else None
    place = place_of_change(read_bytes(path), marks)
    return None if place is None else place.first


def _lines(folder: Path, name: str, adapter: TypeAdapter[T]) -> Iterator[T]:
    path = folder / name
    if not path.exists():
        return
    for number, line in enumerate(read_bytes(path).splitlines(), 1):
        try:
            yield adapter.validate_json(line)
        except ValidationError as error:
            raise BrokenExamFolder(folder, f"{name} 第 {number} 行读不懂") from error
