"""What a project says of itself: every part documented, those of this project in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.knowledge.pack import load_pack
from quizgen.model.pack import Pack, PackPages, both_ways

ROOT = Path(__file__).parents[2]
PACK, FAULTS = load_pack(ROOT, "pack.yaml")


@pytest.mark.parametrize("name", [*Pack.model_fields, *(f"pages.{name}" for name in PackPages.model_fields)])
def test_every_part_is_documented(name: str) -> None:
    page = (ROOT / "docs" / "dev" / "pack.md").read_text(encoding="utf-8")
    assert f"`{name}`" in page or f"`{name}." in page


def test_the_pages_of_this_project_are_there() -> None:
    assert FAULTS == ()
    pages = PACK.pages
    named = [pages.practice, pages.glossary, pages.dispositions, pages.cases, *pages.begin, *pages.unlisted]
    named += [pages.sources, pages.procedures]
    assert [name for name in named if not (ROOT / "docs" / name).exists()] == []


def test_every_prefix_stands_for_a_source_of_this_project() -> None:
    folder = ROOT / "docs" / "_data" / "facts"
    assert len(PACK.prefixes) == 5
    assert [name for name in PACK.prefixes.values() if not (folder / f"{name}.yaml").is_file()] == []


def test_a_project_may_say_nothing(tmp_path: Path) -> None:
    assert load_pack(tmp_path, "pack.yaml") == (Pack(), ())
    (tmp_path / "pack.yaml").write_text("# 什么也不写\n", encoding="utf-8")
    assert load_pack(tmp_path, "pack.yaml") == (Pack(), ())


def test_a_file_that_leads_nowhere_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").symlink_to("nowhere.yaml")
    pack, (fault,) = load_pack(tmp_path, "pack.yaml")
    assert pack == Pack()
    assert (fault.file, fault.rule) == ("pack.yaml", "S017")


def test_of_two_words_each_leads_to_the_other() -> None:
    assert both_ways((("甲", "乙"), ("丙", "丁"))) == {"甲": "乙", "丙": "丁", "乙": "甲", "丁": "丙"}
