"""The types of the data bind the scripts: what the Python side renames, the scripts cannot go on reading."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence

import pytest

from tests.programs import program
from tests.web.browsers import NPM
from tests.web.page import ROOT

TYPES = "quizgen/web/browser_data.d.ts"
CHANGES = {
    ("closedBook: boolean", "closed: boolean"): "practice/exam.js",
    ('"short"', '"essay"'): "practice/body.js",
    ('"漏选一半"', '"漏选得半"'): "practice/marking.js",
    ("minutes: number;\n  topic: string", "topic: string"): "practice/wall.js",
    ("weights: number[]", "weight: number[]"): "theme/assets/quizgen-find.js",
}
"""Changes of the types, with a script that each must make wrong."""


@pytest.fixture(scope="module")
def named() -> Sequence[Sequence[str]]:
    """The files in which the type check of all scripts finds a fault: as they are, then with each change."""
    told = {
        "project": "tools/browsers/tsconfig.json",
        "changes": [(TYPES, "", ""), *((TYPES, *change) for change in CHANGES)],
    }
    done = subprocess.run(
        [program("node"), "tests/practice/types_changed.js"],
        cwd=ROOT,
        env={**os.environ, "QUIZGEN_NODE_MODULES": str(NPM / "node_modules")},
        input=json.dumps(told),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["files"] > len(CHANGES)
    found: Sequence[Sequence[str]] = result["found"]
    return found


def test_the_scripts_are_typed_throughout(named: Sequence[Sequence[str]]) -> None:
    assert named[0] == []


@pytest.mark.parametrize("at", range(len(CHANGES)), ids=list(CHANGES.values()))
def test_a_change_of_the_data_is_noticed_where_it_is_read(named: Sequence[Sequence[str]], at: int) -> None:
    assert f"quizgen/web/{list(CHANGES.values())[at]}" in named[at + 1]
