"""The frame as a reader uses it: tooltips by every way of pointing, large type, dark, weight of a visit."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.found import things_below
from tests.web.browsers import OLDEST, Browsers, window
from tests.web.site import served

PAGE_LIMIT = 60_000
VISIT_LIMIT = 120_000
INDEX_LIMIT = 600_000
ALONE, GATHERED = '.qz-cite a[href*=".html#"]', '.qz-cite a[href^="#n"]'
"""A mark for one fact; one for several, which leads to its entry in the list at the end."""


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def desk(all_browsers: Browsers, built_site: Path) -> Iterator[Page]:
    """A theme page from the disk, with a mouse."""
    context = window(all_browsers[OLDEST], viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto((built_site / "zeren.html").as_uri())
    yield page
    context.close()


@pytest.fixture
def phone(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """The same page over http on a touch screen 360 pixels wide."""
    context = window(
        all_browsers[OLDEST], viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(base + "zeren.html")
    yield page
    context.close()


def test_the_mouse_shows_a_citation_and_may_move_into_its_box(desk: Page) -> None:
    link = desk.locator(ALONE).first
    link.hover()
    box = desk.locator("#qz-tip")
    expect(box).to_contain_text("武侯 · ")
    assert link.get_attribute("aria-describedby") == "qz-tip"
    box.locator("a").hover()
    expect(box).to_be_visible()
    desk.locator("h1").hover()
    expect(box).to_have_count(0)


def test_a_mark_for_several_facts_lists_each_with_its_own_link(phone: Page) -> None:
    mark = phone.locator(GATHERED).first
    entry = phone.locator(str(mark.get_attribute("href"))).locator("a")
    facts = entry.evaluate_all("all => all.map(link => link.hash.slice(1))")
    mark.tap()
    box = phone.locator("#qz-tip")
    expect(box).to_contain_text(f"{len(facts)}处出处")
    links = box.locator("a").evaluate_all("all => all.map(link => link.hash.slice(1))")
    assert links == facts
    box.locator("a").last.tap()
    phone.wait_for_url(f"**#{facts[-1]}")


def test_a_folded_procedure_opens_by_a_link_to_it(desk: Page) -> None:
    folded = desk.locator("details.qz-procedure").first
    expect(folded.locator(".qz-steps")).to_be_hidden()
    desk.evaluate("id => { location.hash = id; }", folded.get_attribute("id"))
    expect(folded.locator(".qz-steps")).to_be_visible()


def test_the_keyboard_shows_a_term_and_escape_hides_it(desk: Page) -> None:
    desk.locator("a.qz-term").first.focus()
    expect(desk.locator("#qz-tip")).to_contain_text("看术语表")
    desk.keyboard.press("Escape")
    expect(desk.locator("#qz-tip")).to_have_count(0)


def test_a_tap_shows_a_tap_outside_hides_a_second_tap_follows(phone: Page) -> None:
    link, box = phone.locator(ALONE).first, phone.locator("#qz-tip")
    link.tap()
    expect(box).to_contain_text("武侯 · ")
    phone.locator("h1").tap()
    expect(box).to_have_count(0)
    link.tap()
    expect(box).to_be_visible()
    link.tap()
    phone.wait_for_url("**/laiyuan/wuhou.html#*")


def test_the_link_in_a_box_can_be_tapped(phone: Page) -> None:
    phone.locator("a.qz-term").first.tap()
    phone.locator("#qz-tip a").tap()
    phone.wait_for_url("**/shuyu.html#*")


def test_the_cited_places_become_statements_when_they_are_reached(desk: Page) -> None:
    desk.locator("#chuchu").scroll_into_view_if_needed()
    first = desk.locator(".qz-notes ol > li").first
    expect(first).to_contain_text("：")
    assert desk.locator(".qz-notes ol > li").count() == len(
        set(desk.locator(".qz-cite a").all_text_contents())
    )


def test_without_scripts_a_page_names_its_places_and_leads_to_the_facts(
    all_browsers: Browsers, built_site: Path
) -> None:
    context = window(all_browsers[OLDEST], java_script_enabled=False)
    page = context.new_page()
    page.goto((built_site / "zeren.html").as_uri())
    expect(page.locator(".qz-notes li").first).to_contain_text("武侯009")
    page.locator(GATHERED).first.click()
    expect(page.locator(":target")).to_be_visible()
    page.locator(":target a").first.click()
    expect(page.locator(":target")).to_contain_text("wuhou-009")
    context.close()


def test_large_type_is_remembered_and_breaks_nothing(phone: Page, base: str) -> None:
    button = phone.get_by_role("button", name="大字")
    text = phone.locator(".md-typeset p").first
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    before = text.evaluate(size)
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert text.evaluate(size) >= 1.25 * before
    for name in ("index", "zeren", "chengxu/mingze", "chuzhi-duizhao", "yihun", "laiyuan/xiamen", "404"):
        phone.goto(f"{base}{name}.html")
        expect(phone.get_by_role("button", name="大字")).to_have_attribute("aria-pressed", "true")
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_dark_is_remembered(desk: Page, built_site: Path) -> None:
    desk.get_by_role("button", name="深色").click()
    desk.goto((built_site / "yaze.html").as_uri())
    expect(desk.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_menu_of_a_phone_opens_and_closes_by_the_keyboard(phone: Page) -> None:
    menu = phone.get_by_role("button", name="全部目录")
    menu.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator(".md-nav--primary").get_by_role("link", name="压责")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


def test_an_address_deep_down_that_is_not_there_gets_the_page_for_it(built_site: Path) -> None:
    html = (built_site / "404.html").read_text(encoding="utf-8")
    assert "没有这一页" in html
    assert 'href="/assets/quizgen.css"' in html


def test_no_page_is_heavier_than_60_kilobytes(built_site: Path) -> None:
    heavy = {
        path.relative_to(built_site).as_posix(): path.stat().st_size
        for path in things_below(built_site, "*.html")
        if path.stat().st_size >= PAGE_LIMIT
    }
    assert heavy == {}
    assert (built_site / "assets" / "search-index.js").stat().st_size < INDEX_LIMIT


@pytest.mark.parametrize("name", ["index.html", "zeren.html", "chuzhi-duizhao.html", "lianxi.html"])
def test_a_first_visit_is_lighter_than_120_kilobytes(
    name: str, all_browsers: Browsers, base: str, built_site: Path
) -> None:
    context = window(all_browsers[OLDEST])
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(unquote(urlsplit(request.url).path)))
    page = context.new_page()
    page.goto(base + name, wait_until="networkidle")
    context.close()
    files = [built_site / path.lstrip("/") for path in asked]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file()) < VISIT_LIMIT
    assert not [path for path in asked if "search-index" in path]
