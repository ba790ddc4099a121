"""Office packages compared and changed part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a package by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: bytes, after: bytes) -> set[str]:
    """The names of the parts that differ, or are in one of the two only."""
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


def rebuild(path: Path, edits: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """Rewrite parts of a file in place; a part that is not there yet is made from nothing."""
    found = parts(path.read_bytes())
    for name, edit in edits.items():
        found[name] = edit(found.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return path
