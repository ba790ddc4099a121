"""Marks of lines tell where a file was altered, without telling what stood there."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.records.line_marks import LineSpan, marks_of, marks_of_content, place_of_change

LINES = [f"line {number}" for number in range(1, 4501)]


def file_of(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def test_the_line_of_a_short_file_is_named() -> None:
    lines = LINES[:40]
    assert place_of_change(file_of([*lines[:6], "other", *lines[7:]]), marks_of(file_of(lines))) == LineSpan(
        7, 7
    )


def test_a_line_that_was_removed_at_the_end_is_named() -> None:
    assert place_of_change(file_of(LINES[:39]), marks_of(file_of(LINES[:40]))) == LineSpan(40, 40)


def test_the_lines_of_a_long_file_are_named_by_a_few() -> None:
    altered = [*LINES[:3000], "other", *LINES[3001:]]
    assert place_of_change(file_of(altered), marks_of(file_of(LINES))) == LineSpan(3001, 3003)


def test_marks_of_a_long_file_stay_short() -> None:
    assert len(marks_of(file_of(LINES))) < 4_100


@pytest.mark.parametrize("marks", [None, "", "1", "x:aa", "0:aa", 7])
def test_what_is_no_mark_tells_nothing(marks: object) -> None:
    assert place_of_change(file_of(LINES[:3]), marks) is None


def test_marks_of_a_file_are_those_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "lines").write_bytes(file_of(LINES))
    assert marks_of_content(tmp_path / "lines") == marks_of(file_of(LINES))
