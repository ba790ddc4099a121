"""axe finds nothing against WCAG 2.2 AA on any kind of page, on a phone and on a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import NPM, OLDEST, Browsers, window
from tests.web.site import served

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What can differ between light and dark; the other rules look at the same elements in both."""
PAGES = {
    "home": "index.html",
    "theme": "zeren.html",
    "procedures": "chengxu/fenxi.html",
    "dispositions": "chuzhi-duizhao.html",
    "cases": "anli.html",
    "comparison": "yihun-hengxiang.html",
    "glossary": "shuyu.html",
    "sources": "laiyuan/index.html",
    "source": "laiyuan/shunyi.html",
    "gaps": "meiyou.html",
    "path": "luxian.html",
    "tags": "biaoqian.html",
    "not found": "404.html",
}
SCREENS = {"desk": (1440, 900), "phone": (360, 740)}
ON_A_PHONE = ("home", "theme", "procedures", "dispositions", "source", "path", "not found")
"""Pages that are laid out differently there; the rest are lists and tables like these."""
CASES = [("desk", name) for name in PAGES] + [("phone", name) for name in ON_A_PHONE]


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture(scope="module", params=SCREENS)
def page(request: pytest.FixtureRequest, all_browsers: Browsers) -> Iterator[Page]:
    """A page that goes by the system's wish for light or dark."""
    width, height = SCREENS[request.param]
    context = window(all_browsers[OLDEST], viewport={"width": width, "height": height})
    context.add_init_script(path=NPM / "node_modules" / "axe-core" / "axe.min.js")
    yield context.new_page()
    context.close()


def violations(page: Page, run_only: dict[str, Any]) -> list[str]:
    """Each violation as its rule with the places, empty when axe is content."""
    found: list[str] = page.evaluate(
        """runOnly => axe.run(document, {resultTypes: ["violations"], runOnly})
          .then(result => result.violations
          .map(one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).join(", ")))""",
        run_only,
    )
    return found


@pytest.mark.parametrize(("page", "name"), CASES, indirect=["page"])
def test_nothing_stands_in_the_way_on(page: Page, name: str, base: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(base + PAGES[name])
    assert violations(page, {"type": "tag", "values": LEVELS}) == []
    page.emulate_media(color_scheme="dark")
    page.goto(base + PAGES[name])
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert violations(page, {"type": "rule", "values": COLOURS}) == []


def test_the_browser_of_today_agrees(all_browsers: Browsers, base: str) -> None:
    context = window(all_browsers["chromium"], viewport={"width": 1440, "height": 900})
    context.add_init_script(path=NPM / "node_modules" / "axe-core" / "axe.min.js")
    found = context.new_page()
    found.goto(base + "zeren.html")
    assert violations(found, {"type": "tag", "values": LEVELS}) == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_a_search(scheme: Any, page: Page, base: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(base + "index.html")
    page.keyboard.press("/")
    expect(page.locator(".qz-search-kinds button")).to_have_count(9)
    page.keyboard.insert_text("一把手")
    expect(page.locator(".qz-search-results a").first).to_be_visible()
    assert violations(page, {"type": "tag", "values": LEVELS}) == []
