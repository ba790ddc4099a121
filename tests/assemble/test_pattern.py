"""The places that parallel forms take."""

from __future__ import annotations

import itertools
import math

import pytest

from quizgen.assemble.plan.pattern import best_pattern


@pytest.mark.parametrize(
    ("forms", "sizes", "counts", "overlap"),
    [
        (3, (12, 9), (4, 3), 0),
        (2, (5,), (4,), 3),
        (3, (3,), (2,), 1),
        (1, (4,), (4,), 0),
        (4, (25, 25), (10, 10), 5),
    ],
)
def test_forms_share_as_little_as_possible(
    forms: int, sizes: tuple[int, ...], counts: tuple[int, ...], overlap: int
) -> None:
    pattern = best_pattern(forms, sizes, counts, [False] * len(sizes))
    assert pattern is not None
    assert pattern.overlap == overlap


def test_the_overlap_is_true_and_next_to_the_least_possible() -> None:
    for forms, size, count in itertools.product(range(2, 8), range(3, 24, 2), range(1, 23, 3)):
        pattern = best_pattern(forms, (size, 9), (count, 4), (False, False))
        if count > size:
            assert pattern is None
            continue
        assert pattern is not None
        places = [
            {(group, place) for group, row in enumerate(rows) for place in row} for rows in pattern.places
        ]
        assert all(len(one) == count + 4 for one in places)
        assert all(place < (size, 9)[group] for one in places for group, place in one)
        assert pattern.overlap == max(len(a & b) for a, b in itertools.combinations(places, 2))
        shared = pairs_shared(forms, size, count) + pairs_shared(forms, 9, 4)
        assert pattern.overlap <= math.ceil(shared / math.comb(forms, 2)) + 1


def pairs_shared(forms: int, size: int, count: int) -> int:
    """How often two forms meet in a place at least: when every place is used as evenly as can be."""
    each, more = divmod(forms * count, size)
    return (size - more) * math.comb(each, 2) + more * math.comb(each + 1, 2)


def test_a_fixed_group_is_on_every_form() -> None:
    pattern = best_pattern(3, (2, 30), (2, 5), (True, False))
    assert pattern is not None
    assert {rows[0] for rows in pattern.places} == {(0, 1)}
    assert pattern.overlap == 2
