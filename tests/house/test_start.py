"""The command line starts quickly: no library is loaded before a command needs it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

HEAVY = (
    *(
        "cryptography",
        "docx",
        "fontTools",
        "highspy",
        "mkdocs",
        "numpy",
        "openpyxl",
        "PIL",
        "pikepdf",
        "pydantic",
    ),
    *("segno", "typst", "yaml"),
)


def test_the_root_command_loads_no_library_but_those_of_the_terminal() -> None:
    code = f"import quizgen.cli.main, sys; print(*sorted(sys.modules.keys() & {set(HEAVY)!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.split() == []


def test_printing_loads_nothing_that_reads_tables() -> None:
    tables = {"numpy", "openpyxl", "PIL"}
    code = f"import quizgen.workflows.exam.build, sys; print(*sorted(sys.modules.keys() & {tables!r}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.split() == []


def test_these_libraries_are_there_to_be_loaded() -> None:
    assert [name for name in HEAVY if find_spec(name) is None] == []
