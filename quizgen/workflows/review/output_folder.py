"""Writes a folder of results so that it appears either complete or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from quizgen.errors import AlreadyExists, QuizgenError
from quizgen.files.entries import is_passing
from quizgen.files.new_folder import write_new_folder
from quizgen.workflows.review.documents import same_bytes

_NAMED = 5


class DifferentOutput(QuizgenError):
    """The output folder already exists with different contents."""

    def __init__(self, out: Path, names: list[str]) -> None:
        shown = "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")
        super().__init__(
            f"“{out}”已经存在，内容与这次的不同（{shown}），不会覆盖；请用 --out 另指一处，或先移走原来的。"
        )


def publish_folder(out: Path, files: Mapping[str, bytes]) -> bool:
    """Write files to a new private folder; the file names are relative and use ``/``.

    Returns False if the folder already holds exactly these files. Raises DifferentOutput, CannotWrite.
    """
    if out.exists() or out.is_symlink():
        different = sorted(_different(out, files))
        if different:
            raise DifferentOutput(out, different)
        return False
    try:
        write_new_folder(out, files, private=True)
    except AlreadyExists as error:
        raise DifferentOutput(out, [out.name]) from error
    return True


def _different(out: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """The names of files that are missing, differ, or should not exist."""
    if not out.is_dir():
        yield out.name
        return
    there = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    present = {name.as_posix() for name in there if name.as_posix() in files or not is_passing(name)}
    yield from present - files.keys()
    yield from (name for name, data in files.items() if not same_bytes(out / name, data))
