"""The self-test in a page: its fence, the list it becomes, the form that the practice script makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import markdown
import pytest
from playwright.sync_api import Locator, Page, expect

from quizgen.bank.load import load_bank
from quizgen.errors import ContentFaults
from quizgen.knowledge.page_checks import FENCE_WORDS, SELF_TEST, UNKNOWN_ID
from quizgen.model.question import FillQuestion, SingleQuestion, TrueFalseQuestion, option_texts
from quizgen.web.practice.question import CitedPlaces, question_data
from tests.web.axe import WIDTHS, faults, faults_in_the_dark
from tests.web.browsers import OLDEST, Browsers, watched, window
from tests.web.evil_bank import SEALED, write_bank
from tests.web.page import DATA, KNOWLEDGE, ROOT, classed, words
from tests.web.site import served

FAULTS = {
    "topic=民责 count=2": (UNKNOWN_ID, "没有专题“民责”（"),
    "topic=好专题": (FENCE_WORDS, "selftest 的写法不对，一次 1 到 10 题、不重复"),
    "topic=好专题 count=11": (FENCE_WORDS, "写成 selftest topic=专题 count=5"),
    "topic=好专题 count=0": (FENCE_WORDS, "selftest 的写法不对"),
    "": (FENCE_WORDS, "selftest 的写法不对"),
    "EV-0001 EV-0001": (FENCE_WORDS, "不重复"),
    "EV-0001 count=2": (FENCE_WORDS, "selftest 的写法不对"),
    "EV-0999": (UNKNOWN_ID, "没有题目“EV-0999”"),
    "EV-0001 ZZ-9003": (SELF_TEST, "题目 ZZ-9003 封存备考，不能上网页"),
    "ZZ-9101": (SELF_TEST, "题目 ZZ-9101 已停用"),
    "topic=好专题 count=1": (SELF_TEST, "“好专题”只有 0 道单选、多选、判断、填空题可用，不够 1 道"),
}


@pytest.fixture(scope="module")
def evil_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bank = tmp_path_factory.mktemp("bank") / "question_bank"
    retired = {**SEALED[0], "id": "ZZ-9101", "pool": "practice", "retired": "2026-11-22 改写"}
    write_bank(bank, [*SEALED, retired])
    return bank


def render(fence: str, bank: Path) -> Element:
    settings = {"data": str(DATA), "page": "页.md", "bank": str(bank)}
    text = f"# 页\n\n```selftest {fence}\n```\n"
    html = markdown.markdown(text, extensions=["quizgen"], extension_configs={"quizgen": settings})
    return fromstring(f"<main>{html}</main>")


@pytest.mark.parametrize("fence", FAULTS)
def test_a_fault_names_line_and_rule(fence: str, evil_bank: Path) -> None:
    with pytest.raises(ContentFaults) as caught:
        render(fence, evil_bank)
    rule, sentence = FAULTS[fence]
    assert f"页.md:3: [{rule.id}]" in str(caught.value)
    assert sentence in str(caught.value)


def test_a_site_without_a_bank_is_told_so_only_where_it_asks(tmp_path: Path) -> None:
    with pytest.raises(ContentFaults) as caught:
        render("EV-0001", tmp_path / "question_bank")
    assert f"页.md:3: [{SELF_TEST.id}] 这个网站没有题库，不能放自测" in str(caught.value)


def test_the_list_says_what_is_asked_and_folds_the_answers() -> None:
    asked = load_bank([ROOT / "question_bank"]).active
    one = next(question for question in asked if isinstance(question, SingleQuestion))
    false = next(
        question for question in asked if isinstance(question, TrueFalseQuestion) and not question.answer
    )
    blank = next(question for question in asked if isinstance(question, FillQuestion))
    names = f"{one.id} {false.id} {blank.id}"
    root = render(names, ROOT / "question_bank")
    (frame,) = classed(root, "qz-selftest")
    assert frame.get("data-ids") == names
    assert frame.get("data-search-exclude") is not None
    single, judged, filled = frame.findall("./ol/li")
    options = {words(item)[3:]: words(item)[0] for item in single.findall("./ul/li")}
    assert sorted(options.values()) == ["A", "B", "C", "D"]
    right = options[option_texts(one)[0]]
    folded = words(single.find("./details"))
    assert f"答案：{right}。" in folded
    assert sum(f"{letter} 不对：" in folded for letter in "ABCD") == 3
    link = single.find(".//details//a")
    assert link is not None
    assert str(link.get("href")).endswith(f"#{one.cites[0]}")
    assert "答案：× 错误。" in words(judged.find("./details"))
    assert f"答案：{' 或 '.join(blank.answers[0])}" in words(filled.find("./details"))
    before = "".join([single.text or "", *(words(part) for part in single if part.tag != "details")])
    assert "答案" not in before


def test_a_case_has_its_parts_with_their_own_answers(evil_bank: Path) -> None:
    (case,) = classed(render("EV-0006", evil_bank), "qz-selftest")[0].findall("./ol/li")
    parts = case.findall("./ol/li")
    assert len(parts) == 3
    assert all("小题解析" in words(part.find("./details")) for part in parts)


def test_an_essay_says_how_much_to_write_and_folds_its_bands(evil_bank: Path) -> None:
    (essay,) = classed(render("EV-0010", evil_bank), "qz-selftest")[0].findall("./ol/li")
    assert "论述题干10（不少于300字）" in words(essay)
    bands = essay.findall("./details/ul/li")
    assert [words(band)[:12] for band in bands] == ["一档（60至100%）：", "二档（0至不满60%）："]


def test_five_questions_cost_less_than_eight_kilobytes(built_site: Path) -> None:
    html = (built_site / "kaohe.html").read_text(encoding="utf-8")
    block = html[html.index('<section class="qz-selftest"') :].partition("</section>")[0]
    assert block.count("<summary>") == 5
    assert len(block.encode()) < 8_000


THEMES = (
    "zeren mingze yaze yanze pingze wenze chuzhi tanhua fenxi xuncha xuncha-guanxi xuncha-zhang xuncha-duiwu"
)
MORE = "ganbu ganbu-quan ganbu-xinxi gongan kaohe ceshi"


@pytest.mark.parametrize("name", [*THEMES.split(), *MORE.split()])
def test_every_theme_page_ends_with_questions(name: str, built_site: Path) -> None:
    html = (built_site / f"{name}.html").read_text(encoding="utf-8")
    block = html[html.index('<section class="qz-selftest"') :].partition("</section>")[0]
    assert 3 <= block.count("<summary>") <= 5


def test_each_learning_path_ends_with_questions(built_site: Path) -> None:
    html = (built_site / "luxian.html").read_text(encoding="utf-8")
    assert html.count('<section class="qz-selftest"') == 3


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, built_site: Path) -> Iterator[str]:
    if request.param == "file":
        yield built_site.as_uri() + "/"
        return
    with served(built_site) as found:
        yield found


@pytest.fixture
def page(all_browsers: Browsers) -> Iterator[Page]:
    """A fresh page of a phone; its scripts complained of nothing."""
    found, heard = watched(all_browsers[OLDEST], 360, 740)
    yield found
    assert [line for line in heard if line.startswith("error")] == []
    found.context.close()


def form_on(page: Page, address: str) -> Locator:
    page.goto(address)
    page.locator(".qz-selftest").scroll_into_view_if_needed()
    return page.locator("form.qp-selftest")


def kept(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('quizgen.practice')"))["questions"]
    return found


def test_the_unanswered_are_named_answered_and_handed_in_by_keyboard(page: Page, base: str) -> None:
    form = form_on(page, f"{base}kaohe.html")
    form.get_by_role("button", name="提交这 5 题").press("Enter")
    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(5)
    summary.get_by_role("link").nth(3).press("Enter")
    fourth = form.get_by_role("group").nth(3)
    expect(fourth.get_by_role("radio").first).to_be_focused()
    expect(fourth).to_have_accessible_description("✗ 这一题还没有作答")
    page.keyboard.press("Space")
    expect(fourth.locator(".qp-error")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    form.get_by_role("button", name="提交这 5 题").press("Enter")
    expect(form.get_by_role("alert").get_by_role("listitem")).to_have_count(4)
    form.get_by_role("button", name="不会的不答了").press("Enter")
    expect(form.locator(".qp-score-box")).to_be_focused()
    expect(form.locator(".qp-score-box")).to_contain_text("没有作答 4 题")
    assert len(kept(page)) == 1
    form.get_by_role("button", name="再做一遍").press("Enter")
    expect(form.locator(".qp-stem").first).to_be_focused()
    expect(form.locator(".qp-result")).to_have_count(0)


def test_right_wrong_and_half_are_told_in_words_and_remembered(page: Page, evil_site: Path) -> None:
    form = form_on(page, (evil_site / "chengxu" / "er.html").as_uri())
    cards = form.locator(".qp-card")
    cards.nth(0).get_by_label("对项").check()
    cards.nth(1).get_by_label("对项丙").check()
    cards.nth(2).get_by_label("错误").check()
    cards.nth(3).get_by_role("textbox").fill("<img src=x onerror=evil()>空4")
    form.get_by_role("button", name="提交这 6 题").click()
    expect(form.locator(".qp-score-box")).to_contain_text("做了 4 题：答对 2 题，答错 2 题。")
    expect(form.locator(".qp-score-box")).to_contain_text("答错的：第 2 题、第 3 题。")
    for at, said in enumerate(("✓ 答对了", "△ 漏选 1 项，按答错记", "✗ 答错了", "✓ 答对了")):
        expect(cards.nth(at).locator(".qp-result")).to_have_text(said)
    expect(cards.nth(0).locator(".qp-whys > li")).to_have_count(2)
    cards.nth(4).get_by_label("要点甲").check()
    cards.nth(4).get_by_role("button", name="记下自评").click()
    expect(cards.nth(4).locator(".qp-result")).to_have_text("△ 答对一部分")
    noted = kept(page)
    assert {id_: record["ok"] for id_, record in noted.items()} == {
        "EV-0001": 2,
        "EV-0002": 0,
        "EV-0003": 0,
        "EV-0004": 2,
        "EV-0005": 1,
    }
    cards.nth(0).locator(".qp-cites a").click()
    expect(page.frame_locator(".qp-source").locator(":target")).to_have_id("xiamen-019")
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    expect(cards.nth(0).locator(".qp-cites a")).to_be_focused()


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_the_other_browsers_mark_it_too(kind: str, all_browsers: Browsers, built_site: Path) -> None:
    page, heard = watched(all_browsers[kind])
    form = form_on(page, (built_site / "kaohe.html").as_uri())
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="提交").click()
    expect(form.get_by_role("alert")).to_be_focused()
    form.get_by_role("button", name="不会的不答了").click()
    expect(form.locator(".qp-score-box")).to_contain_text("做了 1 题")
    assert [line for line in heard if line.startswith("error")] == []
    page.context.close()


def test_what_was_wrong_in_a_page_is_in_the_wrong_question_book(page: Page, evil_site: Path) -> None:
    with served(evil_site) as address:
        form = form_on(page, f"{address}index.html")
        form.locator(".qp-card").nth(2).get_by_label("错误").check()
        form.get_by_role("button", name="提交").click()
        form.get_by_role("button", name="不会的不答了").click()
        expect(form.locator(".qp-score-box")).to_contain_text("已记入")
        form.get_by_role("link", name="接着练").click()
        page.goto(f"{address}lianxi.html#/book")
        expect(page.locator(".qp-book")).to_contain_text("判断题干3")


def test_where_nothing_can_be_kept_this_is_said(page: Page, built_site: Path) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    form = form_on(page, (built_site / "kaohe.html").as_uri())
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="提交").click()
    form.get_by_role("button", name="不会的不答了").click()
    expect(form.locator(".qp-score-box")).to_contain_text("这次没有记下")


def test_without_the_questions_the_list_stays(all_browsers: Browsers, built_site: Path) -> None:
    page, _ = watched(all_browsers[OLDEST])
    page.route("**/practice/q*.js", lambda route: route.abort())
    with (
        served(built_site) as address,
        page.expect_console_message(lambda said: "读不到题目文件" in said.text),
    ):
        form = form_on(page, f"{address}kaohe.html")
    expect(form).to_have_count(0)
    expect(page.locator(".qz-selftest > ol > li")).to_have_count(5)
    page.context.close()


def test_pages_without_questions_load_no_practice_script(all_browsers: Browsers, built_site: Path) -> None:
    page, asked = watched(all_browsers[OLDEST])
    page.goto((built_site / "anli.html").as_uri())
    page.keyboard.press("End")
    expect(page.locator(".qz-notes ol, footer").first).to_be_visible()
    assert [url for url in asked if "/practice/" in url] == []
    page.context.close()


def test_axe_finds_nothing_before_and_after(all_browsers: Browsers, built_site: Path) -> None:
    context = window(all_browsers[OLDEST], color_scheme="light")
    page = context.new_page()
    form = form_on(page, (built_site / "kaohe.html").as_uri())
    form.get_by_role("button", name="提交").click()
    found = looked_at(page)
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="提交").click()
    form.get_by_role("button", name="不会的不答了").click()
    found += looked_at(page)
    assert page.evaluate(PUT, rich_questions()) == [300, 480, 200]
    assert found + looked_at(page) == []
    context.close()


def looked_at(page: Page) -> list[str]:
    """What stands in the way of the self-test, on a desk, on a phone, in the dark."""
    found: list[str] = []
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        found += faults(page, ".qz-selftest")
    return found + faults_in_the_dark(page, ".qz-selftest")


PUT = """questions => {
  const root = document.querySelector(".qz-selftest");
  questions.forEach(one => {
    const order = one.kind === "case" ? [[0, 1, 2, 3], []] : [0, 1, 2, 3];
    new Quizgen.question.Question(root.appendChild(document.createElement("div")), one, {order: order});
  });
  const pictures = [...root.querySelectorAll(".qp-picture img")];
  return Promise.all(pictures.map(one => one.decode().then(() => one.naturalWidth)));
}"""
"""Puts questions on the page; how wide their pictures are by themselves (a drawing without a width: 300)."""


def rich_questions() -> list[Any]:
    """Questions with scripts, formulas, pictures, a table as the practice scripts take them."""
    bank = load_bank([ROOT / "tests" / "data" / "rich"])
    cited = CitedPlaces(KNOWLEDGE, "laiyuan")
    return [question_data(one, cited, bank.picture) for one in bank.questions]
