"""Drives the practice centre the way a reader does: by its links, buttons, fields, keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

PAGE = "lianxi.html"
KEY = "quizgen.practice"
EXAM = "quizgen.exam"
RIGHT = "✓ 答对了"
WRONG = "✗ 答错了"

_BODIES = """() => Quizgen.app.view.asked.bodies.map(body => ({
  kind: body.question.kind, order: body.order, rights: (body.question.right || []).length,
  pairs: (body.question.pairs || []).length, truth: body.question.answer,
  blanks: (body.question.answers || []).map(group => group[0])}))"""


def open_view(page: Page, base: str, view: str = "") -> None:
    """Open the page at one of its hash routes, from nothing."""
    page.goto(f"{base}{PAGE}#/{view}")
    expect(page.locator("#qp-app h2").first).to_be_visible()


def turn_to(page: Page, view: str) -> None:
    """Follow a hash route within the page that is open."""
    page.evaluate("hash => { window.location.hash = hash; }", f"#/{view}")


def button(page: Page, name: str) -> Any:
    """The first button or link of the practice centre with these words."""
    return page.locator("#qp-app").locator(f"button:has-text('{name}'), a:has-text('{name}')").first


def asked(page: Page) -> str:
    """The id of the question on the screen, once it is there."""
    page.wait_for_function("window.Quizgen.app.view.asked && document.querySelector('.qp-body')")
    found: str = page.evaluate("Quizgen.app.view.id || Quizgen.app.view.asked.question.id || ''")
    return found


def fill_in(page: Page, *, right: bool) -> None:
    """Answer the question on the screen; a spoken or written one is left to the reader's own judgement."""
    asked(page)
    for at, body in enumerate(page.evaluate(_BODIES)):
        place = page.locator(".qp-body").nth(at)
        if body["kind"] == "true_false":
            place.locator("input").nth(0 if body["truth"] == right else 1).check()
        elif body["kind"] == "fill":
            for blank, text in enumerate(body["blanks"]):
                place.locator("input").nth(blank).fill(text if right else "不是这个")
        elif body["kind"] in ("single", "multiple"):
            wanted = [index for index in body["order"] if (index < body["rights"]) == right]
            for index in wanted[: 1 if body["kind"] == "single" else None]:
                place.locator("input").nth(body["order"].index(index)).check()
        else:
            _put(place, body, right=right)


def _put(place: Locator, body: Mapping[str, Any], *, right: bool) -> None:
    """Match every item on the left, or put the items in order; other kinds have nothing to put."""
    order, count = body["order"], body["pairs"]
    if body["kind"] == "matching":
        for row, left in enumerate(order[:count]):
            partner = left if right else (left + 1) % count
            place.locator("select").nth(row).select_option(str(count + partner))
    elif body["kind"] == "ordering":
        for index in sorted(order, reverse=not right):
            place.locator("input").nth(order.index(index)).check()


def give(page: Page, *, right: bool = True) -> str:
    """Answer, submit, judge where it must be judged; the id of the question."""
    name = asked(page)
    fill_in(page, right=right)
    button(page, "提交").click()
    if button(page, "记下自评").is_visible():
        for box in page.locator(".qp-points input").all() if right else []:
            box.check()
        button(page, "记下自评").click()
    expect(page.locator(".qp-result").first).to_contain_text(RIGHT if right else WRONG)
    return name


def card(page: Page) -> Locator:
    """The numbers of the questions, opened over the question where there is no room beside it."""
    if page.locator(".qp-opener").is_visible():
        page.locator(".qp-opener").click()
    return page.locator(".qp-sheet")


def hand_in(page: Page, *, certain: bool = True) -> Locator:
    """Press 交卷, which always asks; the question that is asked."""
    page.get_by_role("button", name="交卷", exact=True).click()
    asking = page.get_by_role("dialog")
    expect(asking).to_be_visible()
    if certain:
        asking.get_by_role("button", name="确定交卷").click()
    return asking


def kept(page: Page) -> Any:
    """What the browser has stored of the practice."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "null")


def seed(page: Page, state: Any, key: str = KEY) -> None:
    """Put a stored record in place, as an earlier visit would have left it; takes effect at the next load."""
    text = state if isinstance(state, str) else json.dumps(state, ensure_ascii=False)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def record(
    day: int, *, ok: int = 2, due: int | None = None, counts: tuple[int, int] = (0, 1)
) -> dict[str, Any]:
    """The stored record of one question that was answered on ``day`` (days since 1970)."""
    at = day * 86_400_000 + 3_600_000
    return {
        "counts": {"elsewhere0": list(counts)},
        "first": at,
        "last": at,
        "ok": ok,
        "streak": 1 if ok else 0,
        "wrongs": [at, at] if counts[0] else None,
        "held": not ok,
        "s": 2.3,
        "d": 5.0,
        "day": day,
        "due": day + 2 if due is None else due,
    }


def state(questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A stored record with these questions."""
    empty: dict[str, Any] = {
        "favourites": {},
        "pins": {},
        "exams": {},
        "days": {},
        "places": {},
        "settings": {},
    }
    return (
        {"format": "quizgen-practice", "version": 2, "device": "elsewhere0", "questions": questions}
        | empty
        | more
    )
