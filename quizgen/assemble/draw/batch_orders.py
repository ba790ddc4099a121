"""Orders of options by number, so that numpy can tell them and each is spelt once."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.assemble.draw.batch_sets import Places, below
from quizgen.assemble.draw.shuffle import Arranging, Columns, Options, Steps
from quizgen.model.form_text import order_json

LEFT_TO_MAKER = -1
"""The number of an order that has to be found by the maker."""

_MOST_ORDERS = 400_000
"""Kinds of question with more orders (nine options have fewer) are left to the maker."""

_MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class _OrderKind:
    """Numbers that are shuffled, run by run, those that stay behind; ``never_right``: not as they are."""

    runs: tuple[tuple[int, ...], ...]
    last: tuple[int, ...] = ()
    never_right: bool = False

    @property
    def bounds(self) -> list[int]:
        """What each word is brought below, one after another."""
        return [left for run in self.runs for left in range(len(run), 0, -1)]

    @property
    def orders(self) -> int:
        """How many there are."""
        return math.prod(math.factorial(len(run)) for run in self.runs)

    def order(self, number: int) -> tuple[int, ...]:
        """The order that is made by these integers, the last one being the least digit."""
        offsets: list[int] = []
        for bound in reversed(self.bounds):
            number, offset = divmod(number, bound)
            offsets.append(offset)
        told = reversed(offsets)
        shuffled: list[int] = []
        for run in self.runs:
            pool = list(run)
            for place in range(len(pool)):
                other = place + next(told)
                pool[place], pool[other] = pool[other], pool[place]
            shuffled += pool
        return (*shuffled, *self.last)


_UNKNOWN = _OrderKind(())


class OrderTexts(dict[int, str]):
    """The text of every order that has come up so far, by its number; kinds have their stretches."""

    def __init__(self) -> None:
        super().__init__()
        self.most_words = 1
        self._numbers: dict[_OrderKind, int] = {}
        self._kinds: list[_OrderKind] = []
        self._starts: list[int] = []
        self._end = 0

    def __missing__(self, number: int) -> str:
        if number == LEFT_TO_MAKER:
            return ""
        if len(self) > _MOST_KEPT:
            self.clear()
        kind = bisect_right(self._starts, number) - 1
        text = self[number] = order_json(self._kinds[kind].order(number - self._starts[kind]))
        return text

    def kind(self, arranging: Arranging) -> int:
        """The number of the kind of what is put in order."""
        kind = _kind_of(arranging)
        if kind not in self._numbers:
            self._numbers[kind] = len(self._kinds)
            self._kinds.append(kind)
            self._starts.append(self._end)
            self._end += kind.orders
            self.most_words = max(self.most_words, len(kind.bounds))
        return self._numbers[kind]

    def numbers(self, kinds: Places, words: NDArray[numpy.uint32]) -> Places:
        """The number of the order that each row of words makes of a thing of that kind."""
        found = numpy.full(len(kinds), LEFT_TO_MAKER, numpy.int64)
        for at in numpy.unique(kinds).tolist():
            kind = self._kinds[at]
            if kind is _UNKNOWN:
                continue
            rows = numpy.flatnonzero(kinds == at)
            number = numpy.zeros(len(rows), numpy.int64)
            odd = numpy.zeros(len(rows), numpy.bool_)
            for place, bound in enumerate(kind.bounds):
                offsets, doubtful = below(words[rows, place], numpy.uint64(bound))
                number = number * bound + offsets
                odd |= doubtful
            odd |= (number == 0) & kind.never_right
            found[rows] = numpy.where(odd, LEFT_TO_MAKER, number + self._starts[at])
        return found


def _kind_of(arranging: Arranging) -> _OrderKind:
    kind = _whole_kind(arranging)
    return kind if kind.orders <= _MOST_ORDERS else _UNKNOWN


def _whole_kind(arranging: Arranging) -> _OrderKind:
    match arranging:
        case Options(right, wrong, show, last):
            options = range(right + wrong)
            moving = tuple(option for option in options if option not in last)
            staying = tuple(option for option in last if option in options)
            return _OrderKind((moving,), staying) if show >= len(options) else _UNKNOWN
        case Columns(left, right):
            return _OrderKind((tuple(range(left)), tuple(range(left, left + right))))
        case Steps(count):
            return _OrderKind((tuple(range(count)),), never_right=True)
