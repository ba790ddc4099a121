"""The copy of the project that is changed, so that the project itself never is."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_LEFT_OUT = ("benchmarks/", ".github/")


def refresh(root: Path, tree: Path) -> None:
    """Make ``tree`` the same as what git tracks, or would track, in ``root``."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")  # noqa: S603
    wanted = {name for name in names if name and not name.startswith(_LEFT_OUT) and (root / name).is_file()}
    for path in [
        path for path in tree.rglob("*") if path.is_file() and "build" not in path.relative_to(tree).parts
    ]:
        if path.suffix != ".pyc" and path.relative_to(tree).as_posix() not in wanted:
            path.unlink()
    for name in sorted(wanted):
        source, target = root / name, tree / name
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    browsers = tree / "build" / "browsers"
    if not browsers.exists() and (root / "build" / "browsers").is_dir():
        browsers.parent.mkdir(exist_ok=True)
        browsers.symlink_to((root / "build" / "browsers").resolve())


def digest(root: Path, paths: Iterable[Path]) -> str:
    """One short fingerprint of these files."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        whole.update(f"{path.relative_to(root)}\n".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def files_of(root: Path, paths: Iterable[str], pattern: str) -> list[str]:
    """The files that match, under these folders or named themselves."""
    found = []
    for name in paths:
        path = root / name
        found += [path] if path.is_file() else sorted(path.rglob(pattern))
    return [path.relative_to(root).as_posix() for path in found]
