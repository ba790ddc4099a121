"""Draws many sets at once with numpy: the very sets that ``sets.Dealer`` draws one by one.

Nearly every set is settled by its first words: no word is near enough to be rejected, no enemies meet. The
sets where that is not so are left to the dealer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from quizgen.assemble.draw.derive import LOW_BITS, Sponge
from quizgen.assemble.draw.groups import DrawPart, Enemies
from quizgen.assemble.draw.sets import Dealer, Frame

Words = NDArray[numpy.uint32]
Places = NDArray[numpy.int64]
Flags = NDArray[numpy.bool_]

_MOST_CELLS = 4_000_000
_ROWS = (64, 256)


class BatchDealer:
    """Draws sets by the batch; ``sizes`` are the questions of every section."""

    def __init__(self, dealer: Dealer) -> None:
        self._dealer = dealer
        tables = range(len(dealer.frame.tables))
        starts = _starts(dealer.lists)
        parts = [dealer.parts(table) for table in tables]
        self._purposes = [[(part.purpose.encode(), 4 * part.total) for part in row] for row in parts]
        steps = [_steps(row) for row in parts]
        self._first = numpy.array([[starts[id(items)] + at for items, at, _ in row] for row in steps])
        self._left = numpy.array([[left for _, _, left in row] for row in steps], numpy.uint64)
        self.sizes = section_sizes(dealer.frame)[0]
        self._cuts = numpy.array([_cuts(row, dealer.frame.sections) for row in parts])
        flat = numpy.array([item for items in dealer.lists for item in items], numpy.int32)
        self._enmity = _Enmity(dealer.frame.enemies, len(flat))
        self.rows = max(_ROWS[0], min(_ROWS[1], _MOST_CELLS // max(len(flat), 1)))
        self._flat = flat
        self._deck = numpy.tile(flat, (self.rows, 1))

    def sets(self, names: Sequence[str], begun: Sequence[Sponge]) -> Places:
        """The set of every name as a row, section after section; ``begun`` are the streams of the names.

        At most ``rows`` at once. Raises EnemiesEverywhere.
        """
        tables = self._tables(names, begun)
        words = numpy.frombuffer(
            b"".join(
                [
                    first_bytes(sponge, [purpose], size)
                    for sponge, table in zip(begun, tables, strict=True)
                    for purpose, size in self._purposes[table]
                ]
            ),
            "<u4",
        ).reshape(len(names), -1)
        drawn, odd = self._walked(words, tables)
        odd |= self._enmity.meets(drawn)
        drawn = numpy.take_along_axis(drawn, self._cuts[tables], 1)
        for row in numpy.flatnonzero(odd).tolist():
            drawn[row] = [item for section in self._dealer.single(names[row]) for item in section]
        return drawn

    def _tables(self, names: Sequence[str], begun: Sequence[Sponge]) -> Places:
        count = len(self._purposes)
        if count == 1:
            return numpy.zeros(len(names), numpy.int64)
        found, odd = below(stream_words(begun, b"table", 1)[:, 0], numpy.uint64(count))
        for row in numpy.flatnonzero(odd).tolist():
            found[row] = self._dealer.variant(names[row])
        return found

    def _walked(self, words: Words, tables: Places) -> tuple[Places, Flags]:
        """Partial Fisher–Yates shuffles of all rows at once, undone afterwards like ``groups._walk``."""
        offsets, odd = below(words, self._left[tables])
        rows = numpy.arange(len(words)) * self._deck.shape[1]
        first = self._first[tables].T + rows
        other = first + offsets.T
        drawn = numpy.empty(other.shape, numpy.int64)
        deck = self._deck.reshape(-1)
        for step in range(len(other)):
            drawn[step] = deck[other[step]]
            deck[other[step]] = deck[first[step]]
        deck[other] = self._flat[other - rows]
        return drawn.T, numpy.asarray(odd.any(axis=1))


class _Enmity:
    """Who must not meet, as one list with the stretch of every question."""

    def __init__(self, enemies: Enemies, questions: int) -> None:
        foes = [enemies.get(question, frozenset()) for question in range(questions)]
        self._count = numpy.array([len(one) for one in foes], numpy.int64)
        self._start = numpy.cumsum(self._count) - self._count
        self._foes = numpy.array([foe for one in foes for foe in one], numpy.int64)

    def meets(self, drawn: Places) -> Flags:
        """In which rows enemies meet."""
        found = numpy.zeros(len(drawn), numpy.bool_)
        if not len(self._foes):
            return found
        here = numpy.zeros((len(drawn), len(self._count)), numpy.bool_)
        here[numpy.arange(len(drawn))[:, None], drawn] = True
        items = drawn.ravel()
        count = self._count[items]
        owner = numpy.repeat(numpy.arange(len(items)), count)
        within = numpy.arange(len(owner)) - numpy.repeat(numpy.cumsum(count) - count, count)
        row = owner // drawn.shape[1]
        found[row[here[row, self._foes[self._start[items][owner] + within]]]] = True
        return found


def fits_batches(dealer: Dealer) -> bool:
    """Whether every table gives every section the same number of questions, one or more, from its groups."""
    frame = dealer.frame
    lengths = [len(items) for items in dealer.lists]
    tables = range(len(frame.tables))
    enough = all(
        need <= have for table in tables for need, have in zip(frame.needs(table), lengths, strict=True)
    )
    sizes = section_sizes(frame)
    return enough and len(set(sizes)) == 1 and all(sizes[0])


def section_sizes(frame: Frame) -> list[tuple[int, ...]]:
    """How many questions every section has, for every table."""
    found = []
    for table in frame.tables:
        counts = [0] * frame.sections
        for section, _, count in table:
            counts[section] += count
        found.append(tuple(counts))
    return found


def stream_words(begun: Sequence[Sponge], purpose: bytes, count: int) -> Words:
    """The first words of the streams of a purpose, a row for every name."""
    data = b"".join([first_bytes(sponge, [purpose], 4 * count) for sponge in begun])
    return numpy.frombuffer(data, "<u4").reshape(len(begun), count)


def below(words: Words, bounds: NDArray[numpy.uint64] | numpy.uint64) -> tuple[Places, Flags]:
    """Words as integers below their bounds, and where a word might have to be rejected."""
    products = words.astype(numpy.uint64) * bounds
    return (products >> numpy.uint64(32)).astype(numpy.int64), (products & numpy.uint64(LOW_BITS)) < bounds


def first_bytes(begun: Sponge, purposes: Sequence[bytes], size: int) -> bytes:
    """The first bytes of the streams of some purposes, one after another."""
    copy = begun.copy
    found = []
    for purpose in purposes:
        stream = copy()
        stream.update(purpose)
        found.append(stream.digest(size))
    return b"".join(found)


def _starts(lists: Sequence[list[int]]) -> dict[int, int]:
    """Where every list begins when they lie one after another."""
    found: dict[int, int] = {}
    at = 0
    for items in lists:
        found[id(items)] = at
        at += len(items)
    return found


def _steps(parts: Sequence[DrawPart]) -> list[tuple[list[int], int, int]]:
    return [step for part in parts for steps in part.steps.values() for step in steps]


def _cuts(parts: Sequence[DrawPart], sections: int) -> list[int]:
    """Which of what is drawn stands where, section after section."""
    slots: list[list[int]] = [[] for _ in range(sections)]
    before = 0
    for part in parts:
        for slot, start, stop in part.cuts:
            slots[slot] += range(before + start, before + stop)
        before += part.total
    return [place for slot in slots for place in slot]
