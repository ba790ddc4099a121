"""The practice centre's program: its parts, joined into one classic script."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "practice"

PARTS = (
    "storage",
    "random",
    "fractions",
    "fsrs",
    "marking",
    "assemble",
    "state",
    "merge",
    "stored",
    "verdict",
    "orders",
    "code",
    "store",
    "queue",
    "sitting",
    "panel",
    "dom",
    "site",
    "essay",
    "pool",
    "lettered",
    "placed",
    "body",
    "question",
    "app",
    "modes",
    "turn",
    "session",
    "home",
    "book",
    "progress",
    "exam",
    "sheet",
    "paper",
    "sit",
    "finish",
    "report",
    "history",
    "wallface",
    "scoring",
    "wallform",
    "wall",
    "draw",
    "selftest",
)
"""The parts in the order they need each other: logic without a page, what draws a page, the views."""


@cache
def script() -> str:
    """All parts, followed by the line that starts the page."""
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return "\n".join([*parts, "window.Quizgen.startApp();\n"])
