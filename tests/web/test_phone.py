"""The pages on a phone 360 pixels wide: tables, marks, menu, where a link lands, five look-ups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.found import things_below
from tests.web.browsers import OLDEST, Browsers, window

SIZE = ViewportSize(width=360, height=740)
WIDE = (768, 1440)
TARGET = 24
"""Pixels that a finger needs each way (WCAG 2.2, 2.5.8)."""

CELLS_CUT = """() => Array.from(document.querySelectorAll(".md-content tbody :is(td, th)")).filter((cell) => {
  const box = cell.getBoundingClientRect();
  return box.width && (box.right > innerWidth || box.left < 0);
}).map((cell) => cell.textContent.slice(0, 20))"""
SMALL_MARKS = """(least) => Array.from(document.querySelectorAll(".qz-cite a")).filter((mark) => {
  const box = mark.getBoundingClientRect();
  return box.width && (box.width < least - 0.1 || box.height < least - 0.1);
}).length"""
BROKEN_HEADS = """() => Array.from(document.querySelectorAll(".md-content thead th")).filter((head) => {
  const lines = new Map(), range = document.createRange();
  const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width) { lines.set(Math.round(box.top), (lines.get(Math.round(box.top)) || 0) + 1); }
    }
  }
  return lines.size > 1 && Array.from(lines.values()).some((letters) => letters <= 2);
}).map((head) => head.textContent)"""
COVERED = """() => {
  const under = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const end = () => Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight;
  const named = ".md-content :is(h2, h3, li, dt, tr, section, article)[id]";
  const all = Array.from(document.querySelectorAll(named));
  return all.filter((_, at) => at % Math.ceil(all.length / 6) === 0).filter((target) => {
    location.hash = "#" + target.id;
    const top = target.getBoundingClientRect().top;
    return target.getClientRects().length && (top < under || (top > innerHeight / 2 && !end()));
  }).map((target) => target.id);
}"""


@dataclass(frozen=True, slots=True)
class Tables:
    """What a walk saw of the tables of a page: what is wrong on a phone, heads broken by width, how many."""

    faults: list[Any]
    broken: dict[int, list[str]]
    heads: int


@pytest.fixture(scope="module")
def phone(all_browsers: Browsers) -> Iterator[Page]:
    """A touch screen 360 pixels wide."""
    context = window(all_browsers[OLDEST], viewport=SIZE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def names(site: Path, words: str) -> list[Path]:
    """The pages whose HTML has these words."""
    return [path for path in things_below(site, "*.html") if words in path.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def walked(phone: Page, built_site: Path) -> dict[str, Tables]:
    """Every page with a table, opened once: what is wrong on a phone, then how wider screens break heads."""
    found = {}
    for path in names(built_site, "<table"):
        phone.goto(path.as_uri())
        faults = [phone.evaluate(CELLS_CUT), phone.evaluate(SMALL_MARKS, TARGET), phone.evaluate(COVERED)]
        faults.append(not phone.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        broken = {}
        for width in WIDE:
            phone.set_viewport_size({"width": width, "height": 900})
            broken[width] = phone.evaluate(BROKEN_HEADS)
        phone.set_viewport_size(SIZE)
        heads: int = phone.evaluate("document.querySelectorAll('.md-content thead th').length")
        found[path.name] = Tables(faults, broken, heads)
    return found


def test_no_column_is_hidden_and_every_mark_can_be_tapped(walked: dict[str, Tables]) -> None:
    assert len(walked) > 20, "the walk has something to walk over"
    assert {name: page.faults for name, page in walked.items() if any(page.faults)} == {}


def test_a_card_names_what_each_cell_is(phone: Page, built_site: Path) -> None:
    phone.goto((built_site / "xuncha-zhang.html").as_uri())
    cell = phone.locator("td[data-label=谁参加]").first
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "谁参加" in label
    assert "：" in label


def test_no_heading_of_a_table_is_broken_inside_a_word(walked: dict[str, Tables]) -> None:
    assert len([name for name, page in walked.items() if page.heads]) > 20
    assert {name: page.broken for name, page in walked.items() if any(page.broken.values())} == {}


def test_the_drawer_opens_another_part_without_loading_a_page(phone: Page, built_site: Path) -> None:
    phone.goto((built_site / "zeren.html").as_uri())
    before = phone.url
    phone.get_by_role("button", name="全部目录", exact=True).tap()
    phone.locator(".md-nav--primary").get_by_role("button", name="回到全部目录").first.tap()
    part = phone.locator(".md-nav--primary").get_by_role("button", name="巡察与干部监督", exact=True)
    part.tap()
    expect(part).to_have_attribute("aria-expanded", "true")
    link = phone.locator(".md-nav--primary").get_by_role("link", name="巡察：四账管理")
    expect(link).to_be_in_viewport()
    assert phone.url == before
    link.tap()
    expect(phone.locator("h1")).to_contain_text("四账管理")


def test_the_glossary_has_an_index_and_is_filtered_by_what_terms_mean(phone: Page, built_site: Path) -> None:
    phone.goto((built_site / "shuyu.html").as_uri())
    terms = phone.locator(".qz-glossary dt:visible")
    every = terms.count()
    assert every > 50
    phone.locator(".qz-letters a", has_text="S").tap()
    expect(phone.locator("#zimu-s")).to_be_in_viewport()
    phone.locator(".qz-filter input").fill("微视频")
    expect(terms).to_have_text(["“三微一端”"])
    assert phone.locator(".qz-glossary dd:visible").count() == 1
    expect(phone.locator(".qz-terms h2:visible")).to_have_count(1)
    phone.locator(".qz-filter input").fill("")
    assert terms.count() == every


STUDY = {
    "四账管理": ("四账管理", ("交账", "转账", "查账", "销账")),
    "整改不认真": ("巡察整改不认真", ("责任追究",)),
    "双反馈 双签收 双报告": ("交账：双反馈—双签收—双报告", ("双反馈", "双签收", "双报告")),
    "三微一端": ("三微一端", ("微博", "微信", "微视频", "APP终端")),
    "14种处置方式 没有": ("第一种形态的具体办法和实施细则", ("材料未列举这14种",)),
}
"""What a learner types, what the result is called that is tapped, what then stands on the screen."""
ON_SCREEN = """() => {
 const said = ".md-content :is(p, li, td, th, h2, h3, dt, dd)";
 return Array.from(document.querySelectorAll(said)).filter((one) => {
  const box = one.getBoundingClientRect();
  return box.height && box.top >= 0 && box.top < innerHeight;
}).map((one) => one.textContent).join(" ");
}"""


@pytest.mark.parametrize("query", STUDY)
def test_one_query_answers(query: str, phone: Page, built_site: Path) -> None:
    result, words = STUDY[query]
    phone.goto((built_site / "index.html").as_uri())
    phone.locator(".qz-search-open").first.tap()
    phone.locator("#qz-search-words").fill(query)
    first = phone.locator(".qz-search-results > li:nth-child(-n+3) a")
    first.filter(has=phone.locator(".qz-search-title", has_text=result)).first.tap()
    phone.wait_for_url("**/*.html#*")
    seen = phone.evaluate(ON_SCREEN)
    assert [one for one in words if one not in seen] == []
