"""A self-test asks what its page teaches: nothing that the reader of this page alone cannot know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from quizgen.knowledge.page_checks import page_files
from quizgen.knowledge.pages import PageText, read_page
from quizgen.knowledge.selftest import read_selftest
from quizgen.web.practice.pool import practice_pool
from tests.web.page import DATA, KNOWLEDGE, ROOT

ROUTES = "luxian"
"""The routes ask about the pages they lead to."""

PAGES = {path.stem: read_page(path.read_text(encoding="utf-8")) for path in page_files(ROOT / "docs")}
SHELVES: dict[str, Mapping[str, Any]] = {
    "procedure": KNOWLEDGE.procedures,
    "dispositions": KNOWLEDGE.dispositions,
    "cases": KNOWLEDGE.cases,
}


def taught(page: PageText) -> set[str]:
    """Every fact that a page cites or shows."""
    facts = {fact for citation in page.citations for fact in citation.ids}
    for fence in page.fences:
        shelf = SHELVES.get(fence.name, {})
        facts |= {fact for word in fence.arguments if word in shelf for fact in shelf[word].facts}
    return facts


def foreign(page: PageText) -> dict[str, list[str]]:
    """The facts that a page's self-test asks about without the page saying them, by question."""
    pool = practice_pool(str(DATA), str(ROOT / "question_bank")).askable
    asked = [read_selftest(fence.arguments) for fence in page.fences if fence.name == "selftest"]
    found = {
        question.id: sorted(set(question.cites) - taught(page))
        for one in asked
        if one is not None
        for question in one.questions(pool)
    }
    return {id_: facts for id_, facts in found.items() if facts}


@pytest.mark.parametrize("name", sorted(set(PAGES) - {ROUTES}))
def test_a_self_test_asks_what_its_page_teaches(name: str) -> None:
    assert foreign(PAGES[name]) == {}
