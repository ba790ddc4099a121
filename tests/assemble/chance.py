"""Statistical tests that the draws are put to, honest ones and biased ones alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from scipy.special import chdtrc


def inclusion_p(draws: Sequence[Sequence[int]], group: Sequence[int]) -> float:
    """P-value of the chi-square test that every question of a group is drawn equally often.

    For draws without replacement, F of them with d_f of N questions, the counts c have the variance
    V = Σ d_f/N·(1 − d_f/N) with correlation −1/(N−1), so that (N−1)/N · Σ (c − mean)²/V is chi-square
    with N − 1 degrees of freedom.
    """
    members = set(group)
    counts = Counter(item for drawn in draws for item in drawn if item in members)
    size = len(group)
    shares = [sum(item in members for item in drawn) / size for drawn in draws]
    mean = sum(shares)
    variance = sum(share * (1 - share) for share in shares)
    statistic = sum((counts[item] - mean) ** 2 for item in group) / variance * (size - 1) / size
    return float(chdtrc(size - 1, statistic))


def equal_p(outcomes: Iterable[Hashable], kinds: int) -> float:
    """P-value of the chi-square test that ``kinds`` outcomes are equally likely; 0 when others occur."""
    counts = Counter(outcomes)
    if len(counts) > kinds:
        return 0.0
    expected = counts.total() / kinds
    statistic = sum((counts[one] - expected) ** 2 for one in counts) / expected
    return float(chdtrc(kinds - 1, statistic + (kinds - len(counts)) * expected))
