"""The verdict is seen where the question stands; a round goes on after whatever takes a reader away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, watched, window
from tests.web.practice.practice_page import (
    asked,
    button,
    card,
    fill_in,
    give,
    hand_in,
    kept,
    open_view,
    turn_to,
)
from tests.web.site import served

NOON = 1_795_320_000
"""2026-11-22 04:00 UTC in seconds."""
QUIZ = "全面从严治党主体责任随堂小测"
_BEGIN = (
    """([route, ids]) => { Quizgen.app.rounds.begin(route, ids); window.location.hash = '#/' + route; }"""
)
_IDS = """kind => quizgenPool.entries.filter(row => quizgenPool.kinds[row[1]] === kind).map(row => row[0])"""
_SEEN = """() => {
  const box = css => [...document.querySelectorAll(css)].map(one => one.getBoundingClientRect());
  const high = box('.md-header')[0].bottom, low = box('.qp-dock')[0].top;
  const rows = box('.qp-marked'), stem = box('.qp-stem')[0], options = box('.qp-option');
  const inside = one => one.top >= high - 1 && one.bottom <= low + 1;
  const span = all => Math.max(...all.map(one => one.bottom)) - Math.min(...all.map(one => one.top));
  return { whole: span([stem, ...options]) <= low - high, all: [stem, ...options].every(inside),
    fit: span(rows) + 30 <= low - high, marked: rows.every(inside),
    verdict: box('.qp-result').every(one => one.top >= low - 1) };
}"""
"""Whether stem and options would fit between the header and the bar, whether they are there; the same of the
options that are marked; whether the verdict is in the bar."""
_NEXT = """() => { const box = document.querySelector('.qp-next').getBoundingClientRect();
  return [box.right, box.bottom, box.height]; }"""


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """A phone's screen; at the end nothing was asked of anybody else and no script went wrong."""
    found, heard = watched(all_browsers[OLDEST], 360, 740)
    yield found
    found.context.close()
    assert [url for url in heard if not url.startswith(base)] == []


def begin(page: Page, route: str, ids: Sequence[str]) -> None:
    """Begin a round of these questions."""
    page.evaluate(_BEGIN, [route, list(ids)])
    assert asked(page) == ids[0]


def test_the_verdict_is_seen_with_the_question(page: Page, base: str) -> None:
    open_view(page, base)
    ids = page.evaluate(_IDS, "multiple")[:60:6] + page.evaluate(_IDS, "single")[:60:6]
    begin(page, "random", ids)
    whole = 0
    for at in range(len(ids)):
        page.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[at])
        fill_in(page, right=False)
        page.evaluate("window.scrollTo(0, 0)")
        before, open_to_view = page.evaluate(_NEXT), page.evaluate(_SEEN)["all"]
        button(page, "提交").click()
        expect(page.locator(".qp-dock .qp-result")).to_contain_text("✗ 答错了")
        seen = page.evaluate(_SEEN)
        assert seen["verdict"], ids[at]
        assert seen["all"] or not seen["whole"], ids[at]
        assert seen["marked"] or not seen["fit"], ids[at]
        if open_to_view:
            whole += 1
            assert page.evaluate("window.scrollY") == 0, "the question stays where it is"
        assert page.evaluate(_NEXT) == before, "下一题 is where 提交 was"
        expect(page.locator(".qp-next")).to_be_focused()
        button(page, "下一题").click()
    assert whole > len(ids) / 2


def test_what_was_left_out_is_told_apart_from_what_was_wrong(page: Page, base: str) -> None:
    open_view(page, base)
    ids = page.evaluate(_IDS, "multiple")[:2]
    begin(page, "random", ids)
    page.evaluate("""() => { const body = Quizgen.app.view.asked.bodies[0];
      body.inputs[body.order.indexOf(0)].click(); }""")
    button(page, "提交").click()
    said = page.locator(".qp-dock .qp-said")
    expect(said).to_contain_text("△ 漏选")
    expect(said).not_to_contain_text("错选")
    expect(said).to_contain_text("试卷上得 ")
    expect(said).to_contain_text("满分 2 分")
    expect(page.locator(".qp-explanation")).to_contain_text("少选且无错按选对的项数得分")
    expect(page.locator(".qp-left-out").first).to_contain_text("✓ 漏选了")
    expect(page.locator(".qp-picked")).to_contain_text("✓ 选对了")
    button(page, "下一题").click()
    page.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[1])
    fill_in(page, right=False)
    button(page, "提交").click()
    expect(said).to_contain_text("错选")
    expect(said).to_contain_text("试卷上得 0 分")
    expect(page.locator(".qp-bad .qp-verdict").first).to_have_text("✗ 选错了")


