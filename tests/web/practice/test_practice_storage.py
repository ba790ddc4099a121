"""What is remembered: kept when storage fails, rescued when damaged, carried between devices without loss."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.practice.practice_page import button, give, kept, open_view, record, seed, state, turn_to
from tests.web.site import served

DAY = 20_779
DENIED = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('no', 'SecurityError'); } })"""
FILL = """() => { let size = 1 << 20, at = 0;
  while (size >= 1) {
    try { localStorage.setItem('filler' + at++, 'x'.repeat(size)); } catch (_) { size >>= 1; } } }"""


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    found, heard = watched(all_browsers[OLDEST])
    yield found
    found.context.close()
    assert [url for url in heard if not url.startswith((base, "error: Failed to load resource"))] == []


@pytest.fixture
def other(all_browsers: Browsers) -> Iterator[Page]:
    """Another device."""
    found, _heard = watched(all_browsers[OLDEST])
    yield found
    found.context.close()


def answers(page: Page) -> int:
    """Answers that are remembered, over all questions and devices."""
    return sum(sum(two) for one in kept(page)["questions"].values() for two in one["counts"].values())


def paste(page: Page, base: str, code: str) -> None:
    open_view(page, base, "progress")
    page.get_by_label("粘贴码").fill(code)
    button(page, "导入粘贴码").click()


def code_of(page: Page, base: str) -> str:
    open_view(page, base, "progress")
    button(page, "生成粘贴码").click()
    return page.get_by_label("粘贴码").input_value()


def test_a_change_of_device_by_code_and_by_file_loses_nothing(
    page: Page, other: Page, base: str, tmp_path: Path
) -> None:
    open_view(page, base, "kind/single")
    give(page)
    button(page, "下一题").click()
    missed = give(page, right=False)
    button(page, "☆ 收藏").click()
    open_view(other, base, "kind/true_false")
    give(other)
    code = code_of(page, base)
    for added in (2, 0):
        paste(other, base, f"  {code[:50]}\n{code[50:]} ")
        expect(other.locator(".qp-result").first).to_have_text(f"已合并，新增 {added} 次作答。")
    assert answers(other) == 3
    assert kept(other)["favourites"][missed][0] == 1
    with other.expect_download() as waiting:
        button(other, "导出成文件").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name.startswith("练习记录-")
    button(page, "清除记录…").click()
    button(page, "确定，全部清除").click()
    assert kept(page)["questions"] == {}
    page.get_by_label("导入文件").set_input_files(saved)
    expect(page.locator(".qp-result").first).to_have_text("已合并，新增 3 次作答。")
    turn_to(page, "book")
    expect(page.locator(".qp-book > li")).to_have_count(1)


def test_five_thousand_records_are_imported(page: Page, base: str, tmp_path: Path) -> None:
    open_view(page, base, "progress")
    ids = page.evaluate("quizgenPool.entries.map(row => row[0])")
    names = (ids + [f"ZZ-{number:04}" for number in range(5000)])[:5000]
    saved = tmp_path / "many.json"
    many = state({name: record(DAY, ok=at % 3, counts=(at % 2, 1)) for at, name in enumerate(names)})
    saved.write_text(json.dumps(many), encoding="utf-8")
    began = time.perf_counter()
    page.get_by_label("导入文件").set_input_files(saved)
    expect(page.locator(".qp-result").first).to_have_text("已合并，新增 7500 次作答。")
    sys.stdout.write(f"5,000 records imported in {time.perf_counter() - began:.2f} s\n")
    page.reload()
    expect(page.locator(".qp-table").first.locator("tbody tr").last).to_contain_text(f"{len(ids)}（100%）")
    assert len(kept(page)["questions"]) == 5000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("QZ2.abc.00000000", "没有复制完整"),
        ('{"format": "quizgen-practice", "version": 99, "device": "x"}', "更新版本的网站"),
        ("<p>不是记录</p>", "不是练习记录"),
    ],
)
def test_what_is_no_record_changes_nothing(page: Page, base: str, text: str, said: str) -> None:
    paste(page, base, text)
    expect(page.locator(".qp-result").first).to_contain_text(said)
    expect(page.locator(".qp-result").first).to_contain_text("什么也没有改动")


