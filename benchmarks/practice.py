"""What the practice centre costs on a processor four times slower: opening, answering, bytes.

Run: ``python -m benchmarks.practice``; the targets are 1 s, 50 ms and 60 KB. The site is built anew and
served from this machine with gzip; the reader has answered every question once. Opening is timed by the
clock. An answer is measured by a trace: the processor time of the page's thread (not how long it waits) for
the handler of 提交, then style and layout until the first painting after it, then also that painting. It is
measured at full speed and multiplied, because on a busy machine the browser's own slowing down counts waiting
as work. Every page counts from its first answer, which is always the slowest.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.lighthouse import FLAGS, ROOT, zipped
from quizgen.workflows.site.build import build_site

SLOWDOWN = 4
RUNS = 5
ANSWERS = 20
SEED = """() => { const app = Quizgen.app, ids = Quizgen.queue.ids(app.pool.entries);
  app.store.answers(ids.map((id, at) => [id, at % 3]));
  return [ids.length, localStorage.getItem(Quizgen.Store.KEY).length]; }"""
OPENED = """() => new Promise(done => {
  const look = () => document.querySelector('#qp-app h2') ? requestAnimationFrame(() => setTimeout(() =>
    done(performance.now()))) : setTimeout(look, 2);
  look(); })"""
SUBMIT = """() => new Promise(done => {
  document.querySelector('.qp-next').click();
  requestAnimationFrame(() => setTimeout(done)); })"""
CATEGORIES = "devtools.timeline"
LAYOUT = frozenset({"UpdateLayoutTree", "Layout"})
PAINTING = LAYOUT | {"PrePaint", "Paint", "Layerize"}
"""What a browser does after a handler until something is on the screen."""
LAST = "Layerize"
"""What ends a painting."""


def slow(page: Page) -> CDPSession:
    """Make the page's processor slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return session


def opening(page: Page, address: str) -> float:
    """Milliseconds from the start of the navigation until the first view is painted."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    found: float = page.evaluate(OPENED)
    return found


def answers_traced(context: BrowserContext, address: str) -> list[dict[str, Any]]:
    """The events of a new page's threads while questions are answered one after the other."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    session.on("Tracing.dataCollected", lambda event: events.extend(event["value"]))
    session.on("Tracing.tracingComplete", lambda _event: ended.append(True))
    page.goto(address + "#/kind/multiple")
    page.wait_for_selector(".qp-body")
    session.send("Tracing.start", {"transferMode": "ReportEvents", "categories": CATEGORIES})
    for _ in range(ANSWERS):
        page.locator(".qp-body input").first.click()
        page.evaluate(SUBMIT)
        page.wait_for_selector(".qp-result")
        page.get_by_role("button", name="下一题").click()
        page.wait_for_selector(".qp-result", state="detached")
    session.send("Tracing.end")
    while not ended:
        page.evaluate("0")
    page.close()
    return events


def work_of(events: list[dict[str, Any]], showing: frozenset[str]) -> list[float]:
    """Milliseconds of work for every answer on the slow processor: its handler, then what shows it."""
    found = []
    for event in events:
        if event["name"] == "EventDispatch" and event["args"]["data"]["type"] == "submit":
            end = event["ts"] + event["dur"]
            thread = [one for one in events if (one["pid"], one["tid"]) == (event["pid"], event["tid"])]
            painted = min(one["ts"] for one in thread if one["name"] == LAST and one["ts"] >= end)
            after = sum(
                one["tdur"] for one in thread if one["name"] in showing and end <= one["ts"] <= painted
            )
            found.append(SLOWDOWN * (event["tdur"] + after) / 1000)
    return found


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        site = Path(name) / "site"
        build_site(ROOT / "mkdocs.yml", site)
        script = (site / "assets" / "practice" / "practice.js").read_bytes()
        print(f"practice.js: {len(gzip.compress(script)) / 1000:.1f} KB compressed (target 60)")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
        with zipped(site) as base:
            address = base + "lianxi.html"
            page.goto(address)
            count, size = page.evaluate(SEED)
            print(
                f"{count} questions answered, {size / 1000:.0f} KB stored; processor {SLOWDOWN} times slower"
            )
            session = slow(page)
            opened = [opening(page, address) for _ in range(RUNS)]
            print(f"open: {statistics.median(opened):.0f} ms, at worst {max(opened):.0f} (target 1000)")
            session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            traced = [answers_traced(page.context, address) for _ in range(RUNS)]
            work, painted = [
                [one for events in traced for one in work_of(events, shown)] for shown in (LAYOUT, PAINTING)
            ]
            print(f"answer: {statistics.median(work):.0f} ms, at worst {max(work):.0f} (target 50)", end="; ")
            print(f"with painting {statistics.median(painted):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
