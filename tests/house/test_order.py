"""The list of the dearest files names files that there are."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.found import things_below
from tests.order import DEAREST, TOGETHER

TESTS = Path(__file__).parents[1]


def test_every_dear_file_is_there_once() -> None:
    found = Counter(path.name for path in things_below(TESTS, "test_*.py"))
    assert {name: found[name] for name in DEAREST} == dict.fromkeys(DEAREST, 1)


def test_every_file_that_starts_another_browser_stays_with_the_others() -> None:
    starting = {
        path.name
        for path in things_below(TESTS / "web", "test_*.py")
        if re.search(r'"firefox"|"chromium"', path.read_text(encoding="utf-8"))
    }
    assert "test_browsers.py" in starting <= TOGETHER
    assert {path.name for path in things_below(TESTS, "test_*.py")} >= TOGETHER
