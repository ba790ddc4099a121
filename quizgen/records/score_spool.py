"""Results of people one after another: lines of ``scores.jsonl`` that wait for their ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from quizgen.files.line_spool import LineSpool
from quizgen.model.answers import Attendance
from quizgen.model.digest import record_json
from quizgen.model.score import CandidateScore

_OPEN = -1
"""Stands for a rank until all are known; ``"rank":-1`` can stand nowhere else in a line, because quotation
marks inside texts are escaped."""


class ScoreLine(NamedTuple):
    """A result as a line without its rank, with what is counted of it.

    ``score`` is the rounded score of those who sat, ``standing`` the result in words.
    """

    number: str
    line: bytes
    score: Fraction | None
    standing: str
    attendance: Attendance
    passed: bool


def score_line(result: CandidateScore, standing: str) -> ScoreLine:
    """A result whose rank, if it has one, is forgotten; ``standing`` is what it is in words."""
    score = None if result.score is None else Fraction(result.score)
    line = record_json(result.model_copy(update={"rank": None if score is None else _OPEN}))
    return ScoreLine(
        result.candidate.number, line.encode(), score, standing, result.attendance, result.passed
    )


def with_rank(line: bytes, rank: int | None) -> bytes:
    """The line as it is signed."""
    return line if rank is None else line.replace(b'"rank":%d' % _OPEN, b'"rank":%d' % rank, 1)


@dataclass(frozen=True, slots=True)
class ScoreFigures:
    """Results in numbers: people by state, those who passed; ``mean`` of the rounded scores (None: nobody).

    ``first`` is the first 编号 that has a score.
    """

    states: Mapping[Attendance, int]
    passed: int
    mean: Fraction | None
    first: str | None

    @property
    def failed(self) -> int:
        """Those who sat and did not pass."""
        return self.states.get(Attendance.SAT, 0) - self.passed


class ScoreSpool:
    """Results in the order of the 编号; in memory stay number, score and standing of each.

    Raises CannotWrite, CannotRead.
    """

    def __init__(self, spool: LineSpool) -> None:
        self._spool = spool
        self._states: Counter[Attendance] = Counter()
        self._passed = 0
        self._words: dict[str, str] = {}
        self._amounts: dict[Fraction, Fraction] = {}
        self.numbers: list[str] = []
        self.scores: list[Fraction | None] = []
        self.standings: list[str] = []

    def __len__(self) -> int:
        return len(self.numbers)

    def add(self, one: ScoreLine) -> None:
        """One more result."""
        self._spool.add(one.line)
        self.numbers.append(one.number)
        self.scores.append(None if one.score is None else self._amounts.setdefault(one.score, one.score))
        self.standings.append(self._words.setdefault(one.standing, one.standing))
        self._states[one.attendance] += 1
        self._passed += one.passed

    def open_lines(self) -> Iterator[bytes]:
        """The lines without ranks."""
        return self._spool.lines(range(len(self)))

    def result(self, place: int, rank: int | None) -> CandidateScore:
        """The result at a place."""
        (line,) = self._spool.lines((place,))
        return CandidateScore.model_validate_json(with_rank(line, rank))

    def lines(self, ranks: Iterable[int | None]) -> Iterator[bytes]:
        """The lines of ``scores.jsonl`` after its head; ``ranks`` has one for each result."""
        for line, rank in zip(self.open_lines(), ranks, strict=True):
            yield with_rank(line, rank)

    @property
    def figures(self) -> ScoreFigures:
        """What is counted of all."""
        scores = [score for score in self.scores if score is not None]
        first = next((at for at, score in enumerate(self.scores) if score is not None), None)
        return ScoreFigures(
            dict(self._states),
            self._passed,
            sum(scores, Fraction()) / len(scores) if scores else None,
            None if first is None else self.numbers[first],
        )
