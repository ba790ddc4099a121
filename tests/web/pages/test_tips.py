"""The texts of the tooltips: one classic script for each source, one for the glossary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.web.script_files import TIP_FILES, tip_file
from quizgen.web.tips import script
from tests.web.page import DATA


def texts(name: str) -> dict[str, list[str]]:
    """What the script hands over."""
    said = script(str(DATA), name)
    start = f'(window.quizgenTips=window.quizgenTips||{{}})["{name}"]='
    assert said.startswith(start)
    found: dict[str, list[str]] = json.loads(said.removeprefix(start).rstrip(";\n"))
    return found


def test_a_fact_comes_with_source_section_and_statement() -> None:
    place, statement = texts("t02")["xiamen-019"]
    assert place == "厦门 · 导语"
    assert statement == "“五责同步”依次由五个环节组成：明责；压责；验责；评责；问责。"


def test_an_open_list_ends_with_deng() -> None:
    assert texts("t01")["wuhou-029"][1].endswith("适用情形；责任主体等。")


def test_a_script_holds_only_the_facts_of_its_source() -> None:
    assert {fact_id.rpartition("-")[0] for fact_id in texts("t03")} == {"baiyin"}


def test_a_term_comes_with_its_meaning_under_its_anchor() -> None:
    assert "追究当事人" in texts("terms")["一案双查"]


def test_another_name_is_refused() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        script(str(DATA), "meiyou")


def test_without_facts_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert [script(str(tmp_path / "_data"), name) for name in ("t01", "terms")] == ["", ""]


def test_more_sources_than_scripts_share_them() -> None:
    sources = [f"s{number}" for number in range(30)]
    files = [tip_file(sources, source) for source in sources]
    assert files[:12] == list(TIP_FILES)
    assert set(files[12:]) == set(TIP_FILES)
