"""Results of a large exam, unit by unit: one score workbook each, the cards of many people in one file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from quizgen.errors import Problem
from quizgen.model.names import file_part
from quizgen.model.review import SignedResult
from quizgen.records.names import UNIT_RESULTS
from quizgen.render.scores.cards import cards_pdf
from quizgen.render.scores.sheets import ScoreTables
from quizgen.render.scores.workbook import score_workbook
from quizgen.workflows.exam.printing import put_file, this_worker
from quizgen.workflows.marks.official import Official

MOST_TOGETHER = 20_000
"""With more people than this there is no workbook of all: neither people nor office programs read it."""
_CARDS_A_FILE = 500


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A file to make: a workbook from ``tables``, or else the cards of ``results``."""

    name: str
    tables: ScoreTables | None = None
    results: tuple[SignedResult, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A file by name, with the places of the people in it among the candidates."""

    name: str
    places: tuple[int, ...]
    cards: bool


class UnitTasks(Sequence[UnitTask]):
    """The files of all units; the people in a file are looked up when its turn comes."""

    def __init__(self, official: Official, tables: ScoreTables, wanted: Iterable[_Wanted]) -> None:
        self._official = official
        self._tables = tables
        self._wanted = tuple(wanted)

    @classmethod
    def of(cls, official: Official, tables: ScoreTables, *, cards: bool) -> UnitTasks:
        """Every workbook, and the cards where they are wanted."""
        return cls(official, tables, _wanted(tables, cards=cards))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(one.name for one in self._wanted)

    def only(self, names: frozenset[str]) -> UnitTasks:
        """The files of these names."""
        wanted = (one for one in self._wanted if one.name in names)
        return UnitTasks(self._official, self._tables, wanted)

    def __len__(self) -> int:
        return len(self._wanted)

    @overload
    def __getitem__(self, at: int) -> UnitTask: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[UnitTask, ...]: ...

    def __getitem__(self, at: int | slice) -> UnitTask | tuple[UnitTask, ...]:
        if isinstance(at, slice):
            return tuple(map(self._task, self._wanted[at]))
        return self._task(self._wanted[at])

    def _task(self, one: _Wanted) -> UnitTask:
        people = tuple(self._tables.candidates[place] for place in one.places)
        if one.cards:
            return UnitTask(one.name, results=tuple(map(self._official.result, people)))
        return UnitTask(one.name, replace(self._tables, candidates=people))


def _wanted(tables: ScoreTables, *, cards: bool) -> Iterator[_Wanted]:
    places: dict[str, list[int]] = {}
    sat: dict[str, list[int]] = {}
    for place, one in enumerate(tables.candidates):
        places.setdefault(one.candidate.unit, []).append(place)
        if one.score is not None:
            sat.setdefault(one.candidate.unit, []).append(place)
    for number, unit in enumerate(sorted(places), 1):
        stem = f"{UNIT_RESULTS}/{number:04d}-{file_part(unit)}"
        yield _Wanted(f"{stem}.xlsx", tuple(places[unit]), cards=False)
        people = sat.get(unit, []) if cards else []
        for at in range(0, len(people), _CARDS_A_FILE):
            more = f"-{at // _CARDS_A_FILE + 1:02d}" if len(people) > _CARDS_A_FILE else ""
            yield _Wanted(f"{stem}-成绩单{more}.pdf", tuple(people[at : at + _CARDS_A_FILE]), cards=True)


def unit_file(task: UnitTask) -> bytes:
    """The file of a task, made with the printer of this process."""
    if task.tables is not None:
        return score_workbook(task.tables)
    return cards_pdf(task.results, this_worker()[1])


def write_unit_file(task: UnitTask) -> tuple[str, Problem | None]:
    """Make the file and write it into the folder; runs in a worker."""
    return task.name, put_file(this_worker()[0], task.name, unit_file(task))


def unit_digest(task: UnitTask) -> tuple[str, str]:
    """Make the file without saving it; its name with its SHA-256."""
    return task.name, hashlib.sha256(unit_file(task)).hexdigest()
