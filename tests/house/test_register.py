"""Every rule number is written once, in the register; what pages and commands say of rules comes from it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.found import things_below, things_in
from tools.rules import FAMILIES, PAGE, TABLES, filled, register

ROOT = Path(__file__).parents[2]
MODULES = {path: path.read_text(encoding="utf-8") for path in things_below(ROOT / "quizgen", "*.py")}
RULES = [rule for _, rules in FAMILIES.values() for rule in rules]
MADE = re.compile(r"""Rule\(\s*["']([A-Z]\d{3})["']""")
NUMBER = re.compile(r"""["']([A-Z]\d{3})["']""")


def test_no_number_stands_in_a_string_but_where_its_rule_is_made() -> None:
    strays = [
        f"{path}: {found[1]}"
        for path, text in MODULES.items()
        for found in NUMBER.finditer(MADE.sub("", text))
    ]
    assert strays == []


def test_no_number_is_given_twice() -> None:
    assert [number for number, count in Counter(rule.id for rule in RULES).items() if count > 1] == []


def test_every_rule_that_is_made_is_registered() -> None:
    made = {number for text in MODULES.values() for number in MADE.findall(text)}
    assert made == {rule.id for rule in RULES}
    assert len(made) > 250


def test_every_rule_says_what_is_wrong() -> None:
    assert [rule.id for rule in RULES if not rule.title.strip()] == []


def test_the_page_of_rules_is_current() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == register()


@pytest.mark.parametrize("page", TABLES, ids=str)
def test_the_tables_of_a_page_are_current(page: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.findall(r"<!-- rules: ([\w ]+) -->", text) == [*TABLES[page]]
    assert filled(text) == text


def test_what_pages_call_a_rule_is_one() -> None:
    pages = [path for path in things_in(ROOT / "docs/dev", "*.md") if path.name != "decisions.md"]
    known = {rule.id for rule in RULES} | {"B000"}
    named = {
        number
        for path in pages
        for number in re.findall(r"(?<![\w-])([ABFKLPRSVW]\d{3})(?!\w)", path.read_text(encoding="utf-8"))
    }
    assert sorted(named - known) == []
