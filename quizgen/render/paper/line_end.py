"""Whether something still fits on the last line of a paragraph, set a little tighter if need be."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable

TIGHTENINGS_EM = (0.0, 0.01, 0.02, 0.03)
"""How much closer than usual characters may be set; 3 % of their size is not noticed."""

_CLOSING, _OPENING = frozenset("，。、；：？！）》”’】"), frozenset("（《“‘【")
_NEVER_FIRST = _CLOSING | frozenset("…—")
_SQUEEZED_EM = 0.5
"""Two signs side by side are set this much closer, for each is white on one side."""


@functools.lru_cache(maxsize=4096)
def tightening(text: str, tail_em: float, room_em: float, width_em: Callable[[str], float]) -> float:
    """How much to tighten the text so that ``tail_em`` fits after it; 0 where that is not possible.

    ``room_em`` is the width of a line, ``width_em`` measures a piece of text.
    """
    if width_em(text) + tail_em <= room_em:
        return 0.0
    for by_em in TIGHTENINGS_EM:
        advances = _advances(text, width_em, squeezing=not by_em)
        if _last_line(text, advances, by_em, room_em) + tail_em <= room_em:
            return by_em
    return 0.0


def _advances(text: str, width_em: Callable[[str], float], *, squeezing: bool) -> list[float]:
    """What every character adds to the line, with the gap or the squeeze between it and the one before.

    Typst squeezes no signs in text that is set tighter.
    """
    return [
        _advance(before, one, width_em, squeezing)
        for before, one in itertools.pairwise(itertools.chain(("",), text))
    ]


@functools.lru_cache(maxsize=65536)
def _advance(
    before: str,
    one: str,
    width_em: Callable[[str], float],
    squeezing: bool,  # noqa: FBT001 - a positional call is what the cache is quick with
) -> float:
    squeezed = (before in _CLOSING and one in _CLOSING | _OPENING) or (before in _OPENING and one in _OPENING)
    return width_em(before + one) - width_em(before) - _SQUEEZED_EM * (squeezing and squeezed)


def _last_line(text: str, advances: list[float], by_em: float, room_em: float) -> float:
    """How far the last line is filled when lines break between any two characters but before a stop."""
    filled = 0.0
    for index, (character, advance) in enumerate(zip(text, advances, strict=True)):
        width = advance - by_em
        if filled + width > room_em:
            taken_along = character in _NEVER_FIRST and index > 0
            filled = advances[index - 1] - by_em if taken_along else 0.0
        filled += width
    return filled
