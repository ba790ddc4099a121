"""Which candidates are not marked as long as an entry has a fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizgen.entry.read_answers import ReadAnswers
from quizgen.errors import Problem
from quizgen.model.rules.answers import A001, A002, A003

WHOLE_TABLE = frozenset({A001.id, A002.id, A003.id})
"""Faults of the heading row: a column is missing or stands twice, so that nobody's answers are sure."""


def in_doubt(readings: Sequence[ReadAnswers], problems: Iterable[Problem]) -> frozenset[str]:
    """The 编号 whose row is named by a fault of one of these files; everybody for ``WHOLE_TABLE``."""
    people = {
        (reading.table.shown_as, row): number for reading in readings for number, row in reading.rows.items()
    }
    heads = {(reading.table.shown_as, reading.table.head_row) for reading in readings}
    names = {reading.table.shown_as for reading in readings}
    found: set[str] = set()
    for problem in problems:
        place = problem.file, problem.spot.row or 0
        in_heading = place in heads or (place[1] == 0 and problem.file in names)
        if problem.rule in WHOLE_TABLE and in_heading:
            return frozenset(people.values())
        if place in people:
            found.add(people[place])
    return frozenset(found)
