"""The short path through practice in the other browsers: an answer, an exam, a draw, another device."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsers import INTRANET, Browsers, watched
from tests.web.practice.practice_page import button, fill_in, give, kept, open_view, turn_to
from tests.web.site import served

Place = tuple[Browser, str]


@pytest.fixture(
    scope="module",
    params=[
        ("chromium", "file"),
        ("chromium-86", "intranet"),
        ("chromium-90", "file"),
        ("chromium-102", "intranet"),
        ("chromium-109", "file"),
        ("firefox", "file"),
    ],
    ids="-".join,
)
def place(request: pytest.FixtureRequest, all_browsers: Browsers, built_site: Path) -> Iterator[Place]:
    kind, source = request.param
    if source == "file":
        yield all_browsers[kind], built_site.as_uri() + "/"
        return
    with served(built_site, INTRANET) as found:
        yield all_browsers[kind], found


def look_around(page: Page) -> None:
    """The book, a set of one's own, a sheet of paper, a note, the source, the numbers of a round."""
    page.locator("a[href='#/book']").click()
    expect(page.locator(".qp-book > li .qp-chosen")).to_be_visible()
    button(page, "✎ 写笔记").click()
    page.get_by_label("我的笔记").press_sequentially("2 kan")
    page.locator(".qp-book summary").click()
    page.locator(".qp-explanation a").first.click()
    expect(page.frame_locator(".qp-source").locator("h1")).to_be_visible()
    page.get_by_role("button", name="关闭，回到题目").click()
    expect(page.locator(".qp-overlay")).to_have_count(0)
    page.wait_for_function("!(history.state || {}).over")  # closing takes its step in the history back
    turn_to(page, "remarks")
    expect(page.get_by_label("我的笔记")).to_have_value("2 kan")
    turn_to(page, "builder")
    page.get_by_label("几题").select_option("5 题")
    button(page, "打印成练习").click()
    expect(page.locator(".qp-paper-keys li")).to_have_count(5)
    turn_to(page, "recite")
    expect(page.locator(".qp-explanation")).to_be_visible()
    page.get_by_role("button", name="第 2 题", exact=False).first.click()
    expect(page.locator(".qp-count")).to_contain_text("第 2 题")
    turn_to(page, "transfer")
    expect(page.get_by_label("导入文件")).to_be_visible()


def test_the_short_path(place: Place, tmp_path: Path) -> None:
    browser, base = place
    page, heard = watched(browser)
    open_view(page, base, "kind/single")
    give(page)
    button(page, "下一题").click()
    give(page, right=False)
    page.reload()
    turn_to(page, "")
    expect(page.locator("a[href='#/book']")).to_have_text("错题本 1")
    look_around(page)

    turn_to(page, "exam")
    page.get_by_role("button", name="开始考试").nth(2).click()
    fill_in(page, right=True)
    page.reload()
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="确定交卷").click()
    expect(page.locator(".qp-score")).to_contain_text("5 分（满分 100 分")

    turn_to(page, "progress")
    button(page, "生成粘贴码").click()
    code = page.get_by_label("粘贴码").input_value()
    # Firefox, driven by WebDriver BiDi, tells nothing of downloads; test_practice_storage.py reads the file.
    button(page, "导出成文件").click()
    saved = tmp_path / "record.json"
    saved.write_text(json.dumps(kept(page)), encoding="utf-8")
    other, more = watched(browser)
    open_view(other, base, "progress")
    other.get_by_label("粘贴码").fill(code)
    button(other, "导入粘贴码").click()
    expect(other.locator(".qp-result").first).to_have_text("已合并，新增 3 次作答。")
    other.get_by_label("导入文件").set_input_files(saved)
    expect(other.locator(".qp-result").first).to_have_text("已合并，新增 0 次作答。")

    turn_to(other, "draw")
    other.get_by_role("button", name="开始", exact=True).click()
    other.keyboard.press("PageDown")
    stem = other.locator(".qp-wall-stem").inner_text()
    other.reload()
    expect(other.locator(".qp-wall-stem")).to_have_text(stem)
    page.context.close()
    other.context.close()
    assert [url for url in heard + more if not url.startswith(base)] == []
