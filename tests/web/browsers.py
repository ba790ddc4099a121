"""The browsers that the site is read in, all driven in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright import sync_api
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.programs import program
from tests.web.page import ROOT

NPM = ROOT / "build" / "browsers"
"""What ``make build/browsers/.installed`` puts there: node_modules and the old Chromium."""
OLD = ("chromium-86", "chromium-90", "chromium-102", "chromium-109")
"""What the browsers of domestic systems are made from: October 2020, March 2021, May 2022, January 2023."""
KINDS = (*OLD, "chromium", "firefox")
"""The old browsers, Debian's Chromium, Debian's Firefox."""
OLDEST = "chromium-109"
"""The oldest that tells of downloads, and that axe can ask for all it wants to know (words of Chinese, what a
dialog covers): everything is tried in it, the short paths in all (``test_browsers.py``,
``test_practice_browsers.py``). It starts and turns pages at a quarter of the cost of later ones.
"""
INTRANET = "zhuti.intranet"
"""A name of this machine that only these browsers know: to them it is a plain-http host like any other."""
STARTING = 300_000
"""Milliseconds in which a browser starts: nothing is expected of a page there, less would gain nothing."""
PATIENCE = 60_000
"""Milliseconds for one step on a page, which takes some tens by itself, one or two thousand where a slow
browser opens a large page: a machine busy with ten other things still has several times what it needs. More
would only make a wrong expectation cost more: each is waited for to the end, in every browser.
"""
LITTLE = 15_000
"""Milliseconds once a step has been waited for in vain: what is wrong is then the expectation, and tests that
have the same one in other browsers need not wait a minute each. The run has failed anyway.
"""
_CALLS = "Call log"
"""What an expectation says that was waited for in vain: everything that was tried."""
_NO_SELECTION = "HTMLTextAreaElement.prototype.select = HTMLInputElement.prototype.select = () => {}"
"""Chromium 90 without a window has no place for selected text, and dies of it."""
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1",
)


def _chromium(play: Playwright) -> Browser:
    return play.chromium.launch(executable_path=program("chromium"), args=list(_FLAGS), timeout=STARTING)


def _old_chromium(play: Playwright, kind: str) -> Browser:
    program("node")  # it unpacks the old browsers
    program("chromium")  # Debian's brings the libraries that they need
    old = NPM / kind
    assert old.is_file(), "run first: make build/browsers/.installed"
    return play.chromium.launch(executable_path=old, args=list(_FLAGS), timeout=STARTING)


def _firefox(play: Playwright) -> Browser:
    """The browser as Debian ships it, by WebDriver BiDi; playwright's own needs a patched one."""
    return play.firefox.launch(
        channel="moz-firefox",
        executable_path=program("firefox-esr"),
        firefox_user_prefs={"network.dns.localDomains": INTRANET},
        timeout=STARTING,
    )


_START: dict[str, Callable[[Playwright], Browser]] = {
    **{kind: partial(_old_chromium, kind=kind) for kind in OLD},
    "chromium": _chromium,
    "firefox": _firefox,
}


class Patience:
    """How long a step on a page is waited for, until one was waited for in vain."""

    def __init__(self) -> None:
        self.milliseconds = PATIENCE

    def hear(self, error: BaseException) -> None:
        """A test has failed: from now on little is waited, if it had waited to the end."""
        told = isinstance(error, sync_api.TimeoutError) or (
            isinstance(error, AssertionError) and _CALLS in str(error)
        )
        if told and self.milliseconds != LITTLE:
            self.milliseconds = LITTLE
            expect.set_options(timeout=LITTLE)


patience = Patience()
"""That of this process; ``conftest.py`` tells it of every test that fails."""


class Browsers:
    """Starts each kind of browser once, when it is first asked for."""

    def __init__(self, play: Playwright) -> None:
        self._play = play
        self._running: dict[str, Browser] = {}

    def __getitem__(self, kind: str) -> Browser:
        """The running browser of one of ``KINDS``, without a window."""
        if kind not in self._running:
            self._running[kind] = _START[kind](self._play)
        return self._running[kind]

    def close(self) -> None:
        for browser in self._running.values():
            browser.close()


@contextmanager
def browsers() -> Iterator[Browsers]:
    """All browsers of one process, closed at the end."""
    expect.set_options(timeout=patience.milliseconds)
    hook = Path(__file__).with_name("old_chromium.js")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODE_OPTIONS", f'--require "{hook}"')
        play = sync_playwright().start()
    try:
        started = Browsers(play)
        yield started
        started.close()
    finally:
        play.stop()


def window(browser: Browser, **options: Any) -> BrowserContext:
    """A fresh context that waits for every step as long as it may take on a busy machine."""
    found = browser.new_context(**options)
    found.set_default_timeout(patience.milliseconds)
    if browser.version.startswith("90."):
        found.add_init_script(_NO_SELECTION)
    return found


def watched(browser: Browser, width: int = 1440, height: int = 900) -> tuple[Page, list[str]]:
    """A fresh page with the list of every address it asks for; what its scripts get wrong is in it too.

    Firefox does not tell what it reads from disk, only what it asks of the network.
    """
    page = window(browser, viewport={"width": width, "height": height}).new_page()
    asked: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            asked.append(f"error: {message.text}")

    page.context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.on("console", hear)
    return page, asked
