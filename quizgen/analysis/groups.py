"""How much better the best candidates do than the worst: the upper 27 % compared with the lower 27 %.

T. L. Kelley, "The selection of upper and lower groups for the validation of test items", Journal of
Educational Psychology 30 (1939).
"""

from __future__ import annotations

from collections.abc import Iterable

_PERCENT = 27


class ByTotal:
    """Shares of one question, summed by the total points of the people who earned them."""

    __slots__ = ("_count", "_sums")

    def __init__(self) -> None:
        self._count = 0
        self._sums: dict[float, tuple[int, float]] = {}

    def add(self, share: float, total: float, people: int = 1) -> None:
        """Count a person, or several alike; equal totals must be equal floats."""
        before, shares = self._sums.get(total, (0, 0.0))
        self._sums[total] = before + people, shares + share * people
        self._count += people

    @property
    def upper_lower(self) -> float | None:
        """Mean share of the best 27 % less that of the worst 27 %; None when all totals are equal.

        A group is 27 % of the people, rounded, at least one. Of those who are tied at its border all
        contribute their mean for the places that are left, so no order among equals matters.
        """
        if len(self._sums) <= 1:
            return None
        size = max(1, (self._count * _PERCENT + 50) // 100)
        totals = sorted(self._sums)
        return self._mean(reversed(totals), size) - self._mean(totals, size)

    def _mean(self, totals: Iterable[float], size: int) -> float:
        left, earned = size, 0.0
        for total in totals:
            people, shares = self._sums[total]
            taken = min(left, people)
            earned += shares * taken / people
            left -= taken
            if not left:
                break
        return earned / size
