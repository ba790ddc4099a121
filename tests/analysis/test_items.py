"""The statistics of a form against the published worked example, numpy and the definitions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.analysis.items import alpha, item_statistics
from quizgen.model.statistics import FormStatistic
from tests.analysis import lsat
from tests.chance import examples

COLUMNS = [[float(mark) for mark in column] for column in zip(*lsat.rows(), strict=True)]
EXACT = 1e-9


@pytest.fixture(scope="module")
def found() -> FormStatistic:
    return item_statistics(COLUMNS, [1.0] * 5)


def test_the_example_has_its_thousand_people(found: FormStatistic) -> None:
    assert found.people == 1000


def test_reliability_agrees_with_the_published_figures(found: FormStatistic) -> None:
    assert found.alpha == pytest.approx(lsat.ALPHA, abs=EXACT)
    assert found.standard_error == pytest.approx(lsat.STANDARD_ERROR, abs=EXACT)
    assert alpha(COLUMNS) == found.alpha


@pytest.mark.parametrize(
    ("field", "published", "unit"),
    [
        ("facility", lsat.FACILITY, 1),
        ("discrimination", lsat.ITEM_REST, 1),
        ("efficiency", lsat.EFFICIENCY_PERCENT, 100),
        ("upper_lower", lsat.UPPER_LOWER, 1),
    ],
)
def test_items_agree_with_the_published_figures(
    found: FormStatistic, field: str, published: tuple[float, ...], unit: int
) -> None:
    ours = [getattr(item, field) * unit for item in found.items]
    assert ours == pytest.approx(published, abs=EXACT * (10 if unit == 100 else 1))


def test_deviations_weights_and_reliability_agree_with_numpy(found: FormStatistic) -> None:
    marks = np.array(COLUMNS)
    totals = marks.sum(axis=0)
    covariances = [float(np.cov(column, totals)[0, 1]) for column in marks]
    roots = np.sqrt(covariances)
    assert [item.weight for item in found.items] == pytest.approx(list(roots / roots.sum()))
    assert [item.deviation for item in found.items] == pytest.approx(list(marks.std(axis=1, ddof=1)))
    assert found.deviation == pytest.approx(float(totals.std(ddof=1)))
    assert found.mean == pytest.approx(float(totals.mean()))
    assert found.error_ratio == pytest.approx(math.sqrt(1 - lsat.ALPHA))


def test_the_order_of_people_never_matters(found: FormStatistic) -> None:
    backwards = item_statistics([column[::-1] for column in COLUMNS], [1.0] * 5)
    assert [item.upper_lower for item in backwards.items] == [item.upper_lower for item in found.items]
    assert backwards.alpha == pytest.approx(found.alpha)


def test_nobody_differing_gives_no_figure_and_no_failure() -> None:
    same = item_statistics([[1.0] * 40, [1 / 3] * 40], [1.0, 1.0])
    assert same.alpha is None
    assert same.standard_error is None
    assert same.deviation == 0
    assert [item.discrimination for item in same.items] == [None, None]
    assert [item.efficiency for item in same.items] == [None, None]
    assert [item.weight for item in same.items] == [None, None]
    assert [item.upper_lower for item in same.items] == [None, None]


@pytest.mark.parametrize("people", [0, 1])
def test_too_few_people_for_a_variance(people: int) -> None:
    found = item_statistics([[1.0] * people, [0.0] * people], [1.0, 1.0])
    assert found.alpha is None
    assert found.deviation is None


def test_one_item_has_no_reliability() -> None:
    assert alpha([[0.0, 1.0, 1.0]]) is None


def test_an_item_that_the_weak_get_right_has_no_weight() -> None:
    strong = [[0.0, 0.0, 1.0, 1.0]] * 3
    found = item_statistics([*strong, [1.0, 1.0, 0.0, 0.0]], [1.0] * 4)
    assert found.items[3].weight is None
    assert sum(item.weight or 0 for item in found.items) == pytest.approx(1)
    assert found.items[3].discrimination == pytest.approx(-1)


@examples(60)
@given(
    st.integers(2, 6).flatmap(
        lambda items: st.lists(
            st.lists(st.integers(0, 4), min_size=items, max_size=items), min_size=3, max_size=30
        )
    )
)
def test_correlations_and_reliability_agree_with_numpy_for_any_marks(rows: list[list[int]]) -> None:
    columns = [[float(mark) for mark in column] for column in zip(*rows, strict=True)]
    found = item_statistics(columns, [4.0] * len(columns))
    marks = np.array(columns)
    totals = marks.sum(axis=0)
    for item, column in zip(found.items, marks, strict=True):
        rest = totals - column
        if column.std() and rest.std():
            assert item.discrimination == pytest.approx(np.corrcoef(column, rest)[0, 1], abs=1e-9)
        else:
            assert item.discrimination is None
    if totals.std():
        count = len(columns)
        expected = count / (count - 1) * (1 - marks.var(axis=1, ddof=1).sum() / totals.var(ddof=1))
        assert found.alpha == pytest.approx(expected, abs=1e-9)
    else:
        assert found.alpha is None
