"""Chance in the tests: the same on every run of the same clone, other chance where somebody explores.

Two things are left to chance: the examples of properties (hypothesis), the key that ``exam new`` draws. Both
come from the test's own name, so that a test that passed passes again; exploring takes a number besides.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

HOUSE, EXPLORE = "house", "explore"
NUMBER = "QUIZGEN_TESTS_CHANCE"
"""Setting with the number that other keys come from; without it they are the same on every run."""
_MORE = 10  # so many times the examples are tried when exploring
_KEY_BYTES = 32  # only an exam's key is asked for with so many

settings.register_profile(
    HOUSE,
    deadline=None,  # how long an example takes says something of the machine, not of the program
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    EXPLORE, settings.get_profile(HOUSE), derandomize=False, max_examples=_MORE * settings().max_examples
)


def examples(number: int) -> settings:
    """So many examples of a property; ten times as many when exploring."""
    more = _MORE if settings.get_current_profile_name() == EXPLORE else 1
    return settings(max_examples=number * more)


class SameKeys:
    """Draws the keys of exams from the name of the running test; other random bytes stay random."""

    def __init__(self) -> None:
        self._random_bytes = secrets.token_bytes
        self._test = ""
        self._drawn = count()
        secrets.token_bytes = self._draw

    def _draw(self, nbytes: int | None = None) -> bytes:
        """As ``secrets.token_bytes``, but for keys."""
        if nbytes != _KEY_BYTES:
            return self._random_bytes(nbytes)
        name = f"{os.environ.get(NUMBER, '')} {self._test} {next(self._drawn)}"
        return hashlib.sha256(name.encode()).digest()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin the keys of a test."""
        self._test, self._drawn = item.nodeid, count()
