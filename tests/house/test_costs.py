"""Counting what a test costs costs little: with three browsers open there are thirty processes to ask."""

from __future__ import annotations

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
