"""Lines of bytes in a private file of their own: too many for memory, read back in any order."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from quizgen.errors import CannotWrite
from quizgen.files.safe import PRIVATE_FILE, reason_of
from quizgen.files.text import open_regular


class LineSpool:
    """Lines without their ends, one after another; in memory stays where each begins.

    Nothing may be added after the first line was read back. Raises CannotWrite, reading CannotRead.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._starts = array("Q", [0])
        self._file: BinaryIO | None = None
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            self._file = os.fdopen(descriptor, "wb", buffering=1 << 20)
        except OSError as error:
            raise CannotWrite(path, reason_of(error)) from error

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, line: bytes) -> None:
        """One more line."""
        if self._file is None:
            raise ValueError(self.path)
        try:
            self._file.write(line)
            self._file.write(b"\n")
        except OSError as error:
            raise CannotWrite(self.path, reason_of(error)) from error
        self._starts.append(self._starts[-1] + len(line) + 1)

    def close(self, *, sync: bool = False) -> None:
        """Have everything in the file; with ``sync`` on the disk, where a power failure does no harm."""
        file, self._file = self._file, None
        if file is None:
            return
        try:
            with file:
                file.flush()
                if sync:
                    os.fsync(file.fileno())
        except OSError as error:
            raise CannotWrite(self.path, reason_of(error)) from error

    def lines(self, places: Iterable[int]) -> Iterator[bytes]:
        """The lines at these places, counted from 0, in that order."""
        self.close()
        with open_regular(self.path) as file:
            at = -1
            for place in places:
                start = self._starts[place]
                if start != at:
                    file.seek(start)
                at = self._starts[place + 1]
                yield file.read(at - start)[:-1]


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write lines into a new private file and have it on the disk. Raises CannotRead, CannotWrite."""
    spool = LineSpool(path)
    try:
        for line in lines:
            spool.add(line)
    finally:
        spool.close(sync=True)
