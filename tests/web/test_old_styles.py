"""The oldest browser understands every rule of the style sheets, or the rule says what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.found import things_below
from tests.web.browsers import OLD, Browsers, window
from tests.web.page import ROOT

SHEETS = things_below(ROOT / "quizgen" / "web" / "theme" / "assets", "*.css")
ONLY_LOOKS = frozenset(
    {"accent-color", "list-style", "list-style-type", "text-decoration-thickness", "text-underline-offset"}
)
"""Without these a box, a mark or a line looks plainer; nothing moves, nothing is hidden."""
_SUPPORTED = (
    "([what, value]) => value === null ? CSS.supports(`selector(${what})`) : CSS.supports(what, value)"
)


@pytest.fixture(scope="module")
def page(all_browsers: Browsers) -> Iterator[Page]:
    context = window(all_browsers[OLD[0]])
    yield context.new_page()
    context.close()


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Each selector list with its declarations; what stands in ``@supports`` is for newer browsers."""
    text = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    inner = r"(?:[^{}]*\{[^{}]*\})*[^{}]*"
    text = re.sub(r"@supports[^{]*\{" + inner + r"\}", "", text)
    for found in re.finditer(r"([^{}]+)\{([^{}]*)\}", text):
        if not re.match(r"\s*(@|from\b|to\b|\d)", found[1]):
            yield found[1].strip(), found[2]


def one_by_one(listing: str, mark: str) -> list[str]:
    """The parts of a list, at its marks outside brackets."""
    return [part.strip() for part in re.split(mark + r"(?![^(\[]*[)\]])", listing) if part.strip()]


def unsupported(page: Page, css: str) -> list[str]:
    """What the browser drops: a selector, or a declaration without one before it that it knows."""
    found: list[str] = []
    for selectors, body in rules(css):
        for selector in one_by_one(selectors, ","):
            plain = re.sub(r"::[-\w]+", "", selector) or "*"
            if not page.evaluate(_SUPPORTED, [plain, None]):
                found.append(selector)
        known: dict[str, bool] = {}
        for line in one_by_one(body, ";"):
            name, _, value = line.partition(":")
            value = value.replace("!important", "").strip()
            if not name.startswith("--") and name.strip() not in ONLY_LOOKS:
                there = page.evaluate(_SUPPORTED, [name.strip(), value])
                known[line.partition(":")[0]] = known.get(name, False) or there
        found += [f"{selectors} {{ {name} }}" for name, there in known.items() if not there]
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_rule_is_understood(sheet: Path, page: Page) -> None:
    assert unsupported(page, sheet.read_text(encoding="utf-8")) == []


def test_what_is_too_new_would_be_noticed(page: Page) -> None:
    css = "p :is(a, b) { inset: 0; top: 0 } @supports (a: b) { a { b: 1 } } p { height: 1px; height: 1dvh }"
    assert unsupported(page, css) == ["p :is(a, b)", "p :is(a, b) { inset }"]
