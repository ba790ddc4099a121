"""All changes of a room, a random choice of them, those made by hand, those judged to change nothing."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.plain_yaml import plain_yaml
from tools.mutants.edits import Edit, around, key_of
from tools.mutants.python_edits import python_edits
from tools.mutants.rooms import Room
from tools.mutants.tree import files_of

DATA = Path(__file__).parent
PARTS = ("file", "where", "line", "old", "new")
"""What a change is found again by; ``nth`` besides, where the old text stands earlier on the line too."""


def all_edits(root: Path, room: Room) -> Iterator[Edit]:
    """Every small change of the files of a room."""
    for file in files_of(root, room.sources, "*.py"):
        source = (root / file).read_bytes()
        yield from (edit for edit in python_edits(file, source) if _compiles(edit.changed(source)))
    environment = {**os.environ, "QUIZGEN_NODE_MODULES": str(root / "build" / "browsers" / "node_modules")}
    for file in files_of(root, room.sources, "*.js"):
        command = ["node", str(DATA / "script_edits.js"), str(root / file)]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
        source = (root / file).read_bytes()
        for found in json.loads(done.stdout):
            yield around(
                source, (found["start"], found["end"]), found["new"], file=file, where=found["where"]
            )


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "change", "exec")
    except SyntaxError:
        return False
    return True


def sample(edits: list[Edit], count: int, seed: int) -> list[Edit]:
    """A random choice that stays the same for every change whose place is still there."""
    by_key = {edit.key: edit for edit in reversed(edits)}
    return sorted(by_key.values(), key=lambda edit: hashlib.sha256(f"{seed}\n{edit.key}".encode()).digest())[
        :count
    ]


def by_hand(root: Path, name: str) -> tuple[list[Edit], list[str]]:
    """The changes made by hand, and those whose place is no longer there or that are no program any more."""
    file = DATA / "hand" / f"{name}.yaml"
    entries = plain_yaml(file.read_text(encoding="utf-8")) if file.is_file() else []
    found, misfits = [], []
    for entry in entries or ():
        source = (root / entry["file"]).read_bytes()
        old = entry["old"].encode()
        if source.count(old) != 1:
            misfits.append(f"{entry['file']}：{entry['old']!r} 出现 {source.count(old)} 次\n")
            continue
        start = source.index(old)
        place = {"file": entry["file"], "where": _where(entry["file"], source, start)}
        edit = around(source, (start, start + len(old)), entry["new"], **place, means=entry["means"])
        if edit.file.endswith(".py") and not _compiles(edit.changed(source)):
            misfits.append(f"{edit.file}：{entry['means']}：改了以后不成程序\n")
            continue
        found.append(edit)
    return found, misfits


def _where(file: str, source: bytes, start: int) -> str:
    """The innermost function around a place of a Python file."""
    row = source.count(b"\n", 0, start) + 1
    names: list[str] = []
    node: ast.AST | None = ast.parse(source) if file.endswith(".py") else None
    while node:
        inside = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt))
        node = next((child for child in inside if child.lineno <= row <= (child.end_lineno or 0)), None)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(node.name)
    return ".".join(names) or "<module>"


def equivalents() -> set[str]:
    """The keys of the changes that were judged to change nothing."""
    entries = plain_yaml((DATA / "equivalent.yaml").read_text(encoding="utf-8")) or ()
    return {key_of(*(str(entry[name]) for name in (*PARTS, "nth") if name in entry)) for entry in entries}
