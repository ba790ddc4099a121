"""The types of the data bind the scripts: what the Python side renames, the scripts cannot go on reading."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.programs import program
from tests.web.browsers import NPM
from tests.web.page import ROOT

WEB = Path("quizgen/web")
TYPES = WEB / "browser_data.d.ts"


def checked(tmp_path: Path, old: str = "", new: str = "") -> subprocess.CompletedProcess[str]:
    """The type check of a copy of all scripts, with one change in the types of their data."""
    shutil.copytree(ROOT / WEB, tmp_path / WEB, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "tools" / "browsers").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "browsers" / "tsconfig.json", tmp_path / "tools" / "browsers")
    types = (tmp_path / TYPES).read_text(encoding="utf-8")
    assert old in types
    (tmp_path / TYPES).write_text(types.replace(old, new), encoding="utf-8")
    command = [
        program("node"),
        str(NPM / "node_modules" / "typescript" / "bin" / "tsc"),
        "-p",
        "tools/browsers",
    ]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)


def test_the_scripts_are_typed_throughout(tmp_path: Path) -> None:
    done = checked(tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("closedBook: boolean", "closed: boolean", "practice/exam.js"),
        ('"short"', '"essay"', "practice/body.js"),
        ('"漏选一半"', '"漏选得半"', "practice/marking.js"),
        ("minutes: number;\n  topic: string", "topic: string", "practice/wall.js"),
        ("weights: number[]", "weight: number[]", "assets/quizgen-find.js"),
    ],
)
def test_a_change_of_the_data_is_noticed_where_it_is_read(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    done = checked(tmp_path, old, new)
    assert done.returncode != 0
    assert named in done.stdout
