"""Takes a step in a folder once, the power failing before each of its file operations in turn.

What a loss of power would leave is copied before every operation: a process that dies there leaves no more.
Before a sync the file being synced loses its last bytes in the copy, as it may when power fails.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.found import things_below

OPERATIONS = ("open", "fsync", "link", "rename", "replace", "unlink", "rmdir", "mkdir", "chmod")

_RANDOM = re.compile(r"\b[0-9a-f]{8}\b")
_LOST = 7
"""So many bytes of a file that is not synced yet."""

Everything = dict[str, tuple[int, bytes]]


def everything_in(folder: Path) -> Everything:
    """What lies below a folder: who may use it, what a file holds."""
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in things_below(folder)
    }


def differing(one: Everything, other: Everything) -> list[str]:
    """What lies only in one of two folders or is not the same in both."""
    return sorted(name for name in one.keys() | other if one.get(name) != other.get(name))


def state_of(folder: Path) -> str:
    """A digest of what was left, but for the random part of names; the same state is not tried twice."""
    found = hashlib.sha256()
    for path in things_below(folder):
        name = _RANDOM.sub("*", path.relative_to(folder).as_posix())
        found.update(name.encode())
        if path.is_file() and not path.name.startswith(".quizgen.lock"):
            found.update(path.read_bytes())
    return found.hexdigest()


def left_by_failures(
    work: Path, act: Callable[[], object], at: Path, wanted: Callable[[int], bool] = lambda _: True
) -> dict[int, Path]:
    """Act in a folder; gives a copy of it, below ``at``, for each operation: the folder as it was before it.

    Copies are made for the operations that are ``wanted``, by their numbers from 1; they are the caller's.
    """
    at.mkdir()
    copies: dict[int, Path] = {}
    done = 0

    def before(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        done += 1
        if wanted(done):
            copies[done] = _copy(work, at / str(done))
            if name == "fsync":
                _lose_the_end(work, copies[done], os.fstat(arguments[0]))

    with _told(before):
        act()
    return copies


def operations_of(act: Callable[[], object], told: Callable[[], object]) -> list[object]:
    """Act; gives what was ``told`` before each operation and at the end."""
    found: list[object] = []
    with _told(lambda _name, _arguments: found.append(told())):
        act()
    return [*found, told()]


@contextmanager
def _told(before: Callable[[str, tuple[Any, ...]], None]) -> Iterator[None]:
    """Be told before every operation (not of what is done when told); nothing waits for the disk."""
    telling = False

    def counted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def operation(*arguments: Any, **options: Any) -> object:
            nonlocal telling
            if not telling:
                telling = True
                before(name, arguments)
                telling = False
            return None if name == "fsync" else real(*arguments, **options)

        return operation

    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(os, name, counted(name, getattr(os, name)))
        yield


@contextmanager
def no_disk() -> Iterator[None]:
    """Waiting for the disk a thousand times would tell nothing more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


def _copy(folder: Path, to: Path) -> Path:
    """Copy a folder; what is one file with two names stays one."""
    copied: dict[tuple[int, int], str] = {}

    def copy(source: str, target: str) -> str:
        seen = os.stat(source)  # noqa: PTH116 - the names are texts
        if seen.st_nlink > 1 and (known := copied.get((seen.st_dev, seen.st_ino))):
            os.link(known, target)
        else:
            shutil.copy2(source, target)
        return copied.setdefault((seen.st_dev, seen.st_ino), target)

    return shutil.copytree(folder, to, copy_function=copy)


def _lose_the_end(folder: Path, copy: Path, synced: os.stat_result) -> None:
    for path in things_below(folder):
        if path.is_file() and os.path.samestat(path.stat(), synced):
            os.truncate(copy / path.relative_to(folder), max(0, synced.st_size - _LOST))
            return
