"""Every permanent number of entry stands in the maintainers' page, none stands there alone."""

from __future__ import annotations

import re
from pathlib import Path

from tests.found import things_in

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"\b([AW][0-9]{3})\.id")


def test_the_page_lists_exactly_the_rules_there_are() -> None:
    rooms = ("office", "entry", "reviews", "render/scores")
    files = [file for room in rooms for file in things_in(ROOT / "quizgen" / room, "*.py")]
    files += [ROOT / "quizgen/workflows/marks/entry.py", ROOT / "quizgen/records/checked_file.py"]
    files += things_in(ROOT / "quizgen" / "workflows" / "scanning", "*.py")
    used = {number for file in files for number in NUMBER.findall(file.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "dev" / "marking.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| ([AW][0-9]{3}) \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(used)
