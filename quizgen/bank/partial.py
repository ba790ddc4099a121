"""Faulty questions, read as far as possible so that the other rules can check the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizgen.bank.raw import RawQuestion
from quizgen.model.base import Way
from quizgen.model.kinds import KIND_SHORT_TITLES, KIND_TITLES, Kind, traits_of
from quizgen.model.options import OPTION_TAGS
from quizgen.model.partly import STAND_IN, read_partly
from quizgen.model.question import QUESTION, Question

_KIND_BY_KEY = {traits_of(kind).own_key: kind for kind in reversed(Kind) if traits_of(kind).own_key}
_OPTIONAL = frozenset(
    {
        "about",
        "alt",
        "image",
        "table",
        "width",
        "any_order",
        "author",
        "enemies",
        "grid",
        "last",
        "level",
        "lines",
        "max",
        "min",
        "point",
        "pool",
        "retired",
        "basis",
        "fingerprint",
        "reviewed",
        "reviewer",
        "share",
        "show",
        "status",
        "words",
    }
)
_TEXTS = frozenset({"stem", "text", "explain", "why", "topic", "point", "left", "right"})
_SEVERAL: Mapping[str, tuple[Any, int]] = {
    "pairs": ({"left": STAND_IN, "right": STAND_IN}, 2),
    "items": (STAND_IN, 3),
    "table": (STAND_IN, 1),
    "points_for": ({"point": STAND_IN}, 1),
    "bands": ({"at_least": 0, "text": STAND_IN}, 1),
}
"""One of a list of a question, with the fewest that it may have."""
_FIXED: Mapping[str, Any] = {"id": "ZZ-0000", "difficulty": "中", "answer": True, "at_least": 0}
_PARTS = ("parts",)


def read_partial(raw: RawQuestion) -> tuple[Question | None, frozenset[Way]]:
    """The question with stand-ins for what is missing or wrong, with the ways to those.

    None when too little of it can be read.
    """
    if not isinstance(raw.data, dict):
        return None, frozenset()
    return read_partly(QUESTION, raw.data, way_in_question, _stand_in)


def way_in_question(_data: Any, location: tuple[int | str, ...]) -> Way:
    """Drop the kinds, which pydantic puts first in a question or a sub-question, and the sorts of options."""
    key = tuple(step for step in location[1:] if step not in OPTION_TAGS)
    return (*key[:2], *key[3:]) if key[:1] == _PARTS else key


def guess_kind(data: Mapping[str, Any]) -> Kind:
    """The kind that a question must be of, by a Chinese name for it or else by its keys."""
    word = str(data.get("kind", ""))
    for titles in (KIND_TITLES, KIND_SHORT_TITLES):
        named = next((kind for kind, title in titles.items() if title in word), None)
        if named is not None:
            return named
    by_key = next((kind for key, kind in _KIND_BY_KEY.items() if key in data), None)
    if by_key is not None:
        return by_key
    right = data.get("correct")
    return Kind.MULTIPLE if isinstance(right, list) and len(right) > 1 else Kind.SINGLE


def _stand_in(data: Any, way: Way, fault: str) -> Any:  # noqa: PLR0911 - one return a key
    name = next(str(step) for step in reversed(way) if isinstance(step, str))
    listed = isinstance(way[-1], int)
    if name == "kind":
        return str(guess_kind(_holder(data, way)))
    if name in _OPTIONAL and not listed:
        return None
    if name in _TEXTS or name in ("enemies", "about", "cites", "last"):
        return _in_list(name) if listed or name in _TEXTS else [STAND_IN]
    if name in _FIXED:
        return _FIXED[name]
    if name in _SEVERAL:
        one, several = _SEVERAL[name]
        return one if listed else [one] * several
    match name:
        case "correct":
            return _right_options(data, way, fault)
        case "wrong":
            one = {"text": f"{STAND_IN}{way[-1]}", "why": STAND_IN}
            return one if listed else [one]
        case "answers":
            return _blank(way)
        case _:
            raise KeyError(name)


def _in_list(name: str) -> str:
    return "ZZ-0000" if name == "enemies" else STAND_IN


def _holder(data: Any, way: Way) -> Any:
    for step in way[:-1]:
        data = data[step]
    return data


def _right_options(data: Any, way: Way, fault: str) -> Any:
    if isinstance(way[-1], int):
        return f"{STAND_IN}{way[-1]}"
    holder = _holder(data, way)
    if fault in ("too_long", "too_short") and isinstance(holder.get("correct"), list) and holder["correct"]:
        holder["kind"] = str(Kind.MULTIPLE if fault == "too_long" else Kind.SINGLE)
        return holder["correct"]
    return [STAND_IN] if holder.get("kind") == Kind.SINGLE else [STAND_IN, f"{STAND_IN}{STAND_IN}"]


def _blank(way: Way) -> Any:
    steps = len(way) - 1 - way.index("answers")
    return (([[STAND_IN]]), [STAND_IN], STAND_IN)[steps]
