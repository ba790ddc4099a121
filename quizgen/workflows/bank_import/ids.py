"""Ids for questions that have none yet: a prefix from the name of the file, numbers that go on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from quizgen.model.origin import Origins
from quizgen.web.search.initials import initials
from quizgen.workflows.bank_import.order import ImportOrder

PREFIX = re.compile(r"[A-Z]{2,6}")
_ID = re.compile(r"([A-Z]{2,6})-([0-9]{4,6})")
_NO_SUBJECT = re.compile("题库|试题|试卷|题目|考试|练习|复习|模拟|题")
_USUAL, _LONGEST, _SHORTEST = "TK", 4, 2


def prefix_for(order: ImportOrder, origins: Origins | None) -> str:
    """What new ids begin with: as was asked, as before, else the first letters of the name."""
    if order.prefix:
        return order.prefix
    if origins is not None:
        return origins.prefix
    name = _NO_SUBJECT.sub("", order.title or order.files[0].stem)
    letters = re.sub("[^A-Z]", "", initials(name).upper())[:_LONGEST]
    return letters if len(letters) >= _SHORTEST else _USUAL


def new_ids(wanted: Mapping[int, str], prefix: str, taken: Collection[str]) -> dict[int, str]:
    """An id for each: its own where it carries one that is free, else the next number."""
    used = set(taken)
    given: dict[int, str] = {}
    for place, own in wanted.items():
        if _ID.fullmatch(own) and own not in used:
            given[place] = own
            used.add(own)
    numbers = [int(found[2]) for id_ in used if (found := _ID.fullmatch(id_)) and found[1] == prefix]
    following = max(numbers, default=0) + 1
    for place in wanted:
        if place not in given:
            given[place] = f"{prefix}-{following:04d}"
            following += 1
    return given
