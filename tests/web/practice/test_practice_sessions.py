"""Every way to practise, from the first question to the last, over http and from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.practice.practice_page import (
    asked,
    button,
    fill_in,
    give,
    kept,
    open_view,
    record,
    seed,
    state,
    turn_to,
)
from tests.web.site import served

DAY = 20_779
"""2026-11-22, counted from 1970."""
NOON = DAY * 86_400_000 + 4 * 3_600_000


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """A page to practise on; at the end nothing was asked of anybody else and no script went wrong."""
    found, heard = watched(all_browsers[OLDEST], 360, 740)
    yield found
    found.context.close()
    assert [url for url in heard if not url.startswith(base)] == []


WAYS = (
    "topic/明责",
    "source/wuhou",
    "kind/fill",
    "kind/case",
    "random",
    "new",
    "order",
    "daily",
    "challenge",
)


def test_in_every_way_an_answer_is_explained_and_remembered(page: Page, base: str) -> None:
    open_view(page, base)
    for way in WAYS:
        turn_to(page, way)
        page.wait_for_function("way => Quizgen.app.view.name === way", arg=way.split("/")[0])
        first = give(page)
        expect(page.locator(".qp-explanation a").first).to_be_visible()
        assert kept(page)["questions"][first]["ok"] == 2, way
        button(page, "下一题").click()
        second = give(page, right=False)
        assert second != first
        assert kept(page)["questions"][second]["ok"] == 0, way
        expect(page.locator(".qp-count")).to_contain_text("；对 1，错 1")
    for way in ("wrong", "weak", "favourites", "review", "recite", "book"):
        turn_to(page, way)
        page.wait_for_function("way => location.hash === '#/' + way", arg=way)
        expect(page.locator(".qp-book li, .qp-body, .qp-empty").first).to_be_visible()


def test_from_a_folder_too(all_browsers: Browsers, built_site: Path) -> None:
    folder = built_site.as_uri() + "/"
    page, heard = watched(all_browsers[OLDEST])
    test_in_every_way_an_answer_is_explained_and_remembered(page, folder)
    held = sum(one["held"] for one in kept(page)["questions"].values())
    page.reload()
    turn_to(page, "")
    expect(page.locator("a[href='#/book']")).to_have_text(f"错题本 {held}")
    notice = page.locator(".qp-notice")
    expect(notice).to_contain_text("记录跟着这个文件走")
    notice.get_by_role("button", name="知道了").click()
    page.reload()
    expect(page.locator("#qp-app h2").first).to_be_visible()
    expect(notice).to_be_empty()
    page.context.close()
    assert [url for url in heard if not url.startswith(folder)] == []


def test_in_order_goes_on_where_it_stopped(page: Page, base: str) -> None:
    open_view(page, base, "order")
    first = give(page)
    button(page, "下一题").click()
    second = asked(page)
    page.reload()
    assert asked(page) == second != first
    expect(page.locator(".qp-count")).to_contain_text("第 2 题，共 ")


def test_in_order_a_retired_last_question_does_not_send_back_to_the_start(page: Page, base: str) -> None:
    open_view(page, base, "order")
    first = give(page)
    done = kept(page)
    done["places"]["order"] = ["MZ-9999", NOON]
    seed(page, done)
    page.evaluate("Quizgen.app.rounds.clear()")
    page.reload()
    assert asked(page) != first
    expect(page.locator(".qp-count")).to_contain_text("第 2 题，共 ")


def test_reciting_shows_the_key_and_records_nothing(page: Page, base: str) -> None:
    open_view(page, base, "recite/压责")
    expect(page.locator(".qp-explanation")).to_be_visible()
    before = asked(page)
    button(page, "下一题").click()
    page.wait_for_function("id => Quizgen.app.view.id !== id", arg=before)
    expect(page.locator("#qp-app")).not_to_contain_text("没有选")
    assert not (kept(page) or {"questions": {}})["questions"]


def test_favourites_come_again(page: Page, base: str) -> None:
    open_view(page, base, "random")
    name = asked(page)
    button(page, "☆ 收藏").click()
    turn_to(page, "favourites")
    expect(page.locator(".qp-count")).to_have_text("第 1 题，共 1 题")
    assert asked(page) == name
    button(page, "★ 已收藏").click()
    page.reload()
    expect(page.locator("#qp-app")).to_contain_text("还没有收藏")


def test_a_mistake_is_kept_in_the_book_until_right_twice_in_a_row(page: Page, base: str) -> None:
    open_view(page, base, "kind/single")
    name = give(page, right=False)
    turn_to(page, "book")
    expect(page.locator(".qp-book > li")).to_have_count(1)
    expect(page.locator(".qp-book")).to_contain_text("答错 1 次，答对 0 次")
    page.get_by_label("题型").select_option("multiple")
    expect(page.locator("#qp-app")).to_contain_text("这里没有错题")
    page.get_by_label("题型").select_option("single")
    for left in (True, False):
        button(page, "练这些错题").click()
        assert give(page) == name
        turn_to(page, "book")
        expect(page.locator(".qp-book > li")).to_have_count(int(left))
    expect(page.locator("#qp-app")).to_contain_text("这里没有错题")


def test_a_pinned_mistake_stays(page: Page, base: str) -> None:
    open_view(page, base, "kind/true_false")
    give(page, right=False)
    turn_to(page, "book")
    button(page, "留在本里").click()
    expect(page.get_by_role("button", name="已留在本里")).to_be_focused()
    for _ in range(2):
        turn_to(page, "wrong")
        give(page)
        turn_to(page, "book")
        expect(page.locator(".qp-book > li")).to_have_count(1)


def test_what_is_due_comes_back_by_the_day_and_after_midnight(page: Page, base: str) -> None:
    page.clock.install(time=NOON / 1000)
    open_view(page, base)
    expect(page.locator("a[href='#/review']")).to_have_text("到期的 0")
    turn_to(page, "kind/single")
    name = give(page)
    expect(page.locator(".qp-due")).to_have_text("下次复习：11月25日")
    button(page, "蒙对的").click()
    expect(page.locator(".qp-due")).to_have_text("记作蒙对，下次复习：11月24日")
    assert kept(page)["questions"][name]["counts"].popitem()[1] == [0, 1]
    turn_to(page, "")
    page.clock.fast_forward("48:00:00")
    expect(page.locator("a[href='#/review']").first).to_contain_text("复习到期的 1 题")
    turn_to(page, "review")
    assert give(page) == name
    button(page, "下一题").click()
    expect(page.locator("#qp-app")).to_contain_text("做了 1 题：答对 1 题，答错 0 题")


def test_the_cap_of_a_day_holds_and_the_exam_day_brings_questions_forward(page: Page, base: str) -> None:
    page.clock.install(time=NOON / 1000)
    open_view(page, base, "progress")
    ids = page.evaluate("quizgenPool.entries.slice(0, 9).map(row => row[0])")
    seed(page, state({name: record(DAY - 9, due=DAY - 3) for name in ids}))
    page.reload()
    page.get_by_label("每天最多复习几题").fill("4")
    page.get_by_label("考试日期").fill("2026-11-24")
    turn_to(page, "review")
    expect(page.locator(".qp-count")).to_contain_text("共 4 题")
    give(page)
    expect(page.locator(".qp-due")).to_have_text("下次复习：11月23日")


def test_ten_a_day_the_same_all_day_others_tomorrow(page: Page, base: str) -> None:
    page.clock.install(time=NOON / 1000)
    open_view(page, base, "daily")
    expect(page.locator(".qp-count")).to_have_text("第 1 题，共 10 题")
    give(page)
    page.reload()
    expect(page.locator(".qp-count")).to_have_text("第 1 题，共 10 题；对 1，错 0")
    for left in range(9):
        button(page, "下一题").click()
        give(page, right=left % 2 == 0)
    button(page, "下一题").click()
    expect(page.locator("#qp-app")).to_contain_text("做了 10 题")
    turn_to(page, "")
    expect(page.locator("a[href='#/daily']")).to_have_text("今天十题 0")
    expect(page.locator(".qp-first")).to_contain_text("再来十题")
    expect(page.locator("#qp-app")).to_contain_text("近 7 天学习了 1 天")
    page.clock.fast_forward("24:00:00")
    expect(page.locator("a[href='#/daily']").last).to_have_text("今天十题 10")


def test_a_challenge_ends_with_the_first_mistake(page: Page, base: str) -> None:
    open_view(page, base, "challenge")
    give(page)
    button(page, "下一题").click()
    give(page, right=False)
    button(page, "看结果").click()
    expect(page.locator("#qp-app")).to_contain_text("连对 1 题，是到现在最好的一次")


def test_often_wrong_is_by_the_own_record(page: Page, base: str) -> None:
    open_view(page, base, "weak")
    expect(page.locator("#qp-app")).to_contain_text("还没有易错的题")
    name = page.evaluate("quizgenPool.entries[20][0]")
    seed(page, state({name: record(DAY, ok=0, counts=(1, 1)), "MZ-9999": record(DAY, ok=0, counts=(2, 0))}))
    page.reload()
    assert asked(page) == name


def test_submitting_nothing_is_said_and_leads_to_the_answer(page: Page, base: str) -> None:
    open_view(page, base, "kind/single")
    asked(page)
    button(page, "提交").click()
    fault = page.locator(".qp-fault")
    expect(fault).to_be_focused()
    expect(fault).to_contain_text("还没有作答")
    fault.get_by_role("link").click()
    expect(page.locator(".qp-body input").first).to_be_focused()
    fill_in(page, right=True)
    expect(fault).to_have_count(0)


def test_the_keyboard_alone_is_enough(page: Page, base: str) -> None:
    open_view(page, base, "kind/single")
    asked(page)
    expect(page.locator(".qp-stem")).to_be_focused()
    page.keyboard.press("b")
    expect(page.locator(".qp-body input").nth(1)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="下一题")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".qp-count")).to_contain_text("第 2 题")
    turn_to(page, "progress")
    page.get_by_label("使用单键").uncheck()
    turn_to(page, "kind/single")
    asked(page)
    page.keyboard.press("b")
    expect(page.locator(".qp-body input:checked")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".qp-result")).to_be_visible()


def test_keys_do_nothing_inside_a_text_field(page: Page, base: str) -> None:
    open_view(page, base, "kind/fill")
    name = asked(page)
    page.locator(".qp-body input").first.click()
    page.keyboard.type("nag")
    assert asked(page) == name
    assert page.locator(".qp-body input").first.input_value() == "nag"
