"""The list of the dearest files names files that there are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.found import things_below
from tests.order import DEAREST

TESTS = Path(__file__).parents[1]


def test_every_dear_file_is_there_once() -> None:
    found = Counter(path.name for path in things_below(TESTS, "test_*.py"))
    assert {name: found[name] for name in DEAREST} == dict.fromkeys(DEAREST, 1)
