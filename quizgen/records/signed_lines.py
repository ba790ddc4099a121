"""The candidates of a large file of scores, read from its bytes whenever they are wanted."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from quizgen.model.score import CandidateScore


class SignedLines(Sequence[CandidateScore]):
    """Lines that were read once and found sound; each is read again when its turn comes."""

    def __init__(self, data: bytes, starts: array[int]) -> None:
        self._data = data
        self._starts = starts
        """Where every line begins, then where the last one ends."""

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> CandidateScore: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[CandidateScore, ...]: ...

    def __getitem__(self, at: int | slice) -> CandidateScore | tuple[CandidateScore, ...]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        place = range(len(self))[at]
        line = self._data[self._starts[place] : self._starts[place + 1]]
        return CandidateScore.model_validate_json(line)

    def __iter__(self) -> Iterator[CandidateScore]:
        return (self[place] for place in range(len(self)))


class ByNumber(Mapping[str, CandidateScore]):
    """The same by 编号: in memory stays where each person stands."""

    def __init__(self, candidates: Sequence[CandidateScore]) -> None:
        self._candidates = candidates
        self._places = {one.candidate.number: place for place, one in enumerate(candidates)}

    def __getitem__(self, number: str) -> CandidateScore:
        return self._candidates[self._places[number]]

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)
