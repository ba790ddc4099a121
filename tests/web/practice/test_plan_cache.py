"""Plans of mock exams are kept between builds: the same as without, private, never a stale one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from quizgen.bank.cache import CACHE_VARIABLE
from quizgen.web.practice_data import script
from tests.small_bank import write_bank, write_blueprint
from tests.web.page import DATA


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "bank")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which plans are kept."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "plans"


def index(bank: Path) -> str:
    return script(str(DATA), str(bank), "pool")


def test_a_kept_plan_gives_the_same_script(bank: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = index(bank), index(bank)
    monkeypatch.delenv(CACHE_VARIABLE)
    assert first == second == index(bank)
    assert len(list(kept.iterdir())) == 1


def test_a_kept_plan_is_used(bank: Path, kept: Path) -> None:
    index(bank)
    (plan,) = kept.iterdir()
    written = plan.stat().st_mtime_ns, plan.stat().st_ino
    index(bank)
    assert (plan.stat().st_mtime_ns, plan.stat().st_ino) == written


def test_a_damaged_plan_is_worked_out_again(bank: Path, kept: Path) -> None:
    right = index(bank)
    (plan,) = kept.iterdir()
    whole = plan.read_bytes()
    plan.write_bytes(whole.replace(b'"available":', b'"available":1', 1))
    assert index(bank) == right
    assert plan.read_bytes() == whole


def test_another_blueprint_has_a_plan_of_its_own(bank: Path, kept: Path) -> None:
    first = index(bank)
    write_blueprint(
        bank / "blueprints" / "small.yaml", sections=[{"kind": "single", "count": 5, "points": 2}]
    )
    assert index(bank) != first
    assert len(list(kept.iterdir())) == 2


@pytest.mark.skipif(os.name != "posix", reason="this system has no POSIX modes")
def test_plans_are_for_their_owner_only(bank: Path, kept: Path) -> None:
    index(bank)
    (plan,) = kept.iterdir()
    assert not (kept.stat().st_mode | plan.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)
