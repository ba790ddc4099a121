"""The texts of the tooltips: one classic script for each source, one for the glossary."""

from __future__ import annotations

import json

import pytest

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
    place, statement = texts("xiamen")["xiamen-019"]
    assert place == "厦门 · 导语"
    assert statement == "“五责同步”依次由五个环节组成：明责；压责；验责；评责；问责。"


def test_an_open_list_ends_with_deng() -> None:
    assert texts("wuhou")["wuhou-029"][1].endswith("适用情形；责任主体等。")


def test_a_script_holds_only_the_facts_of_its_source() -> None:
    assert {fact_id.rpartition("-")[0] for fact_id in texts("baiyin")} == {"baiyin"}


def test_a_term_comes_with_its_meaning_under_its_anchor() -> None:
    assert "追究当事人" in texts("shuyu")["一案双查"]


def test_another_name_is_refused() -> None:
    with pytest.raises(KeyError):
        script(str(DATA), "meiyou")
