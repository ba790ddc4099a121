"""Which records a fence asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar


class _Sourced(Protocol):
    @property
    def source(self) -> str: ...


T = TypeVar("T", bound=_Sourced)


def chosen(shelf: Mapping[str, T], words: Iterable[str]) -> tuple[T, ...]:
    """The records named by their ids, by ``source=…``, or all of them (``all`` or no word)."""
    asked = tuple(words)
    if asked in {(), ("all",)}:
        return tuple(shelf.values())
    if asked[0].startswith("source="):
        source = asked[0].removeprefix("source=")
        return tuple(record for record in shelf.values() if record.source == source)
    return tuple(shelf[record_id] for record_id in asked)
