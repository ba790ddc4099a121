"""Whole folders written under their names at once, or not at all."""

from __future__ import annotations

import glob
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from quizgen.errors import AlreadyExists, CannotWrite
from quizgen.files.safe import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    PUBLIC_FILE,
    make_parents,
    reason_of,
    sync_folder,
    write_new,
)

_PUBLIC_FOLDER = 0o755


def write_new_folder(out: Path, files: Mapping[str, bytes], *, private: bool) -> None:
    """Write files (names relative, ``/`` between) as a new folder; an empty folder of that name is taken.

    What an interrupted attempt left beside it goes. Raises AlreadyExists, CannotWrite.
    """
    folder_mode, file_mode = (PRIVATE_FOLDER, PRIVATE_FILE) if private else (_PUBLIC_FOLDER, PUBLIC_FILE)
    make_parents(out)
    draft = out.with_name(f".{out.name}.{secrets.token_hex(4)}.new")
    try:
        for abandoned in out.parent.glob(f".{glob.escape(out.name)}.*.new"):
            shutil.rmtree(abandoned, ignore_errors=True)
        draft.mkdir(mode=folder_mode)
        for name, data in files.items():
            for parent in reversed(Path(name).parents[:-1]):
                (draft / parent).mkdir(mode=folder_mode, exist_ok=True)
            write_new(draft / name, data, file_mode)
        sync_folder(draft)
        if is_taken(out):
            raise AlreadyExists(out)
        if out.is_dir():
            out.rmdir()
        draft.rename(out)
        sync_folder(out.parent)
    except OSError as error:
        raise CannotWrite(out, reason_of(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def is_taken(out: Path) -> bool:
    """Whether something stands under that name already; an empty folder does not count."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        return True
    return out.is_dir() and any(out.iterdir())
