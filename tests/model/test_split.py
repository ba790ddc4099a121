"""Points split into pieces: printable, never more or less than the whole, the same every time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.model.split import split_points

HALF_POINTS = st.integers(1, 200).map(lambda halves: Fraction(halves, 2))
WEIGHTS = st.lists(st.integers(1, 9), min_size=1, max_size=8)


def shares_of(weights: list[int]) -> tuple[Fraction, ...]:
    return tuple(Fraction(weight, sum(weights)) for weight in weights)


@pytest.mark.parametrize(
    ("points", "weights", "expected"),
    [
        ("10", [1, 1, 1], "4 3 3"),
        ("10", [1, 1, 1, 1], "5/2 5/2 5/2 5/2"),
        ("5", [1, 1, 1], "2 3/2 3/2"),
        ("10", [1, 2], "3 7"),
        ("20", [1, 1, 1, 1, 1, 1], "4 4 3 3 3 3"),
        ("20", [2, 1, 1, 2], "7 3 3 7"),
        ("2", [1, 1, 1], "1 1/2 1/2"),
        ("1", [1, 1, 1], "2/5 3/10 3/10"),
        ("0.5", [1, 1, 1], "1/5 1/5 1/10"),
        ("2.5", [1, 1, 1], "1 1 1/2"),
    ],
)
def test_pieces_are_what_a_teacher_would_write(points: str, weights: list[int], expected: str) -> None:
    pieces = split_points(Fraction(points), shares_of(weights), printable=True)
    assert pieces == tuple(map(Fraction, expected.split()))


@given(HALF_POINTS, WEIGHTS)
def test_pieces_add_up_have_two_decimals_and_are_never_nothing(points: Fraction, weights: list[int]) -> None:
    pieces = split_points(points, shares_of(weights), printable=True)
    assert sum(pieces) == points
    assert all(piece > 0 for piece in pieces)
    assert all((piece * 100).denominator == 1 for piece in pieces)


@given(HALF_POINTS, WEIGHTS)
def test_a_larger_share_never_gets_less(points: Fraction, weights: list[int]) -> None:
    pieces = split_points(points, shares_of(weights), printable=True)
    by_weight = [piece for _, piece in sorted(zip(weights, pieces, strict=True))]
    assert by_weight == sorted(by_weight)


@given(HALF_POINTS, WEIGHTS)
def test_exams_of_before_keep_exact_pieces(points: Fraction, weights: list[int]) -> None:
    shares = shares_of(weights)
    assert split_points(points, shares, printable=False) == tuple(points * share for share in shares)
