"""One writer at a time in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.errors import AlreadyExists, QuizgenError
from quizgen.files.safe import write_new

LOCK = ".quizgen.lock"


class FolderInUse(QuizgenError):
    """Two commands write into one folder at the same time."""

    def __init__(self, lock: Path, process: str) -> None:
        super().__init__(
            f"另一个进程（{process}）正在写“{lock.parent}”；如果它已经中断，请删去“{lock.name}”后再试。"
        )


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold a folder against other writers; a lock whose process is gone is taken over.

    Raises FolderInUse, CannotWrite.
    """
    lock = folder / LOCK
    try:
        write_new(lock, str(os.getpid()).encode())
    except AlreadyExists:
        owner = lock.read_text(encoding="ascii").strip()
        if owner.isdigit() and _is_running(int(owner)):
            raise FolderInUse(lock, owner) from None
        lock.unlink(missing_ok=True)
        write_new(lock, str(os.getpid()).encode())
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
