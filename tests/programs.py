"""System programs that some tests drive: LibreOffice, browsers, node, openssl."""

from __future__ import annotations

import os
import shutil

import pytest

LATER = "QUIZGEN_TESTS_LATER"
"""Names the file that lists tests to be run once the programs are there (unset: a missing program fails)."""
MARK = "随后再测，现在没有 "


def program(name: str) -> str:
    """Where a program is. Without it a test fails; while ``tools/check.sh`` runs the others, it waits."""
    found = shutil.which(name)
    if found is None and LATER in os.environ:
        pytest.skip(f"{MARK}{name}")
    assert found is not None, f"没有 {name}：运行 make test 会装上，或说明怎样装"
    return found
