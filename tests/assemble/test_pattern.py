"""The places that parallel forms take."""

from __future__ import annotations

import itertools
import math

import pytest

from quizgen.assemble.pattern import best_pattern


@pytest.mark.parametrize(
    ("forms", "sizes", "counts", "overlap"),
    [
        (3, (12, 9), (4, 3), 0),
        (2, (5,), (4,), 3),
        (3, (3,), (2,), 1),
        (1, (4,), (4,), 0),
    ],
)
def test_forms_share_as_little_as_possible(
    forms: int, sizes: tuple[int, ...], counts: tuple[int, ...], overlap: int
) -> None:
    pattern = best_pattern(forms, sizes, counts, [False] * len(sizes))
    assert pattern is not None
    assert pattern.overlap == overlap


def test_the_overlap_is_the_true_largest_over_all_pairs() -> None:
    for forms, size, count in itertools.product(range(2, 7), range(3, 14), range(1, 9)):
        pattern = best_pattern(forms, (size, 5), (count, 2), (False, False))
        if count > size:
            assert pattern is None
            continue
        assert pattern is not None
        places = [
            {(group, place) for group, row in enumerate(rows) for place in row} for rows in pattern.places
        ]
        assert all(len(one) == count + 2 for one in places)
        assert all(place < (size, 5)[group] for one in places for group, place in one)
        assert pattern.overlap == max(len(a & b) for a, b in itertools.combinations(places, 2))
        pairs = forms * (forms - 1) / 2
        for_sure = max(0, forms * count - size) + max(0, forms * 2 - 5)
        assert pattern.overlap >= math.ceil(for_sure / pairs), "shared places divided among the pairs"


def test_a_fixed_group_is_on_every_form() -> None:
    pattern = best_pattern(3, (2, 30), (2, 5), (True, False))
    assert pattern is not None
    assert {rows[0] for rows in pattern.places} == {(0, 1)}
    assert pattern.overlap == 2
