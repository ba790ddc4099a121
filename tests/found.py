"""Files that a test looks at: a folder that is empty, renamed or gone fails the test that looks into it."""

from __future__ import annotations

from pathlib import Path


def things_in(folder: Path, pattern: str = "*") -> list[Path]:
    """What lies in a folder (``pattern`` as for glob), in order; at least one thing does."""
    there = sorted(folder.glob(pattern))
    assert there, f"nothing like {pattern} in {folder}"
    return there


def things_below(folder: Path, pattern: str = "*") -> list[Path]:
    """What lies in a folder and in all folders below it, in order; at least one thing does."""
    return things_in(folder, f"**/{pattern}")


def none_like(folder: Path, pattern: str) -> bool:
    """Whether a folder that is there holds nothing of this name, in itself or below it."""
    assert folder.is_dir(), f"no folder {folder}"
    return not any(folder.rglob(pattern))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there; at least one."""
    files = [path for path in things_below(folder) if path.is_file()]
    assert files, f"no file below {folder}"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
