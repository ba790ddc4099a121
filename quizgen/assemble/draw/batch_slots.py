"""The questions of many forms as text at once: what never changes, with the orders of options put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quizgen.assemble.draw.batch_orders import LEFT_TO_MAKER, OrderTexts
from quizgen.assemble.draw.batch_sets import Places, first_bytes
from quizgen.assemble.draw.derive import Sponge
from quizgen.assemble.draw.maker import FormMaker
from quizgen.assemble.draw.shuffle import Arranging
from quizgen.assemble.draw.wanted import WantedForm
from quizgen.model.form_text import BETWEEN_ITEMS, FIRST_ITEM, FIRST_OF_NEXT_SECTION, item_pieces, order_json

Strings = NDArray[numpy.object_]

_LEADS = (FIRST_ITEM, FIRST_OF_NEXT_SECTION, BETWEEN_ITEMS)
_FIRST, _NEXT_SECTION, _BETWEEN = range(len(_LEADS))


@dataclass(frozen=True, slots=True)
class _SlotArrays:
    """Of every slot the piece of text behind it, the purpose of its stream, the kind of its order."""

    pieces: Strings
    purposes: Strings
    kinds: Places

    @staticmethod
    def of(pieces: Sequence[str], asked: Sequence[str], kinds: Sequence[int]) -> _SlotArrays:
        """The same as arrays."""
        purposes = [f"options/{one}".encode() for one in asked]
        return _SlotArrays(
            numpy.array(pieces, object), numpy.array(purposes, object), numpy.array(kinds, numpy.int64)
        )

    def with_others(self, others: _SlotArrays) -> _SlotArrays:
        """These slots and others behind them."""
        return _SlotArrays(
            numpy.concatenate((self.pieces, others.pieces)),
            numpy.concatenate((self.purposes, others.purposes)),
            numpy.concatenate((self.kinds, others.kinds)),
        )


class Slots:
    """Knows every question that was drawn so far: its pieces of text and what is put between them.

    A slot is an order of options between two pieces; a question has one, a case one for every part that has
    options. Questions are looked at when they are first drawn.
    """

    def __init__(self, maker: FormMaker) -> None:
        self._maker = maker
        count = len(maker.entries)
        self._known = numpy.zeros(count, numpy.bool_)
        self._count = numpy.zeros(count, numpy.int64)
        self._first_slot = numpy.zeros(count, numpy.int64)
        self._firsts = numpy.full((len(_LEADS), count), "", object)
        self._asked: list[tuple[str, Arranging]] = []
        self._orders = OrderTexts()
        self._arrays = _SlotArrays.of([], [], [])

    def texts(
        self, batch: Sequence[WantedForm], begun: Sequence[Sponge], ordered: Places, sizes: Sequence[int]
    ) -> Iterator[str]:
        """Of every form its sections, from the first brace to the last; a row of ``ordered`` is a form."""
        self._look_at_new(ordered)
        items = ordered.ravel()
        slots = self._count[items]
        item_of_slot = numpy.repeat(numpy.arange(len(items)), slots)
        within = numpy.arange(len(item_of_slot)) - numpy.repeat(numpy.cumsum(slots) - slots, slots)
        asked = self._first_slot[items][item_of_slot] + within
        found = self._filled(batch, begun, asked, item_of_slot // ordered.shape[1])

        ends = numpy.cumsum(2 * slots + 1)
        starts = ends - (2 * slots + 1)
        out = numpy.empty(int(ends[-1]), object)
        out[starts] = self._firsts[numpy.tile(_leads(sizes), len(batch)), items]
        at = starts[item_of_slot] + 1 + 2 * within
        out[at] = numpy.array(found, object)
        out[at + 1] = self._arrays.pieces[asked]
        strings = out.tolist()
        start = 0
        for end in ends[ordered.shape[1] - 1 :: ordered.shape[1]].tolist():
            yield "".join(strings[start:end])
            start = end

    def _look_at_new(self, ordered: Places) -> None:
        before, pieces = len(self._asked), []
        for place in numpy.unique(ordered[~self._known[ordered]]).tolist():
            pieces += self._look_at(place)
        if new := self._asked[before:]:
            kinds = [self._orders.kind(arranging) for _, arranging in new]
            self._arrays = self._arrays.with_others(
                _SlotArrays.of(pieces, [asked for asked, _ in new], kinds)
            )

    def _look_at(self, place: int) -> list[str]:
        """Note a question with its slots; the pieces behind these."""
        entry = self._maker.entries[place]
        whole, parts = self._maker.options(entry.id)
        self._known[place] = True
        self._first_slot[place] = len(self._asked)
        has_parts = [part is not None for part in parts]
        first, *others = item_pieces(entry.id, entry.digest, options=whole is not None, parts=has_parts)
        self._firsts[:, place] = [f"{lead}{first}" for lead in _LEADS]
        named = [(entry.id, whole), *((f"{entry.id}/{at}", part) for at, part in enumerate(parts))]
        slots = [(asked, arranging) for asked, arranging in named if arranging is not None]
        self._count[place] = len(slots)
        self._asked += slots
        return others

    def _filled(
        self, batch: Sequence[WantedForm], begun: Sequence[Sponge], asked: Places, form_of: Places
    ) -> list[str]:
        """The order of options in every slot, as text."""
        size = 4 * self._orders.most_words
        digests: list[bytes] = []
        purposes = self._arrays.purposes[asked].tolist()
        start = 0
        for sponge, count in zip(begun, numpy.bincount(form_of, minlength=len(batch)).tolist(), strict=True):
            digests.append(first_bytes(sponge, purposes[start : start + count], size))
            start += count
        words = numpy.frombuffer(b"".join(digests), "<u4").reshape(len(asked), self._orders.most_words)
        numbers = self._orders.numbers(self._arrays.kinds[asked], words)
        texts = [*map(self._orders.__getitem__, numbers.tolist())]
        for slot in numpy.flatnonzero(numbers == LEFT_TO_MAKER).tolist():
            name, arranging = self._asked[asked[slot]]
            texts[slot] = order_json(self._maker.arranged(batch[form_of[slot]], name, arranging))
        return texts


def _leads(sizes: Sequence[int]) -> list[int]:
    """Which of ``_LEADS`` stands before every item of a form."""
    leads = [lead for size in sizes for lead in (_NEXT_SECTION, *[_BETWEEN] * (size - 1))]
    return [_FIRST, *leads[1:]]
