"""A folder with everything about it that a command might change, to be compared before and after."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

Snapshot = dict[str, tuple[object, ...]]


def snapshot(folder: Path) -> Snapshot:
    """Bytes, modes, times, targets of links of everything in a folder, the folder itself included."""
    found: Snapshot = {".": _seen(folder)}
    for base, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(base) / name
            found[str(path.relative_to(folder))] = _seen(path)
    assert len(found) > 1, f"nothing in {folder}"
    return found


def _seen(path: Path) -> tuple[object, ...]:
    about = path.lstat()
    what: object = ""
    if stat.S_ISREG(about.st_mode):
        what = hashlib.sha256(path.read_bytes()).hexdigest()
    elif stat.S_ISLNK(about.st_mode):
        what = path.readlink()
    return about.st_mode, about.st_size if what else 0, about.st_mtime_ns, about.st_ino, what
