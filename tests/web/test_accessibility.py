"""axe finds nothing against WCAG 2.2 AA on any kind of page, on a phone and on a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.axe import WIDTHS, faults, faults_in_the_dark
from tests.web.browsers import OLDEST, Browsers, window
from tests.web.site import served

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
WHOLE = ("home", "theme", "not found")
"""Looked at with the frame that every page has; of the rest the content."""
DARK = ("home", "theme", "dispositions", "path")
"""Every colour of the content is on one of these."""
CONTENT = ".md-content"


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture(scope="module")
def page(all_browsers: Browsers) -> Iterator[Page]:
    context = window(all_browsers[OLDEST], color_scheme="light")
    yield context.new_page()
    context.close()


def resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("name", PAGES)
def test_nothing_stands_in_the_way_on(page: Page, name: str, base: str) -> None:
    parts = () if name in WHOLE else (CONTENT,)
    page.goto(base + PAGES[name])
    found: list[str] = []
    for width, height in WIDTHS:
        resize(page, width, height)
        found += [f"{width}: {one}" for one in faults(page, *parts)]
    if name in DARK:
        found += [f"dark: {one}" for one in faults_in_the_dark(page, *parts)]
    assert found == []


def test_the_browser_of_today_agrees(all_browsers: Browsers, base: str) -> None:
    context = window(all_browsers["chromium"], viewport={"width": 1440, "height": 900})
    found = context.new_page()
    found.goto(base + PAGES["procedures"])
    assert faults(found) == []
    context.close()


def test_nothing_stands_in_the_way_of_a_search(page: Page, base: str) -> None:
    page.goto(base + PAGES["home"])
    page.keyboard.press("/")
    expect(page.locator(".qz-search-kinds button")).to_have_count(9)
    page.keyboard.insert_text("一把手")
    expect(page.locator(".qz-search-results a").first).to_be_visible()
    found: list[str] = []
    for width, height in WIDTHS:
        resize(page, width, height)
        found += faults(page, ".qz-search") + faults_in_the_dark(page, ".qz-search")
    assert found == []


def test_nothing_stands_in_the_way_in_the_open_menu_and_a_tip(page: Page, base: str) -> None:
    resize(page, 360, 740)
    page.goto(base + PAGES["theme"])
    page.locator(".qz-cite a").first.focus()
    expect(page.locator("#qz-tip")).to_be_visible()
    assert faults(page, "#qz-tip") == []
    page.get_by_role("button", name="全部目录").press("Enter")
    page.locator(".md-nav--primary button[aria-expanded=false]").first.press("Enter")
    assert faults(page, ".md-header", ".md-sidebar--primary") == []
    assert faults_in_the_dark(page, ".md-sidebar--primary") == []


def test_the_search_key_can_be_switched_off(page: Page, base: str) -> None:
    page.goto(base + "lianxi.html#/progress")
    page.get_by_label("使用单键").uncheck()
    try:
        page.goto(base + PAGES["theme"])
        page.keyboard.press("/")
        expect(page.locator("dialog.qz-search")).to_have_count(0)
        page.get_by_role("button", name="搜索").first.press("Enter")
        expect(page.locator("dialog.qz-search input")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="搜索").first).to_be_focused()
    finally:
        page.evaluate("localStorage.clear()")
