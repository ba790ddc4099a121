"""Makes many forms at once with numpy: the very lines that ``maker.FormMaker`` and ``form_json`` give.

What costs is one SHAKE-256 for every question with options. All the rest is done for hundreds of forms in
one go; what is rare (a word near rejection, an order too long for a table) is left to the maker.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy
from numpy.typing import NDArray

from quizgen.assemble.draw.batch_sets import BatchDealer, Places, below, fits_batches, stream_words
from quizgen.assemble.draw.batch_slots import Slots
from quizgen.assemble.draw.derive import Sponge
from quizgen.assemble.draw.maker import FormMaker
from quizgen.assemble.draw.sets import Dealer, Drawn
from quizgen.assemble.draw.wanted import WantedForm
from quizgen.model.form_text import FormText, form_ends

_ROWS = 256


class BatchMaker:
    """Makes the lines of forms; ``dealer`` None: the sets depend on each other and are drawn one by one."""

    def __init__(self, maker: FormMaker, dealer: Dealer | None) -> None:
        self._maker = maker
        self._slots = Slots(maker)
        self._ids = numpy.array([entry.id for entry in maker.entries], object)
        self._dealer = BatchDealer(dealer) if dealer is not None and fits_batches(dealer) else None

    def forms(
        self, wanted: Sequence[WantedForm], sets: Iterator[tuple[WantedForm, Drawn]]
    ) -> Iterator[FormText]:
        """The forms in order; ``sets`` draws them one by one where that has to be."""
        if self._dealer is not None:
            rows = self._dealer.rows
            sizes = self._dealer.sizes
            for at in range(0, len(wanted), rows):
                batch = wanted[at : at + rows]
                begun = [self._maker.source.begun(one.name) for one in batch]
                names = [one.set_name for one in batch]
                shared = any(one.name != one.set_name for one in batch)
                drawing = [self._maker.source.begun(name) for name in names] if shared else begun
                yield from self._made(batch, begun, self._dealer.sets(names, drawing), sizes)
            return
        while taken := list(itertools.islice(sets, _ROWS)):
            sizes = tuple(map(len, taken[0][1]))
            flat = [[item for section in drawn for item in section] for _, drawn in taken]
            begun = [self._maker.source.begun(one.name) for one, _ in taken]
            yield from self._made([one for one, _ in taken], begun, numpy.array(flat), sizes)

    def _made(
        self, batch: Sequence[WantedForm], begun: Sequence[Sponge], drawn: Places, sizes: Sequence[int]
    ) -> Iterator[FormText]:
        ordered = self._ordered(batch, begun, drawn, sizes)
        insides = self._slots.texts(batch, begun, ordered, sizes)
        for one, ids, inside in zip(batch, self._ids[ordered].tolist(), insides, strict=True):
            headings = self._maker.headings(one)
            number = self._maker.paper_id(one.code)
            before, after = form_ends(one.code, number, one.candidate, headings, spare=one.spare)
            yield FormText(one.code, f"{before}{inside}{after}", tuple(ids))

    def _ordered(
        self, batch: Sequence[WantedForm], begun: Sequence[Sponge], drawn: Places, sizes: Sequence[int]
    ) -> Places:
        """The sets in printed order."""
        ordered = drawn.copy()
        start = 0
        for section, size in enumerate(sizes):
            span = slice(start, start + size)
            start += size
            if self._maker.fixed_order(section):
                ordered[:, span] = numpy.sort(drawn[:, span], axis=1)
                continue
            words = stream_words(begun, f"order/{section}".encode(), size)
            shuffled, odd = _shuffled(drawn[:, span], words)
            ordered[:, span] = shuffled
            for row in numpy.flatnonzero(odd).tolist():
                ordered[row, span] = self._maker.ordered(batch[row], section, drawn[row, span].tolist())
        return ordered


def _shuffled(items: Places, words: NDArray[numpy.uint32]) -> tuple[Places, NDArray[numpy.bool_]]:
    """Every row shuffled by the words of its row, and which rows have a word that may be rejected."""
    count = items.shape[1]
    offsets, odd = below(words, numpy.arange(count, 0, -1, dtype=numpy.uint64))
    mixed = numpy.ascontiguousarray(items.T)
    other = offsets.T + numpy.arange(count)[:, None]
    rows = numpy.arange(len(items))
    for place in range(count):
        taken = mixed[other[place], rows]
        mixed[other[place], rows] = mixed[place]
        mixed[place] = taken
    return mixed.T, numpy.asarray(odd.any(axis=1))
