"""Statistics of a form that everybody answered whole, by Moodle's definitions.

Source: Moodle documentation, "Quiz statistics calculations"; the definitions stand in
docs/dev/marking.md. All variances are sample variances (n-1).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence

from quizgen.analysis.groups import ByTotal
from quizgen.analysis.moments import Moments
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.score import ItemMark, Outcome
from quizgen.model.statistics import FormStatistic, ItemKey, ItemStatistic

MOST_FORMS = 26
"""With more sets of questions than this the forms are individual: no set has enough people."""


def item_statistics(columns: Sequence[Sequence[float]], full: Sequence[float]) -> FormStatistic:
    """The statistics of a form from its marks: one column for every item, one row for every person.

    ``full`` are the points that every item can earn, more than 0.
    """
    totals = array("d", (math.fsum(row) for row in zip(*columns, strict=True)))
    whole = Moments(zip(totals, totals, strict=True))
    spreads = [Moments(zip(column, totals, strict=True)) for column in columns]
    weights = [math.sqrt(spread.covariance) if spread.covariance >= 0 else None for spread in spreads]
    weight_sum = math.fsum(weight for weight in weights if weight is not None)
    items = tuple(
        _item(column, points, totals, _part_of(weight, weight_sum))
        for column, points, weight in zip(columns, full, weights, strict=True)
    )
    alpha = _alpha([spread.variance_x for spread in spreads], whole.variance_x)
    error_ratio = None if alpha is None else math.sqrt(max(0.0, 1 - alpha))
    deviation = math.sqrt(whole.variance_x) if whole.count > 1 else None
    return FormStatistic(
        people=len(totals),
        mean=whole.mean_x if totals else None,
        deviation=deviation,
        alpha=alpha,
        error_ratio=error_ratio,
        standard_error=None if error_ratio is None or deviation is None else error_ratio * deviation,
        items=items,
    )


def alpha(columns: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha; None for fewer than two items or where no total differs."""
    totals = [math.fsum(row) for row in zip(*columns, strict=True)]
    return _alpha(
        [_variance(column) for column in columns],
        _variance(totals),
    )


def form_statistics(
    people: Iterable[tuple[AnswerSheet, Sequence[ItemMark]]],
) -> tuple[FormStatistic, ...]:
    """The statistics of every set of questions that some people answered, whatever the order was.

    Empty where forms are individual (more than 26 sets): there no reliability can be given. Items stand by
    question id; a voided question is no item.
    """
    groups: dict[frozenset[ItemKey], _Columns] = {}
    for sheet, marks in people:
        if sheet.attendance is not Attendance.SAT:
            continue
        counted = {(mark.question, mark.part): mark for mark in marks if mark.outcome is not Outcome.CREDITED}
        group = groups.setdefault(frozenset(counted), _Columns(counted))
        if len(groups) > MOST_FORMS:
            return ()
        group.add(counted)
    return tuple(group.statistic() for group in groups.values())


class _Columns:
    """The marks of those who answered one set of questions."""

    def __init__(self, marks: Mapping[ItemKey, ItemMark]) -> None:
        self._keys = sorted(marks, key=lambda key: (key[0], key[1] or 0))
        self._full = [float(marks[key].full) for key in self._keys]
        self._columns = [array("d") for _ in self._keys]

    def add(self, marks: Mapping[ItemKey, ItemMark]) -> None:
        for key, column in zip(self._keys, self._columns, strict=True):
            column.append(float(marks[key].points))

    def statistic(self) -> FormStatistic:
        found = item_statistics(self._columns, self._full)
        return found.model_copy(update={"questions": tuple(self._keys)})


def _item(
    column: Sequence[float], full: float, totals: Sequence[float], weight: float | None
) -> ItemStatistic:
    rest = [total - mark for mark, total in zip(column, totals, strict=True)]
    together = Moments(zip(column, rest, strict=True))
    sorted_together = Moments(zip(sorted(column), sorted(rest), strict=True))
    by_total = ByTotal()
    for mark, total in zip(column, totals, strict=True):
        by_total.add(mark / full, total)
    most = sorted_together.covariance
    return ItemStatistic(
        facility=together.mean_x / full,
        deviation=math.sqrt(together.variance_x),
        discrimination=together.correlation,
        efficiency=together.covariance / most if most else None,
        weight=weight,
        upper_lower=by_total.upper_lower,
    )


def _part_of(weight: float | None, weight_sum: float) -> float | None:
    return None if weight is None or not weight_sum else weight / weight_sum


def _alpha(variances: Sequence[float], variance_of_totals: float) -> float | None:
    count = len(variances)
    if count < 2 or not variance_of_totals:  # noqa: PLR2004 - one item has nothing to agree with
        return None
    return count / (count - 1) * (1 - math.fsum(variances) / variance_of_totals)


def _variance(values: Sequence[float]) -> float:
    return Moments(zip(values, values, strict=True)).variance_x
