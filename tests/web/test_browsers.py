"""Reading and searching in every browser, from a plain-http intranet host and from a folder on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.plain_yaml import plain_yaml
from tests.web.browsers import INTRANET, Browsers, watched
from tests.web.site import served

Place = tuple[Browser, str]

TRUTH: dict[tuple[str, str | None], list[str]] = {
    (row["query"], row.get("kind")): row["first"]
    for row in plain_yaml((Path(__file__).parent / "search_truth.yaml").read_text(encoding="utf-8"))
}
TYPED = (
    ("五责同步", None),
    ("26445", None),
    ("提醒谈话", "来源"),
    ("一案双查", "程序"),
    ("述责述廉 督查", None),
)


PLACES = (
    ("chromium", "intranet"),
    ("chromium", "file"),
    ("chromium-86", "intranet"),
    ("chromium-86", "file"),
    ("chromium-90", "file"),
    ("chromium-102", "intranet"),
    ("chromium-109", "file"),
    ("firefox", "intranet"),
    ("firefox", "file"),
)
"""Every browser; today's and the oldest by every way to the site."""


@pytest.fixture(scope="module", params=PLACES, ids="-".join)
def place(request: pytest.FixtureRequest, all_browsers: Browsers, built_site: Path) -> Iterator[Place]:
    kind, source = request.param
    if source == "file":
        yield all_browsers[kind], built_site.as_uri() + "/"
        return
    with served(built_site, INTRANET) as found:
        yield all_browsers[kind], found


@pytest.fixture
def browser(place: Place) -> Browser:
    return place[0]


@pytest.fixture
def base(place: Place) -> str:
    """The address of the site, ending in a slash."""
    return place[1]


@pytest.fixture(scope="module")
def screen(place: Place) -> Iterator[tuple[Page, list[str]]]:
    """One page for all tests of a place, with what it asks for."""
    found, asked = watched(place[0])
    yield found, asked
    found.context.close()


@pytest.fixture
def page(screen: tuple[Page, list[str]], base: str) -> Iterator[Page]:
    """The page to read with; at the end nothing was asked of anybody else and no script went wrong."""
    found, asked = screen
    asked.clear()
    yield found
    found.evaluate("localStorage.clear(); sessionStorage.clear()")
    assert [url for url in asked if not url.startswith(base)] == []


def test_the_navigation_leads_on(page: Page, base: str) -> None:
    page.goto(base + "zeren.html")
    page.locator("nav.md-nav--primary").get_by_role("link", name="压责", exact=True).click()
    expect(page.locator("h1")).to_contain_text("压责")
    assert page.url == base + "yaze.html"
    assert page.evaluate("isSecureContext") == base.startswith("file"), "the intranet is plain http"


def test_a_citation_is_shown_by_keyboard_and_leads_to_the_fact(page: Page, base: str) -> None:
    page.goto(base + "zeren.html")
    link = page.locator('.qz-cite a[href*=".html#"]').first
    link.focus()
    expect(page.locator("#qz-tip")).to_contain_text("武侯")
    target = link.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.locator(":target")).to_be_visible()


def test_a_flow_is_drawn_with_its_words(page: Page, base: str) -> None:
    page.goto(base + "chengxu/wenze.html")
    drawn = page.locator(".qz-flow svg").first
    box = drawn.bounding_box()
    assert box
    assert min(box["width"], box["height"]) > 200
    assert drawn.evaluate("svg => [...svg.querySelectorAll('text')].every(text => text.getBBox().width > 5)")


def test_dispositions_are_filtered(page: Page, base: str) -> None:
    page.goto(base + "chuzhi-duizhao.html")
    rows = page.locator(".qz-dispositions tbody tr:visible")
    assert rows.count() == 55
    page.locator(".qz-filter select[data-key=source]").select_option("白银")
    kept = rows.count()
    assert 0 < kept < 55
    expect(page.locator(".qz-filter output")).to_have_text(f"共{kept}条")
    assert {row.partition("\n")[0].strip() for row in rows.locator("td:first-child").all_inner_texts()} == {
        "白银"
    }


def test_dark_is_switched_on(page: Page, base: str) -> None:
    page.goto(base + "index.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    button = page.get_by_role("button", name="深色")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(paper) != before


def found_first(page: Page, base: str) -> set[str]:
    links: list[Any] = page.eval_on_selector_all(
        ".qz-search-results a", "links => links.slice(0, 3).map(link => link.href)"
    )
    return {unquote(link).removeprefix(unquote(base)) for link in links}


def test_what_is_typed_is_found_and_opened(page: Page, base: str) -> None:
    page.goto(base + "chengxu/fenxi.html")
    page.keyboard.press("/")
    expect(page.locator(".qz-search-kinds button")).to_have_count(9)
    for query, kind in TYPED:
        page.locator(f".qz-search-kinds button[data-kind='{kind or ''}']").click()
        page.locator("#qz-search-words").fill(query)  # Chromium 90 without a window dies of Control+A
        assert found_first(page, base) & set(TRUTH[query, kind]), query
    target = page.locator(".qz-search-results a").first.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.locator(":target")).to_be_visible()


def test_a_request_to_somebody_else_would_be_noticed(browser: Browser, base: str) -> None:
    page, asked = watched(browser)
    page.goto(base + "biaoqian.html")
    with page.expect_event("requestfailed"):
        page.evaluate("new Image().src = 'https://elsewhere.invalid/x.png'; 0")
    page.context.close()
    assert "https://elsewhere.invalid/x.png" in asked
