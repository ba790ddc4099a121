"""A roster without those who need not sit this time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.errors import Problem
from quizgen.model.exam import Candidate
from quizgen.model.rules.roster import R015, R116
from quizgen.model.terms import Terms
from quizgen.records.roster import RosterRead
from quizgen.workflows.roster import read_people

_MOST_NAMED = 12


def without_exempt(read: RosterRead, lists: Sequence[Path], terms: Terms) -> RosterRead:
    """The roster without the people of these lists, which are rosters too; a note says who was left out.

    By 编号; another name under the same 编号 is a fault. Raises CannotRead, RefusedFile, WhichSheet.
    """
    here = {one.number: one for one in read.people}
    for path in lists:
        free = read_people(path, terms)
        faults = [*free.problems, *_misnamed(path, free.people, here)]
        out = [one.number for one in free.people if one.number in here]
        note = Problem(str(path), None, R116.id, _said(out, len(free.people)))
        read = replace(
            read,
            people=tuple(one for one in read.people if one.number not in set(out)),
            problems=(*read.problems, *faults),
            notes=(*read.notes, note),
        )
    return read


def _misnamed(path: Path, free: Sequence[Candidate], here: Mapping[str, Candidate]) -> Iterator[Problem]:
    for one in free:
        if one.number in here and here[one.number].name != one.name:
            message = f"编号 {one.number} 是“{one.name}”，名册里是“{here[one.number].name}”"
            yield Problem(str(path), None, R015.id, message, "核对是不是同一个人，改正编号或姓名")


def _said(numbers: Sequence[str], listed: int) -> str:
    named = f"：编号 {'、'.join(numbers[:_MOST_NAMED])}" + ("等" if len(numbers) > _MOST_NAMED else "")
    absent = listed - len(numbers)
    rest = f"；名单里另有 {absent} 人不在名册里" if absent else ""
    return f"免试 {len(numbers)} 人，没有组卷{named if numbers else ''}{rest}"
