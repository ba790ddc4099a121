"""Counting what a test costs costs little: with three browsers open there are thirty processes to ask."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.costs import Meter


def test_processes_that_run_on_are_asked_only_by_a_test_that_uses_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def children(number: str = "self") -> list[str]:
        asked.append(number)
        return []

    monkeypatch.setattr("tests.costs._children", children)
    meter = Meter()
    meter.spent(("tmp_path", "exam"))
    assert asked == []
    meter.spent(("tmp_path", "all_browsers"))
    assert asked == ["self"]


def test_what_ran_on_is_not_counted_twice_when_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.costs._used", lambda: 100.0)
    monkeypatch.setattr("tests.costs._children", lambda: ["7"])
    monkeypatch.setattr("tests.costs._spent_by", lambda _: 30.0)
    meter = Meter()
    assert (meter.spent(("all_browsers",)), meter.spent(())) == (130, 130)
    monkeypatch.setattr("tests.costs._used", lambda: 131.0)  # the browser has ended: a finished child
    monkeypatch.setattr("tests.costs._children", list)
    ended: Any = SimpleNamespace(argname="all_browsers")
    meter.pytest_fixture_post_finalizer(ended)
    assert meter.spent(()) == 131
