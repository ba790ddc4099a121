"""What README says that there is, there is; what it says is missing, is missing."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tools.walk_commands import every_command

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MISSING = README.partition("## 还没有的")[2].partition("\n## ")[0]
COMMANDS = {context.command_path: context.command for context in every_command()}
THINGS: dict[str, str | Path] = {
    "扫描答题卡": "quizgen exam scan",
    "网页练习": ROOT / "docs" / "lianxi.md",
    "Excel 名册": "quizgen roster read",
    "切图盲评": ROOT / "quizgen" / "entry" / "blind_marks.py",
    "导入": "quizgen bank import",
    "本机网页": "quizgen desk",
    "校准": "quizgen bank calibrate",
}
"""What people ask for, by the word for it, with the command or the page that is it."""


@pytest.mark.parametrize("path", [path for path, one in COMMANDS.items() if not isinstance(one, click.Group)])
def test_every_command_is_in_the_readme(path: str) -> None:
    assert path in README


@pytest.mark.parametrize("word", THINGS)
def test_what_is_said_to_be_missing_is_missing(word: str) -> None:
    thing = THINGS[word]
    exists = thing in COMMANDS if isinstance(thing, str) else thing.exists()
    assert (word in MISSING) is not exists
