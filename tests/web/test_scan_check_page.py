"""The page of doubtful marks of scanned sheets: by keys, by touch, given out, read back; the marks follow."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quizgen.web.check_page import check_page
from tests.scan.exam import read_doubtful, rows, rules, scan
from tests.web.axe import WIDTHS, faults
from tests.web.browsers import OLDEST, Browsers, watched, window

NAME = "核对人的姓名"
PROGRESS = ".qc-progress strong"


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam whose scans are doubtful in every way; nobody may change it."""
    return read_doubtful(tmp_path_factory.mktemp("doubtful"))


@pytest.fixture
def exam(doubtful: Path, tmp_path: Path) -> Path:
    return shutil.copytree(doubtful, tmp_path / "exam")


def opened(page: Page, exam: Path) -> Page:
    page.goto((exam / "scans" / "待核对.html").as_uri())
    return page


def given_out(page: Page, by: str, path: Path) -> Path:
    page.get_by_label(NAME).fill(by)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    download.value.save_as(path)
    return path


def head(page: Page) -> str:
    return page.locator("#qc section h2").first.inner_text()


def test_by_keyboard_every_doubt_is_decided_given_out_and_read_back(
    exam: Path, all_browsers: Browsers, tmp_path: Path
) -> None:
    page, asked = watched(all_browsers[OLDEST])
    opened(page, exam)
    total = int(page.locator(PROGRESS).inner_text().partition("/")[2])
    for number in ("202604", "202602"):
        assert head(page) == "编号"
        page.get_by_label("是谁的答题卡").fill(number)
        page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("z")
    expect(page.locator(PROGRESS)).to_have_text(f"1 / {total}")
    page.get_by_label("是谁的答题卡").fill("202602")
    page.keyboard.press("Enter")
    page.keyboard.press("0")
    while (now := head(page)).startswith("第"):
        page.keyboard.press("Enter" if page.get_by_role("button", name="记为 ").is_visible() else "b")
        expect(page.get_by_role("status")).to_contain_text(f"{now}记为")
    assert head(page) == "都核对完了"
    file = given_out(page, "李四", tmp_path / "核对结果.json")
    assert [one for one in asked if not one.startswith("file:") and not one.startswith("blob:")] == []
    told = scan(exam, file)
    assert (told.status, f"收到核对的 {total} 处" in told.out) == (0, True), told.out + told.err
    decided = {(row["page"], row["item"]): row["answer"] for row in decisions(exam)}
    given = json.loads(file.read_text(encoding="utf-8"))
    assert {(page_[:16], item): answer for (page_, item), answer in decided.items()} == {
        (row[0], row[1]): row[2] for row in given["rows"]
    }
    assert {row["stamp"]["by"] for row in decisions(exam)} == {"李四"}
    assert (rows(exam)["202602"]["状态"], rows(exam)["202604"]["状态"]) == ("参加", "参加")
    assert rules(exam) == []


def decisions(exam: Path) -> list[dict[str, Any]]:
    text = (exam / "scans" / "decisions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_by_touch_a_screenful_is_recorded_as_proposed_and_kept_when_the_page_is_closed(
    exam: Path, all_browsers: Browsers, tmp_path: Path
) -> None:
    context = window(all_browsers[OLDEST], viewport={"width": 360, "height": 740}, has_touch=True)
    page = opened(context.new_page(), exam)
    page.get_by_role("button", name="比这张卡上别的填涂淡得多").tap()
    page.get_by_role("button", name="一屏看同样的").tap()
    boxes = page.get_by_role("checkbox")
    many = page.locator(".qc-card").count()
    assert many > 1
    assert boxes.first.is_checked()
    page.locator(".qc-card").first.tap()
    page.get_by_role("button", name=f"照建议记下打勾的 {many - 1} 处").tap()
    page.close()
    again = opened(context.new_page(), exam)
    expect(again.locator(PROGRESS)).to_contain_text(f"{many - 1} / ")
    told = scan(exam, given_out(again, "李四", tmp_path / "核对结果.json"))
    assert f"收到核对的 {many - 1} 处" in told.out
    proposed = [row["answer"] for row in decisions(exam)]
    assert proposed
    assert {len(str(one)) for one in proposed} <= {1, 2}


@pytest.mark.parametrize("kind", ["chromium-86", "firefox"])
def test_it_works_in_the_oldest_browser_and_in_firefox(exam: Path, all_browsers: Browsers, kind: str) -> None:
    page, asked = watched(all_browsers[kind])
    opened(page, exam)
    page.get_by_role("button", name="只能选一个").click()
    picture = page.locator(".qc-board img")
    assert picture.evaluate("one => one.naturalWidth") > 100
    before = page.locator(PROGRESS).inner_text()
    assert before.startswith("0 / ")
    page.keyboard.press("a")
    expect(page.locator(PROGRESS)).to_have_text(before.replace("0 /", "1 /"))
    expect(page.get_by_role("status")).to_contain_text("第 3 题记为 A")
    page.reload()
    expect(page.locator(PROGRESS)).to_have_text(before.replace("0 /", "1 /"))
    assert [one for one in asked if one.startswith(("http", "error"))] == []


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_everybody_can_use_it(exam: Path, all_browsers: Browsers, width: int, height: int) -> None:
    page, _ = watched(all_browsers[OLDEST], width, height)
    opened(page, exam)
    assert faults(page) == []
    page.get_by_role("button", name="比这张卡上别的填涂淡得多").click()
    page.get_by_role("button", name="一屏看同样的").click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_private_and_holds_no_key(exam: Path) -> None:
    file = exam / "scans" / "待核对.html"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    assert [word for word in ("测试1", "测试局", "secret", "XM-", "符合要求") if word in text] == []


def test_words_of_a_blank_are_recorded_as_they_were_typed(all_browsers: Browsers, tmp_path: Path) -> None:
    blank: dict[str, Any] = {
        "page": "0" * 16,
        "item": "3",
        "seen": "0" * 8,
        "kind": 0,
        "label": "第 3 题",
        "place": "1.tif",
    }
    blank |= {"why": "照图", "read": "", "proposed": "", "way": "words", "options": [], "picture": ""}
    data: Any = {"exam": "0" * 16, "title": "测试", "list": "check", "kinds": ["填空，照图登记"], "left": 0}
    data["items"] = [blank, {**blank, "item": "4", "label": "第 4 题"}]
    (tmp_path / "核对.html").write_bytes(check_page(data))
    page, _ = watched(all_browsers[OLDEST])
    page.goto((tmp_path / "核对.html").as_uri())
    page.get_by_label("图上写的").fill("wto；十七")
    page.keyboard.press("Enter")
    expect(page.locator(PROGRESS)).to_have_text("1 / 2")
    page.get_by_role("button", name="空（没有作答）").click()
    file = given_out(page, "李四", tmp_path / "核对结果.json")
    rows_ = json.loads(file.read_text(encoding="utf-8"))["rows"]
    assert [(row[1], row[2]) for row in rows_] == [("3", "wto；十七"), ("4", "-")]
