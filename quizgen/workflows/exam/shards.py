"""Shares of a build that several processes or machines print at the same time, each noting what it made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import CannotWrite, Problem, QuizgenError
from quizgen.files.lock import LOCK, FolderInUse, is_held, only_writer
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, sync_folder
from quizgen.files.text import file_digest
from quizgen.model.rules.exam import V009
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.ledger import read_ledger
from quizgen.records.manifest import BuiltFile, append_manifest, read_manifest
from quizgen.records.names import MANIFEST, SHARDS, Product, shard_folder
from quizgen.workflows.exam.intact import ExamEnded, ending_of, intact_exam, share_folders
from quizgen.workflows.exam.outdated import outdated, outdated_merged
from quizgen.workflows.exam.products import BATCH

_SHARD = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True)
class Shard:
    """Share ``number`` (from 1) of a build that is divided into ``of`` shares.

    The forms are shared out by the hundred that a merged file holds, in turn.
    """

    number: int
    of: int

    @classmethod
    def parsed(cls, text: str) -> Shard | None:
        """``2/8``; None when it is no share, as ``9/8``."""
        found = _SHARD.fullmatch(text.strip())
        if found is None or int(found[1]) > int(found[2]):
            return None
        return cls(int(found[1]), int(found[2]))

    def takes(self, batch: int) -> bool:
        """Whether the hundred of this number (from 0) is its own."""
        return batch % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def codes_of(shard: Shard, folder: ExamFolder) -> frozenset[str]:
    """The codes of the forms of one share; those that are not in merged files go to the first."""
    lines = folder.lines_at(len(folder.acts))
    batches = {line.code: at // BATCH for at, line in enumerate(lines)}
    return frozenset(form.code for form in folder.all_lines if shard.takes(batches.get(form.code, 0)))


class NeedsWholeBuild(QuizgenError):
    """Printed files have to be put aside, which is not for one share to do."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”里有印过以后考生、题目又改动的试卷，要先移开、重印：先运行一次不分片的 exam build。"
        )


def refuse_outdated(
    folder: ExamFolder,
    forms: Sequence[FormLine],
    built: Mapping[str, BuiltFile],
    products: Sequence[Product],
) -> None:
    """Raise NeedsWholeBuild where files of some forms say something else than is to be printed now."""
    if any(outdated_merged(folder, built, products)) or any(
        any(outdated(folder, form, built, products)) for form in forms
    ):
        raise NeedsWholeBuild(folder.path)


@contextmanager
def sharing(path: Path, shard: Shard) -> Iterator[tuple[ExamFolder, Path]]:
    """Hold one share of an exam's build; others may print theirs at the same time, in the same folder.

    Gives the folder with the place of the share's own manifest. Raises FolderInUse while the same share is
    printed or a command changes the folder, ExamEnded, what ``intact_exam`` raises, CannotWrite.
    """
    if is_held(path):
        raise FolderInUse(path / LOCK, "")
    folder = intact_exam(path)
    ended = ending_of(read_ledger(path).lines)
    if ended is not None:
        raise ExamEnded(path, ended)
    notes = path / shard_folder(shard.number, shard.of)
    try:
        for one in (path / SHARDS, notes):
            one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise CannotWrite(notes, reason_of(error)) from error
    with only_writer(notes):
        if is_held(path):
            raise FolderInUse(path / LOCK, "")
        yield folder, notes


def noted_by_shards(path: Path) -> dict[str, BuiltFile]:
    """What all shares noted that were not taken over yet, by name. Raises BrokenExamFolder, CannotRead."""
    found: dict[str, BuiltFile] = {}
    for notes in share_folders(path):
        found |= read_manifest(notes)
    return found


def take_over(path: Path, built: dict[str, BuiltFile]) -> list[Problem]:
    """Take what the shares made into the exam's own manifest (and into ``built``), then drop their notes.

    A file that is gone is left out, so that it is made again; one that is not as its share noted it is
    named. Whoever calls this holds the folder, by ``changing``: no share is being printed.
    """
    shares = share_folders(path)
    new, problems = _sound(path, built)
    if problems:
        return problems
    if new:
        append_manifest(path, new)
    built |= {entry.file: entry for entry in new}
    _drop(path, shares)
    return []


def _sound(path: Path, built: dict[str, BuiltFile]) -> tuple[list[BuiltFile], list[Problem]]:
    """What the shares made that the exam's manifest does not have, where it is as it was noted. Rule V009."""
    new: list[BuiltFile] = []
    problems: list[Problem] = []
    for name, entry in noted_by_shards(path).items():
        if built.get(name) == entry or not (path / name).is_file():
            continue
        if file_digest(path / name) == entry.sha256:
            new.append(entry)
        else:
            hint = "移走它，再运行一次"
            problems.append(Problem(str(path / name), None, V009.id, "与分片印出时的不同", hint))
    return new, problems


def _drop(path: Path, shares: list[Path]) -> None:
    """Remove the notes of the shares. Raises CannotWrite."""
    try:
        for notes in shares:
            for name in (MANIFEST, LOCK):
                (notes / name).unlink(missing_ok=True)
            notes.rmdir()
        if shares:
            (path / SHARDS).rmdir()
            sync_folder(path)
    except OSError as error:
        raise CannotWrite(path / SHARDS, reason_of(error)) from error
