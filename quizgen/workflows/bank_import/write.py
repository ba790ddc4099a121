"""The second half of the recipe: what was looked at becomes a bank, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.checks import check_bank
from quizgen.bank.load import load_bank
from quizgen.bank.topics import TOPICS_FILE
from quizgen.errors import ContentFaults, Problem
from quizgen.files.lock import LOCK, only_writer
from quizgen.files.new_folder import write_new_folder
from quizgen.files.safe import PRIVATE_FILE, PRIVATE_FOLDER, write_replacing
from quizgen.interchange.origin import ORIGIN_FILE
from quizgen.model.bank import BANK_FILE
from quizgen.workflows.bank_import.contents import BLUEPRINT, BankFiles, is_unrecorded
from quizgen.workflows.bank_import.judge import printable
from quizgen.workflows.bank_import.order import DoubtsOpen, ImportOrder, NothingToImport
from quizgen.workflows.bank_import.rows import Deed, HowRead, SeenFiles
from quizgen.workflows.bank_import.target import TargetBank


@dataclass(frozen=True, slots=True)
class ImportedBank:
    """What was written: where, which files (none: everything was there already), the blueprint's name."""

    folder: Path
    files: tuple[str, ...]
    blueprint: str


def write_bank(order: ImportOrder, target: TargetBank, seen: SeenFiles) -> ImportedBank:
    """Write what was looked at. An interrupted run leaves the bank as it was, or a new one not at all.

    Raises DoubtsOpen while something has to be looked at and that was not accepted, NothingToImport,
    ContentFaults where the bank would break a rule, CannotEdit, CannotWrite, AlreadyExists, FolderInUse.
    """
    folder = target.folder
    assert folder is not None  # noqa: S101 - the command line looked
    if seen.open and not order.accept_doubts:
        raise DoubtsOpen(seen.count(HowRead.DOUBTFUL), seen.count(HowRead.REFUSED), len(seen.file_doubts))
    acts = seen.acts
    unrecorded = any(is_unrecorded(row, target) for row in seen.rows)
    if not unrecorded and not any(acts[act] for act in (Deed.ADD, Deed.CHANGE)):
        if not any(acts[act] for act in (Deed.SAME, Deed.KEEP)):
            raise NothingToImport(order.files)
        return ImportedBank(folder, (), "")
    files = BankFiles(order, target, seen).files()
    _must_pass(files, target)
    if target.loaded is None:
        write_new_folder(folder, files, private=True)
    else:
        with only_writer(folder):
            _write_into(folder, files)
    there = (folder / "blueprints" / f"{BLUEPRINT}.yaml").is_file()
    return ImportedBank(folder, tuple(files), BLUEPRINT if there else "")


def _must_pass(files: Mapping[str, bytes], target: TargetBank) -> None:
    """The bank as it will be, checked by every rule. Raises ContentFaults for faults that it has not now."""
    with tempfile.TemporaryDirectory() as scratch:
        staged = Path(scratch) / "bank"
        before: set[tuple[str, str]] = set()
        if target.loaded is not None and target.folder is not None:
            shutil.copytree(target.folder, staged, ignore=shutil.ignore_patterns(LOCK))
            before = {(one.rule, one.where) for one in _faults(staged)}
        for name, data in files.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_bytes(data)
        faults = [one for one in _faults(staged) if (one.rule, one.where) not in before]
    if faults:
        raise ContentFaults(faults)


def _faults(folder: Path) -> tuple[Problem, ...]:
    return check_bank(load_bank((folder,)), None, printable())


def _write_into(folder: Path, files: Mapping[str, bytes]) -> None:
    """Each file whole in place of the old one; what others name comes first, the record of it last."""

    def first(name: str) -> tuple[bool, bool, str]:
        of_questions = name.endswith(".yaml") and "/" not in name and name not in {TOPICS_FILE, BANK_FILE}
        return name == ORIGIN_FILE, of_questions, name

    for name in sorted(files, key=first):
        path = folder / name
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else PRIVATE_FILE
        write_replacing(path, files[name], mode)
