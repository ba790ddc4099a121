"""One is led: what to do now, what is mastered, own sets, the book, sheets of paper, after an exam."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsers import OLDEST, Browsers, window
from tests.web.practice.looks import faults_of
from tests.web.practice.practice_page import (
    PAGE,
    asked,
    button,
    fill_in,
    give,
    hand_in,
    kept,
    open_view,
    record,
    seed,
    state,
    turn_to,
)
from tests.web.site import served

TODAY = "Quizgen.app.store.today()"


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers, base: str) -> Iterator[Page]:
    """A newcomer with a phone, at the practice centre."""
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    found = context.new_page()
    open_view(found, base)
    yield found
    context.close()


def practised(page: Page, base: str, wrong: int, **more: Any) -> list[str]:
    """So many questions were answered wrong three days ago, and are due tomorrow; their ids."""
    today = page.evaluate(TODAY)
    ids: list[str] = page.evaluate(
        "count => Quizgen.queue.ids(Quizgen.app.pool.entries).slice(0, count)", wrong
    )
    records = {id_: record(today - 3, ok=0, counts=(1, 0), due=today + 1) for id_ in ids}
    seed(page, state(records, **more))
    page.goto("about:blank")
    open_view(page, base)
    return ids


def test_the_first_view_leads_and_is_short(page: Page, base: str) -> None:
    first = page.locator(".qp-first")
    assert page.evaluate("document.querySelector('#qp-app').scrollHeight") < 2 * 740
    expect(first).to_contain_text("今天 10 题")
    expect(page.get_by_role("link", name="填考试日期")).to_be_visible()
    today = page.evaluate(TODAY)
    practised(page, base, 30, settings={"examDay": [today + 23, 1]})
    expect(first).to_contain_text("今天 10 题")
    expect(page.locator(".qp-now")).to_contain_text("距考试 23 天")
    expect(page.locator(".qp-whole")).to_contain_text("做过 30 题，共")
    assert page.locator(".qp-topics > li").count() == page.evaluate("Quizgen.app.pool.topTopics().length")
    assert page.locator(".qp-topics .qp-bar").count() == page.locator(".qp-topics > li").count()
    page.evaluate(
        "() => { const {store} = Quizgen.app, day = store.today(); store.change(state => Object.values("
        "state.questions).slice(0, 7).forEach(one => { one.due = day; })); Quizgen.app.show(); }"
    )
    expect(first).to_contain_text("复习到期的 7 题")
    expect(page.locator(".qp-now .qp-chips")).to_contain_text("今天 10 题")
    assert faults_of(page, "home") == []
    open_view(page, base, "kind/multiple")
    give(page)
    open_view(page, base)
    expect(first).to_contain_text("继续：按题型：多选")
    expect(page.locator(".qp-now .qp-chips")).to_contain_text("复习到期的 7 题")
    open_view(page, base, "exam")
    page.get_by_role("button", name="开始考试").nth(2).click()
    expect(page.locator("#qp-app form.qp-card").first).to_be_visible()
    open_view(page, base)
    expect(first).to_contain_text("继续模拟考试")
    first.click()
    asked(page)


def test_a_set_of_ones_own_says_what_it_gives_before_it_starts(page: Page, base: str) -> None:
    ids = practised(page, base, 3)
    page.get_by_role("link", name="自己选题").click()
    said = page.locator(".qp-card [role=status]")
    everything = page.evaluate("Quizgen.app.pool.entries.length")
    expect(said).to_have_text(f"符合的有 {everything} 题，这次做 10 题。")
    page.get_by_label("哪些题").select_option("错题本里的")
    expect(said).to_have_text("符合的有 3 题，这次做 3 题。")
    page.get_by_label("哪些题").select_option("到期的")
    expect(said).to_contain_text("没有符合的题")
    expect(page.get_by_role("link", name="开始练")).not_to_be_visible()
    page.get_by_label("哪些题").select_option("没做过的")
    page.get_by_label("专题", exact=True).select_option("明责")
    page.get_by_label("小专题").select_option("责任清单")
    page.get_by_label("题型").select_option("单选")
    page.get_by_label("难度").select_option("易")
    page.get_by_label("几题").select_option("5 题")
    wanted = page.evaluate(
        "ids => Quizgen.app.pool.entries.filter(one => one.topic === '明责/责任清单' && one.level === '易' "
        "&& one.kind === 'single' && !ids.includes(one.id)).map(one => one.id)",
        ids,
    )
    assert wanted
    expect(said).to_have_text(f"符合的有 {len(wanted)} 题，这次做 {min(5, len(wanted))} 题。")
    page.get_by_role("link", name="开始练").click()
    assert asked(page) in wanted
    expect(page.locator("#qp-app h2").first).to_contain_text("没做过的，明责 · 责任清单，单选，难度易")
    open_view(page, base, "ten")
    assert asked(page) not in ids[:0]
    assert page.evaluate("Quizgen.app.view.ids.length") == 10


def test_the_book_shows_what_was_chosen_and_lets_go(page: Page, base: str) -> None:
    practised(page, base, 45)
    open_view(page, base, "set/5/易混辨析/single/-/new/-/-")
    name = give(page, right=False)
    chosen = kept(page)["chosen"][name][0]["options"][0]
    words = page.evaluate(
        "([id, at]) => { const one = Quizgen.app.pool.questions[id]; "
        "return Quizgen.dom.words(Quizgen.lettered.textOf(one, at)); }",
        [name, chosen],
    )
    open_view(page, base, "book")
    rows = page.locator(".qp-book > li")
    expect(page.locator(".qp-count")).to_contain_text("共 46 题；这里是第 1 到 20 题")
    expect(rows).to_have_count(20)
    expect(rows.first.locator(".qp-chosen")).to_have_text(f"上次选的：{words}")
    rows.first.get_by_role("button", name="移出").click()
    expect(rows.first).to_contain_text("已移出")
    expect(page.locator(".qp-count")).to_contain_text("共 45 题")
    rows.first.get_by_role("button", name="撤销").click()
    expect(page.locator(".qp-count")).to_contain_text("共 46 题")
    rows.first.get_by_role("button", name="移出").click()
    expect(rows.first).to_contain_text("已移出")
    assert faults_of(page, "book") == []
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".qp-book")).to_have_attribute("start", "21")
    page.get_by_role("button", name="下一页").click()
    expect(rows).to_have_count(5)
    open_view(page, base, "book")
    expect(page.locator(".qp-count")).to_contain_text("共 45 题")
    assert name not in page.evaluate("Quizgen.queue.wrong(Quizgen.app.pool.entries, Quizgen.app.store.state)")
    page.evaluate("id => Quizgen.app.store.answer(id, 0)", name)
    assert name in page.evaluate("Quizgen.queue.wrong(Quizgen.app.pool.entries, Quizgen.app.store.state)")


def test_any_set_is_printed_with_options_and_the_answers_at_the_end(page: Page, base: str) -> None:
    practised(page, base, 12)
    open_view(page, base, "book")
    page.get_by_role("link", name="打印").click()
    questions, keys = page.locator(".qp-paper-asked > li"), page.locator(".qp-paper-keys li")
    expect(questions).to_have_count(12)
    expect(keys).to_have_count(12)
    assert page.locator(".qp-paper-options > li").count() > 12
    places = page.evaluate(
        "() => [document.querySelector('.qp-paper-asked').getBoundingClientRect().bottom, "
        "document.querySelector('.qp-paper-keys').getBoundingClientRect().top]"
    )
    assert places[0] <= places[1]
    page.emulate_media(media="print")
    expect(keys.first).to_be_visible()
    for away in (".md-header", "#qp-app h2", ".qp-back", "h1", ".md-footer"):
        expect(page.locator(away).first).not_to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_label("印答案").uncheck()
    expect(keys.first).not_to_be_visible()
    for view in ("print/set/5/-/multiple/-/-/-/-", "print/kind/case", "print/favourites"):
        turn_to(page, view)
        expect(page.locator(".qp-paper-asked > li, .qp-empty").first).to_be_visible()
    expect(page.locator(".qp-empty")).to_contain_text("还没有收藏")


def test_after_an_exam_weak_topics_lead_to_pages_and_practice_and_the_trend_is_told(
    page: Page, base: str
) -> None:
    for right in (True, False):
        open_view(page, base, "exam")
        page.get_by_role("button", name="开始考试").nth(2).click()
        fill_in(page, right=right)
        hand_in(page)
        expect(page.locator(".qp-score")).to_be_visible()
    expect(page.get_by_role("heading", name="先补这几个专题")).to_be_visible()
    expect(page.locator(".qp-chart")).to_be_visible()
    expect(page.locator("#qp-app")).to_contain_text("比上一次低")
    missed = page.evaluate("Quizgen.modes.missedIds(Quizgen.app, Quizgen.app.route().rest[0])")
    pages = page.locator(".qp-weak a", has_text="看这一页")
    for link in pages.all():
        assert page.request.get(base + str(link.get_attribute("href"))).ok
    assert pages.count() == page.locator(".qp-weak > li").count()
    page.get_by_role("link", name="练这些错题").click()
    assert asked(page) in missed
    assert page.evaluate("Quizgen.app.view.ids.length") == len(missed)


def test_notes_and_marks_travel_with_the_progress(page: Page, base: str, all_browsers: Browsers) -> None:
    ids = practised(page, base, 2)
    open_view(page, base, "book")
    row = page.locator(".qp-book > li").first
    row.get_by_role("button", name="写笔记").click()
    row.get_by_label("我的笔记").fill("第三项容易看错")
    row.get_by_label("我的笔记").blur()
    row.get_by_role("button", name="这题有误").click()
    expect(row.get_by_role("button", name="已标记有误")).to_have_attribute("aria-pressed", "true")
    open_view(page, base, "transfer")
    with page.expect_download() as coming:
        page.get_by_role("button", name="导出成文件").click()
    sent = Path(coming.value.path()).read_text(encoding="utf-8")
    other = window(all_browsers[OLDEST])
    there = other.new_page()
    open_view(there, base)
    there.evaluate(
        "id => { Quizgen.app.store.note(id, '我在电脑上写的'); }", next(iter(json.loads(sent)["notes"]))
    )
    open_view(there, base, "transfer")
    for _ in range(2):
        there.get_by_label("导入文件").set_input_files(
            {"name": "练习记录.json", "mimeType": "application/json", "buffer": sent.encode()}
        )
        expect(there.locator(".qp-result")).to_contain_text("已合并")
    turn_to(there, "remarks")
    expect(there.locator(".qp-book > li")).to_have_count(1)
    note = there.get_by_label("我的笔记").input_value()
    assert sorted(note.split("\n")) == ["我在电脑上写的", "第三项容易看错"]
    expect(there.get_by_role("button", name="已标记有误")).to_be_visible()
    assert next(iter(json.loads(sent)["doubts"])) in ids
    with there.expect_download() as listed:
        there.get_by_role("button", name="存成文件").click()
    assert "（标记为有误）" in Path(listed.value.path()).read_text(encoding="utf-8-sig")
    old = state({ids[1]: record(20_000, ok=2, counts=(0, 9))})
    turn_to(there, "transfer")
    there.get_by_label("导入文件").set_input_files(
        {"name": "旧.json", "mimeType": "application/json", "buffer": json.dumps(old).encode()}
    )
    expect(there.locator(".qp-result")).to_have_text("已合并，新增 9 次作答。")
    other.close()


def test_the_practice_works_from_a_folder_with_a_chinese_name(
    built_site: Path, all_browsers: Browsers, tmp_path: Path
) -> None:
    folder = tmp_path / "练习 网站"
    folder.symlink_to(built_site)
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((folder / PAGE).as_uri() + "#/builder")
    page.get_by_role("link", name="打印成练习").click()
    expect(page.locator(".qp-paper-keys li")).to_have_count(10)
    turn_to(page, "set/5/-/single/-/-/-/-")
    give(page, right=False)
    turn_to(page, "book")
    expect(page.locator(".qp-chosen")).to_be_visible()
    expect(button(page, "练这些错题")).to_be_visible()
    assert faults == []
    context.close()
