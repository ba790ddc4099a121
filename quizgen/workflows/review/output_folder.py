"""Writes a folder of results that appears complete under its name, or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from quizgen.errors import CannotWrite, QuizgenError
from quizgen.files.entries import is_passing
from quizgen.files.safe import PRIVATE_FOLDER, make_parents, reason_of, sync_folder, write_new
from quizgen.workflows.review.documents import same_bytes

_NAMED = 5


class DifferentOutput(QuizgenError):
    """The output folder exists with other contents."""

    def __init__(self, out: Path, names: list[str]) -> None:
        shown = "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")
        super().__init__(
            f"“{out}”已经存在，内容与这次的不同（{shown}），不会覆盖；请用 --out 另指一处，或先移走原来的。"
        )


def publish_folder(out: Path, files: Mapping[str, bytes]) -> bool:
    """Write files (names relative, ``/`` between) as a new private folder.

    False when the folder holds exactly these files already. Raises DifferentOutput, CannotWrite.
    """
    if out.exists() or out.is_symlink():
        different = sorted(_different(out, files))
        if different:
            raise DifferentOutput(out, different)
        return False
    make_parents(out)
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}.new")
    try:
        for abandoned in out.parent.glob(f".{out.name}.*.new"):
            shutil.rmtree(abandoned, ignore_errors=True)
        draft.mkdir(mode=PRIVATE_FOLDER)
        for name, data in files.items():
            for parent in reversed(Path(name).parents[:-1]):
                (draft / parent).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            write_new(draft / name, data)
        sync_folder(draft)
        if out.exists():
            raise DifferentOutput(out, [out.name])
        draft.rename(out)
        sync_folder(out.parent)
    except OSError as error:
        raise CannotWrite(out, reason_of(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def _different(out: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """Names that are missing, differ, or should not be there."""
    if not out.is_dir():
        yield out.name
        return
    there = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    present = {name.as_posix() for name in there if name.as_posix() in files or not is_passing(name)}
    yield from present - files.keys()
    yield from (name for name, data in files.items() if not same_bytes(out / name, data))
