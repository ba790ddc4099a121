"""The rooms that are measured, and the tests that hold each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Source folders or files, and the tests (folders or files) that may notice a change there."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]
    browser: tuple[str, ...] = ()
    """Tests of scripts that need a browser; only run when asked for."""


_MARKS = ("tests/workflows/test_mark_exam.py", "tests/workflows/test_exam_results.py")
_FILLED = tuple(
    f"tests/workflows/test_{name}.py"
    for name in ("enter_answers", "double_entry", "cells_as_shown", "attach_scores", "attach_edges")
)
_FOLDERS = tuple(
    f"tests/workflows/test_{name}.py"
    for name in (
        *("verify_earlier", "verify_output", "verify_reviews", "mark_changes", "attach_several"),
        *("checked_before_use", "analysis_reasons", "explain_kinds", "old_exam"),
    )
)
"""Without the tests of power cuts, the demo, the manipulations: they take minutes, and notice more."""
_VERIFY = ("tests/workflows/test_verify_scores.py", "tests/workflows/test_explain_and_purge.py")
_COMMANDS = (
    *(f"tests/cli/test_{name}.py" for name in ("exam_new", "exam_build", "bank")),
    "tests/knowledge/test_commands.py",
)

ROOMS = {
    "assemble": Room(("quizgen/assemble",), ("tests/assemble", "tests/cli/test_exam_new.py")),
    "marking": Room(("quizgen/marking",), ("tests/marking", *_MARKS, *_VERIFY)),
    "analysis": Room(("quizgen/analysis",), ("tests/analysis", "tests/workflows/test_exam_results.py")),
    "bank": Room(("quizgen/bank/checks",), ("tests/bank", "tests/cli/test_bank.py")),
    "records": Room(
        ("quizgen/records",),
        ("tests/records", *_MARKS, *_VERIFY, "tests/cli/test_exam_new.py"),
    ),
    "office": Room(("quizgen/office",), ("tests/office", "tests/reviews", "tests/entry")),
    "entry": Room(("quizgen/entry",), ("tests/entry", "tests/workflows/test_enter_answers.py")),
    "reviews": Room(("quizgen/reviews",), ("tests/reviews", "tests/workflows/test_attach_scores.py")),
    "workflows": Room(
        ("quizgen/workflows",),
        (*_MARKS, *_VERIFY, *_FILLED, *_FOLDERS, *_COMMANDS),
    ),
    "practice": Room(
        ("quizgen/web/practice",),
        ("tests/practice",),
        tuple(
            f"tests/web/test_practice_{name}.py"
            for name in ("sessions", "storage", "exams", "sittings", "views", "wall", "browsers")
        ),
    ),
}
