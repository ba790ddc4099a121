"""The types of the data bind the scripts: what the Python side renames, the scripts cannot go on reading."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass

import pytest

from tests.programs import program
from tests.web.browsers import NPM
from tests.web.page import ROOT

TYPES = "quizgen/web/browser_data.d.ts"
CHANGES = {
    ("closedBook: boolean", "closed: boolean"): "practice/exam.js",
    ('"short"', '"brief"'): "practice/body.js",
    ('"漏选一半"', '"漏选得半"'): "practice/marking.js",
    ("minutes: number;\n  topic: string", "topic: string"): "practice/wall.js",
    ("weights: number[]", "weight: number[]"): "theme/assets/quizgen-find.js",
}
"""Changes of the types, with a script that each must make wrong."""


@dataclass(frozen=True)
class Checked:
    """The files in which the type check finds a fault as they are; whether it does with each change."""

    plain: list[str]
    named: list[bool]


@pytest.fixture(scope="module")
def checked() -> Checked:
    """All scripts checked; for each change the script that it must make wrong."""
    told = {
        "project": "tools/browsers/tsconfig.json",
        "changes": [(TYPES, *change, f"quizgen/web/{script}") for change, script in CHANGES.items()],
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
    return Checked(result["plain"], result["named"])


def test_the_scripts_are_typed_throughout(checked: Checked) -> None:
    assert checked.plain == []


@pytest.mark.parametrize("at", range(len(CHANGES)), ids=list(CHANGES.values()))
def test_a_change_of_the_data_is_noticed_where_it_is_read(checked: Checked, at: int) -> None:
    assert checked.named[at]
