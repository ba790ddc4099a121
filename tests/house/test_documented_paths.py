"""Every file of the project that a page for maintainers names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.found import things_in

ROOT = Path(__file__).parents[2]
PAGES = sorted([*things_in(ROOT / "docs" / "dev", "*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
NAMED = re.compile(r"`((?:quizgen|tests|tools|benchmarks)/[A-Za-z0-9_./-]+?\.(?:py|js|ts|yaml|typ|sh))`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_a_page_names_no_file_that_is_gone(page: Path) -> None:
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_pages_name_files_at_all() -> None:
    assert sum(len(NAMED.findall(page.read_text(encoding="utf-8"))) for page in PAGES) > 100
