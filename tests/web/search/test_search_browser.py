"""The search box in Debian's Chromium, over http and from a folder, typed as a person types, or pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.plain_yaml import plain_yaml
from tests.web.axe import WIDTHS
from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.site import served

TRUTH: list[dict[str, Any]] = plain_yaml(
    (Path(__file__).parents[1] / "search_truth.yaml").read_text(encoding="utf-8")
)
FIRST = 3
TYPED_IN_BOTH = 72
"""Behind these rows stand those that are forgiven; the logic that forgives is the same in both places."""


@pytest.fixture(scope="module")
def browser(all_browsers: Browsers) -> Browser:
    return all_browsers[OLDEST]


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, built_site: Path) -> Iterator[str]:
    if request.param == "file":
        yield built_site.as_uri() + "/"
        return
    with served(built_site) as found:
        yield found


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Page]:
    """The page that all tests here look at, one after the other."""
    found, _ = watched(browser)
    yield found
    found.context.close()


@pytest.fixture
def page(opened: Page, built_site: Path) -> Page:
    """A page far down in the folder, opened from disk, with the search box open and empty.

    It is opened anew only where the test before went somewhere else, or closed the box.
    """
    address, words = f"{built_site.as_uri()}/chengxu/fenxi.html", opened.locator("#qz-search-words")
    if opened.url == address and words.is_visible():
        words.focus()
        opened.keyboard.press("Control+A")
        opened.keyboard.press("Delete")
    else:
        opened.goto("about:blank")
        opened.goto(address)
        opened.keyboard.press("/")
    expect(words).to_have_value("")
    expect(words).to_be_focused()
    expect(opened.locator(".qz-search-results a")).to_have_count(0)
    expect(opened.locator(".qz-search-kinds button")).to_have_count(9)
    return opened


def write(page: Page, query: str, *, pasted: bool = False) -> None:
    """Letters and spaces key by key; Chinese words come whole, as an input method hands them over.

    ``pasted``: everything comes at once.
    """
    for part in [query] if pasted else re.findall(r"[ -~]|[^ -~]+", query):
        if part.isascii() and not pasted:
            page.keyboard.press(part if part != " " else "Space")
        else:
            page.keyboard.insert_text(part)


def addresses(page: Page, base: str) -> list[str]:
    links = page.eval_on_selector_all(
        ".qz-search-results a", f"links => links.slice(0, {FIRST}).map(link => link.href)"
    )
    return [unquote(link).removeprefix(unquote(base)) for link in links]


def typed(address: str) -> list[dict[str, Any]]:
    """The queries to be typed there: those that stand as they are in both places, each other one in one."""
    turn = address.startswith("file")
    return [row for at, row in enumerate(TRUTH) if at < TYPED_IN_BOTH or at % 2 == turn]


def test_the_truth_table_is_long_enough() -> None:
    assert len({row["query"] for row in TRUTH}) >= 190


def test_every_query_of_the_truth_table_is_answered_by_the_logic_alone(page: Page) -> None:
    found = page.evaluate(
        """rows => {
          const finder = new Quizgen.find.Finder(quizgenSearch, quizgenHearing);
          return rows.map(row => finder.find(row.query, row.kind || "").results.slice(0, 3)
            .map(one => one.page + (one.anchor ? "#" + one.anchor : "")));
        }""",
        TRUTH,
    )
    assert {
        row["query"]: got
        for row, got in zip(TRUTH, found, strict=True)
        if not set(got[:FIRST]) & set(row["first"])
    } == {}


def test_every_query_is_answered_when_typed_and_nothing_leaves_the_site(
    browser: Browser, address: str
) -> None:
    """On a desk key by key, on a phone from a folder pasted."""
    pasted = address.startswith("file")
    page, asked = watched(browser, *(WIDTHS[1] if pasted else WIDTHS[0]))
    page.goto(address + "laiyuan/index.html")
    assert not [url for url in asked if url.endswith("search-index.js")], (
        "the index comes with the first search"
    )
    page.keyboard.press("/")
    expect(page.locator(".qz-search-kinds button")).to_have_count(9)
    wrong = {}
    for row in typed(address):
        if kind := row.get("kind"):
            page.locator(f".qz-search-kinds button[data-kind='{kind}']").click()
            page.locator("#qz-search-words").focus()
        page.keyboard.press("Control+A")
        write(page, row["query"], pasted=pasted)
        if not set(found := addresses(page, address)) & set(row["first"]):
            wrong[row["query"]] = found
        if kind:
            page.locator(".qz-search-kinds button[data-kind='']").click()
            page.locator("#qz-search-words").focus()
    assert wrong == {}
    assert [url for url in asked if not url.startswith(address)] == []
    page.context.close()


def test_every_result_leads_to_a_place_that_exists(page: Page, built_site: Path) -> None:
    places = page.evaluate("quizgenSearch.entries.map(row => [quizgenSearch.pages[row[0]][0], row[1]])")
    texts = {name: (built_site / name).read_text(encoding="utf-8") for name in {name for name, _ in places}}
    assert len(places) > 1000
    missing = [(name, anchor) for name, anchor in places if anchor and f'id="{anchor}"' not in texts[name]]
    routes = [anchor.removeprefix("/") for name, anchor in missing if name == "lianxi.html"]
    assert len(routes) == len(missing) > 3
    page.goto(f"{built_site.as_uri()}/lianxi.html")
    page.wait_for_function("window.Quizgen && Quizgen.app")
    views = page.evaluate("Object.keys(Quizgen.views)")
    assert sorted(set(routes) - set(views)) == []


def test_arrows_walk_enter_opens_and_the_place_is_reached(page: Page) -> None:
    write(page, "责任倒查 问责")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.qz-search-results a')[1]")
    page.keyboard.press("ArrowUp")
    target = page.evaluate("document.activeElement.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert page.locator(":target").count() == 1


def test_enter_in_the_box_opens_the_first_result(page: Page) -> None:
    write(page, "五责同步")
    target = page.evaluate("document.querySelector('.qz-search-results a').href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.qz-search")).to_be_hidden()
    page.locator(".qz-search-open").click()
    expect(page.locator("#qz-search-words")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".qz-search-open")).to_be_focused()


def test_an_input_method_searches_only_what_is_chosen(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ze'ren", "selectionStart": 6, "selectionEnd": 6})
    assert "没有找到" not in page.locator(".qz-search-status").inner_text()
    session.send("Input.insertText", {"text": "责任书"})
    expect(page.locator(".qz-search-results a").first).to_contain_text("责任书")


def test_words_kept_apart_are_not_merged(page: Page) -> None:
    write(page, "提醒谈话")
    lit = page.locator(".qz-search-results mark").all_inner_texts()
    assert lit
    assert set(lit) == {"提醒谈话"}
    assert "谈话提醒" in page.locator(".qz-search-hints").inner_text()


def test_a_pointer_is_offered_and_not_applied(page: Page) -> None:
    write(page, "一把手")
    assert set(page.locator(".qz-search-results mark").all_inner_texts()) == {"一把手"}
    page.locator(".qz-search-hints button").click()
    assert page.locator("#qz-search-words").input_value() == "主要负责人"
    assert set(page.locator(".qz-search-results mark").all_inner_texts()) == {"主要负责人"}


def test_initials_of_sounds_find_titles_and_light_them(page: Page) -> None:
    write(page, "wztb")
    lit = page.locator(".qz-search-results .qz-search-title mark").all_inner_texts()
    assert set(lit) == {"五责同步", "问责通报"}
    assert lit[0] == "五责同步"
    assert "拼音首字母" in page.locator(".qz-search-status").inner_text()


def test_letters_that_stand_in_the_text_come_before_initials(page: Page) -> None:
    write(page, "app")
    assert "APP" in page.locator(".qz-search-results mark").first.inner_text()


@pytest.mark.parametrize("query", ["w", "wztb责", "wz2"])
def test_initials_are_asked_with_letters_only_and_at_least_two(page: Page, query: str) -> None:
    write(page, query)
    assert "拼音首字母" not in page.locator(".qz-search-status").inner_text()


@pytest.mark.parametrize("term", ["函询", "留置", "形式主义", "问责条例", "民主集中制", "酒驾", "容错纠错"])
def test_what_the_articles_have_not_is_said(page: Page, term: str) -> None:
    write(page, term)
    assert f"五篇材料没有提到“{term}”。" in page.locator(".qz-search-status").inner_text()


def test_what_comes_near_is_offered(page: Page) -> None:
    write(page, "四种形态")
    assert "没有提到“四种形态”" in page.locator(".qz-search-status").inner_text()
    hint = page.locator(".qz-search-hints button").first
    assert hint.inner_text() == "第一种形态"
    hint.click()
    assert page.locator("#qz-search-words").input_value() == "第一种形态"


@pytest.mark.parametrize(
    "query", ["党章", "诫勉", "四帐管理", "督查述责述廉", "在巡察中，四账管理包括哪几种账"]
)
def test_what_they_have_or_a_whole_sentence_is_not_said_to_be_missing(page: Page, query: str) -> None:
    write(page, query)
    assert "没有提到" not in page.locator(".qz-search-status").inner_text()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("四帐管理", "按“四账管理”来查"),
        ("wuzetongbu", "按拼音"),
        ("四账管理流程图", "先列最接近的"),
    ],
)
def test_it_says_how_it_understood_a_query(page: Page, query: str, said: str) -> None:
    write(page, query)
    assert said in page.locator(".qz-search-status").inner_text()


def test_a_function_is_reached_by_its_name(page: Page) -> None:
    write(page, "错题本")
    page.locator(".qz-search-results a").first.click()
    page.wait_for_url("**/lianxi.html#/book")
    expect(page.locator("#qp-app h2").first).to_contain_text("错题")


def test_the_box_on_the_home_page_searches(browser: Browser, built_site: Path) -> None:
    page, _ = watched(browser, 360, 740)
    page.goto(f"{built_site.as_uri()}/index.html")
    page.locator(".qz-search-box input").fill("四帐管理")
    page.keyboard.press("Enter")
    expect(page.locator(".qz-search-results a").first).to_contain_text("四账管理")
    page.context.close()


def test_what_stands_nowhere_is_said(page: Page) -> None:
    write(page, "区块链赋能")
    assert "没有找到" in page.locator(".qz-search-status").inner_text()
    assert page.locator(".qz-search-results a").count() == 0


def test_targets_are_large_enough_for_a_finger(browser: Browser, built_site: Path) -> None:
    page, _ = watched(browser, 360, 740)
    page.goto(f"{built_site.as_uri()}/index.html")
    page.locator(".qz-search-open").click()
    write(page, "一把手")
    expect(page.locator(".qz-search a").first).to_be_visible()
    sizes = page.eval_on_selector_all(
        ".qz-search-open, .qz-search button, .qz-search a, .qz-search input",
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.width)"
        ".map(box => [box.width, box.height])",
    )
    assert len(sizes) > 10
    assert [size for size in sizes if min(size) < 43.9] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()


def test_a_missing_index_is_said(browser: Browser, built_site: Path) -> None:
    page, _ = watched(browser)
    page.route("**/search-index.js", lambda route: route.abort())
    page.goto(f"{built_site.as_uri()}/index.html")
    page.keyboard.press("/")
    expect(page.locator(".qz-search-status")).to_contain_text("没有搜索索引")
    page.context.close()