def tap(page: Page, *, right: bool) -> None:
    """Tap an option of a 单选, or the one of a 判断."""
    asked(page)
    place = page.evaluate(
        """right => { const body = Quizgen.app.view.asked.bodies[0], question = body.question;
          if (question.kind === 'true_false') { return question.answer === right ? 0 : 1; }
          return body.order.findIndex(index => (index < question.right.length) === right); }""",
        right,
    )
    page.locator(".qp-option label").nth(place).tap()


def test_on_a_phone_one_tap_answers_and_leads_on_when_right(all_browsers: Browsers, base: str) -> None:
    context = window(
        all_browsers[OLDEST], viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    phone = context.new_page()
    phone.clock.install(time=NOON)
    open_view(phone, base)
    ids = phone.evaluate(_IDS, "single")[:2] + phone.evaluate(_IDS, "true_false")[:2]
    begin(phone, "random", ids)
    tap(phone, right=True)
    expect(phone.locator(".qp-result")).to_contain_text("✓ 答对了")
    phone.clock.run_for(1500)
    phone.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[1])
    tap(phone, right=False)
    expect(phone.locator(".qp-result")).to_contain_text("✗ 答错了")
    phone.clock.run_for(5000)
    expect(phone.locator(".qp-result")).to_contain_text("✗ 答错了")
    button(phone, "下一题").click()
    phone.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[2])
    tap(phone, right=True)
    phone.locator(".qp-stem").tap()
    phone.clock.run_for(5000)
    expect(phone.locator(".qp-result"), "a reader who does something is not led on").to_be_visible()
    turn_to(phone, "progress")
    phone.get_by_label("单选、判断点一下就提交").uncheck()
    turn_to(phone, "random")
    phone.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[3])
    tap(phone, right=True)
    expect(button(phone, "提交")).to_be_visible()
    context.close()


def test_with_a_mouse_and_with_keys_nothing_is_submitted_by_choosing(page: Page, base: str) -> None:
    open_view(page, base, "kind/single")
    asked(page)
    page.locator(".qp-option label").first.click()
    expect(button(page, "提交")).to_be_visible()
    turn_to(page, "progress")
    page.get_by_label("单选、判断点一下就提交").check()
    turn_to(page, "kind/true_false")
    asked(page)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(button(page, "提交")).to_be_visible()
    page.locator(".qp-option label").first.click()
    expect(page.locator(".qp-result")).to_be_visible()


def shown(page: Page) -> Any:
    """What is on the screen of a round: the question, its options, what is said."""
    asked(page)
    return page.evaluate(
        """[Quizgen.app.view.id, document.querySelector('.qp-count').textContent,
          [...document.querySelectorAll('.qp-card .qp-words')].map(one => one.textContent)]"""
    )


ROUNDS = ("topic/明责", "source/wuhou", "kind/fill", "random", "new", "order", "daily", "challenge", "recite")
FOLLOWS = ("new", "daily")
"""How many questions these have follows the record: the rounds after them have answered some."""


def go_through(page: Page, base: str) -> None:
    """In every way to practise: on after Back, a reload, a closed tab; the one before is seen again."""
    open_view(page, base)
    firsts, left = {}, {}
    for way in ROUNDS:
        turn_to(page, way)
        page.wait_for_function("way => Quizgen.app.view.name === way", arg=way.split("/")[0])
        firsts[way] = asked(page) if way == "recite" else give(page)
        button(page, "下一题").click()
        page.wait_for_function("id => Quizgen.app.view.id && Quizgen.app.view.id !== id", arg=firsts[way])
        left[way] = shown(page)
        page.reload()
        assert shown(page) == left[way], way
        turn_to(page, "book")
        page.wait_for_function("Quizgen.app.view.id === undefined")
        page.go_back()
        page.wait_for_function("Quizgen.app.view.id")
        assert shown(page) == left[way], way
    again = page.context.new_page()
    again.set_viewport_size({"width": 360, "height": 740})
    page.close()
    again.goto(f"{base}lianxi.html#/{ROUNDS[0]}")
    for way in ROUNDS:
        turn_to(again, way)
        again.wait_for_function("way => Quizgen.app.view.name === way", arg=way.split("/")[0])
        there = shown(again)
        if way in FOLLOWS:
            there[1] = left[way][1]
        assert there == left[way], way
        again.get_by_role("button", name="上一题").click()
        again.wait_for_function("id => Quizgen.app.view.id === id", arg=firsts[way])
        if way != "recite":
            expect(again.locator(".qp-dock .qp-result")).to_contain_text("✓ 答对了")
    counts = [sum(sum(two) for two in one["counts"].values()) for one in kept(again)["questions"].values()]
    assert sum(counts) == len(ROUNDS) - 1


def test_every_round_goes_on_after_back_a_reload_and_a_closed_tab(page: Page, base: str) -> None:
    go_through(page, base)


