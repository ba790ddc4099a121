"""What the practice centre costs on a processor four times slower: opening, answering, bytes.

Run: ``python -m benchmarks.practice``; the targets are 1 s, 50 ms and 60 KB. The site is built anew and
served from this machine with gzip; the reader has answered every question once. Times are by the clock, from
the click to the paint, then of the page's thread; other work on the machine shows in both, so measure on a
machine that does nothing else.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.lighthouse import FLAGS, ROOT, zipped
from quizgen.workflows.site.build import build_site

SLOWDOWN = 4
RUNS = 5
ANSWERS = 20
SEED = """() => { const app = Quizgen.app, ids = Quizgen.queue.ids(app.pool.entries);
  app.store.answers(ids.map((id, at) => [id, at % 3]));
  return [ids.length, localStorage.getItem(Quizgen.STORE_KEY).length]; }"""
OPENED = """() => new Promise(done => {
  const look = () => document.querySelector('#qp-app .qp-door') ? requestAnimationFrame(() => setTimeout(() =>
    done(performance.now()))) : setTimeout(look, 2);
  look(); })"""
ANSWER = """() => new Promise(done => {
  const view = Quizgen.app.view, asked = view.asked.bodies[0];
  asked.inputs[0].click();
  const began = performance.now();
  view.form.requestSubmit();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))); })"""


def slow(page: Page) -> CDPSession:
    """Make the page's processor slower, its working time measured."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return session


def opening(page: Page, address: str) -> float:
    """Milliseconds from the start of the navigation until the first view is painted."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    found: float = page.evaluate(OPENED)
    return found


def busy(session: CDPSession) -> float:
    """Milliseconds that the page's thread has worked."""
    found = {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}
    return float(found["TaskDuration"]) * 1000


def answering(page: Page, address: str, session: CDPSession) -> tuple[list[float], list[float]]:
    """Milliseconds from 提交 until the explanation is painted, by the clock, then of the processor."""
    page.goto(address + "#/kind/single")
    times: list[float] = []
    work: list[float] = []
    for number in range(ANSWERS):
        page.wait_for_function(
            "number => document.querySelector('.qp-body') && Quizgen.app.view.at === number", arg=number
        )
        before = busy(session)
        times.append(page.evaluate(ANSWER))
        work.append(busy(session) - before)
        page.get_by_role("button", name="下一题").click()
    return times, work


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        site = Path(name) / "site"
        build_site(ROOT / "mkdocs.yml", site)
        script = (site / "assets" / "practice" / "practice.js").read_bytes()
        print(f"practice.js: {len(gzip.compress(script)) / 1000:.1f} KB compressed (target 60)")
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        page = browser.new_page()
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
            times, work = answering(page, address, session)
            print(
                f"answer: {statistics.median(times):.0f} ms, at worst {max(times):.0f} (target 50)", end="; "
            )
            print(f"of the processor {statistics.median(work):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
