"""What lies in a folder, looked at without following a link or opening anything."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

_DRAFT = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_NAMES = frozenset(
    {
        *("thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini"),
        *("icon\r", "icon\uf00d", "iconcache.db", "folder.jpg:encryptable"),
        *("$recycle.bin", "recycler", "recycled", "system volume information", "lost+found"),
        *("__macosx", "network trash folder", "temporary items", "@eadir", "#recycle", "#snapshot"),
    }
)
"""Windows, macOS, network drives; compared in small letters."""
_PATTERNS = re.compile(
    r"\..*"  # hidden: .DS_Store, ._x.docx, .~lock.x.xlsx#, .~x.docx of WPS, .git
    r"|~\$.*"  # the owner file of an open document
    r"|~.*\.tmp|.*\.tmp|~wr[a-z]\d+\..*|~df[0-9a-f]+\..*"  # drafts of Word, Excel, WPS
    r"|.*\.(bak|wbk|xlk|asd|xar|et~|wps~|dps~)"  # backups of Word, Excel, WPS
    r"|.*~|#.*#|.*\.sw[a-p]"  # backups and drafts of editors
    r"|(?=.*[a-f])[0-9a-f]{8}"  # what Excel writes while it saves
    r"|found\.\d{3}",  # what a disk check recovers
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One name below a folder (``/`` between), with what stands under it.

    ``kind`` is ``file``, ``folder``, ``link``, ``fifo``, ``socket`` or ``device``; ``mode`` are the
    permission bits; ``links`` counts the names of a file; ``inode`` tells whether two names are one file.
    """

    name: str
    kind: str
    mode: int
    links: int
    inode: int

    @property
    def base(self) -> str:
        """The name without its folders."""
        return self.name.rpartition("/")[2]

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft of ``files.safe`` left behind by an interrupted write."""
        return self.kind == "file" and _DRAFT.fullmatch(self.base) is not None


def stamps(folder: Path, endings: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """The files below a folder whose names end so (``.yaml``), each with when it was changed (ns since 1970).

    Asked before every page of a site: much cheaper than with a ``Path`` for each file.
    """
    found: list[tuple[str, int]] = []
    for one in _sorted(folder):
        if one.is_dir(follow_symlinks=False):
            found += stamps(Path(one.path), endings)
        elif one.name.lower().endswith(endings) and one.is_file():
            found.append((one.path, one.stat().st_mtime_ns))
    return tuple(found)


def entries(folder: Path) -> Iterator[FolderEntry]:
    """Everything below a folder, sorted within each; folders that links lead to are not entered."""
    for found in _sorted(folder):
        yield from _below(found, found.name)


def _below(found: os.DirEntry[str], name: str) -> Iterator[FolderEntry]:
    try:
        seen = found.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since
        return
    kind = _kind(seen.st_mode)
    yield FolderEntry(name, kind, stat.S_IMODE(seen.st_mode), seen.st_nlink, seen.st_ino)
    if kind == "folder":
        for inside in _sorted(Path(found.path)):
            yield from _below(inside, f"{name}/{inside.name}")


def _sorted(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda one: one.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []


def _kind(mode: int) -> str:
    for test, kind in (
        (stat.S_ISREG, "file"),
        (stat.S_ISDIR, "folder"),
        (stat.S_ISLNK, "link"),
        (stat.S_ISFIFO, "fifo"),
        (stat.S_ISSOCK, "socket"),
    ):
        if test(mode):
            return kind
    return "device"


def is_plain(name: str) -> bool:
    """Whether a name from outside can only mean a file below the given folder.

    Relative, ``/`` between parts, no ``..``, no hidden part, nothing that another system would read as a
    drive or a separator, no control character.
    """
    parts = name.split("/")
    return (
        all(parts)
        and not any(part.startswith((".", " ")) or part.endswith((".", " ")) for part in parts)
        and not any(character in '\\:*?"<>|' or not character.isprintable() for character in name)
    )


def is_linked(folder: Path, name: str) -> bool:
    """Whether a link stands on the way from a folder to a plain name below it."""
    path = folder
    for part in PurePosixPath(name).parts:
        path = path / part
        if path.is_symlink():
            return True
    return False


def is_passing(relative: PurePath) -> bool:
    """Whether a file, or a folder on the way to it, was made by a program for itself.

    ``relative`` is the path below the folder that a person named.
    """
    parts = [part.casefold() for part in relative.parts]
    return any(part in _NAMES or _PATTERNS.fullmatch(part) is not None for part in parts)
