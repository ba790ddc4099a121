"""The base of every record: frozen, strict about unknown keys, exact about points."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

Text = Annotated[str, Field(min_length=1)]
"""A text that says something."""

Way = tuple[str | int, ...]
"""The way to a value inside plain data: keys and list positions."""


class Record(BaseModel):
    """A frozen record without behaviour of its own; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def to_fraction(value: Any) -> Fraction:
    """``1/2``, ``0.5`` and ``2`` as an exact fraction; decimals are taken as they are written.

    Raises ValueError for anything else (booleans included).
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        message = "应当是数，例如 2、0.5 或 1/2"
        raise ValueError(message)
    try:
        return _fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        message = "应当是数，例如 2、0.5 或 1/2"
        raise ValueError(message) from None


_LARGEST_EXPONENT = 12


@lru_cache(maxsize=1 << 12)
def _fraction(text: str) -> Fraction:
    """The same few points recur by the thousand; 1e999999999 is refused, for it would fill the memory."""
    exponent = re.search(r"[eE][-+]?(\d+)$", text)
    if exponent is not None and int(exponent[1]) > _LARGEST_EXPONENT:
        raise ValueError(text)
    return Fraction(text)


Exact = Annotated[
    Fraction,
    BeforeValidator(to_fraction),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(/\d+|\.\d+)?$"}]}),
]
"""A number kept as an exact fraction: points, shares of points."""
