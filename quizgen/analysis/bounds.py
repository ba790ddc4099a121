"""How large a share may be of which only a sample was looked at."""

from __future__ import annotations

import math

_STEPS = 60
"""Halvings of the interval from 0 to 1: more than a float can tell apart."""


def upper_bound(found: int, looked_at: int, confidence: float = 0.95) -> float:
    """The largest share that is compatible with ``found`` in a random sample of ``looked_at``.

    One-sided: with a larger share, so few would be found in less than 1 − ``confidence`` of samples. Exact
    by the binomial distribution (Clopper and Pearson 1934, The use of confidence or fiducial limits,
    Biometrika 26(4):404–413); for 0 of n it is 1 − 0.05 ** (1/n), about 3/n. Raises ValueError for an empty
    sample or more found than looked at.
    """
    if not 0 <= found <= looked_at or not looked_at:
        message = f"{found} of {looked_at}"
        raise ValueError(message)
    if found == looked_at:
        return 1.0
    low, high = found / looked_at, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(found, looked_at, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(found: int, looked_at: int, share: float) -> float:
    """How likely no more than ``found`` are, when each is one with the chance ``share``."""
    if share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    yes, no = math.log(share), math.log1p(-share)
    whole = math.lgamma(looked_at + 1)
    return math.fsum(
        math.exp(
            whole
            - math.lgamma(one + 1)
            - math.lgamma(looked_at - one + 1)
            + one * yes
            + (looked_at - one) * no
        )
        for one in range(found + 1)
    )
