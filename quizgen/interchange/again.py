"""Which question of a bank a question of a file is, when the file is imported again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from quizgen.interchange.origin import asked_of, stem_of
from quizgen.interchange.records import RecordData
from quizgen.model.origin import Origin

_ALIKE_AT_ITS_NUMBER, _ALIKE_ANYWHERE = 0.6, 0.85
"""How much of two stems is the same, at least, for the same number in the same file, for any other."""
_LONG_ENOUGH = 12
"""Shorter stems that differ in one character are mostly about two different things."""
_SHINGLE = 2
_SHARED_PERCENT = 50


@dataclass(frozen=True, slots=True)
class Arrived:
    """A question of a file that may be in the bank already."""

    source: str
    number: str
    source_id: str
    fields: RecordData


def recognised(
    arrived: Sequence[Arrived], known: Mapping[str, Origin], now: Mapping[str, RecordData]
) -> dict[int, str]:
    """The ids of those that are in the bank already, by their place among the arrived; each id once.

    ``known`` is what the bank knows of earlier imports, ``now`` its questions as they stand, also those that
    an interrupted import has written without recording them. First come those that the file names by their
    ids or by ids of its own, then those that are asked in the same words, then those with the same stem, then
    those with a similar stem, under the same number first.
    """
    search = _Search(arrived, known)
    search.by(one.source_id or None for one in arrived).among({id_: id_ for id_ in now})
    by_source_id: dict[Hashable, str] = {
        (one.source, one.source_id): id_ for id_, one in known.items() if one.source_id
    }
    search.by((one.source, one.source_id) if one.source_id else None for one in arrived).among(by_source_id)
    by_asked: dict[Hashable, str] = {asked_of(fields): id_ for id_, fields in now.items()}
    search.by(asked_of(one.fields) for one in arrived).among(by_asked)
    by_stem: dict[Hashable, str] = {(one.source, one.stem): id_ for id_, one in known.items()}
    search.by((one.source, stem_of(one.fields)) for one in arrived).among(by_stem)
    search.by(stem_of(one.fields) for one in arrived).among({one.stem: id_ for id_, one in known.items()})
    search.similar()
    return search.found


class _Search:
    def __init__(self, arrived: Sequence[Arrived], known: Mapping[str, Origin]) -> None:
        self.arrived, self.known = arrived, known
        self.found: dict[int, str] = {}
        self._keys: Sequence[Hashable] = ()

    def by(self, keys: Iterable[Hashable]) -> _Search:
        self._keys = tuple(keys)
        return self

    def among(self, ids: Mapping[Hashable, str]) -> None:
        taken = set(self.found.values())
        for place, key in enumerate(self._keys):
            id_ = ids.get(key) if place not in self.found and key is not None else None
            if id_ is not None and id_ not in taken:
                self.found[place] = id_
                taken.add(id_)

    def similar(self) -> None:
        """Pairs the rest, the most similar first."""
        taken = set(self.found.values())
        free = {id_: one for id_, one in self.known.items() if id_ not in taken}
        pieces = {id_: _pieces(one.stem) for id_, one in free.items()}
        index: defaultdict[str, set[str]] = defaultdict(set)
        for id_, found in pieces.items():
            for piece in found:
                index[piece].add(id_)
        pairs = sorted(
            (-alike, place, id_)
            for place, one in enumerate(self.arrived)
            if place not in self.found
            for id_ in _near(_pieces(stem_of(one.fields)), index)
            if (alike := _alike(one, free[id_])) > 0
        )
        for _, place, id_ in pairs:
            if place not in self.found and id_ not in taken:
                self.found[place] = id_
                taken.add(id_)


def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1)))


def _near(pieces: frozenset[str], index: Mapping[str, set[str]]) -> list[str]:
    """The ids that share half of the pieces."""
    shared: defaultdict[str, int] = defaultdict(int)
    for piece in pieces:
        for id_ in index.get(piece, ()):
            shared[id_] += 1
    return [id_ for id_, count in shared.items() if count * 100 >= _SHARED_PERCENT * len(pieces)]


def _alike(one: Arrived, other: Origin) -> float:
    """How alike two questions are, above what is needed to be the same one; else 0."""
    alike = SequenceMatcher(None, stem_of(one.fields), other.stem, autojunk=False).ratio()
    same_place = one.source == other.source and bool(one.number) and one.number == other.number
    if not same_place and min(len(other.stem), len(stem_of(one.fields))) < _LONG_ENOUGH:
        return 0
    needed = _ALIKE_AT_ITS_NUMBER if same_place else _ALIKE_ANYWHERE
    return alike + same_place if alike >= needed else 0