def test_from_a_folder_with_a_chinese_name_too(
    all_browsers: Browsers, built_site: Path, tmp_path: Path
) -> None:
    (tmp_path / "主体责任 资料").symlink_to(built_site, target_is_directory=True)
    folder = (tmp_path / "主体责任 资料").as_uri() + "/"
    page, heard = watched(all_browsers[OLDEST], 360, 740)
    go_through(page, folder)
    last = page.context.pages[0]
    open_view(last, folder, "kind/single")
    look_up(last)
    last.context.close()
    assert [url for url in heard if not url.startswith(folder)] == []


def look_up(page: Page) -> None:
    """The place cited opens over the question and closes back to it, in each of three ways."""
    give(page, right=False)
    there, link = page.url, page.locator(".qp-explanation a").first
    for close in ("Escape", "button", "back"):
        link.click()
        over = page.get_by_role("dialog")
        expect(over).to_be_visible()
        inside = page.frame_locator(".qp-source")
        expect(inside.locator(":target")).to_be_visible()
        expect(inside.locator(".md-header")).to_be_hidden()
        assert page.url == there
        if close == "Escape":
            page.keyboard.press("Escape")
        elif close == "button":
            over.get_by_role("button", name="关闭").click()
        else:
            page.go_back()
        expect(over).to_have_count(0)
        expect(link).to_be_focused()
        assert page.url == there
        expect(page.locator(".qp-dock .qp-result")).to_contain_text("✗ 答错了")


def test_a_source_opens_over_the_question_and_closes_back_to_it(page: Page, base: str) -> None:
    open_view(page, base, "kind/single")
    look_up(page)


def test_the_numbers_of_a_round_are_at_hand(page: Page, base: str) -> None:
    open_view(page, base)
    ids = page.evaluate(_IDS, "single")[:3]
    begin(page, "random", ids)
    give(page, right=False)
    cells = card(page).get_by_role("button")
    expect(cells).to_have_count(3)
    expect(cells.first).to_be_focused()
    expect(cells.first).to_have_accessible_name("第 1 题，答错了")
    cells.nth(2).click()
    page.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[2])
    expect(page.get_by_role("dialog")).to_have_count(0)
    card(page).get_by_role("button").first.click()
    page.wait_for_function("id => Quizgen.app.view.id === id", arg=ids[0])
    expect(page.locator(".qp-dock .qp-result")).to_contain_text("✗ 答错了")
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator(".qp-aside .qp-sheet")).to_be_visible()
    expect(page.locator(".qp-opener")).to_be_hidden()


_COVERED = """() => { window.scrollTo(0, document.body.scrollHeight);
  const low = document.querySelector('.qp-dock').getBoundingClientRect().top;
  const below = one => one.offsetParent && one.getBoundingClientRect().bottom > low + 1;
  return [...document.querySelectorAll('.qp-card, .md-footer, .qz-checked')].filter(below)
    .map(one => one.className); }"""


def test_in_an_exam_the_bar_covers_nothing_and_keys_do_as_the_settings_say(page: Page, base: str) -> None:
    page.clock.install(time=NOON)
    open_view(page, base, "exam")
    page.locator(".qp-card", has_text=QUIZ).get_by_role("button", name="开始考试").click()
    bar = page.locator(".qp-dock")
    expect(bar).to_contain_text("第 1/20 题，未答 20")
    expect(bar).to_contain_text("剩余 15:00")
    assert page.evaluate(_COVERED) == []
    page.clock.set_system_time(NOON - 7200)
    page.clock.run_for(1000)
    expect(bar).to_contain_text("剩余 14:59")
    page.keyboard.press("b")
    expect(bar).to_contain_text("未答 19")
    page.keyboard.press("Enter")
    expect(bar).to_contain_text("第 2/20 题")
    expect(card(page).get_by_role("button")).to_have_count(20)
    page.keyboard.press("Escape")
    turn_to(page, "progress")
    page.get_by_label("使用单键").uncheck()
    turn_to(page, "sit")
    expect(bar).to_contain_text("第 2/20 题")
    for key in ("b", "n", "ArrowRight"):
        page.keyboard.press(key)
    expect(bar).to_contain_text("第 2/20 题，未答 19")
    hand_in(page)
    expect(page.locator(".qp-score")).to_be_visible()
    page.get_by_label("只看没有得满分的题").check()
    page.locator("details.qp-card:visible summary").nth(1).click()
    opened = page.locator("details.qp-card[open] summary")
    expect(opened.locator(".qp-folded")).not_to_be_visible()
    words = opened.text_content()
    assert words is not None
    page.reload()
    expect(opened).to_have_text(words)
    expect(page.get_by_label("只看没有得满分的题")).to_be_checked()
    opened.locator("..").locator(".qp-explanation a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(opened).to_have_text(words)
