"""The practice centre's program: its parts, joined into a few classic scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "practice"

PARTS = (
    "storage",
    "random",
    "fractions",
    "fsrs",
    "marking",
    "state",
    "merge",
    "stored",
    "verdict",
    "orders",
    "store",
    "queue",
    "choice",
    "rounds",
    "sitting",
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
    "mastery",
    "app",
    "bar",
    "sheet",
    "onetap",
    "modes",
    "turn",
    "rehearsal",
    "session",
    "remarks",
    "home",
    "later",
    "selftest",
)
"""The parts in the order they need each other: logic without a page, what draws a page, the views."""

EXAM = ("assemble", "report", "history", "advice", "exam", "paper", "sit", "finish", "review")
"""What only mock exams need: a script of its own, fetched when one is opened."""
MORE = ("code", "rows", "noted", "builder", "book", "handout", "transfer", "progress")
"""What is needed before and after practice, not for it: the book, own sets, sheets of paper, settings."""
WALL = ("people", "panel", "bell", "wallface", "scoring", "wallform", "wall", "draw")
"""What only 现场抽题 needs, on the machine with the projector."""
FILES = {"exam": EXAM, "more": MORE, "wall": WALL}
"""The scripts that are fetched later, with their parts; ``later.js`` knows the views of each."""


_TOKEN = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|/\*.*?\*/""", re.DOTALL)
"""A text in quotes, or a comment."""
_SIGN = re.compile(_TOKEN.pattern.rpartition("|")[0] + r"| *([{}();,:=<>?&|!\[\]*]+) *", re.DOTALL)
"""A text in quotes, or signs with the spaces around them; + and - are left alone."""


@cache
def script(name: str = "practice") -> str:
    """A script without comments: the practice centre with the line that starts it, or one of ``FILES``."""
    if name in FILES:
        return lean(_joined(FILES[name]))
    return lean(f"{_joined(PARTS)}window.Quizgen.startApp();\n")


def _joined(parts: Sequence[str]) -> str:
    return "".join(f"{(FOLDER / f'{name}.js').read_text(encoding='utf-8')}\n" for name in parts)


def lean(text: str) -> str:
    """A script as a browser needs it: without comments, indentation, empty lines and spaces around signs.

    What is written in quotes stays; a pattern between slashes may hold no quote, as none of ours does
    (``test_practice_weight.py`` compares the words of the language before and after).
    """
    bare = _TOKEN.sub(lambda found: found[1] or "", text)
    tight = _SIGN.sub(lambda found: found[1] or found[2] or "", bare)
    return "".join(f"{line.strip()}\n" for line in tight.splitlines() if line.strip())
