"""The map for newcomers names what is there, every room says why it is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.found import things_in
from tools.architecture import reason

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "docs/dev/README.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:quizgen|tests|docs)/[\w/.]+)`", MAP)))
ROOMS = sorted(path.parent.name for path in things_in(ROOT / "quizgen", "*/__init__.py"))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_map_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_map_shows_every_room() -> None:
    assert [room for room in ROOMS if f"`{room}`" not in MAP] == []


def test_every_room_says_why_it_is_a_room() -> None:
    assert [room for room in ROOMS if not reason(ROOT / "quizgen" / room / "__init__.py")] == []


def test_the_map_walks_through_many_modules() -> None:
    assert len(NAMED) > 30
