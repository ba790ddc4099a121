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
_VERIFY = ("tests/workflows/test_verify_scores.py", "tests/workflows/test_explain_and_purge.py")

ROOMS = {
    "assemble": Room(("quizgen/assemble",), ("tests/assemble", "tests/cli/test_exam_new.py")),
    "marking": Room(("quizgen/marking",), ("tests/marking", *_MARKS, *_VERIFY)),
    "analysis": Room(("quizgen/analysis",), ("tests/analysis", "tests/workflows/test_exam_results.py")),
    "bank": Room(("quizgen/bank/checks",), ("tests/bank", "tests/cli/test_bank.py")),
    "records": Room(
        ("quizgen/records",),
        ("tests/records", *_MARKS, *_VERIFY, "tests/cli/test_exam_new.py", "tests/cli/test_exam_build.py"),
    ),
    "interchange": Room(
        ("quizgen/interchange",), ("tests/interchange", "tests/workflows", "tests/cli/test_review.py")
    ),
    "workflows": Room(
        ("quizgen/workflows",), ("tests/workflows", "tests/cli", "tests/knowledge/test_commands.py")
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
