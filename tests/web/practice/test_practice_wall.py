"""现场抽题 on the wall, led by a clicker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.practice.practice_page import button, open_view
from tests.web.site import served

NOON = 1_795_320_000
CALM = 1000
"""Milliseconds after which the next press counts."""
LEAST = 28 / 72 * 96
"""28 pt in pixels."""


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    found, heard = watched(all_browsers[OLDEST], 1920, 1080)
    found.clock.install(time=NOON)
    yield found
    found.context.close()
    assert [url for url in heard if not url.startswith(base)] == []


def stage(
    page: Page, base: str, people: str = "", judges: int = 1, kinds: tuple[str, ...] = ("口答题",)
) -> None:
    open_view(page, base, "draw")
    for kind in ("口答题", "单选"):
        page.get_by_label(kind, exact=True).set_checked(kind in kinds)
    page.get_by_label("几位评委打分").fill(str(judges))
    page.get_by_label("名单：").fill(people)
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.locator(".qp-stage")).to_be_visible()


def click_on(page: Page) -> None:
    """One press of the clicker, after a breath."""
    page.keyboard.press("PageDown")
    page.clock.run_for(CALM)


def smallest(page: Page) -> float:
    """The smallest letter on the wall but for the buttons, in pixels."""
    found: float = page.locator(".qp-face, .qp-count-down, .qp-scores").evaluate_all(
        """roots => Math.min(...roots.flatMap(root => [...root.querySelectorAll('*')])
          .filter(one => one.offsetParent && !one.closest('button') &&
            [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
          .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    return found


def test_a_clicker_leads_two_people_through_to_the_result(page: Page, base: str) -> None:
    stage(page, base, "编号 姓名\n2026001 张三\n2026002\t测试甲", judges=2)
    wall = page.locator(".qp-stage")
    expect(wall).to_contain_text("请 2026001 张三 抽题")
    stems = []
    for name in ("张三", "测试甲"):
        expect(wall).to_contain_text(name)
        assert smallest(page) >= LEAST
        click_on(page)
        stems.append(page.locator(".qp-wall-stem").inner_text())
        click_on(page)
        expect(page.locator(".qp-count-down")).to_have_text(re.compile(r"^\d:5\d$"))
        click_on(page)
        expect(page.locator(".qp-wall-points li").first).to_be_visible()
        assert smallest(page) >= LEAST
        page.get_by_label("评委 1").fill("9")
        page.get_by_label("评委 2").fill("8.5")
        click_on(page)
    assert len(set(stems)) == 2
    expect(page.locator(".qp-table tbody tr")).to_have_count(2)
    expect(page.locator(".qp-table")).to_contain_text("8.75")
    assert smallest(page) >= LEAST
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存成 CSV").click()
    assert "2026001,张三," in waiting.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="复制").click()
    expect(page.locator(".qp-result")).to_contain_text("已复制")


def test_wrong_scores_hold_the_clicker_back(page: Page, base: str) -> None:
    stage(page, base)
    for _ in range(3):
        click_on(page)
    page.get_by_label("得分").fill("11")
    click_on(page)
    expect(page.locator(".qp-stage")).to_contain_text("0 到 10 之间")
    page.get_by_label("得分").fill("10")
    click_on(page)
    expect(page.locator(".qp-stage")).to_contain_text("第 2 题")


def test_a_double_click_draws_once_and_a_reload_repeats_nothing(page: Page, base: str) -> None:
    stage(page, base)
    page.get_by_role("button", name="抽题").dblclick()
    first = page.locator(".qp-wall-stem").inner_text()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("button", name="开始计时")).to_be_visible()
    page.reload()
    expect(page.locator(".qp-wall-stem")).to_have_text(first)
    drawn = page.evaluate("JSON.parse(localStorage.getItem('quizgen.drawn'))")
    assert len(drawn) == 1
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="确定结束").click()
    expect(page.locator("#qp-app")).to_contain_text("另有 1 题以前抽过")
    assert page.evaluate("sessionStorage.length") == 0


