"""What is wrong with the view of the practice centre that is open: on a phone, on a desk, in the dark."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.web.axe import COLOURS, LEVELS, WIDTHS, violations

VIEW = "#qp-app"
"""The practice centre without the frame that every page has."""


def faults_of(page: Page, where: str, *parts: str) -> list[str]:
    """Every fault of what is on the screen, by a name for it; the page is as large, as light as before.

    axe looks at these parts, at the practice centre if none is named; at the rules about colours once more in
    the dark, on a desk, where the numbers stand beside the question. One visit is enough: the page is resized
    where it stands.
    """
    before, looked_at = page.viewport_size, parts or (VIEW,)
    found: list[str] = []
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        faults = too_wide(page) + small_targets(page)
        faults += violations(page, {"type": "tag", "values": LEVELS}, *looked_at)
        if (width, height) == WIDTHS[0]:
            dark(page, on=True)
            in_the_dark = violations(page, {"type": "rule", "values": COLOURS}, *looked_at)
            faults += [f"in the dark {one}" for one in in_the_dark]
            dark(page, on=False)
        found += [f"{where} at {width}: {one}" for one in faults]
    if before:
        page.set_viewport_size(before)
    return found


def dark(page: Page, *, on: bool) -> None:
    """Dark as a reader has it whose system is dark, or light again."""
    page.emulate_media(color_scheme="dark" if on else "light", reduced_motion="reduce")
    page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", "slate" if on else "default")


def too_wide(page: Page) -> list[str]:
    """Whether the page is wider than the screen."""
    extra = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"{extra} px too wide"] if extra > 0 else []


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and rows to tick that are less than 44 px high or wide."""
    found: list[Any] = page.evaluate(
        """() => [...document.querySelector('#qp-app').querySelectorAll('button, select, textarea, ' +
            '.qp-option, .qp-door, a.qp-button, .qp-back a, summary, ' +
            'input:not([type=radio]):not([type=checkbox])')]
          .filter(one => one.offsetParent).map(one => [one.textContent, one.getBoundingClientRect()])
          .filter(([, box]) => box.height < 43.9 || box.width < 43.9)
          .map(([text, box]) => text.slice(0, 20) + ' ' + box.width + ' x ' + box.height)"""
    )
    return found
