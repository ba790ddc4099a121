"""Options that are pictures and rich accepted answers in the browser: by touch, by keyboard, heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bank.pictured import PICTURED
from tests.tool import quizgen
from tests.web.axe import COLOURS, LEVELS, violations
from tests.web.browsers import OLDEST, Browsers, window
from tests.web.practice.practice_page import asked, button, open_view
from tests.web.site import served

SIDES = "由三条线段围成的图形"
"""What the right picture of TX-0001 shows."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project whose bank has such options."""
    project = tmp_path_factory.mktemp("pictured") / "project"
    run = quizgen("new", project, "--title", "看图常识", "--bank", PICTURED)
    assert run.status == 0, run.out + run.err
    run = quizgen("site", "build", "--config", project / "mkdocs.yml", "--to", project / "site")
    assert run.status == 0, run.out + run.err
    return project / "site"


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture
def phone(all_browsers: Browsers) -> Iterator[Page]:
    """A phone that is touched, with axe at hand."""
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740}, has_touch=True)
    yield context.new_page()
    context.close()


def sound(page: Page) -> None:
    """Nothing is wider than the screen, nothing stands in the way, in light and in the dark."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page, {"type": "tag", "values": LEVELS}) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, {"type": "rule", "values": COLOURS}) == []
    page.emulate_media(color_scheme="light")


def test_a_picture_is_touched_heard_and_judged(phone: Page, base: str) -> None:
    open_view(phone, base, "topic/图形")
    phone.evaluate("Quizgen.app.store.set('oneTap', false)")
    phone.reload()
    while asked(phone) != "TX-0001":
        button(phone, "跳过").click()
    choices = phone.get_by_role("radio")
    heard = [choices.nth(at).evaluate("one => one.labels[0].querySelector('img').alt") for at in range(4)]
    assert SIDES in heard
    right = phone.get_by_role("radio", name=SIDES)
    expect(right).to_have_count(1)
    sound(phone)
    phone.locator(f"img[alt='{SIDES}']").tap()
    expect(right).to_be_checked()
    button(phone, "提交").tap()
    expect(phone.locator(".qp-result")).to_contain_text("✓ 答对了")
    expect(phone.locator(".qp-good img")).to_have_attribute("alt", SIDES)
    sound(phone)


def test_a_picture_is_chosen_by_the_keyboard_alone(phone: Page, base: str) -> None:
    open_view(phone, base, "kind/multiple")
    asked(phone)
    phone.keyboard.press("Tab")
    for at in range(phone.get_by_role("checkbox").count()):
        expect(phone.get_by_role("checkbox").nth(at)).to_be_focused()
        phone.keyboard.press("Space")
        expect(phone.get_by_role("checkbox").nth(at)).to_be_checked()
        phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(phone.locator(".qp-result")).to_contain_text("✗ 答错了")


def test_an_accepted_answer_shows_its_scripts_and_formulas(phone: Page, base: str) -> None:
    open_view(phone, base, "kind/fill")
    asked(phone)
    blanks = phone.locator(".qp-body input")
    blanks.nth(0).fill("H2O")
    blanks.nth(1).fill("S=a")
    button(phone, "提交").click()
    expect(phone.locator(".qp-good .qp-verdict")).to_have_text("✓ 正确")
    told = phone.locator(".qp-bad .qp-verdict")
    expect(told).to_contain_text("应填：")
    expect(told.get_by_role("math")).to_have_count(1)
    expect(told).to_contain_text("或 S=a×a")
    sound(phone)


def test_on_the_wall_pictures_stand_side_by_side(all_browsers: Browsers, base: str) -> None:
    context = window(all_browsers[OLDEST], viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    open_view(page, base, "draw")
    for kind in ("单选", "多选", "填空"):
        page.get_by_label(kind, exact=True).set_checked(kind == "单选")
    page.get_by_role("button", name="开始", exact=True).click()
    page.get_by_role("button", name="抽题").click()
    options = page.locator(".qp-wall-pictures li")
    expect(options).to_have_count(4)
    places = options.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(set(places)) < len(places)
    assert page.locator(".qp-face img").first.evaluate("one => one.getBoundingClientRect().height") > 200
    context.close()


def test_the_list_without_scripts_shows_and_says_the_pictures(all_browsers: Browsers, base: str) -> None:
    context = window(all_browsers[OLDEST], java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}zhuanti.html")
    expect(page.locator(f".qz-options img[alt='{SIDES}']").first).to_be_visible()
    assert page.locator(".qz-options img").evaluate_all("all => all.every(one => one.naturalWidth > 0)")
    context.close()
