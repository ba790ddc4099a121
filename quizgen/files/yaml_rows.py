"""The lines of a YAML block as they are cut into pieces where it cannot be read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = re.compile(r"[^\s#]")


def cut(rows: list[str]) -> Iterator[tuple[int, int]]:
    """The pieces of a block: from each line at its outermost indentation to before the next."""
    starts: list[int] = []
    outermost: int | None = None
    dashes = False
    for number, row in enumerate(rows):
        found = PIECE.search(row)
        if found is None or row.lstrip().startswith("#") or row.startswith(("---", "...")):
            continue
        indent = indent_of(row)
        if outermost is None or (indent < outermost and not dashes and row.strip().startswith("- ")):
            outermost = indent
        dashes |= indent <= outermost and row.strip().startswith("- ")
        if indent <= outermost and row.strip()[0] not in "]})":
            starts.append(number)
    ends = [*starts[1:], len(rows)]
    yield from zip(starts, ends if starts else [], strict=True)


NAMED = re.compile(r" *[A-Za-z_]+: ")


def with_dash(rows: list[str]) -> list[str]:
    """Lines of an item whose dash is missing, as they stand with it."""
    below = next((indent_of(row) for row in rows[1:] if NAMED.match(row)), 0)
    deep = max(indent_of(rows[0]), below)
    if not deep:
        return [f"- {rows[0]}", *(f"  {row}" for row in rows[1:])]
    return ["-" + " " * max(deep - 1, 1) + rows[0].lstrip(), *rows[1:]]


def indent_of(row: str) -> int:
    """How many blanks a line begins with."""
    return len(row) - len(row.lstrip())
