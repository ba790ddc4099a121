"""No test is content with a folder in which it finds nothing, because it is empty, renamed or gone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.found import contents, none_like, things_below, things_in

ROOT = Path(__file__).parents[2]
FILES = things_below(ROOT / "tests", "*.py")
LOOKING = re.compile(r".*\.(?:glob|rglob|iterdir)|os\.(?:walk|scandir|listdir)", re.DOTALL)
WORDS = re.compile(r"glob|iterdir|walk|scandir|listdir")
BY_THEMSELVES = {
    "tests/found.py": "it is what the others use",
    "tests/costs.py": "a process that has ended has no children",
    "tests/programs.py": "a machine may lack the fonts",
    "tests/assemble/test_same_everywhere.py": "a machine may have no other Python",
    "tests/workflows/snapshots.py": "it fails itself when there is nothing",
}


def looks(tree: ast.AST) -> Iterator[ast.Call]:
    """Every look into a folder that may find nothing without a failure.

    A look within an assertion that says what is there (``==`` with what was found, not with what was left
    out of it) is none; nor is ``(one,) = folder.iterdir()``.
    """
    said: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and not isinstance(node.test, ast.Call):
            plain = not any(isinstance(one, ast.comprehension) and one.ifs for one in ast.walk(node.test))
            said |= {id(one) for one in ast.walk(node.test)} if plain else set()
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            said.add(id(node.value))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        fails = called.endswith(".iterdir")  # where the folder is gone; a glob finds nothing
        if LOOKING.fullmatch(called) and not (fails and id(node) in said):
            yield node


def test_every_look_into_a_folder_finds_something_or_fails() -> None:
    found = {
        file.relative_to(ROOT).as_posix(): [one.lineno for one in looks(ast.parse(text))]
        for file, text in ((file, file.read_text(encoding="utf-8")) for file in FILES)
        if WORDS.search(text)  # where none of them stands nothing is parsed
    }
    looking = {name: lines for name, lines in found.items() if lines}
    assert looking.keys() == BY_THEMSELVES.keys(), f"{looking}: use tests/found.py"


@pytest.mark.parametrize(
    "line",
    [
        "for one in folder.glob('*'):\n    assert one",
        "assert not list(folder.rglob('*.yaml'))",
        "assert [one for one in folder.iterdir() if one.is_file()] == []",
        "assert all(one.is_file() for one in folder.iterdir())",
        "BAD = sorted(folder.iterdir())",
    ],
)
def test_a_look_that_may_find_nothing_is_seen(line: str) -> None:
    assert len(list(looks(ast.parse(line)))) == 1


@pytest.mark.parametrize(
    "line", ["assert list(folder.iterdir()) == []", "(one,) = folder.iterdir()", "assert things_in(folder)"]
)
def test_a_look_that_says_what_it_found_is_let_be(line: str) -> None:
    assert list(looks(ast.parse(line))) == []


def test_what_looks_for_all_fails_where_nothing_is(tmp_path: Path) -> None:
    for look in (things_in, things_below, contents):
        with pytest.raises(AssertionError):
            look(tmp_path)
    with pytest.raises(AssertionError):
        none_like(tmp_path / "gone", "*")
    (tmp_path / "a").mkdir()
    assert none_like(tmp_path, "b")
    assert not none_like(tmp_path, "a")
    assert things_in(tmp_path) == things_below(tmp_path) == [tmp_path / "a"]
