"""What holds for every test: it begins afresh, what it costs is counted, one that waits is written down."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.afresh import begin_afresh
from tests.chance import HOUSE, SameKeys
from tests.order import FilesTogether, dearest_first
from tests.programs import LATER, MARK

begin_afresh()
gc.disable()

pytest_plugins = ["tests.costs"]

settings.load_profile(HOUSE)

_waiting: set[str] = set()
"""Tests that wait for a system program; they are run as soon as it is there."""


@pytest.fixture(scope="session", autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    """Keys that tests make stay with the run; what it caches, all its processes share."""
    base = tmp_path_factory.getbasetemp()
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("settings"))
    os.environ["XDG_CACHE_HOME"] = str((base if worker_id == "master" else base.parent) / "cache")


def pytest_configure(config: pytest.Config) -> None:
    """Take chance away where tests run."""
    config.pluginmanager.register(SameKeys(), "same-keys")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the dearest files."""
    dearest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    """Several processes share out files, never the tests of one."""
    return FilesTogether(config, log)


def pytest_collection_finish() -> None:
    """What has been collected stays to the end: it need not be looked through for rubbish again and again."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that waits (with several processes: in the one that gathers the reports)."""
    if report.skipped and isinstance(report.longrepr, tuple) and MARK in report.longrepr[2]:
        _waiting.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the list, one test a line, for ``pytest @file``."""
    if LATER in os.environ and not hasattr(session.config, "workerinput"):
        lines = "".join(f"{one}\n" for one in sorted(_waiting))
        Path(os.environ[LATER]).write_text(lines, encoding="utf-8")
