"""The power fails while pages are read or decisions are read back: no page and no decision is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen.model.ledger import Stamp
from quizgen.workflows.processes import Jobs
from quizgen.workflows.scanning import reading
from quizgen.workflows.scanning.scan import ScanOrder, scan_exam
from tests.records.made import NOON
from tests.scan.exam import given_out
from tests.workflows.after_power_loss import no_progress, verified, wrong_after
from tests.workflows.power_loss import everything_in, left_by_failures

STAMP = Stamp(time=NOON, by="张三", tool="quizgen 0")
EVERY = 7
"""Failures are tried before every so-manieth write: the others are much the same."""


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are looked at once: what they say is no matter of the disk."""
    found_pages = reading.found_pages
    seen: list[reading.PageHandled] = []

    def found_again(
        folder: Path, stack: reading.Stack, known: frozenset[str], jobs: Jobs
    ) -> Iterator[object]:
        if not seen:
            seen.extend(found_pages(folder, stack, known, jobs))
        return iter(seen)

    monkeypatch.setattr(reading, "found_pages", found_again)


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("step", ["read", "decided"])
def test_the_power_may_fail_at_any_write(
    step: str, printed: Path, scans: Path, read_exam: Path, tmp_path: Path
) -> None:
    if step == "read":
        exam, files = shutil.copytree(printed, tmp_path / "printed"), scans
    else:
        exam, files = read_exam, given_out(read_exam, "李四", {"3": "B"}, tmp_path / "核对.json")

    def act(folder: Path) -> object:
        return scan_exam(ScanOrder(folder, (files,), STAMP), no_progress)

    failures = left_by_failures(exam, lambda: act(exam), tmp_path / "left", lambda at: at % EVERY == 0)
    assert verified(exam) == ()
    wrong, states = wrong_after(failures, act, everything_in(exam))
    assert wrong == []
    assert len(failures) >= 5
    assert states >= 3
