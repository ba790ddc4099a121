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


def _workflows(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/workflows/{folder}/test_{name}.py" for name in names)


_MARKS = _workflows("marks", "mark_exam", "exam_results")
_FILLED = (
    *_workflows("marks", "enter_answers", "double_entry", "cells_as_shown"),
    *_workflows("review", "attach_scores", "attach_edges"),
)
_FOLDERS = (
    *_workflows("verify", "verify_earlier", "checked_before_use", "old_exam"),
    *_workflows("review", "verify_output", "verify_reviews", "attach_several"),
    *_workflows("marks", "mark_changes", "analysis_reasons", "explain_kinds"),
)
"""Without the tests of power cuts, the demo, the manipulations: they take minutes, and notice more."""
_VERIFY = ("tests/workflows/verify/test_verify_scores.py", "tests/workflows/marks/test_explain_and_purge.py")
_COMMANDS = (
    *(f"tests/cli/test_{name}.py" for name in ("exam_new", "exam_build", "bank", "review")),
    "tests/knowledge/test_commands.py",
)

ROOMS = {
    "assemble": Room(("quizgen/assemble",), ("tests/assemble", "tests/cli/test_exam_new.py")),
    "marking": Room(("quizgen/marking",), ("tests/marking", *_MARKS, *_VERIFY)),
    "analysis": Room(("quizgen/analysis",), ("tests/analysis", "tests/workflows/marks/test_exam_results.py")),
    "bank": Room(("quizgen/bank/checks",), ("tests/bank", "tests/cli/test_bank.py")),
    "records": Room(
        ("quizgen/records",),
        ("tests/records", *_MARKS, *_VERIFY, "tests/cli/test_exam_new.py"),
    ),
    "office": Room(("quizgen/office",), ("tests/office", "tests/reviews", "tests/entry")),
    "entry": Room(("quizgen/entry",), ("tests/entry", "tests/workflows/marks/test_enter_answers.py")),
    "reviews": Room(("quizgen/reviews",), ("tests/reviews", "tests/workflows/review/test_attach_scores.py")),
    "workflows": Room(
        ("quizgen/workflows",),
        (*_MARKS, *_VERIFY, *_FILLED, *_FOLDERS, *_COMMANDS),
    ),
    "practice": Room(
        ("quizgen/web/practice",),
        ("tests/practice",),
        tuple(
            f"tests/web/practice/test_practice_{name}.py"
            for name in ("sessions", "storage", "exams", "sittings", "views", "wall", "browsers")
        ),
    ),
}
