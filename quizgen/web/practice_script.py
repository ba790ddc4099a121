"""The practice centre's program: its parts, joined into one classic script."""

from __future__ import annotations

import re
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
    "rounds",
    "sitting",
    "panel",
    "dom",
    "site",
    "overlay",
    "source",
    "essay",
    "pool",
    "lettered",
    "placed",
    "body",
    "question",
    "app",
    "bar",
    "sheet",
    "onetap",
    "modes",
    "turn",
    "session",
    "home",
    "book",
    "progress",
    "exam",
    "paper",
    "sit",
    "finish",
    "review",
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


_TOKEN = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|/\*.*?\*/""", re.DOTALL)
"""A text in quotes, or a comment."""


@cache
def script() -> str:
    """All parts without their comments, followed by the line that starts the page."""
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in PARTS]
    return lean("\n".join([*parts, "window.Quizgen.startApp();\n"]))


def lean(text: str) -> str:
    """A script as a browser needs it: without comments, indentation and empty lines.

    What is written in quotes stays; a pattern between slashes may hold no quote, as none of ours does
    (``test_practice_weight.py`` compares the words of the language before and after).
    """
    bare = _TOKEN.sub(lambda found: found[1] or "", text)
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())
