"""Points in tables: two decimals at most, half up, never a fraction stroke."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quizgen.markup.figures import rounded_text


@pytest.mark.parametrize(
    ("points", "text"),
    [("3", "3"), ("5/2", "2.5"), ("107/3", "35.67"), ("31/3", "10.33"), ("1/8", "0.13"), ("2/3", "0.67")],
)
def test_points_have_two_decimals_at_most(points: str, text: str) -> None:
    assert rounded_text(Fraction(points)) == text
