"""The commands that pages show, as they are written there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.found import things_below, things_in

ROOT = Path(__file__).parents[2]
PLACEHOLDERS = ("…", "目录", "文件")
"""Words that stand for something of the reader's; a command with one is a reference, not to be copied."""
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^ *(?:\$ )?(quizgen .+)$", re.MULTILINE)
_INLINE = re.compile(r"`(quizgen [^`|\n]+)`")


def pages() -> list[Path]:
    """The pages for people: those at the top, everything in docs, the notes beside the data."""
    folders = (ROOT / "docs", ROOT / "question_bank")
    found = [*things_in(ROOT, "*.md"), *(page for folder in folders for page in things_below(folder, "*.md"))]
    return sorted(path for path in found if path.name != "CHANGELOG.md")


def shown(text: str) -> Iterator[str]:
    """The commands of a page that can be copied: whole lines in blocks, whole commands in a sentence."""
    joined = text.replace("\\\n", " ")
    for block in _FENCE.finditer(joined):
        for line in _LINE.finditer(block[1]):
            yield _plain(line[1])
    for inline in _INLINE.finditer(_FENCE.sub("", joined)):
        command = _plain(inline[1])
        if not any(word in command for word in PLACEHOLDERS):
            yield command


def _plain(command: str) -> str:
    """Without the comment behind it, every word quoted the same way."""
    return shlex.join(shlex.split(command, comments=True))


def all_shown() -> dict[str, str]:
    """Every command with the page (the first) that shows it; names of commands alone are left out."""
    found: dict[str, str] = {}
    for page in pages():
        for command in shown(page.read_text(encoding="utf-8")):
            found.setdefault(command, page.relative_to(ROOT).as_posix())
    return found
