"""Writing that leaves either the old state or the new one, readable by its owner only where asked."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from quizgen.errors import AlreadyExists, CannotWrite

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
PUBLIC_FILE = 0o644
NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
"""Flags for opening one of our own files for writing: never through a link, never waiting for a pipe."""


def write_new(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Write a file that must not exist yet. Raises AlreadyExists or CannotWrite."""
    _write(path, [data], mode, replace=False)


def write_new_piecemeal(path: Path, pieces: Iterable[bytes], mode: int = PRIVATE_FILE) -> None:
    """The same for what is too much for memory; nothing is left if the pieces give out with an exception."""
    _write(path, pieces, mode, replace=False)


def write_replacing(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Write a file whole, in place of an older one if there is one. Raises CannotWrite."""
    _write(path, [data], mode, replace=True)


def _write(path: Path, pieces: Iterable[bytes], mode: int, *, replace: bool) -> None:
    if not replace and path.exists():
        raise AlreadyExists(path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                draft.replace(path)
            else:
                _publish(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except FileExistsError:
        raise AlreadyExists(path) from None
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error


def _publish(draft: Path, path: Path) -> None:
    """Give the draft its name unless the name is taken; a file system without links uses a rename."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power failure (the bytes of files are synced when written)."""
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(path: Path) -> None:
    """Make a file readable by its owner only; office programs save for all. Raises CannotWrite."""
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(PRIVATE_FILE)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error


def make_parents(path: Path) -> None:
    """Make the folders above ``path`` that are not there yet. Raises CannotWrite."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error


def make_private_folder(folder: Path) -> bool:
    """Make a folder that only its owner can read; False when that is not possible."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode):
            return False
        if os.name == "posix":
            if found.st_uid != os.getuid():
                return False
            if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                folder.chmod(PRIVATE_FOLDER)
    except OSError:
        return False
    return True


def reason_of(error: OSError) -> str:
    """The reason of a failed write, in Chinese."""
    import errno  # noqa: PLC0415 - only a failure needs the table

    reasons = {
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "超出磁盘配额",
        errno.EACCES: "没有写入权限",
        errno.EPERM: "没有写入权限",
        errno.EROFS: "这个位置是只读的",
        errno.ENOENT: "上级文件夹不存在",
        errno.ENOTDIR: "上级路径不是文件夹",
        errno.EEXIST: "上级路径不是文件夹",
        errno.ENAMETOOLONG: "文件名太长",
        errno.EFBIG: "文件太大",
        errno.ELOOP: "这是一个链接",
        errno.ENXIO: "这不是普通文件",
        errno.EISDIR: "这是一个文件夹",
        errno.ENOTEMPTY: "文件夹不是空的",
    }
    return reasons.get(error.errno or 0, error.strerror or "写入时出错")
