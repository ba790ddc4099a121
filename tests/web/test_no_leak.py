"""Nothing sealed reaches the site; text of the bank reaches the page as text, never as mark-up."""

from __future__ import annotations

import base64
import gzip
import html
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from quizgen.bank.load import load_bank
from quizgen.markup import plain_text
from quizgen.model.question import CaseBody
from tests.found import things_below
from tests.web.browsers import OLDEST, Browsers, watched, window
from tests.web.evil_bank import EVIL, KINDS, PICTURE, RETIRED, SEALED, texts

BANK = Path(__file__).parents[2] / "question_bank"


def contents(file: Path) -> str:
    """A file of the site as text, a compressed one unpacked."""
    data = file.read_bytes()
    return (gzip.decompress(data) if file.suffix == ".gz" else data).decode("utf-8", errors="replace")


def spellings(text: str) -> set[str]:
    """A text as it may stand in a page, in a script, in an address."""
    return {text, html.escape(text), json.dumps(text)[1:-1], quote(text)}


def test_no_file_of_the_site_holds_anything_sealed(evil_site: Path) -> None:
    needles = texts([*SEALED, RETIRED])
    assert len(needles) > 60
    assert "ZZ-9001" in needles
    written = sorted(set().union(*map(spellings, needles)))
    files = [path for path in things_below(evil_site) if path.is_file()]
    assert len(files) > 40
    leaks = [
        (path.relative_to(evil_site).as_posix(), needle)
        for path in files
        for text in [path.name + contents(path)]
        for needle in written
        if needle in text
    ]
    assert leaks == []


def held(name: str) -> str:
    """A picture of the bank as a page would hold it."""
    return base64.b64encode(PICTURE.format(name).encode()).decode()


def test_pictures_of_open_questions_are_in_the_pages_themselves_those_of_sealed_ones_nowhere(
    evil_site: Path,
) -> None:
    files = {path: contents(path) for path in things_below(evil_site) if path.is_file()}
    assert {path.name for path, text in files.items() if held("open") in text} >= {"q01.js", "er.html"}
    assert [path for path, text in files.items() if held("sealed") in text or ">sealed<" in text] == []
    assert [path.name for path in files if path.name in {"open.svg", "sealed.svg"}] == []


def test_the_same_search_finds_what_is_open(evil_site: Path) -> None:
    pool = (evil_site / "assets" / "practice" / "pool.js").read_text(encoding="utf-8")
    assert "EV-0001" in pool
    assert "大题" in pool
    first = (evil_site / "assets" / "practice" / "q01.js").read_text(encoding="utf-8")
    assert "错因甲" in first


def test_an_exam_that_must_ask_sealed_questions_says_why_not_without_naming_them(evil_site: Path) -> None:
    script = (evil_site / "assets" / "practice" / "pool.js").read_text(encoding="utf-8")
    data = json.loads(script.removeprefix("window.quizgenPool=").rstrip(";\n"))
    (refused,) = (one for one in data["blueprints"] if one["id"] == "impossible")
    assert refused["planned"] is False
    assert "必须出现的 （不公开的题）" in refused["why"]


