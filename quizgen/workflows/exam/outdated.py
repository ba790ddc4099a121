"""Printed files that say something else than the last acts of the day: kept, out of the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from quizgen.errors import AlreadyExists, CannotWrite
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, sync_folder
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.manifest import BuiltFile, append_manifest
from quizgen.records.names import LAYOUTS, PrintFormat, Product, replaced_name, specs_for
from quizgen.workflows.exam.merged import changes_since, holds_any, is_merged, other_questions


def outdated(
    folder: ExamFolder, form: FormLine, built: Mapping[str, BuiltFile], products: Sequence[Product]
) -> Iterator[str]:
    """The files of a form that say something else than is to be printed now, put aside already or not.

    They were printed before its person was amended, or before a question of it was exchanged or put right.
    """
    specs = specs_for(form.code, products, get_args(PrintFormat), LAYOUTS)
    for spec in specs:
        for name in spec.names:
            entry = built.get(name)
            if entry is not None and (
                another_person(folder, form, entry.acts)
                or other_questions(folder, form.code, entry.acts, spec.product)
            ):
                yield name


def outdated_merged(
    folder: ExamFolder, built: Mapping[str, BuiltFile], products: Sequence[Product]
) -> Iterator[str]:
    """The files of many forms that hold one of which a question was exchanged or put right since."""
    for name, entry in built.items():
        product = next((one for one in products if is_merged(name) and name.startswith(f"{one}/")), None)
        since = () if product is None else changes_since(folder, entry.acts, product)
        if since and any(holds_any(form, since) for form in folder.lines_at(entry.acts)):
            yield name


def another_person(folder: ExamFolder, form: FormLine, acts: int) -> bool:
    """Whether the person of a form is recorded otherwise than after so many acts."""
    number = form.candidate
    if number is None or number not in folder.people.former:
        return False
    return folder.people_at(acts).known.get(number) != folder.people.known[number]


def put_aside(folder: ExamFolder, names: Sequence[str], built: Mapping[str, BuiltFile]) -> None:
    """Move files to ``replaced/``, noted in the manifest before, so that nothing is there that nobody knows.

    Cut off in between, the next build goes on with it. Raises AlreadyExists, CannotWrite.
    """
    there_still = [name for name in names if (folder.path / name).exists()]
    moves = {name: replaced_name(name, len(folder.acts)) for name in there_still}
    append_manifest(folder.path, [replace(built[name], file=there) for name, there in moves.items()])
    for name, there in moves.items():
        if (folder.path / there).exists():
            raise AlreadyExists(folder.path / there)
        try:
            _make_parents(folder.path, there)
            (folder.path / name).rename(folder.path / there)
            sync_folder((folder.path / there).parent)
            sync_folder((folder.path / name).parent)
        except OSError as error:
            raise CannotWrite(folder.path / there, reason_of(error)) from error


def _make_parents(folder: Path, name: str) -> None:
    for parent in reversed(Path(name).parents[:-1]):
        (folder / parent).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
