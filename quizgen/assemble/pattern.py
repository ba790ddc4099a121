"""Which of the places in a group each parallel form takes, so that no two forms share too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """``places[form][group]`` are the places (0 to size − 1) that a form takes in a group.

    ``overlap`` is the largest number of places that two forms share.
    """

    places: tuple[tuple[tuple[int, ...], ...], ...]
    overlap: int


def best_pattern(
    forms: int, sizes: Sequence[int], counts: Sequence[int], fixed: Sequence[bool]
) -> Pattern | None:
    """Places for ``forms`` forms that each take ``counts[g]`` of ``sizes[g]`` places in group g.

    Disjoint wherever the group is large enough. Otherwise the better of two: a core that all forms
    share (the least possible overlap for two forms), or places chosen one form after another so that
    the form pairs that share most share no more (close to the least possible, not always at it).
    A ``fixed`` group is on every form. None when a group is smaller than what one form takes.
    """
    if any(count > size for size, count in zip(sizes, counts, strict=True)):
        return None
    core = _core(forms, sizes, counts, fixed)
    if forms < 3 or core.overlap == sum(count for count, same in zip(counts, fixed, strict=True) if same):  # noqa: PLR2004 - the core is best for two forms
        return core
    return min(core, _spread(forms, sizes, counts, fixed), key=lambda pattern: pattern.overlap)


def _core(forms: int, sizes: Sequence[int], counts: Sequence[int], fixed: Sequence[bool]) -> Pattern:
    places: list[list[tuple[int, ...]]] = [[] for _ in range(forms)]
    overlap = 0
    for size, count, same in zip(sizes, counts, fixed, strict=True):
        core = core_size(forms, size, count) if not same else count
        overlap += core
        for form in range(forms):
            start = core + form * (count - core)
            places[form].append((*range(core), *range(start, start + count - core)))
    return Pattern(tuple(map(tuple, places)), overlap if forms > 1 else 0)


def core_size(forms: int, size: int, count: int) -> int:
    """The smallest core c with c + forms·(count − c) ≤ size."""
    missing = forms * count - size
    return 0 if missing <= 0 or forms == 1 else -(-missing // (forms - 1))


def _spread(forms: int, sizes: Sequence[int], counts: Sequence[int], fixed: Sequence[bool]) -> Pattern:
    holders: list[list[set[int]]] = [
        [set() for _ in range(min(size, forms * count))] for size, count in zip(sizes, counts, strict=True)
    ]
    shared = [[0] * forms for _ in range(forms)]
    places: list[tuple[tuple[int, ...], ...]] = []
    for form in range(forms):
        rows: list[tuple[int, ...]] = []
        for group, count in enumerate(counts):
            if fixed[group]:
                taken = tuple(range(count))
            elif forms * count <= sizes[group]:
                taken = tuple(range(form * count, form * count + count))
            else:
                taken = _lightest(holders[group], count, shared[form])
            for place in taken:
                for earlier in holders[group][place]:
                    shared[form][earlier] += 1
                holders[group][place].add(form)
            rows.append(taken)
        places.append(tuple(rows))
    return Pattern(tuple(places), max(max(row) for row in shared))


def _lightest(holders: Sequence[set[int]], count: int, shared: Sequence[int]) -> tuple[int, ...]:
    """The places whose holders share least with the form at hand, chosen one after another."""
    load = list(shared)
    taken: list[int] = []
    left = set(range(len(holders)))
    for _ in range(count):
        place = min(left, key=lambda spot: (sum(4 ** min(load[other], 60) for other in holders[spot]), spot))
        left.remove(place)
        taken.append(place)
        for other in holders[place]:
            load[other] += 1
    return tuple(sorted(taken))
