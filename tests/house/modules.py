"""What the modules of the program hold, parsed once for all tests of the house that look at it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.found import things_below

PACKAGE = Path(__file__).parents[2] / "quizgen"


class Module(NamedTuple):
    """A module: what it defines (see ``_defined``), the texts and names in it, what it imports as what."""

    path: str
    defined: tuple[str, ...]
    texts: frozenset[str]
    names: frozenset[str]
    renamed: tuple[str, ...]


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program, in order."""
    return tuple(map(_read, things_below(PACKAGE, "*.py")))


def _read(file: Path) -> Module:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts, names, renamed = set(), set(), []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)):
                texts.add(text)
            case ast.Name(id=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                named = ((one.name, one.asname) for one in aliases)
                renamed += [f"{name} as {other}" for name, other in named if other not in {None, name}]
            case _:
                pass
    path = file.relative_to(PACKAGE).as_posix()
    return Module(path, tuple(_defined(tree)), frozenset(texts), frozenset(names), tuple(renamed))


def _defined(tree: ast.Module) -> Iterator[str]:
    """The public classes and names of types of a module."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                pass
            case ast.Assign(targets=[ast.Name(id=name), *_]):
                pass
            case ast.AnnAssign(target=ast.Name(id=name)):
                pass
            case _:
                continue
        if name[0].isupper() and len(name) > 1 and not name.isupper() and "_" not in name:
            yield name
