"""Finished work tampered with in every way that was thought of: verification says what the table says."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.workflows.verify.manipulations import Half, Manipulation, Outcome, halves

ALL = [(half, one) for half in halves() for one in half.manipulations]
LEAST = 120
DIFFERENT = [*{(half.prepare, half.verify): half for half in halves()}.values()]
"""Halves of which none is prepared and verified as another is."""


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Half], Path]:
    """The prepared work of a half; halves that prepare in the same way share it, nobody may change it."""

    @cache
    def made(prepare: Callable[[Path], object]) -> Path:
        work = tmp_path_factory.mktemp("ready")
        prepare(work)
        return work

    return lambda half: made(half.prepare)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Where the copy of the prepared work stands."""
    return tmp_path / "work"


def copied(ready: Path, work: Path) -> Path:
    return Path(shutil.copytree(ready, work, symlinks=True))


@pytest.mark.parametrize("half", DIFFERENT, ids=lambda half: half.title)
def test_honest_work_is_confirmed(half: Half, ready: Callable[[Half], Path], work: Path) -> None:
    copied(ready(half), work)
    for kept in (False, True):
        run = half.verify(work, kept=kept, reprint=kept)
        assert run.status == 0, run.out + run.err


@pytest.mark.parametrize(("half", "one"), ALL, ids=[one.number for _, one in ALL])
def test_a_manipulation_is_found_as_the_table_says(
    half: Half, one: Manipulation, ready: Callable[[Half], Path], work: Path
) -> None:
    copied(ready(half), work)
    one.act(work)
    plain = half.verify(work, kept=False, reprint=one.reprint)
    said = plain.out + plain.err
    assert plain.status == (1 if one.outcome is Outcome.FOUND else 0), said
    if one.outcome is not Outcome.FOUND:
        plain = half.verify(work, kept=True, reprint=one.reprint)
        said = plain.out + plain.err
        assert plain.status == (1 if one.outcome is Outcome.KEPT else 0), said
    assert [text for text in one.named if text not in said] == [], said
    assert "Traceback" not in said


def test_every_manipulation_has_its_own_number_and_says_what_was_done() -> None:
    assert [number for number, count in Counter(one.number for _, one in ALL).items() if count > 1] == []
    assert [one.number for _, one in ALL if not one.done or one.done.endswith("。")] == []


def test_what_cannot_be_found_says_why() -> None:
    assert [one.number for _, one in ALL if one.outcome is Outcome.NEVER and not one.why] == []
    assert [one.number for _, one in ALL if one.outcome is not Outcome.NEVER and not one.named] == []


def test_there_are_many() -> None:
    assert len(ALL) >= LEAST
