"""One name, one thing: what a public name means does not depend on the file in which it is read."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.found import things_below

PACKAGE = Path(__file__).parents[2] / "quizgen"
MODULES = tuple(things_below(PACKAGE, "*.py"))
MOST_TWICE = 3
MOST_RENAMED = 5


def defined(tree: ast.Module) -> Iterator[str]:
    """The public classes and names of types of a module."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            name = node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        else:
            continue
        if name[0].isupper() and len(name) > 1 and not name.isupper() and "_" not in name:
            yield name


def test_hardly_any_name_of_a_type_occurs_twice() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file in MODULES:
        for name in defined(ast.parse(file.read_text(encoding="utf-8"))):
            places[name].append(file.relative_to(PACKAGE).as_posix())
    assert len(places) > 300
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert len(twice) <= MOST_TWICE, twice


def test_hardly_anything_is_imported_under_another_name() -> None:
    renamed = [
        f"{file.relative_to(PACKAGE).as_posix()}: {alias.name} as {alias.asname}"
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname not in {None, alias.name}
    ]
    assert MODULES
    assert len(renamed) <= MOST_RENAMED, renamed
