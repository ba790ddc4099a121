"""Means, variances, covariances of two quantities seen together, one pair after another.

Updated as B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
Technometrics 4 (1962), so that nothing is stored and no large numbers are subtracted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

_TINY = 1e-18
"""A variance below this part of the squared mean is rounding noise: points are not that fine."""


class Moments:
    """What is known of the pairs (x, y) added so far."""

    __slots__ = ("_xx", "_xy", "_yy", "count", "mean_x", "mean_y")

    def __init__(self, pairs: Iterable[tuple[float, float]] = ()) -> None:
        self.count = 0
        self.mean_x = self.mean_y = self._xx = self._yy = self._xy = 0.0
        for x, y in pairs:
            self.add(x, y)

    def add(self, x: float, y: float, times: int = 1) -> None:
        """Count a pair, or so many equal ones."""
        self.count += times
        from_x, from_y = x - self.mean_x, y - self.mean_y
        self.mean_x += from_x * times / self.count
        self.mean_y += from_y * times / self.count
        self._xx += times * from_x * (x - self.mean_x)
        self._yy += times * from_y * (y - self.mean_y)
        self._xy += times * from_x * (y - self.mean_y)

    @property
    def variance_x(self) -> float:
        """Sample variance of x (n-1); 0 for fewer than two pairs."""
        return self._spread(self._xx, self.mean_x)

    @property
    def variance_y(self) -> float:
        """Sample variance of y (n-1); 0 for fewer than two pairs."""
        return self._spread(self._yy, self.mean_y)

    @property
    def covariance(self) -> float:
        """Sample covariance (n-1); 0 where x or y does not vary."""
        if not self.variance_x or not self.variance_y:
            return 0.0
        return self._xy / (self.count - 1)

    @property
    def correlation(self) -> float | None:
        """Pearson's r; None where x or y does not vary."""
        if not self.variance_x or not self.variance_y:
            return None
        return self._xy / math.sqrt(self._xx * self._yy)

    def _spread(self, squares: float, mean: float) -> float:
        if self.count < 2:  # noqa: PLR2004 - one value does not vary
            return 0.0
        variance = squares / (self.count - 1)
        return variance if variance > _TINY * (1 + mean * mean) else 0.0
