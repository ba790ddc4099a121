"""Changes to an exam folder that happen wholly or not at all, even when power fails in between.

A change is first written whole into a draft folder; renaming that to ``.pending`` decides it. Only then
files move and the ledger grows, each step such that doing it again does no harm. Whoever finds ``.pending``
carries it out; whoever finds an undecided draft removes it.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import CannotWrite, QuizgenError
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, sync_folder, write_new
from quizgen.files.text import read_bytes
from quizgen.model.digest import canonical_json
from quizgen.model.ledger import LedgerLine
from quizgen.records.ledger import LEDGER, read_ledger, write_lines
from quizgen.records.scores_file import PENDING

_PLAN, _FILES = "plan.json", "files"


class PendingDoesNotFit(QuizgenError):
    """A decided change cannot be carried out, because the folder was changed by other means since."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"“{folder}”里有一次没有写完的改动（{PENDING}），但{reason}；从备份恢复整个文件夹后再试。"
        )


@dataclass(frozen=True, slots=True)
class FolderChange:
    """What is to happen to an exam folder, all together.

    In this order: ``keep`` moves files to the names given (into the history); ``files`` are written, in
    place of what has their names; ``remove`` deletes; ``lines`` go to the end of the ledger. Names are
    relative to the exam folder.
    """

    lines: tuple[LedgerLine, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    keep: Mapping[str, str] = field(default_factory=dict)
    remove: Sequence[str] = ()


def change_folder(folder: Path, change: FolderChange) -> None:
    """Make a change wholly or not at all. Whoever calls this holds the folder (``only_writer``).

    Raises CannotWrite; then either nothing happened, or ``settle`` completes it.
    """
    draft = folder / f"{PENDING}.{secrets.token_hex(4)}.new"
    try:
        draft.mkdir(mode=PRIVATE_FOLDER)
        for name, data in change.files.items():
            target = draft / _FILES / name
            _make_parents(draft, target)
            write_new(target, data)
        write_new(draft / _PLAN, _plan_json(change))
        for inside in [path for path in draft.rglob("*") if path.is_dir()]:
            sync_folder(inside)
        sync_folder(draft)
        draft.rename(folder / PENDING)
        sync_folder(folder)
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    settle(folder)


def _plan_json(change: FolderChange) -> bytes:
    plan = {
        "files": sorted(change.files),
        "keep": dict(change.keep),
        "lines": [line.model_dump(mode="json", exclude_defaults=True) for line in change.lines],
        "remove": list(change.remove),
    }
    return canonical_json(plan).encode()


def is_unsettled(folder: Path) -> bool:
    """Whether an interrupted change left something to be completed or cleared away."""
    return any(folder.glob(f"{PENDING}*"))


def settle(folder: Path) -> bool:
    """Carry out a change that was decided and cut off; True when there was one.

    Whoever calls this holds the folder. Raises PendingDoesNotFit, CannotWrite.
    """
    pending = folder / PENDING
    found = pending.is_dir()
    try:
        if found:
            _carry_out(folder, pending)
            pending.rename(folder / f"{PENDING}.{secrets.token_hex(4)}.done")
        for leftover in folder.glob(f"{PENDING}.*"):
            shutil.rmtree(leftover)
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error
    return found


def _carry_out(folder: Path, pending: Path) -> None:
    try:
        plan = json.loads(read_bytes(pending / _PLAN))
        lines = tuple(LedgerLine.model_validate(line) for line in plan["lines"])
    except (ValueError, KeyError, ValidationError) as error:
        raise PendingDoesNotFit(folder, "它的说明读不懂") from error
    missing = _missing_lines(folder, lines)
    for name, kept in plan["keep"].items():
        if (folder / name).exists() and not (folder / kept).exists():
            _make_parents(folder, folder / kept)
            (folder / name).rename(folder / kept)
            sync_folder((folder / kept).parent)
    for name in plan["files"]:
        if (pending / _FILES / name).exists():
            _make_parents(folder, folder / name)
            (pending / _FILES / name).replace(folder / name)
            sync_folder((folder / name).parent)
    for name in plan["remove"]:
        (folder / name).unlink(missing_ok=True)
    if missing:
        write_lines(folder, missing)
    sync_folder(folder)


def _missing_lines(folder: Path, lines: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
    """The lines that the ledger does not have yet; those it has must be the very same."""
    present = read_ledger(folder).lines
    missing = tuple(line for line in lines if line.seq > len(present))
    there = lines[: len(lines) - len(missing)]
    if any(present[line.seq - 1].hash != line.hash for line in there):
        raise PendingDoesNotFit(folder, f"{LEDGER} 已经写了别的行")
    if missing and not there and (present[-1].hash if present else None) != _before(lines[0]):
        raise PendingDoesNotFit(folder, f"{LEDGER} 与它接不上")
    return missing


def _before(line: LedgerLine) -> str | None:
    return line.prev if line.seq > 1 else None


def _make_parents(folder: Path, path: Path) -> None:
    """Make the folders between, private; ``mkdir(parents=True)`` would leave them open to others."""
    for parent in reversed(path.relative_to(folder).parents[:-1]):
        (folder / parent).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
