"""Mock exams as they are sat: the clock, reloads, two tabs, questions that vanish, results that stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, watched
from tests.web.practice.practice_page import (
    EXAM,
    button,
    card,
    fill_in,
    hand_in,
    kept,
    open_view,
    seed,
    turn_to,
)
from tests.web.site import served

NOON = 1_795_320_000
"""2026-11-22 04:00 UTC in seconds."""
QUIZ = "全面从严治党主体责任随堂小测"
LONG = "全面从严治党主体责任综合测试"


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """A page to sit an exam on; at the end nothing was asked of anybody else and no script went wrong."""
    found, heard = watched(all_browsers[OLDEST], 360, 740)
    found.clock.install(time=NOON)
    yield found
    found.context.close()
    assert [url for url in heard if not url.startswith(base)] == []


def begin(page: Page, base: str, title: str = QUIZ, time: str = "按规定的时间") -> None:
    open_view(page, base, "exam")
    page.get_by_label(time).check()
    page.locator(".qp-card", has_text=title).get_by_role("button", name="开始考试").click()
    expect(page.locator(".qp-dock .qp-clock")).to_be_visible()


def sitting(page: Page) -> Any:
    """The exam in progress as the browser keeps it."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", EXAM) or "null")


def answer_all(page: Page, *, right: bool = True) -> None:
    count = page.locator(".qp-sheet button").count()
    for at in range(count):
        fill_in(page, right=right)
        if at + 1 < count:
            button(page, "下一题").click()


def test_an_exam_from_the_rules_to_the_review_of_every_question(page: Page, base: str) -> None:
    open_view(page, base, "exam")
    expect(page.locator(".qp-card", has_text=QUIZ)).to_contain_text(
        "全部选对得满分，少选且无错得一半，有错选不得分"
    )
    begin(page, base)
    page.get_by_role("button", name="标记", exact=True).click()
    expect(page.get_by_role("button", name="取消标记")).to_be_focused()
    expect(card(page).get_by_role("button", name="第 1 题，未答，有标记")).to_be_visible()
    page.keyboard.press("Escape")
    answer_all(page)
    page.clock.fast_forward("05:00")
    hand_in(page)
    expect(page.locator(".qp-score")).to_contain_text("100 分（满分 100 分，60 分合格）✓ 合格")
    expect(page.locator("#qp-app")).to_contain_text("用时 5 分钟")
    expect(page.locator("#qp-app")).to_contain_text("自测成绩只供自己参考")
    assert page.locator("details.qp-card").count() == 20
    page.locator("details.qp-card summary").nth(3).click()
    expect(page.locator("details.qp-card .qp-explanation")).to_be_visible()
    assert len(kept(page)["questions"]) == 20
    page.reload()
    expect(page.locator(".qp-score")).to_contain_text("100 分")
    assert sitting(page) is None


def test_handing_in_always_asks_and_names_what_is_marked_and_unanswered(page: Page, base: str) -> None:
    begin(page, base)
    page.get_by_role("button", name="标记", exact=True).click()
    asking = hand_in(page, certain=False)
    expect(asking.get_by_role("heading")).to_be_focused()
    expect(asking).to_contain_text("还有 20 题没有作答")
    expect(asking).to_contain_text("有标记的 1 题")
    asking.get_by_role("button", name="第 3 题", exact=True).click()
    expect(page.locator(".qp-done-count")).to_contain_text("第 3/20 题")
    fill_in(page, right=True)
    page.go_back()
    turn_to(page, "sit")
    expect(hand_in(page, certain=False)).to_contain_text("还有 19 题没有作答")
    asking.get_by_role("button", name="确定交卷").click()
    expect(page.locator(".qp-score")).to_contain_text("5 分（满分 100 分，60 分合格）✗ 不合格")
    assert len(kept(page)["questions"]) == 1, "an empty answer is not an answer"


def test_a_reload_in_the_middle_loses_neither_answers_nor_time(page: Page, base: str) -> None:
    begin(page, base)
    fill_in(page, right=True)
    button(page, "下一题").click()
    before = sitting(page)
    page.clock.fast_forward("06:00")
    page.reload()
    expect(page.locator(".qp-clock")).to_contain_text(re.compile("剩余 0[789]:"))
    assert sitting(page)["answers"] == before["answers"]
    here = card(page).get_by_role("button", name="第 2 题，未答")
    expect(here).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="第 1 题，已答").click()
    assert page.locator(".qp-body input:checked").count() >= 1


def test_the_clock_warns_is_extended_then_hands_in(page: Page, base: str) -> None:
    begin(page, base)
    fill_in(page, right=True)
    page.clock.fast_forward("10:01")
    expect(page.locator("[role=status].qp-hidden")).to_have_text("还剩 5 分钟")
    card(page)
    button(page, "延长 10 分钟").click()
    page.keyboard.press("Escape")
    expect(page.locator(".qp-clock")).to_contain_text("剩余 14:")
    page.clock.fast_forward("15:00")
    expect(page.locator(".qp-score")).to_contain_text("5 分")
    expect(page.locator("#qp-app")).to_contain_text("用时 25 分钟（中途延长 10 分钟）；时间到，自动交卷")


