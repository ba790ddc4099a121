"""Faulty data completed with stand-ins, so that its sound parts can still be checked."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizgen.model.base import Way

T = TypeVar("T")
STAND_IN = "□"
"""Stands for a text that is missing or wrong; no sentence that holds it is meant for people."""

_ROUNDS = 6

WayOf = Callable[[Any, tuple[str | int, ...]], Way]
"""From the data and a location of pydantic to the way to the value."""

StandIn = Callable[[Any, Way, str], Any]
"""From the data, the way to a value, the sort of fault to what may stand there; KeyError: nothing may."""


def read_partly(
    adapter: TypeAdapter[T], data: Any, way_of: WayOf, stand_in: StandIn
) -> tuple[T | None, frozenset[Way]]:
    """The record that the data would be without its faults, with the ways to what was put in its place.

    A key that is not known is left out, or taken for the missing key that looks like it. None when the
    data is too far from a record.
    """
    data = deepcopy(data)
    replaced: set[Way] = set()
    for _ in range(_ROUNDS):
        try:
            return adapter.validate_python(data), frozenset(replaced)
        except ValidationError as error:
            faults = error.errors(include_url=False)
        try:
            _rename(data, faults, way_of)
            for fault in faults:
                _replace(data, fault, way_of, stand_in, replaced)
        except (KeyError, IndexError, TypeError):
            return None, frozenset(replaced)
    return None, frozenset(replaced)


def touches(key: Way, replaced: frozenset[Way]) -> bool:
    """Whether a value is one that was replaced, lies in it or holds it."""
    return any(key[: len(way)] == way[: len(key)] for way in replaced)


def _rename(data: Any, faults: Sequence[ErrorDetails], way_of: WayOf) -> None:
    """Take misspelt keys for the missing ones that they look like; leave the other unknown keys out."""
    missing = [_way_to_missing(data, fault, way_of) for fault in faults if fault["type"] == "missing"]
    for fault in faults:
        if fault["type"] != "extra_forbidden":
            continue
        *above, name = way_of(data, fault["loc"])
        holder = _at(data, tuple(above))
        known = [str(way[-1]) for way in missing if way[:-1] == tuple(above) and way[-1] not in holder]
        near = difflib.get_close_matches(str(name), known, 1, 0.5)
        value = holder.pop(name)
        if near:
            holder[near[0]] = value


def _replace(data: Any, fault: ErrorDetails, way_of: WayOf, stand_in: StandIn, replaced: set[Way]) -> None:
    kind = fault["type"]
    if kind == "extra_forbidden":
        return
    way = _way_to_missing(data, fault, way_of) if kind == "missing" else way_of(data, fault["loc"])
    if kind.startswith("union_tag"):
        way = (*way, "kind")
    if not way:
        raise KeyError(way)
    holder = _at(data, way[:-1])
    if kind == "missing" and way[-1] in holder:
        return  # a misspelt key was taken for it
    if any(way[: len(other)] == other for other in replaced if len(other) < len(way)):
        return  # what holds it was replaced already
    value = stand_in(data, way, kind)
    replaced.add(way)
    if value is None:
        del holder[way[-1]]
    else:
        holder[way[-1]] = value


def _way_to_missing(data: Any, fault: ErrorDetails, way_of: WayOf) -> Way:
    return (*way_of(data, fault["loc"][:-1]), fault["loc"][-1])


def _at(data: Any, way: Way) -> Any:
    for step in way:
        data = data[step]
    return data
