"""Every view of the practice centre fits the screen, large type included, with nothing in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.axe import COLOURS, LEVELS, violations
from tests.web.browsers import NPM, OLDEST, Browsers, window
from tests.web.practice.practice_page import (
    button,
    card,
    fill_in,
    give,
    hand_in,
    open_view,
    turn_to,
)
from tests.web.site import served

SIZES = ((360, 740), (720, 450), (768, 1024), (1440, 900), (1920, 1080))
"""720 × 450 is what is left of 1440 × 900 at a zoom of 200 %."""
VIEWS = (
    *("", "kind/multiple", "recite/压责", "favourites", "exam", "progress", "draw", "book"),
    *("builder", "remarks", "transfer", "print/set/10/-/-/-/-/-/-"),
)


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture(scope="module")
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """A reader who has answered a little, with one exam behind and one in progress."""
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    context.add_init_script(path=NPM / "node_modules" / "axe-core" / "axe.min.js")
    found = context.new_page()
    open_view(found, base, "kind/multiple")
    give(found, right=False)
    for _ in range(2):
        open_view(found, base, "exam")
        found.get_by_role("button", name="开始考试").nth(2).click()
        expect(found.locator(".qp-dock .qp-clock")).to_be_visible()
        fill_in(found, right=True)
        hand_in(found)
        expect(found.locator(".qp-score")).to_be_visible()
    yield found
    context.close()


def check(page: Page, where: str) -> list[str]:
    """What is wrong with the view that is open, in the light at full, in the dark by its colours."""
    found = too_wide(page) + small_targets(page)
    page.emulate_media(color_scheme="light")
    found += violations(page, {"type": "tag", "values": LEVELS})
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    found += violations(page, {"type": "rule", "values": COLOURS})
    page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    page.emulate_media(color_scheme="light")
    return [f"{where}: {one}" for one in found]


def too_wide(page: Page) -> list[str]:
    extra = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{extra} px too wide"] if extra > 0 else []


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and rows to tick that are less than 44 px high or wide."""
    found: list[Any] = page.evaluate(
        """() => [...document.querySelector('#qp-app').querySelectorAll('button, select, textarea, ' +
            '.qp-option, .qp-door, a.qp-button, .qp-back a, summary, ' +
            'input:not([type=radio]):not([type=checkbox])')]
          .filter(one => one.offsetParent).map(one => [one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => box.height < 43.9 || box.width < 43.9)
          .map(([text, box]) => text.slice(0, 20) + ' ' + box.width + ' x ' + box.height)"""
    )
    return found


def test_nothing_stands_in_the_way(page: Page, base: str) -> None:
    found: list[str] = []
    for view in VIEWS:
        open_view(page, base, view)
        if view not in ("", "exam", "progress", "draw", "builder", "transfer"):
            expect(page.locator(".qp-body, .qp-empty, .qp-book > li, .qp-paper > h3").first).to_be_visible()
        found += check(page, view or "home")
    turn_to(page, "kind/fill")
    page.wait_for_function("Quizgen.app.view.name === 'kind' && Quizgen.app.view.rest[0] === 'fill'")
    give(page, right=False)
    found += check(page, "answered")
    button(page, "下一题").click()
    button(page, "提交").click()
    found += check(page, "nothing answered")
    turn_to(page, "exam")
    page.get_by_role("button", name="开始考试").nth(2).click()
    page.get_by_role("button", name="标记", exact=True).click()
    found += check(page, "exam in progress")
    card(page)
    found += check(page, "answer card")
    page.keyboard.press("Escape")
    asking = hand_in(page, certain=False)
    found += check(page, "handing in")
    asking.get_by_role("button", name="确定交卷").click()
    page.locator("details.qp-card summary").first.click()
    found += check(page, "result")
    open_view(page, base, "draw")
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.locator(".qp-stage")).to_be_visible()
    found += check(page, "wall")
    page.evaluate("sessionStorage.clear()")
    assert found == []


@pytest.mark.parametrize("large", [False, True], ids=["plain", "大字"])
def test_every_view_fits_every_screen(page: Page, base: str, *, large: bool) -> None:
    found: list[str] = []
    page.goto(base + "lianxi.html")
    if large:
        page.get_by_role("button", name="大字").click()
    for view in VIEWS:
        turn_to(page, view)
        page.wait_for_function(
            "view => location.hash === '#/' + encodeURI(view) || location.hash === '#/' + view", arg=view
        )
        expect(page.locator("#qp-app h2").first).to_be_visible()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{view} at {width}: {one}" for one in too_wide(page)]
    page.set_viewport_size({"width": 360, "height": 740})
    if large:
        page.get_by_role("button", name="大字").click()
    assert found == []


def test_the_book_is_printed_with_its_keys(page: Page, base: str) -> None:
    open_view(page, base, "book")
    expect(page.locator(".qp-book > li").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".qp-key").first).to_be_visible()
    expect(page.get_by_role("link", name="打印")).not_to_be_visible()
    expect(page.locator(".md-header")).not_to_be_visible()
    page.emulate_media(media="screen")
