"""One writer at a time in a folder, held by the system so that it ends with the process."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.errors import CannotWrite, QuizgenError
from quizgen.files.safe import NOT_THROUGH_LINKS, PRIVATE_FILE, reason_of

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".quizgen.lock"
_LONGEST_NUMBER = 20


class FolderInUse(QuizgenError):
    """Two commands write into one folder at the same time."""

    def __init__(self, lock: Path, process: str) -> None:
        who = f"另一个进程（{process}）" if process else "另一个进程"
        super().__init__(f"{who}正在写“{lock.parent}”；等它结束再试。")


class NotALock(QuizgenError):
    """Something lies in the lock's place that the tool did not make."""

    def __init__(self, lock: Path) -> None:
        super().__init__(f"“{lock}”是链接或别的东西，不是本程序留下的锁；查明来历，移走以后再试。")


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold a folder against other writers, until this ends or the process does, however it ends.

    A lock file that was left behind belongs to no process and is simply taken. Raises FolderInUse, NotALock,
    CannotWrite.
    """
    lock = folder / LOCK
    descriptor = _taken(lock)
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there; left empty, it is nobody's
            os.close(descriptor)
            lock.unlink(missing_ok=True)
        else:  # removed while held: whoever waits with this file open finds that the name is another's
            lock.unlink(missing_ok=True)
            os.close(descriptor)


def _taken(lock: Path) -> int:
    """The open lock file, held."""
    while True:
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | NOT_THROUGH_LINKS, PRIVATE_FILE)
        except OSError as error:
            if lock.is_symlink() or lock.is_dir():
                raise NotALock(lock) from None
            raise CannotWrite(lock, reason_of(error)) from error
        if _hold(descriptor, lock):
            return descriptor
        os.close(descriptor)


def _hold(descriptor: int, lock: Path) -> bool:
    """Lock an open lock file; False when its name was given to another file meanwhile."""
    opened = os.fstat(descriptor)
    if not stat.S_ISREG(opened.st_mode) or opened.st_nlink > 1:
        os.close(descriptor)
        raise NotALock(lock)
    try:
        _ask_system(descriptor)
    except OSError:
        holder = os.read(descriptor, _LONGEST_NUMBER).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise FolderInUse(lock, holder if holder.isdigit() else "") from None
    try:
        named = lock.lstat()
    except FileNotFoundError:
        return False
    if (named.st_ino, named.st_dev) != (opened.st_ino, opened.st_dev):
        return False
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return True


def _ask_system(descriptor: int) -> None:
    """Raises OSError when another process holds the file."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(folder: Path) -> bool:
    """Whether some process is writing in a folder now; looking changes nothing."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY | NOT_THROUGH_LINKS)
    except OSError:
        return False
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return False
        _ask_to_read(descriptor)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _ask_to_read(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBRLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
