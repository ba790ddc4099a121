"""A bank of another subject in the practice centre: every kind by touch on a phone and by the keyboard."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizgen.model.kinds import Kind
from tests.found import things_below
from tests.tool import quizgen
from tests.web.browsers import OLDEST, Browsers, watched, window
from tests.web.practice.looks import faults_of
from tests.web.practice.practice_page import asked, button, give, open_view, turn_to
from tests.workflows.lab_exam import BANK

FOREIGN = ("主体责任", "从严治党", "述职评议")
KINDS = [kind.value for kind in Kind]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project made from that bank, in a folder outside the repository."""
    desk = tmp_path_factory.mktemp("lab-site")
    with contextlib.chdir(desk):
        made = quizgen("new", "准入", "--title", "实验室安全", "--bank", BANK)
        assert made.status == 0, made.out + made.err
    with contextlib.chdir(desk / "准入"):
        built = quizgen("site", "build")
        assert built.status == 0, built.out + built.err
    return desk / "准入" / "build" / "site"


@pytest.fixture(scope="module")
def phone(all_browsers: Browsers, site: Path) -> Iterator[Page]:
    """A phone that is touched, opened from the folder; every address that it asks for is a file."""
    context = window(
        all_browsers[OLDEST], viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    open_view(page, f"{site.as_uri()}/")
    page.evaluate("Quizgen.app.store.set('oneTap', false)")
    yield page
    context.close()


@pytest.fixture(scope="module")
def desk(all_browsers: Browsers, site: Path) -> Iterator[Page]:
    """A wide screen where only the keyboard is used."""
    page, heard = watched(all_browsers[OLDEST])
    open_view(page, f"{site.as_uri()}/")
    yield page
    page.context.close()
    assert [line for line in heard if not line.startswith("file:")] == []


def ask(page: Page, kind: str) -> str:
    turn_to(page, "")
    turn_to(page, f"kind/{kind}")
    page.wait_for_function("name => Quizgen.app.view.name === name", arg="kind")
    return asked(page)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_by_touch(phone: Page, kind: str) -> None:
    ask(phone, kind)
    phone.locator(".qp-next").tap(trial=True)
    assert faults_of(phone, kind) == []
    give(phone)
    assert faults_of(phone, f"{kind} answered") == []


REACHED = """() => {
  const element = document.activeElement;
  const ours = element && element.closest("#qp-app");
  return ours ? element.textContent.trim() || element.type || element.tagName : "";
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_handed_in_by_the_keyboard_alone(desk: Page, kind: str) -> None:
    """Tab comes to every field and to the button; what is put there is told by its result."""
    ask(desk, kind)
    expect(desk.locator(".qp-stem").first).to_be_focused()
    for _ in range(60):
        desk.keyboard.press("Tab")
        if desk.evaluate(REACHED) == "提交":
            break
        put(desk)
    assert desk.evaluate(REACHED) == "提交"
    desk.keyboard.press("Enter")
    expect(desk.locator(".qp-result, .qp-points").first).to_be_visible()


DRAWN = """[...document.querySelectorAll("#qp-app img, #qp-app table, #qp-app [role=math], #qp-app sub")]
  .map(one => one.alt || one.ariaLabel || one.tagName.toLowerCase())"""


def put(page: Page) -> None:
    """Something into the field that has the focus, with keys only."""
    kind = (
        page.evaluate("document.activeElement.tagName + ' ' + (document.activeElement.type || '')")
        .strip()
        .lower()
    )
    if kind.startswith("select"):
        page.keyboard.press("ArrowDown")
    elif kind in {"input radio", "input checkbox"}:
        page.keyboard.press("Space")
    elif kind in {"input text", "textarea textarea"}:
        page.keyboard.type("119")


def test_pictures_tables_formulas_are_there_with_their_words(desk: Page) -> None:
    desk.evaluate("Quizgen.app.rounds.clear()")
    ask(desk, "single")
    found: set[str] = set()
    for number in range(8):
        if number:
            before = desk.evaluate("Quizgen.app.view.id")
            button(desk, "下一题").click()
            desk.wait_for_function("id => Quizgen.app.view.id !== id", arg=before)
        asked(desk)
        found |= set(desk.evaluate(DRAWN))
        give(desk)
    assert {"table", "M等于18", "sub", "黄底黑边的三角形，里面是一团火焰"} <= found


def test_no_word_of_ours_is_on_the_site(site: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in things_below(site, "*.html")]
    assert len(texts) > 4
    assert [word for word in FOREIGN if any(word in text for text in texts)] == []
