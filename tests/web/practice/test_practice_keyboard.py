"""Every way to practise by the keyboard alone: something always has the focus, where the work goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.practice.practice_page import KEY, PAGE, asked, record, state
from tests.web.site import served

MOST = 200
"""So many steps with Tab lead to anything on the page."""
FOCUSED = """() => {
  const on = document.activeElement, body = !on || on === document.body;
  if (body || on.tagName === "IFRAME") { return body ? "" : "frame"; }
  const label = on.labels && on.labels[0] ? on.labels[0].textContent
    : on.getAttribute("aria-label") || on.textContent;
  return on.tagName.toLowerCase() + " " + label.trim().replace(/\\s+/g, " ");
}"""
"""What has the focus: its kind, then what it is called; nothing when it is lost."""


class Keys:
    """Presses keys, and sees to it that the focus is never lost."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def focused(self) -> str:
        found: str = self.page.evaluate(FOCUSED)
        return found

    def press(self, *keys: str) -> str:
        """Press them one after the other; what has the focus then, once the page has done its work."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_function(f"({FOCUSED})() !== ''")
        return self.focused

    def to(self, name: str, *, back: bool = False) -> None:
        """Tab to what is called this; on the way nothing lets go of the focus."""
        passed = []
        for _ in range(MOST):
            passed.append(self.focused)
            assert passed[-1], f"the focus is lost after {passed[-2:]}"
            if passed[-1].partition(" ")[2].startswith(name):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"{name} cannot be reached; passed: {passed}")

    def on(self, name: str) -> None:
        """Wait until what is called this has the focus."""
        self.page.wait_for_function(
            f"name => ({FOCUSED})().split(' ').slice(1).join(' ').startsWith(name)", arg=name
        )

    def go(self, name: str, *, back: bool = False) -> str:
        """Tab to it and press Enter."""
        self.to(name, back=back)
        return self.press("Enter")

    def home(self, name: str) -> None:
        """From the first view through one of its links to another view."""
        self.page.evaluate("location.hash = '#/'")
        self.on("今天")
        self.go(name)
        expect(self.page.locator("#qp-app h2").first).not_to_have_text("今天")


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def keys(all_browsers: Browsers, base: str, request: pytest.FixtureRequest) -> Iterator[Keys]:
    """A reader without a mouse on a desk, with one-tap answers off; on a phone where the test asks for it."""
    wide = getattr(request, "param", True)
    page, heard = watched(all_browsers[OLDEST], *((1440, 900) if wide else (360, 740)))
    page.goto(base + PAGE)
    expect(page.locator(".qp-first")).to_be_visible()
    yield Keys(page)
    page.context.close()
    assert [url for url in heard if not url.startswith(base)] == []


def within(page: Page, css: str) -> bool:
    found: bool = page.evaluate("css => Boolean(document.activeElement.closest(css))", css)
    return found


@pytest.mark.parametrize("keys", [True, False], ids=["desk", "phone"], indirect=True)
def test_a_round_its_source_its_numbers_its_end(keys: Keys) -> None:
    page = keys.page
    keys.press("Tab")
    keys.go("跳到正文")
    keys.to("自己选题")
    page.evaluate("location.hash = '#/set/5/-/single/-/-/-/-'")
    first = asked(page)
    expect(page.locator(".qp-stem")).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".qp-fault")).to_be_focused()
    keys.press("b")
    expect(page.locator(".qp-fault")).to_have_count(0)
    expect(page.locator(".qp-result")).to_have_count(0)
    keys.press("Enter")
    keys.on("下一题")
    expect(page.locator(".qp-result")).to_be_visible()
    page.locator(".qp-stem").focus()
    keys.to(page.locator(".qp-cites a").first.inner_text())
    keys.press("Enter")
    expect(page.locator("dialog h2")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert within(page, "dialog")
    expect(page.frame_locator(".qp-source").locator("h1")).to_be_visible()
    page.locator(".qp-source").focus()
    keys.press("Tab", "Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert within(page, ".qp-cites")
    opener = page.locator(".qp-opener")
    if opener.is_visible():
        keys.go(opener.inner_text())
        assert within(page, "dialog")
        keys.to("第 2 题")
        assert within(page, "dialog")
        keys.press("Enter")
    else:
        keys.go("第 2 题")
    expect(page.locator(".qp-stem")).to_be_focused()
    assert asked(page) != first
    keys.press("ArrowLeft")
    page.wait_for_function("id => Quizgen.app.view.id === id", arg=first)
    expect(page.locator(".qp-stem")).to_be_focused()
    for _ in range(5):
        keys.press("ArrowRight")
    expect(page.locator(".qp-empty")).to_be_focused()
    keys.go("再练答错的" if page.get_by_role("button", name="再练答错的").count() else "做跳过的")
    expect(page.locator(".qp-stem")).to_be_focused()


def test_judging_oneself_guessing_marking_reciting(keys: Keys) -> None:
    page = keys.page
    page.evaluate("location.hash = '#/kind/short'")
    asked(page)
    keys.to("要点")
    page.keyboard.type("抓早抓小")
    keys.go("提交")
    assert within(page, ".qp-points")
    keys.press("Space")
    keys.go("记下自评")
    keys.on("下一题")
    keys.go("✎ 写笔记", back=True)
    page.keyboard.type("再看一遍")
    keys.go("⚠ 这题有误", back=True)
    keys.on("⚠ 已标记有误")
    keys.go("☆ 收藏", back=True)
    keys.on("★ 已收藏")
    keys.home("背题")
    first = asked(page)
    expect(page.locator(".qp-explanation")).to_be_visible()
    keys.press("n")
    page.wait_for_function("id => Quizgen.app.view.id !== id", arg=first)
    expect(page.locator(".qp-stem").first).to_be_focused()
    keys.go("后一百题")
    assert within(page, ".qp-aside")
    keys.home("笔记 1")
    keys.to("存成文件")


def test_an_exam(keys: Keys) -> None:
    page = keys.page
    keys.home("模拟考试")
    keys.to("按规定的时间")
    keys.press("ArrowDown")
    page.locator(".qp-card", has_text="随堂小测").get_by_role("button").focus()
    keys.press("Enter")
    expect(page.locator(".qp-stem")).to_be_focused()
    keys.press("a")
    expect(page.locator(".qp-done-count")).to_contain_text("未答 19")
    keys.press("Enter")
    expect(page.locator(".qp-done-count")).to_contain_text("第 2/20 题")
    keys.go("标记")
    keys.on("取消标记")
    keys.go("第 1 题，已答")
    expect(page.locator(".qp-stem")).to_be_focused()
    keys.go("交卷")
    expect(page.locator("dialog h2")).to_be_focused()
    keys.press("Escape")
    keys.on("交卷")
    keys.home("模拟考试")
    keys.go("放弃这场考试")
    keys.on("确定放弃")
    keys.go("不放弃")
    keys.on("放弃这场考试")
    keys.go("继续考试", back=True)
    expect(page.locator(".qp-stem")).to_be_focused()
    keys.go("交卷")
    keys.go("确定交卷")
    expect(page.locator(".qp-score")).to_be_visible()
    expect(page.locator("#qp-app h2").first).to_be_focused()
    keys.go("✗ 第 2 题")
    expect(page.locator("details[open] .qp-explanation")).to_be_visible()
    keys.go("练这些错题", back=True)
    expect(page.locator(".qp-stem")).to_be_focused()


def test_the_book_a_set_settings(keys: Keys) -> None:
    page = keys.page
    today = page.evaluate("Quizgen.app.store.today()")
    ids = page.evaluate("Quizgen.queue.ids(Quizgen.app.pool.entries).slice(0, 25)")
    kept = state({one: record(today - 3, ok=0, counts=(1, 0), due=today + 1) for one in ids})
    page.evaluate("([key, kept]) => localStorage.setItem(key, JSON.stringify(kept))", [KEY, kept])
    page.reload()
    expect(page.locator(".qp-first")).to_be_visible()
    keys.home("错题本 25")
    keys.go("移出")
    keys.on("撤销")
    keys.press("Enter")
    keys.on("留在本里")
    keys.press("Enter")
    keys.on("已留在本里")
    keys.go("下一页")
    keys.on("错题本")
    keys.to("题型")
    keys.press("End")
    expect(page.locator(".qp-book > li, .qp-empty").first).to_be_visible()
    keys.home("自己选题")
    keys.to("几题")
    keys.press("ArrowDown")
    keys.on("几题")
    keys.to("专题")
    keys.press("ArrowDown")
    keys.to("小专题")
    keys.go("打印成练习")
    expect(page.locator(".qp-paper-keys")).to_be_visible()
    keys.to("印答案")
    keys.home("进度与设置")
    keys.to("使用单键")
    keys.press("Space")
    keys.go("清除记录")
    keys.on("确定，全部清除")
    keys.go("不清除")
    keys.on("清除记录")
    keys.home("换设备、备份")
    keys.go("生成粘贴码")
    keys.on("粘贴码")
    page.evaluate("location.hash = '#/kind/single'")
    asked(page)
    keys.press("b")
    expect(page.locator(".qp-body input:checked")).to_have_count(0)
    keys.press("Tab", "Space", "Enter")
    expect(page.locator(".qp-result")).to_be_visible()


def test_the_wall(keys: Keys) -> None:
    page = keys.page
    keys.home("现场抽题")
    keys.on("现场抽题")
    keys.to("名单：")
    page.keyboard.type("001 甲某")
    keys.go("清除抽过的记录")
    keys.on("不清除")
    keys.press("Enter")
    keys.on("清除抽过的记录")
    keys.go("开始", back=True)
    keys.on("抽题")
    for step in ("开始计时", "看要点"):
        keys.press("Enter")
        keys.on(step)
        page.evaluate("Quizgen.app.view.wall.calmUntil = 0")
    keys.go("暂停")
    keys.on("继续计时")
    keys.press("PageDown")
    keys.on("下一个")
    page.evaluate("Quizgen.app.view.wall.calmUntil = 0")
    keys.to("得分", back=True)
    page.keyboard.type("9")
    keys.press("Enter")
    keys.on("下一个")
    keys.press("Enter")
    expect(page.locator(".qp-table")).to_be_visible()
    keys.to("结束")
    keys.press("Enter")
    keys.on("确定结束")
    keys.to("不结束")
    keys.press("Enter")
    keys.go("结束")
    keys.on("确定结束")
    keys.press("Enter")
    keys.on("现场抽题")
