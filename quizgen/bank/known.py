"""What trials with readers have shown of questions: how many answered, how many of them rightly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizgen.errors import CannotRead
from quizgen.files.text import decode_utf8, read_bytes

WITH, WITHOUT = Path("proof") / "with.json", Path("proof") / "without.json"
"""Where a bank keeps the answers of readers who had the articles, of readers who had not."""


@dataclass(frozen=True, slots=True)
class Facility:
    """Answers to a question (to all sub-questions of a case together), and how many were right."""

    answers: int
    right: int

    @property
    def share(self) -> float:
        """The share of right ones."""
        return self.right / self.answers


def read_facilities(path: Path) -> Mapping[str, Facility]:
    """What ``python -m tools.blind_sets compare --out`` wrote, by question. Raises CannotRead."""
    try:
        data = json.loads(decode_utf8(path, read_bytes(path)))
        answers: Mapping[str, Any] = data["answers"]
        found: dict[str, Facility] = {}
        for name, kept in answers.items():
            id_ = name.partition("/")[0]
            before = found.get(id_, Facility(0, 0))
            found[id_] = Facility(before.answers + int(kept["readers"]), before.right + int(kept["right"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CannotRead(path, "不是 tools.blind_sets compare --out 写出的结果") from None
    return {id_: one for id_, one in found.items() if one.answers}
