"""Which test enters which function, found by running the tests once with a tracer."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

Entered = set[tuple[str, str]]
"""File relative to the root, qualified name of the function."""


class Reach:
    """A pytest plugin; what a shared fixture enters counts for every test that uses the fixture."""

    def __init__(self, root: Path) -> None:
        self._prefix = f"{root}/quizgen/"
        self._skip = len(f"{root}/")
        self._by: dict[str, Entered] = {}
        self._fixtures: dict[str, list[str]] = {}
        self._seconds: dict[str, float] = {}
        self._open: list[Entered] = [set()]
        self._failed: set[str] = set()

    def _trace(self, frame: FrameType, _event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_filename.startswith(self._prefix):
            self._open[-1].add((code.co_filename, code.co_qualname))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Everything a test enters by itself, and the processor time it takes."""
        entered = self._by.setdefault(item.nodeid, set())
        fixtures: dict[str, Any] = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]  # noqa: SLF001
        shared = (each for several in fixtures.values() for each in several if each.scope != "function")
        self._fixtures[item.nodeid] = [_name(each) for each in shared]
        self._open.append(entered)
        begun = time.process_time()
        sys.settrace(self._trace)
        threading.settrace(self._trace)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)
            self._seconds[item.nodeid] = time.process_time() - begun
            self._open.pop()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """What a fixture shared by several tests enters."""
        if fixturedef.scope == "function":
            return (yield)
        self._open.append(self._by.setdefault(_name(fixturedef), set()))
        try:
            return (yield)
        finally:
            self._open.pop()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what fails or is skipped without any change."""
        if not report.passed:
            self._failed.add(report.nodeid)

    def tests(self) -> dict[str, dict[str, Any]]:
        """Per test: seconds of processor time, and the functions entered, by file."""
        found = {}
        for test, fixtures in self._fixtures.items():
            files: dict[str, list[str]] = {}
            entered = self._by[test].union(*(self._by.get(name, set()) for name in fixtures))
            for file, name in sorted(entered):
                files.setdefault(file[self._skip :], []).append(name)
            seconds = round(self._seconds[test], 3)
            found[test] = {"seconds": seconds, "failed": test in self._failed, "files": files}
        return found


def _name(fixturedef: Any) -> str:
    return f"fixture {fixturedef.baseid} {fixturedef.argname}"


class Chosen:
    """A pytest plugin that runs only the named tests, in the order given, and notes the first that fails."""

    def __init__(self, order: dict[str, float]) -> None:
        self._order = order
        self.failed = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others, after the house has put its dearest first."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self._order),
            key=lambda item: self._order[item.nodeid],
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember which test noticed."""
        if report.failed and not self.failed:
            self.failed = report.nodeid
