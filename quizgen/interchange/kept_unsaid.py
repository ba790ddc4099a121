"""A question that comes back from another program, with what that program has no place for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.interchange.records import RecordData
from quizgen.interchange.tidy import tidy, tidy_option, tidy_stem
from quizgen.markup import Formula, parse, plain_text

_IN_ANY_ORDER = frozenset({"correct", "wrong", "pairs"})
"""Lists whose order says nothing: what is shuffled anyway."""


def with_unsaid(before: RecordData, said: RecordData) -> RecordData:
    """What was said now, with what was there and is not contradicted; what is the same stays as it stood."""
    merged = {key: _merged(key, before.get(key), value) for key, value in said.items()}
    return {**{key: merged.get(key, value) for key, value in before.items()}, **merged}


def _merged(key: str, before: Any, said: Any) -> Any:
    if isinstance(before, Mapping) and isinstance(said, Mapping):
        return with_unsaid(before, said)
    if isinstance(before, str) and isinstance(said, str):
        tidied = (tidy(before), tidy_option(before), tidy_stem(before, blanks=True), plain_text(before))
        same = said in tidied or _trees(said) == _trees(before)
        return before if same else said
    if not isinstance(before, list) or not isinstance(said, list):
        return said
    if key in _IN_ANY_ORDER:
        there = {_name(one): one for one in before}
        found = {_name(one): _merged("", there.get(_name(one)), one) for one in said}
        order = there if there.keys() == found.keys() else found
        return [found[name] for name in order] if len(found) == len(said) else said
    if len(before) == len(said):
        return [_merged("", old, new) for old, new in zip(before, said, strict=True)]
    return said


def _trees(text: str) -> tuple[object, ...]:
    """A text as it reads: two spellings of a formula are the same."""
    return tuple(one.node if isinstance(one, Formula) else one for one in parse(text))


def _name(one: Any) -> Sequence[str]:
    """What tells a member of a list from the others."""
    if isinstance(one, Mapping):
        return tuple(str(one[key]) for key in ("text", "image", "left", "right") if key in one)
    return (str(one),)
