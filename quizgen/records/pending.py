"""Changes to an exam folder that happen completely or not at all, even if power fails in between.

A change is first written whole into a draft folder; renaming that to ``.pending`` decides it. Only then
files move and the ledger grows, each step in such a way that repeating it does no harm. The next command that
changes the folder carries ``.pending`` out and removes undecided drafts; looking touches neither.

What lies in ``.pending`` may have been put there by anybody. So a plan is carried out only when every name in
it is a plain name of one of the folder's own files that may change, with no link on the way.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from pydantic import Field, ValidationError

from quizgen.errors import CannotWrite, QuizgenError, shown
from quizgen.files.entries import is_linked, is_plain
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, sync_folder, write_new
from quizgen.files.text import read_bytes
from quizgen.model.base import Record
from quizgen.model.digest import canonical_json
from quizgen.model.ledger import LedgerLine
from quizgen.records.ledger import broken, line_hash, read_ledger, write_lines
from quizgen.records.names import (
    EXAM,
    FORMS,
    KEY,
    LEDGER,
    MANIFEST,
    PENDING,
    POOL,
    PRINTED,
    QUESTIONS,
    README,
    ROSTER,
)

_PLAN, _FILES = "plan.json", "files"
_UNCHANGING = frozenset({EXAM, ROSTER, KEY, POOL, QUESTIONS, FORMS, MANIFEST, README, LEDGER, *PRINTED})
"""Files and folders that no change may touch; the ledger only grows by its lines."""

_LEFTOVER = re.compile(re.escape(PENDING) + r"\.[0-9a-f]{8}\.(new|done)")


class PendingDoesNotFit(QuizgenError):
    """A decided change cannot be carried out, because the folder was changed by other means since."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"“{folder}”里有一次没有写完的改动（{PENDING}），但{reason}，没有照做；从备份恢复整个文件夹后再试。"
        )


class _Plan(Record):
    """``plan.json``: the parts of a FolderChange, files by name only."""

    files: tuple[str, ...] = ()
    keep: dict[str, str] = Field(default_factory=dict)
    lines: tuple[LedgerLine, ...] = ()
    remove: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything in the folder that would be touched."""
        return (*self.files, *self.keep, *self.keep.values(), *self.remove)


@dataclass(frozen=True, slots=True)
class FolderChange:
    """What is to happen to an exam folder, all together.

    In this order: ``keep`` moves files to the names given (into the history); ``files`` are written, in
    place of what has their names; ``remove`` deletes; ``lines`` go to the end of the ledger. Names are
    relative to the exam folder. A file too large for memory is given as where it lies in a ``workroom``,
    and is moved from there.
    """

    lines: tuple[LedgerLine, ...]
    files: Mapping[str, bytes | Path] = field(default_factory=dict)
    keep: Mapping[str, str] = field(default_factory=dict)
    remove: Sequence[str] = ()


def draft_name() -> str:
    """A new name for what the next command that changes the folder removes."""
    return f"{PENDING}.{secrets.token_hex(4)}.new"


def change_folder(folder: Path, change: FolderChange) -> None:
    """Make a change wholly or not at all. Whoever calls this holds the folder (``only_writer``).

    Raises CannotWrite; then either nothing happened, or ``settle`` completes it.
    """
    draft = folder / draft_name()
    try:
        draft.mkdir(mode=PRIVATE_FOLDER)
        for name, data in change.files.items():
            target = draft / _FILES / name
            _make_parents(draft, target)
            if isinstance(data, Path):
                data.rename(target)
            else:
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


def is_decided(folder: Path) -> bool:
    """Whether a change was decided that has not been carried out wholly."""
    return os.path.lexists(folder / PENDING)


def settle(folder: Path) -> bool:
    """Carry out a change that was decided and cut off; True when there was one.

    Whoever calls this holds the folder. Raises PendingDoesNotFit, CannotRead, CannotWrite.
    """
    pending = folder / PENDING
    found = is_decided(folder)
    try:
        if found:
            _carry_out(folder, pending)
            pending.rename(folder / f"{PENDING}.{secrets.token_hex(4)}.done")
        for leftover in folder.glob(f"{PENDING}.*"):
            _clear(folder, leftover)
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error
    return found


def _clear(folder: Path, leftover: Path) -> None:
    """Remove a draft, or what a change that was carried out left; nothing else that is called so."""
    if leftover.is_symlink() or not leftover.is_dir() or not _LEFTOVER.fullmatch(leftover.name):
        raise PendingDoesNotFit(folder, f"“{leftover.name}”不是本程序留下的")
    shutil.rmtree(leftover)


def _carry_out(folder: Path, pending: Path) -> None:
    plan = _plan(folder, pending)
    missing = _missing_lines(folder, plan.lines)
    for name, kept in plan.keep.items():
        if (folder / name).exists() and not (folder / kept).exists():
            _make_parents(folder, folder / kept)
            (folder / name).rename(folder / kept)
            sync_folder((folder / kept).parent)
    for name in plan.files:
        if (pending / _FILES / name).exists():
            _make_parents(folder, folder / name)
            (pending / _FILES / name).replace(folder / name)
            sync_folder((folder / name).parent)
    for name in plan.remove:
        (folder / name).unlink(missing_ok=True)
    if missing:
        write_lines(folder, missing)
    sync_folder(folder)


def _plan(folder: Path, pending: Path) -> _Plan:
    """The plan, after every name in it was judged."""
    if pending.is_symlink() or not pending.is_dir() or is_linked(pending, _PLAN):
        raise PendingDoesNotFit(folder, "它是链接或别的东西，不是本程序写的")
    try:
        plan = _Plan.model_validate_json(read_bytes(pending / _PLAN))
    except ValidationError as error:
        raise PendingDoesNotFit(folder, "它的说明读不懂") from error
    for name in plan.names:
        if not is_plain(name) or name.partition("/")[0] in _UNCHANGING:
            raise PendingDoesNotFit(folder, f"它要动“{shown(name)}”，那不是阅卷、清除会改的文件")
        if is_linked(folder, name):
            raise PendingDoesNotFit(folder, f"“{name}”是链接，或在链接里面")
    for name in plan.files:
        if is_linked(pending, f"{_FILES}/{name}"):
            raise PendingDoesNotFit(folder, f"它要放的“{name}”是链接，或在链接里面")
    for name in (*plan.files, *plan.remove):
        if (folder / name).is_dir():
            raise PendingDoesNotFit(folder, f"“{name}”是文件夹，不是文件")
    return plan


def _missing_lines(folder: Path, lines: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
    """The lines that the ledger does not have yet; those it has must be the very same."""
    ledger = read_ledger(folder)
    if broken(ledger) is not None:
        raise PendingDoesNotFit(folder, f"{LEDGER} 已损坏")
    if any(line_hash(line) != line.hash for line in lines) or any(
        (after.seq, after.prev) != (line.seq + 1, line.hash) for line, after in pairwise(lines)
    ):
        raise PendingDoesNotFit(folder, "它的台账行被改动过")
    present = ledger.lines
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
