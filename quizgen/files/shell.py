"""A command printed so that it can be copied into a terminal and still means the same."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SAFE = re.compile(r"[\w@%+=:,./-]+")
_MEANS_SOMETHING = re.compile(r'["$`\\!\x00-\x1f]')
"""What keeps a special meaning between double quotation marks."""


def command_line(*words: str | Path, windows: bool = os.name == "nt") -> str:
    """The words of a command, quoted where a shell would take them apart or take them for something else.

    Double quotation marks wherever they do, for Windows knows no others. A path that begins with a dash is
    written so that no program takes it for an option.
    """
    return " ".join(_word(word, windows=windows) for word in words)


def _word(word: str | Path, *, windows: bool) -> str:
    text = str(word)
    if isinstance(word, Path) and text.startswith("-"):
        text = f".{os.sep}{text}"
    if windows:
        return text if re.fullmatch(r"[\w@+=:./\\-]+", text) else f'"{text}"'
    if _SAFE.fullmatch(text):
        return text
    if not _MEANS_SOMETHING.search(text):
        return f'"{text}"'
    inside = text.replace("'", "'\\''")
    return f"'{inside}'"