def test_the_clock_can_stop_and_a_step_can_be_taken_back(page: Page, base: str) -> None:
    stage(page, base)
    click_on(page)
    click_on(page)
    page.get_by_role("button", name="暂停").click()
    stopped = page.locator(".qp-count-down").inner_text()
    page.clock.fast_forward("10:00")
    expect(page.locator(".qp-count-down")).to_have_text(stopped)
    page.get_by_role("button", name="继续计时").click()
    page.clock.fast_forward("03:01")
    expect(page.locator(".qp-count-down")).to_have_text("时间到")
    for _ in range(2):
        page.keyboard.press("PageUp")
        page.clock.run_for(CALM)
    expect(page.get_by_role("button", name="抽题")).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage.getItem('quizgen.drawn'))") == []


def test_options_and_key_are_shown_for_a_choice(page: Page, base: str) -> None:
    stage(page, base, kinds=("单选",))
    click_on(page)
    expect(page.locator(".qp-wall-options li")).to_have_count(4)
    assert smallest(page) >= LEAST
    click_on(page)
    click_on(page)
    expect(page.locator(".qp-wall-points")).to_contain_text("解析：")


def test_a_private_number_in_the_list_is_refused(page: Page, base: str) -> None:
    open_view(page, base, "draw")
    page.get_by_label("名单：").fill("110101199001011234 张三")
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.locator(".qp-fault")).to_contain_text("像是身份证号")
    expect(page.locator(".qp-fault")).not_to_contain_text("110101")


def test_a_list_is_read_from_an_office_file(page: Page, base: str, tmp_path: Path) -> None:
    listed = tmp_path / "名单.csv"
    listed.write_bytes("编号,姓名\r\n2026001,张三\r\n".encode("gb18030"))
    open_view(page, base, "draw")
    page.get_by_label("名单文件").set_input_files(listed)
    expect(page.get_by_label("名单：")).to_have_value("编号,姓名\n2026001,张三\n")
    button(page, "开始").click()
    expect(page.locator(".qp-stage")).to_contain_text("请 2026001 张三 抽题")


def test_a_browser_that_keeps_nothing_is_said_on_the_wall(page: Page, base: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('denied'); }})"
    )
    stage(page, base, "001 测试甲")
    expect(page.locator(".qp-stage")).to_contain_text("请不要刷新")
    click_on(page)
    expect(page.locator(".qp-wall-stem")).to_be_visible()


HEARD = """const made = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  window.rung = (window.rung || 0) + 1;
  return made.call(this);
};"""


def test_a_list_as_pasted_is_read_and_the_end_is_seen_heard_and_asked_about(page: Page, base: str) -> None:
    page.add_init_script(HEARD)
    open_view(page, base, "draw")
    page.get_by_label("名单：").fill(
        '单位\t姓名\t考号\n某办\t张　三\t２６００１\n某局\t"买买提·某某"\t26002\n某处\tJohn Smith\t26003'
    )
    told = page.locator("form [role=status]", has_text="读到")
    expect(told).to_have_text("读到 3 人：26001 张三、26002 买买提·某某、26003 John Smith。")
    page.get_by_label("每题几分钟").fill("1")
    page.get_by_role("button", name="开始", exact=True).click()
    wall = page.locator(".qp-stage")
    expect(wall).to_contain_text("请 26001 张三 抽题")
    assert wall.evaluate("wall => parseFloat(getComputedStyle(wall).fontSize)") > 1.5 * LEAST
    click_on(page)
    expect(page.locator(".qp-wall-stem")).to_be_visible()
    assert wall.evaluate("wall => wall.scrollHeight <= wall.clientHeight")
    click_on(page)
    page.clock.run_for(30_000)
    expect(wall).not_to_have_class(re.compile("qp-ended"))
    page.clock.run_for(30_000)
    expect(wall).to_have_class(re.compile("qp-ended"))
    expect(page.locator(".qp-count-down")).to_have_text("时间到")
    page.wait_for_function("window.rung === 3")
    click_on(page)
    expect(wall).not_to_have_class(re.compile("qp-ended"))
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="确定结束").click()
    page.get_by_role("button", name="清除抽过的记录").click()
    expect(page.get_by_role("alert").filter(has_text="以前抽过 1 题")).to_be_visible()
    page.get_by_role("button", name="不清除").click()
    expect(page.locator("form [role=status]", has_text="可抽")).to_contain_text("另有 1 题以前抽过")
    page.get_by_role("button", name="清除抽过的记录").click()
    page.get_by_role("button", name="确定清除").click()
    expect(page.locator("form [role=status]", has_text="可抽")).not_to_contain_text("以前抽过")
