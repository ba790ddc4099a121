"""Every view of the practice centre fits the screen, large type included, with nothing in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, window
from tests.web.practice.looks import VIEW, faults_of, too_wide
from tests.web.practice.practice_page import (
    asked,
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
ROUNDS = frozenset({"kind/multiple", "recite/压责", "favourites"})
NOT_A_ROUND = ".qp-now, .qp-book, .qp-paper > h3, .qp-view > .qp-card, .qp-view > form, .qp-fields"
"""What there is of a view that has no question: it is seen once the view is there."""


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture(scope="module")
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """A reader who has answered a little, with one exam behind and one in progress."""
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    found = context.new_page()
    open_view(found, base, "kind/multiple")
    give(found, right=False)
    button(found, "☆ 收藏").click()
    button(found, "✎ 写笔记").click()
    found.get_by_label("我的笔记").fill("第三项容易看错")
    for _ in range(2):
        open_view(found, base, "exam")
        found.get_by_role("button", name="开始考试").nth(2).click()
        expect(found.locator(".qp-dock .qp-clock")).to_be_visible()
        fill_in(found, right=True)
        hand_in(found)
        expect(found.locator(".qp-score")).to_be_visible()
    yield found
    context.close()


@pytest.mark.parametrize("view", VIEWS, ids=[view or "home" for view in VIEWS])
def test_nothing_stands_in_the_way_of(page: Page, base: str, view: str) -> None:
    settled(page, base, view)
    assert faults_of(page, view, *([] if view else ["html"])) == []


def settled(page: Page, base: str, view: str) -> None:
    """Turn to a view from another one, once all of it is there."""
    open_view(page, base, "daily")
    expect(page.locator(".qp-body")).to_be_visible()
    turn_to(page, view)
    expect(page.locator("#qp-app .qp-dock .qp-hint" if view in ROUNDS else NOT_A_ROUND).first).to_be_visible()


def test_nothing_stands_in_the_way_in_a_round(page: Page, base: str) -> None:
    found: list[str] = []
    open_view(page, base, "set/10/-/multiple/-/-/-/-")
    asked(page)
    button(page, "提交").click()
    expect(page.locator(".qp-fault")).to_be_focused()
    found += faults_of(page, "nothing answered")
    give(page, right=False)
    found += faults_of(page, "answered wrong")
    page.locator(".qp-cites a").first.click()
    expect(page.frame_locator(".qp-source").locator("h1")).to_be_visible()
    found += faults_of(page, "source", ".qp-overlay")
    page.keyboard.press("Escape")
    card(page)
    found += faults_of(page, "numbers", ".qp-overlay")
    page.keyboard.press("Escape")
    button(page, "✎ 写笔记").click()
    button(page, "⚠ 这题有误").click()
    found += faults_of(page, "note", ".qp-remarks")
    turn_to(page, "challenge")
    page.wait_for_function("Quizgen.app.view.name === 'challenge'")
    give(page, right=False)
    button(page, "看结果").click()
    expect(page.locator(".qp-empty").first).to_be_visible()
    found += faults_of(page, "end of a round")
    assert found == []


def test_nothing_stands_in_the_way_in_an_exam(page: Page, base: str) -> None:
    found: list[str] = []
    open_view(page, base, "exam")
    page.locator(".qp-card", has_text="简答").get_by_role("button", name="开始考试").click()
    page.get_by_role("button", name="标记", exact=True).click()
    found += faults_of(page, "exam in progress")
    card(page)
    found += faults_of(page, "answer card", ".qp-overlay")
    page.keyboard.press("Escape")
    turn_to(page, "exam")
    page.get_by_role("button", name="放弃这场考试").click()
    found += faults_of(page, "giving up")
    page.get_by_role("link", name="继续考试").click()
    asking = hand_in(page, certain=False)
    found += faults_of(page, "handing in", ".qp-overlay")
    asking.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_role("heading", name="对照要点自己评分")).to_be_focused()
    found += faults_of(page, "judging")
    page.get_by_role("button", name="评完了，看成绩").click()
    page.locator("details.qp-card summary").first.click()
    expect(page.locator("details.qp-card .qp-explanation")).to_be_visible()
    found += faults_of(page, "result")
    assert found == []


def test_nothing_stands_in_the_way_on_the_wall(page: Page, base: str) -> None:
    found: list[str] = []
    open_view(page, base, "draw")
    page.get_by_label("名单：").fill("110101199001011234 张三")
    page.get_by_role("button", name="开始", exact=True).click()
    page.get_by_role("button", name="清除抽过的记录").click()
    found += faults_of(page, "form with a fault")
    page.get_by_label("名单：").fill("001 张三")
    page.get_by_label("几位评委打分").fill("2")
    page.get_by_role("button", name="开始", exact=True).click()
    steps = ("抽题", "开始计时", "看要点", "下一个")
    for step in steps:
        expect(page.get_by_role("button", name=step, exact=True)).to_be_visible()
        found += faults_of(page, f"wall before {step}")
        if step == "看要点":
            page.get_by_role("button", name="暂停").click()
            found += faults_of(page, "wall paused", ".qp-stage")
        if step == "下一个":
            for judge in ("评委 1", "评委 2"):
                page.get_by_label(judge).fill("9")
        page.evaluate("Quizgen.app.view.wall.calmUntil = 0")
        page.get_by_role("button", name=step, exact=True).click()
    expect(page.locator(".qp-table")).to_be_visible()
    page.get_by_role("button", name="结束", exact=True).click()
    found += faults_of(page, "wall at its end")
    page.get_by_role("button", name="确定结束").click()
    assert found == []


def test_nothing_stands_in_the_way_in_the_book(page: Page, base: str) -> None:
    found: list[str] = []
    open_view(page, base, "book")
    rows = page.locator(".qp-book > li")
    rows.first.locator("summary").click()
    expect(rows.first.locator(".qp-explanation")).to_be_visible()
    found += faults_of(page, "book unfolded")
    rows.first.get_by_role("button", name="移出").click()
    expect(rows.first).to_contain_text("已移出")
    found += faults_of(page, "taken out")
    rows.first.get_by_role("button", name="撤销").click()
    open_view(page, base, "progress")
    page.get_by_role("button", name="清除记录").click()
    found += faults_of(page, "clearing", VIEW)
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
