"""What was read is remembered: pages, steps, where to go on; pages lead to their practice and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizgen.bank.topics import load_topics
from quizgen.knowledge.pack import load_pack
from tests.web.axe import LEVELS, violations
from tests.web.browsers import NPM, OLDEST, Browsers, window
from tests.web.page import ROOT
from tests.web.site import served


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740})
    context.add_init_script(path=NPM / "node_modules" / "axe-core" / "axe.min.js")
    found = context.new_page()
    found.goto(base + "index.html")
    yield found
    context.close()


def kept(page: Page) -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = json.loads(
        page.evaluate("localStorage.getItem('quizgen.reading')") or "{}"
    )
    return found


def test_reading_goes_on_where_it_was_left(page: Page, base: str) -> None:
    expect(page.locator(".qz-go-on")).to_have_count(0)
    page.goto(base + "yaze.html")
    page.locator("h2").nth(2).evaluate("head => head.scrollIntoView()")
    page.wait_for_function("Quizgen.reading && scrollY > 100")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    anchor = page.locator("h2").nth(2).get_attribute("id")
    page.goto(base + "index.html")
    on = page.locator(".qz-go-on").first
    expect(on).to_contain_text("接着读：")
    assert 0 < kept(page)["pages"]["yaze.html"][0] < 1
    on.click()
    page.wait_for_url("**/yaze.html#*")
    assert page.evaluate("decodeURIComponent(location.hash.slice(1))") == anchor
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_function("JSON.parse(localStorage['quizgen.reading']).pages['yaze.html'][0] >= 0.95")
    page.goto(base + "index.html")
    expect(page.locator(".qz-continue")).to_contain_text("看到页末的有 1 页")
    assert violations(page, {"type": "tag", "values": LEVELS}) == []
    page.goto(base + "mingze.html")
    expect(page.locator(".md-nav--primary a[href='yaze.html'] .qz-read")).to_have_count(1)


def test_the_steps_of_a_way_are_ticked_and_stay_ticked(page: Page, base: str) -> None:
    page.goto(base + "luxian.html")
    said, boxes = page.locator(".qz-route").first, page.locator("h2.route ~ ol").first.locator(".qz-tick")
    count = boxes.count()
    assert count >= 3
    assert page.locator(".qz-route").count() == 3
    boxes.nth(1).check()
    expect(said).to_contain_text(f"做了 1 步，共 {count} 步")
    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    assert violations(page, {"type": "tag", "values": LEVELS}) == []
    page.goto(base + "index.html")
    page.get_by_role("link", name="接着走学习路线").click()
    page.wait_for_url("**/luxian.html#lu-30")
    for text in ("{", "7", '{"pages": {"a": 1}, "steps": [], "last": ["a", 2]}'):
        page.evaluate("text => { localStorage['quizgen.reading'] = text; }", text)
        page.reload()
        expect(said).to_contain_text("做了 0 步")


def test_every_topic_has_its_page_which_leads_to_its_practice_and_back(page: Page, base: str) -> None:
    topics = load_pack(ROOT, "pack.yaml")[0].pages.topics
    known, _ = load_topics(ROOT / "question_bank" / "topics.yaml", "topics.yaml")
    assert known is not None
    assert {name for name in known.names if "/" not in name} <= set(topics)
    assert set(topics) <= set(known.names)
    for told_on in set(topics.values()):
        html = (ROOT / "docs" / told_on).with_suffix(".md")
        assert html.is_file(), told_on
    page.goto(base + "mingze.html")
    page.locator(".qz-practise a").first.click()
    page.wait_for_url("**/lianxi.html#/topic/*")
    expect(page.locator("#qp-app h2").first).to_have_text("按专题：明责")
    page.get_by_role("link", name="看这一页").first.click()
    page.wait_for_url("**/mingze.html")


def test_a_printed_page_has_no_empty_bars(page: Page, base: str) -> None:
    page.goto(base + "mingze.html")
    page.locator(".qz-selftest").scroll_into_view_if_needed()
    page.locator(".qp-selftest .qp-text").first.wait_for()
    page.emulate_media(media="print")
    frames = page.evaluate(
        """() => [...document.querySelectorAll('.qz-procedure, .qz-case')].map(one =>
          [getComputedStyle(one).borderTopWidth, getComputedStyle(one).breakInside])"""
    )
    assert all(frame == ["0px", "avoid"] for frame in frames)
    shown = page.evaluate(
        """() => [...document.querySelectorAll('button, .qz-search-box, .qz-practise, .qp-actions, .qp-text')]
          .filter(one => one.offsetParent).filter(one => one.tagName !== 'INPUT' ||
            getComputedStyle(one).borderTopWidth !== '0px').map(one => one.outerHTML.slice(0, 80))"""
    )
    assert shown == []