def test_two_tabs_at_once_lose_nothing_to_each_other(page: Page, base: str) -> None:
    second = page.context.new_page()
    open_view(page, base, "kind/single")
    open_view(second, base, "kind/multiple")
    for tab in (page, second, page, second):
        give(tab)
        button(tab, "下一题").click()
    assert answers(page) == 4
    turn_to(page, "progress")
    turn_to(second, "kind/true_false")
    give(second)
    expect(page.locator(".qp-table").first.locator("tbody tr").last.locator("td").nth(1)).to_contain_text(
        "5（"
    )


def test_a_full_storage_is_said_and_the_answers_are_kept_once_there_is_room(page: Page, base: str) -> None:
    open_view(page, base, "random")
    page.evaluate(FILL)
    first = give(page, right=False)
    expect(page.locator(".qp-notice")).to_contain_text("存储已满")
    assert kept(page) is None
    button(page, "下一题").click()
    page.evaluate("localStorage.removeItem('filler0')")
    second = give(page)
    expect(page.locator(".qp-notice")).to_be_empty()
    assert set(kept(page)["questions"]) == {first, second}


def test_without_storage_everything_works_and_it_is_said(page: Page, base: str) -> None:
    page.add_init_script(DENIED)
    open_view(page, base, "random")
    expect(page.locator(".qp-notice")).to_contain_text("不让本页保存记录")
    give(page, right=False)
    turn_to(page, "book")
    expect(page.locator(".qp-book > li")).to_have_count(1)
    turn_to(page, "exam")
    page.get_by_role("button", name="开始考试").nth(2).click()
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="确定交卷").click()
    expect(page.locator(".qp-score")).to_contain_text("0 分")
    assert code_of(page, base).startswith("QZ2.")


def test_a_damaged_record_is_put_aside_and_the_rest_is_used(page: Page, base: str) -> None:
    open_view(page, base)
    name = page.evaluate("quizgenPool.entries[3][0]")
    damaged = state({name: record(DAY, ok=0, counts=(1, 0)), "XX-0001": {"ok": "?"}})
    seed(page, damaged)
    page.reload()
    expect(page.locator(".qp-notice")).to_contain_text("已原样另存")
    expect(page.locator("a[href='#/book']")).to_have_text("错题本 1")
    seed(page, '{"format": "quizgen-pra')
    page.reload()
    with page.expect_download() as waiting:
        page.locator(".qp-notice").get_by_role("button", name="存成文件").click()
    both = f"{json.dumps(damaged, ensure_ascii=False)}\n{{"
    assert waiting.value.path().read_text(encoding="utf-8") == f'{both}"format": "quizgen-pra'
    page.locator(".qp-notice").get_by_role("button", name="不再提示").click()
    page.reload()
    expect(page.locator("#qp-app h2").first).to_be_visible()
    expect(page.locator(".qp-notice")).to_be_empty()


def test_a_record_of_a_newer_site_is_left_alone(page: Page, base: str) -> None:
    open_view(page, base)
    newer = state({}, version=99)
    seed(page, newer)
    page.reload()
    expect(page.locator(".qp-notice")).to_contain_text("更新版本的网站")
    turn_to(page, "random")
    give(page)
    assert kept(page) == newer


def test_without_network_a_new_topic_says_so_and_can_be_tried_again(page: Page, base: str) -> None:
    open_view(page, base, "topic/明责")
    give(page)
    page.context.set_offline(True)
    button(page, "下一题").click()
    give(page)
    turn_to(page, "topic/巡察")
    fault = page.locator(".qp-fault")
    expect(fault).to_contain_text("读不到题目文件")
    page.context.set_offline(False)
    fault.get_by_role("button", name="再试一次").click()
    give(page)
    expect(fault).to_have_count(0)
