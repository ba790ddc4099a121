"""Writes the types of the browser's data from the records that the Python side is checked against."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ForwardRef,
    Literal,
    NotRequired,
    Required,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from quizgen.web import browser_data
from quizgen.web.browser_data import Handed

TARGET = Path("quizgen/web/browser_data.d.ts")
_PLAIN = {str: "string", int: "number", bool: "boolean", NoneType: "null"}
_HEAD = "/* Made by tools/browser_types.py from quizgen/web/browser_data.py: run `make docs`. */\n"


def page() -> str:
    """All records of ``browser_data`` as TypeScript, in their order there."""
    named = _named()
    enums = [
        value
        for value in vars(browser_data).values()
        if isinstance(value, type) and issubclass(value, StrEnum)
    ]
    blocks = [f"type {one.__name__} = {' | '.join(_quoted(member) for member in one)};" for one in enums]
    for name, value in named:
        if value is Handed:
            continue
        if is_typeddict(value):
            blocks.append(_interface(name, value))
        else:
            blocks.append(f"type {name} = {_shape(value)};")
    blocks.append(_interface("Window", Handed, optional=True))
    return "\n".join([_HEAD, *blocks, ""])


def _named() -> list[tuple[str, Any]]:
    """The records and the names given to shapes, in the order of the module."""
    own = [(name, value) for name, value in vars(browser_data).items() if name[0].isupper()]
    return [
        (name, value)
        for name, value in own
        if (get_origin(value) is not None or isinstance(value, UnionType) or is_typeddict(value))
    ]


def _interface(name: str, record: Any, *, optional: bool = False) -> str:
    hints = get_type_hints(record, vars(browser_data), include_extras=True)
    lines = []
    for field, hint in hints.items():
        lacking = optional or get_origin(hint) is NotRequired
        inner = get_args(hint)[0] if get_origin(hint) in (NotRequired, Required) else hint
        lines.append(f"  {field}{'?' if lacking else ''}: {_type(inner)};")
    return "\n".join([f"interface {name} {{", *lines, "}"])


def _type(hint: Any) -> str:
    """The name of a hint that has one, else its shape."""
    for name, value in _named():
        if value is hint or (not is_typeddict(value) and value == hint):
            return name
    return _shape(hint)


def _shape(hint: Any) -> str:
    if isinstance(hint, ForwardRef | str):
        return hint if isinstance(hint, str) else hint.__forward_arg__
    if isinstance(hint, type) and get_origin(hint) is None:
        return _PLAIN.get(hint, hint.__name__)
    inner = get_args(hint)
    if get_origin(hint) is Literal:
        return " | ".join(_quoted(one) for one in inner)
    return _COMPOUND[get_origin(hint)]([_type(one) for one in inner])


def _list(inner: list[str]) -> str:
    return f"({inner[0]})[]" if "|" in inner[0] else f"{inner[0]}[]"


_COMPOUND: dict[Any, Callable[[list[str]], str]] = {
    UnionType: " | ".join,
    Union: " | ".join,
    Annotated: lambda inner: f"{inner[0]} & {inner[1]}",
    list: _list,
    tuple: lambda inner: f"[{', '.join(inner)}]",
    dict: lambda inner: f"Record<{inner[0]}, {inner[1]}>",
}


def _quoted(text: str) -> str:
    return f'"{text}"'


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"已写入 {TARGET}")
