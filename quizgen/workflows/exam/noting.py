"""What a build leaves beside its files: folders, the list of what is to be printed, a line in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from quizgen.errors import CannotWrite, Problem
from quizgen.files.safe import PRIVATE_FOLDER, reason_of, write_replacing
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.ledger import Act, Stamp, stamped
from quizgen.model.rules.exam import V008
from quizgen.records.ledger import append, latest_outputs, read_ledger
from quizgen.records.manifest import BuiltFile
from quizgen.records.names import MANIFEST, PRINT_LIST
from quizgen.records.signing import SigningKey
from quizgen.workflows.exam.to_print import PrintJob, list_text


def write_list(folder: Path, jobs: tuple[PrintJob, ...]) -> None:
    """The list of what is to be printed, where it says something new."""
    path, data = folder / PRINT_LIST, list_text(folder, jobs).encode("utf-8-sig")
    if jobs and not (path.is_file() and read_bytes(path) == data):
        write_replacing(path, data)


def altered_since(folder: Path, kept: Sequence[str], built: Mapping[str, BuiltFile]) -> Iterator[Problem]:
    """Files that exist but are not as they were printed; they should not be handed out."""
    for name in kept:
        if name in built and file_digest(folder / name) != built[name].sha256:
            hint = "不要使用；移走它再运行 exam build 重新生成"
            yield Problem(str(folder / name), None, V008.id, "生成后被改动过", hint)


def note_build(folder: Path, stamp: Stamp, made: int, key: SigningKey | None) -> None:
    """Record the build in the ledger if the manifest has grown since, even by an interrupted build."""
    manifest = hashlib.sha256(read_bytes(folder / MANIFEST)).hexdigest()
    if latest_outputs(read_ledger(folder).lines).get(MANIFEST) != manifest:
        built = stamped(Act.BUILT, stamp, outputs={MANIFEST: manifest}, details={"files": made})
        append(folder, built, key=key)


def make_folder(path: Path) -> None:
    """Make a private folder if it is not there. Raises CannotWrite."""
    try:
        path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error


def is_changed(folder: Path, name: str, built: Mapping[str, BuiltFile]) -> bool:
    """Whether a file is not as it was built."""
    return hashlib.sha256(read_bytes(folder / name)).hexdigest() != built[name].sha256
