"""A place inside an exam folder for what is too large for memory while a change is made ready."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from quizgen.errors import CannotWrite
from quizgen.files.line_spool import LineSpool
from quizgen.files.safe import PRIVATE_FOLDER, reason_of
from quizgen.records.pending import draft_name


class Workroom:
    """Files in a folder of their own that is gone when the work is done."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path = path
        self._stack = stack

    def spool(self, name: str) -> LineSpool:
        """A new file of lines, closed in the end. Raises CannotWrite."""
        return self._stack.enter_context(closing(LineSpool(self.path / name)))


@contextmanager
def workroom(folder: Path) -> Iterator[Workroom]:
    """A place to work in. Whoever calls this holds the folder.

    If the process is killed, the next command that changes the folder removes it. Raises CannotWrite.
    """
    path = folder / draft_name()
    try:
        path.mkdir(mode=PRIVATE_FOLDER)
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error
    try:
        with ExitStack() as stack:
            yield Workroom(path, stack)
    finally:
        shutil.rmtree(path, ignore_errors=True)
