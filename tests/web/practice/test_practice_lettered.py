"""Matching and ordering in the practice centre, on a phone and on a desk, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.axe import COLOURS, LEVELS, violations
from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.practice.practice_page import asked, button, card, hand_in, kept, open_view, turn_to
from tests.web.site import served

PUT = "Quizgen.app.view.asked.bodies[0]"


SCREENS = {"phone": (OLDEST, 360, 740), "desk": ("firefox", 1440, 900)}


@pytest.fixture(scope="module", params=SCREENS)
def page(request: pytest.FixtureRequest, all_browsers: Browsers, evil_site: Path) -> Iterator[Page]:
    kind, width, height = SCREENS[request.param]
    found, heard = watched(all_browsers[kind], width, height)
    with served(evil_site) as base:
        open_view(found, base)
        yield found
        found.context.close()
    assert [line for line in heard if not line.startswith(base)] == []


def ask(page: Page, view: str) -> str:
    """Turn to a view with a question; its id."""
    turn_to(page, "")
    turn_to(page, view)
    page.wait_for_function("name => Quizgen.app.view.name === name", arg=view.partition("/")[0])
    return asked(page)


def sound(page: Page) -> None:
    """Nothing is wider than the screen, nothing stands in the way, in light and in the dark."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    rules: Any = {"type": "tag", "values": LEVELS}
    assert violations(page, rules) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"type": "rule", "values": COLOURS}) == []
    page.emulate_media(color_scheme="light")


def rights(page: Page) -> list[int]:
    """For each list from above its right choice (配对); for each line from above its right place (排序)."""
    found: list[int] = page.evaluate(
        f"(() => {{ const body = {PUT}, pairs = body.question.pairs;"
        "return pairs ? body.inputs.map((_one, at) => pairs.length + body.order[at]) : body.order; })()"
    )
    return found


def test_pairs_are_chosen_from_lists(page: Page) -> None:
    name = ask(page, "kind/matching")
    lists = page.locator(".qp-left select")
    right = rights(page)
    sound(page)
    for at, value in enumerate(right[:-1]):
        lists.nth(at).select_option(str(value))
    button(page, "提交").click()
    expect(page.locator(".qp-result")).to_contain_text("△ 答对一部分，按答错记")
    expect(page.locator(".qp-tally")).to_have_text(f"配对了 {len(right) - 1} 对，共 {len(right)} 对。")
    expect(page.locator(".qp-good")).to_have_count(len(right) - 1)
    expect(page.locator(".qp-bad .qp-verdict")).to_contain_text("✗ 应配")
    sound(page)
    assert kept(page)["questions"][name]["ok"] == 0


def test_pairs_by_the_keyboard_alone(page: Page) -> None:
    name = ask(page, "kind/matching")
    letters = [
        page.locator(f".qp-left select >> nth={at} >> option[value='{value}']").inner_text()[0]
        for at, value in enumerate(rights(page))
    ]
    page.wait_for_function("document.activeElement.matches('.qp-stem')")
    for letter in letters:
        page.keyboard.press("Tab")
        page.keyboard.press(letter)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".qp-result")).to_contain_text("✓ 答对了")
    assert kept(page)["questions"][name]["ok"] == 2


def test_items_are_tapped_in_their_order(page: Page) -> None:
    name = ask(page, "kind/ordering")
    order = rights(page)
    labels = page.locator(".qp-option label")
    for item in (1, 0):
        labels.nth(order.index(item)).click()
    expect(labels.nth(order.index(1))).to_contain_text("第 1")
    sound(page)
    labels.nth(order.index(1)).click()
    expect(labels.nth(order.index(0))).to_contain_text("第 1")
    button(page, "重排").click()
    expect(page.locator(".qp-sequence")).to_contain_text("还没有排")
    turned = [*range(1, len(order)), 0]
    for item in turned:
        labels.nth(order.index(item)).click()
    button(page, "提交").click()
    expect(page.locator(".qp-result")).to_contain_text("✗ 答错了")
    expect(page.locator(".qp-tally")).to_contain_text(
        f"前后相邻的两项排对 {len(order) - 2} 对，共 {len(order) - 1} 对。"
    )
    sound(page)
    button(page, "☆ 收藏").click()
    assert kept(page)["questions"][name]["ok"] == 0


def test_an_order_by_single_keys_then_with_tab_and_space(page: Page) -> None:
    name = ask(page, "kind/ordering")
    order = rights(page)
    for item in range(len(order)):
        page.keyboard.press("abcdefgh"[order.index(item)])
    page.keyboard.press("Enter")
    expect(page.locator(".qp-result")).to_contain_text("✓ 答对了")
    assert kept(page)["questions"][name]["ok"] == 2
    ask(page, "kind/ordering")
    for _ in order:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    expect(page.locator(".qp-step").last).to_have_text(f"第 {len(order)}")


def test_favourites_and_the_book_of_mistakes_show_them(page: Page) -> None:
    name = ask(page, "favourites")
    assert page.evaluate(f"{PUT}.question.kind") == "ordering"
    assert name
    turn_to(page, "book")
    shown = page.locator(".qp-book > li", has_text="配对题干")
    shown.locator("summary").click()
    verdicts = shown.locator(".qp-left .qp-verdict")
    expect(verdicts.first).to_be_visible()
    expect(verdicts.filter(has_text="✓ 配对了")).to_have_count(
        verdicts.count() - 1
    )  # the last pair was left open above
    expect(verdicts.filter(has_text="✗ 应配")).to_have_count(1)
    page.emulate_media(media="print")
    expect(shown.locator(".qp-key")).to_contain_text(" — ")
    page.emulate_media(media="screen")


def test_a_mock_exam_keeps_and_marks_them(page: Page) -> None:
    turn_to(page, "exam")
    button(page, "开始考试").click()
    places = {"matching": 7, "ordering": 8}
    expect(page.locator(".qp-sheet button")).to_have_count(8)
    for kind, at in places.items():
        card(page).get_by_role("button").nth(at - 1).click()
        expect(page.locator(f".qp-kind-{kind}")).to_be_visible()
        for place, value in enumerate(rights(page)):
            if kind == "matching":
                page.locator(".qp-left select").nth(place).select_option(str(value))
            else:
                page.locator(".qp-option label").nth(rights(page).index(place)).click()
    expect(page.locator(".qp-count")).to_contain_text("全部答对得满分，否则不得分")
    page.reload()
    expect(page.locator(".qp-step").last).to_contain_text("第 ")
    hand_in(page)
    button(page, "评完了").click()
    for at in places.values():
        expect(page.locator("details.qp-card summary").nth(at - 1)).to_contain_text(f"✓ 第 {at} 题，得 1 分")
    page.locator("details.qp-card").nth(7).evaluate("element => { element.open = true; }")
    expect(page.locator(".qp-tally").first).to_contain_text("正确的次序：")
