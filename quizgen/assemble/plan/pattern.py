"""Which of the places in a group each parallel form takes, so that no two forms share too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

_TRIED = 2_000
"""Sets of forms compared for one place; beyond that a set is built up form by form."""


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
    share (the least possible overlap for two forms), or places given to the forms that share least so
    far (close to the least possible overlap, not always at it).
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
    """Every place goes to as many forms as the others (or one more), to those that share least so far."""
    shared = [[0] * forms for _ in range(forms)]
    places: list[list[tuple[int, ...]]] = [[] for _ in range(forms)]
    for size, count, same in zip(sizes, counts, fixed, strict=True):
        holders = [tuple(range(forms))] * count if same else _holders(forms, size, count, shared)
        for one, other in (pair for members in holders for pair in combinations(members, 2)):
            shared[one][other] += same
            shared[other][one] += same
        for form in range(forms):
            places[form].append(tuple(place for place, members in enumerate(holders) if form in members))
    return Pattern(tuple(map(tuple, places)), max(max(row) for row in shared))


def _holders(forms: int, size: int, count: int, shared: list[list[int]]) -> list[tuple[int, ...]]:
    """The forms that hold each place of a group; ``shared`` is brought up to date.

    A form that still needs as many places as are left takes part in each of them, so that every form
    ends with exactly ``count``.
    """
    used = min(size, forms * count)
    each, more = divmod(forms * count, used) if used else (0, 0)
    needs = [count] * forms
    found: list[tuple[int, ...]] = []
    for place in range(used):
        left = used - place
        must = [form for form in range(forms) if needs[form] == left]
        may = [form for form in range(forms) if 0 < needs[form] < left]
        members = _least_shared(must, may, each + (place < more), shared, needs)
        for form in members:
            needs[form] -= 1
        for one, other in combinations(members, 2):
            shared[one][other] += 1
            shared[other][one] += 1
        found.append(members)
    return found


def _least_shared(
    must: Sequence[int], may: Sequence[int], size: int, shared: Sequence[Sequence[int]], needs: Sequence[int]
) -> tuple[int, ...]:
    """``size`` forms: first those that must be included, then those that share least with one another."""
    free = size - len(must)
    if comb(len(may), free) <= _TRIED:
        sets = [tuple(sorted((*must, *chosen))) for chosen in combinations(may, free)]
        return min(sets, key=lambda members: _weight(members, shared, needs))
    members = tuple(must)
    for _ in range(free):
        grown = [tuple(sorted((*members, form))) for form in may if form not in members]
        members = min(grown, key=lambda candidate: _weight(candidate, shared, needs))
    return members


def _weight(
    members: Sequence[int], shared: Sequence[Sequence[int]], needs: Sequence[int]
) -> tuple[int, int, int, tuple[int, ...]]:
    loads = [shared[one][other] for one, other in combinations(members, 2)]
    return max(loads, default=0), sum(loads), -sum(needs[form] for form in members), tuple(members)