def test_an_exam_that_ran_out_while_the_computer_slept_ends_at_its_deadline(page: Page, base: str) -> None:
    begin(page, base)
    fill_in(page, right=True)
    page.goto("about:blank")
    page.clock.fast_forward("09:00:00")
    open_view(page, base, "exam")
    expect(page.locator("#qp-app")).to_contain_text("时间已到")
    page.get_by_role("link", name="看成绩").click()
    expect(page.locator("#qp-app")).to_contain_text("用时 15 分钟；时间到，自动交卷")
    expect(page.locator(".qp-score")).to_contain_text("5 分")


def test_without_end_and_half_as_long_again(page: Page, base: str) -> None:
    begin(page, base, time="不限时")
    expect(page.locator(".qp-clock")).to_have_text("不限时")
    expect(page.get_by_role("button", name="延长 10 分钟")).to_have_count(0)
    turn_to(page, "exam")
    page.get_by_role("button", name="放弃这场考试…").click()
    page.get_by_role("button", name="确定放弃").click()
    begin(page, base, time="延长一半")
    expect(page.locator(".qp-clock")).to_contain_text(re.compile("剩余 2[12]:"))


def test_two_tabs_share_the_exam_and_it_is_handed_in_once(page: Page, base: str) -> None:
    begin(page, base)
    fill_in(page, right=True)
    other = page.context.new_page()
    open_view(other, base, "sit")
    button(other, "下一题").click()
    fill_in(other, right=True)
    assert len(sitting(page)["answers"]) == 2
    hand_in(other)
    expect(other.locator(".qp-score")).to_contain_text("10 分")
    page.clock.run_for(1000)
    expect(page.locator(".qp-score")).to_contain_text("10 分")
    expect(page.locator("[role=status].qp-hidden")).to_contain_text("已经在别的标签页交卷")
    record = kept(page)
    assert len(record["exams"]) == 1
    assert all(sum(sum(two) for two in one["counts"].values()) == 1 for one in record["questions"].values())


def test_written_answers_are_judged_by_the_reader_even_after_a_reload(page: Page, base: str) -> None:
    begin(page, base, LONG)
    shorts = page.evaluate(
        """JSON.parse(localStorage.getItem('quizgen.exam')).items
          .map((item, at) => [Quizgen.app.pool.byId[item.id].kind, at])
          .filter(pair => pair[0] === 'short').map(pair => pair[1])"""
    )
    for at in shorts[:3]:
        page.evaluate("at => Quizgen.app.view.paper.show(at)", at)
        page.locator("textarea").first.fill("写了一点")
    hand_in(page)
    expect(page.get_by_role("heading", name="对照要点自己评分")).to_be_focused()
    page.locator(".qp-points input:enabled").first.check()
    page.reload()
    expect(page.locator(".qp-points input:enabled").first).to_be_checked()
    expect(
        page.locator(".qp-kind-short", has_text="没有写，不得分").first.locator("input").first
    ).to_be_disabled()
    for box in page.locator(".qp-points input:enabled").all():
        box.check()
    page.get_by_role("button", name="评完了，看成绩").click()
    expect(page.locator("#qp-app")).to_contain_text("由自己评分")
    expect(page.locator(".qp-table").first).to_contain_text(re.compile("简答题15 ?20"))


def test_retired_questions_leave_the_exam_and_the_records_alone(page: Page, base: str) -> None:
    begin(page, base)
    fill_in(page, right=True)
    now = sitting(page)
    now["items"][5]["id"] = "MZ-9999"
    page.goto("about:blank")
    open_view(page, base)
    seed(page, now, EXAM)
    turn_to(page, "sit")
    expect(page.get_by_role("alert")).to_contain_text("有 1 题已不在库里")
    expect(page.locator(".qp-sheet button")).to_have_count(19)
    hand_in(page)
    expect(page.locator(".qp-score")).to_contain_text("5 分（满分 95 分")


def test_a_result_is_saved_as_a_self_test_and_is_no_record_to_import(
    page: Page, base: str, tmp_path: Path
) -> None:
    begin(page, base)
    hand_in(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="保存成绩文件").click()
    assert waiting.value.suggested_filename == "自测成绩-2026-11-22.json"
    saved = tmp_path / "result.json"
    waiting.value.save_as(saved)
    result = json.loads(saved.read_text(encoding="utf-8"))
    assert (result["kind"], result["official"], result["points"]) == ("自测成绩", False, "0")
    turn_to(page, "progress")
    page.get_by_label("导入文件").set_input_files(saved)
    expect(page.locator(".qp-result").first).to_contain_text("自测成绩，不是练习记录")


def test_the_history_shows_every_exam_with_its_trend(page: Page, base: str) -> None:
    for right in (False, True):
        begin(page, base)
        fill_in(page, right=right)
        page.clock.fast_forward("16:00")
        expect(page.locator(".qp-score")).to_be_visible()
    turn_to(page, "exam")
    expect(page.locator(".qp-table tbody tr")).to_have_count(2)
    expect(page.locator(".qp-chart")).to_have_attribute("aria-label", "历次得分率：0%、5%")


def test_an_exam_is_sat_by_the_keyboard_alone(page: Page, base: str) -> None:
    begin(page, base)
    expect(page.locator(".qp-stem")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(".qp-done-count")).to_contain_text("第 1/20 题，未答 19")
    page.keyboard.press("Enter")
    expect(page.locator(".qp-done-count")).to_contain_text("第 2/20 题")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".qp-body input").nth(1)).to_be_checked()
    page.get_by_role("button", name="交卷", exact=True).press("Enter")
    page.get_by_role("button", name="确定交卷").press("Enter")
    expect(page.locator(".qp-score")).to_be_visible()
