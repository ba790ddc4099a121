"""How wide the columns of a table in the book are, by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Any

from quizgen.markup.width import is_wide

_ROOM_EM = 52.0
"""Width of the text on A4 in em of the type that tables are set in."""
_SIDES_EM = 1.3
_CITATION_EM = 1.0
_NARROW_EM = 0.55
_LEAST_EM = 3.2
_DISPOSITIONS = (3.4, 13.5, 8.5, 11.5, 8.0, 8.5)
"""These tables stand one below the other, so their columns stand alike: source, situation, target, measure,
who, consequence."""


def column_weights(table: Mapping[str, Any]) -> list[float]:
    """Widths in relation to each other: short columns as wide as their text, the long ones share the rest."""
    if table.get("style") == "dispositions":
        return list(_DISPOSITIONS)
    rows = [table["heads"], *(row["cells"] for row in table["rows"])]
    count = max((len(row) for row in rows), default=0)
    columns = [[_width(row[index]) for row in rows if index < len(row)] for index in range(count)]
    natural = [max(*column, _LEAST_EM) for column in columns]
    wish = [sqrt(max(sum(column), 1.0) * longest) for column, longest in zip(columns, natural, strict=True)]
    room = _ROOM_EM - count * _SIDES_EM
    settled: dict[int, float] = {}
    while True:
        left = [index for index in range(count) if index not in settled]
        rest = room - sum(settled.values())
        share = {index: rest * wish[index] / sum(wish[other] for other in left) for index in left}
        short = [index for index in left if natural[index] <= max(share[index], rest / len(left))]
        if not short or len(short) == len(left):
            widths = {**settled, **(share if not short else {index: natural[index] for index in left})}
            return [round(max(widths[index], _LEAST_EM) + _SIDES_EM, 2) for index in range(count)]
        settled |= {index: natural[index] for index in short}


def _width(value: Any) -> float:
    """The width in em of everything in a cell, were it on one line."""
    if isinstance(value, Mapping):
        return sum(
            _width(inner) for name, inner in value.items() if name in {"blocks", "runs", "items", "term"}
        )
    if isinstance(value, list | tuple):
        match value:
            case ["t" | "c" | "own" | "chip" | "id", str(text)]:
                wide = sum(is_wide(letter) for letter in text)
                return wide + (len(text) - wide) * _NARROW_EM
            case ["cite", ids]:
                return len(ids) * _CITATION_EM
            case ["a" | "term", _, inner]:
                return _width(inner)
            case _:
                return sum(_width(inner) for inner in value if not isinstance(inner, str))
    return 0.0
