"""System programs that some tests drive (LibreOffice, browsers, node, openssl), fonts that some look for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TypeVar

import pytest

PATIENCE = 1800
"""Seconds after which a program is taken to hang: many times what anything takes on a busy machine."""
LATER = "QUIZGEN_TESTS_LATER"
"""Names the file that lists tests to be run once the programs are there (unset: a missing program fails)."""
Found = TypeVar("Found")
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
MARK = "随后再测，现在没有 "


def font_folder(file: str) -> Path:
    """Where a font file lies that Debian has as a package; without it as for ``program``."""
    found = (one.parent for folder in _FONT_FOLDERS for one in sorted(folder.rglob(file)))
    return _there(next(found, None), file)


def program(name: str) -> str:
    """Where a program is. Without it a test fails; while ``tools/check.sh`` runs the others, it waits."""
    return _there(shutil.which(name), name)


def _there(found: Found | None, name: str) -> Found:
    if found is None and LATER in os.environ:
        pytest.skip(f"{MARK}{name}")
    assert found is not None, f"没有 {name}：运行 make test 会装上，或说明怎样装"
    return found
