"""The upper bound of a share, against the beta distribution of scipy and the rule of three."""

from __future__ import annotations

import pytest
from scipy.stats import beta

from quizgen.analysis.bounds import upper_bound


@pytest.mark.parametrize(("found", "looked_at"), [(0, 1), (0, 60), (1, 100), (7, 40), (39, 40), (3, 5000)])
def test_it_is_the_quantile_that_clopper_and_pearson_give(found: int, looked_at: int) -> None:
    assert upper_bound(found, looked_at) == pytest.approx(
        beta.ppf(0.95, found + 1, looked_at - found), rel=1e-9
    )


def test_none_of_many_is_about_three_in_so_many() -> None:
    assert upper_bound(0, 300) == pytest.approx(1 - 0.05 ** (1 / 300))
    assert upper_bound(0, 300) == pytest.approx(3 / 300, rel=0.01)


def test_all_of_them_says_nothing() -> None:
    assert upper_bound(5, 5) == 1


@pytest.mark.parametrize(("found", "looked_at"), [(0, 0), (2, 1), (-1, 4)])
def test_an_empty_sample_has_no_bound(found: int, looked_at: int) -> None:
    with pytest.raises(ValueError, match=str(found)):
        upper_bound(found, looked_at)
