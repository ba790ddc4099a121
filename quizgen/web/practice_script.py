"""The practice centre's program: its parts, joined into one classic script."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "practice"

PARTS = (
    "random",
    "fractions",
    "fsrs",
    "marking",
    "assemble",
    "state",
    "code",
    "store",
    "queue",
    "dom",
    "pool",
    "question",
    "app",
    "session",
    "home",
    "book",
    "progress",
    "sitting",
    "exam",
    "report",
    "panel",
    "draw",
    "selftest",
)
"""The parts in the order they need each other; what is below ``app`` are the views."""


@cache
def script() -> str:
    """All parts, followed by the line that starts the page."""
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return "\n".join([*parts, "window.Quizgen.startApp();\n"])
