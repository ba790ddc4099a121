"""Made-up banks in layouts that people use: each is understood as its expected file says, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.interchange.text_file import read_text
from quizgen.interchange.understand.whole import understand
from quizgen.model.rules.drafts import D203
from tests.found import things_in
from tests.interchange.said import expected_rows, rows_of

FILES = things_in(Path(__file__).parents[1] / "data/interchange/texts", "*.txt")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_layout_is_understood(path: Path) -> None:
    understood = understand(read_text(path, path.name))
    rows, left = expected_rows(path.with_suffix(".expected"))
    assert rows_of(understood) == rows
    lines = [one.message for one in understood.leftover if one.rule == D203.id]
    assert lines == [f"“{text}”" for text in left]


def test_nearly_all_questions_that_are_sound_are_understood_without_a_doubt() -> None:
    sound = certain = 0
    for path in FILES:
        rows, _ = expected_rows(path.with_suffix(".expected"))
        sound += len(rows)
        certain += sum(not row[4] for row in rows)
    assert len(FILES) > 25
    assert certain > 100
    assert sound > certain
