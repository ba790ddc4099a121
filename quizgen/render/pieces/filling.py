"""How columns are filled from the top, by the rules that Typst keeps for the whole paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_SLACK = 1e-6
"""Points that may be missing: sums of lengths are not exact."""


class TornApart(Exception):
    """A block would have to be torn, of which only the whole is known."""


class FlowItem(NamedTuple):
    """What stands together, in points: its height, the space it wants above and below, its PDF content.

    ``sticky``: it stays with what follows. ``breakable``: Typst would tear it where it does not fit.
    A tuple, because every paper has a hundred of them.
    """

    above: float
    height: float
    below: float
    content: bytes
    pieces: tuple[int, ...]
    sticky: bool = False
    breakable: bool = False


class Placed(NamedTuple):
    """An item, ``at`` its place among all, with its distance from the top of its column."""

    item: FlowItem
    top: float
    at: int


def fill(items: Sequence[FlowItem], height: float, columns: int) -> list[list[Placed]]:
    """The items column by column; ``columns`` are those of a page. Raises TornApart.

    An item that does not fit goes to the next column, with the sticky ones before it, unless that is no
    gain: at the top of the last column of a page everything is placed, whether it fits or not.
    """
    filled: list[list[Placed]] = []
    at = 0
    while at < len(items):
        column, at = _one_column(items, at, height, first_of_more=columns > 1 and len(filled) % columns == 0)
        filled.append(column)
    return filled


def _one_column(
    items: Sequence[FlowItem], at: int, height: float, *, first_of_more: bool
) -> tuple[list[Placed], int]:
    """A column from the item ``at`` on, and the item with which the next one begins."""
    placed: list[Placed] = []
    y, below = 0.0, 0.0
    held: int | None = None
    may_hold: bool | None = None
    begun = at
    while at < len(items):
        item = items[at]
        top = y + max(below, item.above) if placed else 0.0
        may_progress = first_of_more or top > 0
        if top + item.height > height + _SLACK:
            if item.breakable and not (item.sticky and may_progress):
                raise TornApart
            if may_progress:
                again = at if held is None else held
                return placed[: again - begun], again
        if item.sticky:
            if held is None:
                if may_hold is None:
                    may_hold = may_progress
                held = at if may_hold else None
        else:
            held = may_hold = None
        placed.append(Placed(item, top, at))
        y, below = top + item.height, item.below
        at += 1
    return placed, at
