"""axe-core, asked for what breaks WCAG 2.2 AA on the page that is open, as it stands."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.web.browsers import NPM

AXE = NPM / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What can differ between light and dark; the other rules look at the same elements in both."""
WIDTHS = ((1440, 900), (360, 740))
"""A desk, then a phone."""

_RUN = """([parts, runOnly]) => {
  const there = parts.filter(part => document.querySelector(part));
  return axe.run(parts.length ? {include: there.map(part => [part])} : document,
      {resultTypes: ["violations"], iframes: false, runOnly})
    .then(result => result.violations
      .map(one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).join(", ")));
}"""

_AT_ONCE = """() => {
  document.head.appendChild(document.createElement("style")).textContent = "* {transition: none !important}";
}"""
"""No colour is still on its way to another when it is looked at."""


def faults(page: Page, *parts: str) -> list[str]:
    """Each broken rule with its places; in the whole page, or in those of these parts that are there.

    What the frame of every page has (header, menu, foot) need not be looked at twice.
    """
    return violations(page, {"type": "tag", "values": LEVELS}, *parts)


def faults_in_the_dark(page: Page, *parts: str) -> list[str]:
    """The same of the colours alone, with the dark ones; the page is light again afterwards."""
    page.evaluate(_AT_ONCE)
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    found = violations(page, {"type": "rule", "values": COLOURS}, *parts)
    page.evaluate("document.body.dataset.mdColorScheme = 'default'")
    return found


def violations(page: Page, run_only: dict[str, Any], *parts: str) -> list[str]:
    """Each rule of these that is broken, with its places.

    The script comes into the page when it is first asked, not into every page that is passed.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, [list(parts), run_only])
    return found
