"""Writes docs/dev/architecture.md: rooms by floor, with the caption of every room, sub-room and module."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

TARGET = Path("docs/dev/architecture.md")
PACKAGE = "quizgen"
_DOCSTRING = re.compile(r'(?:#[^\n]*\n|\n)*[rR]?"""(?:[^\\]|\\.)*?"""', re.DOTALL)
_HEAD = """# 结构

由 `make docs` 从 `pyproject.toml` 的导入约定和各模块的第一句说明生成，不手改。

上层可以引用下层，不能反过来；同一层的房间互不相识。`lint-imports` 会检查，第三方库只能在约定的房间里使用。
两个房间都要用的东西，放到它们的下层去。

| 层 | 房间 |
|---|---|
"""


def page(root: Path) -> str:
    """The text of the page for the project in ``root``."""
    floors = list(_floors(root))
    top = len(floors) - 1
    rows = [f"| {top - index} | {' · '.join(floor)} |" for index, floor in enumerate(floors)]
    rooms = [room for floor in floors for room in floor if (root / PACKAGE / room).is_dir()]
    return _HEAD + "\n".join([*rows, "", *(line for room in rooms for line in _room(root, room))])


def caption(path: Path) -> str:
    """The first paragraph of a module's docstring on one line; empty when there is none."""
    return " ".join(_docstring(path).split("\n\n")[0].split())


def reason(path: Path) -> str:
    """What stands after the caption of a module, on one line: why a room is a room; empty for most."""
    return " ".join(_docstring(path).partition("\n\n")[2].split())


def _docstring(path: Path) -> str:
    """What a module begins with; only that is parsed, the module itself is not."""
    begin = _DOCSTRING.match(path.read_text(encoding="utf-8"))
    return "" if begin is None else ast.get_docstring(ast.parse(begin[0])) or ""


def _floors(root: Path) -> Iterator[list[str]]:
    """The floors of the import contract, the highest first."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    for layer in layers:
        yield [room.strip() for room in layer.split("|")]


def _room(root: Path, room: str) -> Iterator[str]:
    """A room with its own modules, then each of its sub-rooms."""
    folder = root / PACKAGE / room
    yield f"{'#' * (2 + room.count('/'))} {room}"
    yield ""
    yield caption(folder / "__init__.py")
    yield ""
    if why := reason(folder / "__init__.py"):
        yield why
        yield ""
    modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    if modules:
        yield "| 模块 | 说明 |"
        yield "|---|---|"
        for path in modules:
            yield f"| `{path.stem}` | {caption(path)} |"
        yield ""
    for below in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from _room(root, f"{room}/{below.name}")


if __name__ == "__main__":
    TARGET.write_text(page(Path()), encoding="utf-8")
    print(f"已写入 {TARGET}")
