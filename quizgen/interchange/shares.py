"""How much of a file has been understood, told while it is being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

OnShare = Callable[[float], None]
"""Called with the share that is done, from 0 to 1."""
_T = TypeVar("_T")
_EVERY = 100
"""Things between two reports."""


def unheard(_share: float) -> None:
    """Where nobody listens."""


def reported(things: Sequence[_T], on_share: OnShare, first: float, last: float) -> Iterator[_T]:
    """The things one after another; between ``first`` and ``last`` of the whole is told on the way."""
    for number, thing in enumerate(things):
        if not number % _EVERY:
            on_share(first + (last - first) * number / len(things))
        yield thing