def test_nothing_asked_in_a_page_is_in_the_search_index(evil_site: Path) -> None:
    index = (evil_site / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert "样页一" in index
    asked = index.replace("看成绩和解析", "")  # what the practice centre offers may be found
    assert [word for word in ("单选题干", "对项", "错因", "解析", "要点甲", "EV-0001") if word in asked] == []


def test_the_real_index_holds_no_question_either(built_site: Path) -> None:
    index = (built_site / "assets" / "search-index.js").read_text(encoding="utf-8")
    page = (built_site / "kaohe.html").read_text(encoding="utf-8")
    block = page[page.index('<section class="qz-selftest"') :].partition("</section>")[0]
    asked = [one for one in load_bank([BANK]).active if one.id in block and not isinstance(one, CaseBody)]
    assert len(asked) > 3
    for said in (*(plain_text(one.stem)[:16] for one in asked), "答案和解析", '"做几道题"'):
        assert said not in index, said


@pytest.fixture(scope="module")
def screen(all_browsers: Browsers, evil_site: Path) -> Iterator[tuple[Page, list[str]]]:
    """A page that counts every call of what the mark-up would run."""
    page, heard = watched(all_browsers[OLDEST])
    page.add_init_script("window.evils = 0; window.evil = () => { window.evils += 1; };")
    page.on("dialog", lambda dialog: heard.append(f"error: dialog {dialog.message}"))
    page.goto((evil_site / "index.html").as_uri())
    yield page, heard
    page.context.close()


@pytest.fixture
def page(screen: tuple[Page, list[str]]) -> Iterator[Page]:
    """The same page; afterwards nothing has run, no element came from the bank, nothing was complained of."""
    found, heard = screen
    yield found
    assert harm(found) == [0, 0]
    assert [line for line in heard if line.startswith("error")] == []


def harm(page: Page) -> list[int]:
    """How often the mark-up ran, how many elements were made of it."""
    found: list[int] = page.evaluate(
        "[window.evils, document.querySelectorAll('[onerror], [src=\"x\"]').length]"
    )
    return found


def test_the_marks_would_be_heard(all_browsers: Browsers, evil_site: Path) -> None:
    found, _ = watched(all_browsers[OLDEST])
    found.add_init_script("window.evils = 0; window.evil = () => { window.evils += 1; };")
    found.goto((evil_site / "index.html").as_uri())
    found.evaluate("mark => document.body.insertAdjacentHTML('beforeend', mark)", EVIL)
    found.wait_for_function("window.evils")
    assert harm(found) == [1, 1]
    found.context.close()


def practise(page: Page, evil_site: Path, route: str) -> Locator:
    """The view of a route of the practice centre."""
    page.goto((evil_site / "lianxi.html").as_uri() + "#/")
    page.evaluate("route => { window.location.hash = route; }", route)
    return page.locator("#qp-app")


def test_the_list_without_scripts_shows_the_marks_as_text(all_browsers: Browsers, evil_site: Path) -> None:
    context = window(all_browsers[OLDEST], java_script_enabled=False)
    plain = context.new_page()
    plain.goto((evil_site / "chengxu" / "er.html").as_uri())
    assert plain.locator('[onerror], [src="x"]').count() == 0
    plain.locator(".qz-selftest summary").first.click()
    expect(plain.locator(".qz-selftest > ol > li").first).to_contain_text(f"{EVIL}解析")
    context.close()


def test_the_form_in_a_page_shows_the_marks_as_text(page: Page, evil_site: Path) -> None:
    page.goto((evil_site / "chengxu" / "er.html").as_uri())
    page.locator(".qz-selftest").scroll_into_view_if_needed()
    form = page.locator("form.qp-selftest")
    form.locator("button[type=submit]").click()
    expect(form.locator(".qp-fault")).to_contain_text(f"第 1 题：{EVIL[:20]}")
    form.get_by_role("button", name="不会的不答了").click()
    for said in ("单选题干1", "错因甲", "解析", "要点甲", "案例正文6", "应填"):
        expect(form.get_by_text(f"{EVIL}{said}" if said != "应填" else said).first).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_shows_the_marks_as_text(kind: str, page: Page, evil_site: Path) -> None:
    main = practise(page, evil_site, f"#/kind/{kind}")
    for box in main.locator(".qp-card textarea, .qp-card input[type=text]").all():
        box.fill(EVIL)
    expect(main.locator(".qp-stem").first).to_contain_text(EVIL)
    for choice in main.locator(".qp-body").all():
        if choice.locator("input[type=radio], input[type=checkbox]").count():
            choice.locator("input").first.check()
    for choice in main.locator(".qp-body select").all():
        choice.select_option(index=1)
    main.get_by_role("button", name="提交").click()
    expect(main.locator(".qp-explanation")).to_contain_text(f"{EVIL}解析")


def test_reciting_every_question_shows_the_marks_as_text(page: Page, evil_site: Path) -> None:
    main = practise(page, evil_site, "#/recite")
    for number in range(1, 11):
        expect(main.locator(".qp-count")).to_have_text(f"第 {number} 题，共 10 题")
        expect(main.locator(".qp-explanation")).to_contain_text(f"{EVIL}解析")
        assert harm(page) == [0, 0]
        main.get_by_role("button", name="下一题").click()


def test_a_mock_exam_shows_the_marks_as_text(page: Page, evil_site: Path) -> None:
    main = practise(page, evil_site, "#/exam")
    expect(main.locator("h3").first).to_contain_text(EVIL)
    main.get_by_role("button", name="开始考试").click()
    expect(main.locator(".qp-stem").first).to_contain_text(EVIL)
    main.get_by_role("button", name="交卷", exact=True).click()
    main.get_by_role("button", name="确定交卷").click()
    main.get_by_role("button", name="评完了").click()
    expect(main).to_contain_text("逐题回看")
    for item in main.locator("details.qp-card").all():
        item.evaluate("element => { element.open = true; }")
    expect(main.get_by_text(f"{EVIL}解析").first).to_be_visible()


def test_the_wall_shows_the_marks_as_text(all_browsers: Browsers, evil_site: Path) -> None:
    page, heard = watched(all_browsers[OLDEST])
    page.add_init_script("window.evils = 0; window.evil = () => { window.evils += 1; };")
    page.clock.install()
    main = practise(page, evil_site, "#/draw")
    name = '<img/src="x"/onerror="evil()">'
    main.locator("textarea").fill(f"1 {name}")
    main.get_by_role("button", name="开始").click()
    expect(main.locator("h2")).to_contain_text(name)
    for said in (f"{EVIL}口试题干", "", f"{EVIL}要点甲", "", ""):
        page.clock.run_for(2000)
        page.keyboard.press("PageDown")
        expect(main).to_contain_text(said)
    assert harm(page) == [0, 0]
    assert [line for line in heard if line.startswith("error")] == []
    page.context.close()


def test_the_search_shows_the_marks_as_text(page: Page, evil_site: Path) -> None:
    page.goto((evil_site / "index.html").as_uri())
    page.keyboard.press("/")
    expect(page.locator(".qz-search-kinds button")).to_have_count(9)
    page.keyboard.insert_text("<img src=x onerror")
    expect(page.locator(".qz-search-results")).to_contain_text("<img src=x onerror")
