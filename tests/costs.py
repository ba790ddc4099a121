"""What each test costs in processor time, its child processes included: the dearest are named at the end."""

from __future__ import annotations

import contextlib
import os
import resource
from collections import Counter
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

_NAMED = 10  # so many of the dearest are printed at the end
_SHARED = ("session", "package", "module")  # fixtures made once are not the first user's cost
_RUNS_ON = "all_browsers"  # the fixture whose processes run on when a test has ended
_OPTION = "--costs"
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def _used() -> float:
    """Seconds of processor time that this process and its finished children have used."""
    uses = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in uses)


def _spent_by(number: str) -> float:
    """What a running process has used, with its finished and its running children (0 for one just gone)."""
    try:
        times = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:15]
    except (OSError, ValueError):
        return 0
    return sum(map(int, times)) / _TICKS + sum(map(_spent_by, _children(number)))


def _children(number: str = "self") -> list[str]:
    """The running children of a process (none where the system does not tell)."""
    tasks = f"/proc/{number}/task"
    found = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(tasks):  # noqa: PTH208 - asked three times a test: Path takes three times as long
            with contextlib.suppress(OSError), open(f"{tasks}/{thread}/children", "rb") as file:  # noqa: PTH123
                found += file.read().decode("ascii").split()
    return found


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask for the whole table."""
    parser.addoption(_OPTION, metavar="FILE", help="write what every test and every shared fixture cost")


class Meter:
    """In the process that runs tests: puts the cost of each test into its last report."""

    def __init__(self) -> None:
        self._running = 0.0  # what children had used that run on
        self._mark = self.spent(())
        self._shared: dict[str, float] = {}  # made for this test

    def spent(self, fixtures: Iterable[str]) -> float:
        """All that was used so far; children that run on are asked only by what uses them: there are many."""
        if _RUNS_ON in fixtures:
            self._running = sum(map(_spent_by, _children()))
        return _used() + self._running

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Set the cost of what is made once for many apart (and what it needs itself from it)."""
        if fixturedef.scope not in _SHARED:
            return (yield)
        before, others = self.spent(request.fixturenames), sum(self._shared.values())
        result = yield
        own = self.spent(request.fixturenames) - before - (sum(self._shared.values()) - others)
        name = f"{request.node.nodeid}::<{fixturedef.argname}>"
        self._shared[name] = self._shared.get(name, 0) + own
        return result

    def pytest_fixture_post_finalizer(self, fixturedef: pytest.FixtureDef[object]) -> None:
        """What ran on has ended: its cost is that of finished children now, not to be counted twice."""
        if fixturedef.argname == _RUNS_ON:
            self.spent((_RUNS_ON,))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, Any, object]:
        """Note what the test that just ended cost."""
        report = yield
        if call.when == "teardown":
            now = self.spent(getattr(item, "fixturenames", ()))
            # a browser that ends takes its own away
            report.cost = max(0, now - self._mark - sum(self._shared.values()))
            report.shared_costs, self._shared = self._shared, {}
            self._mark = now
        return report


class Table:
    """In the process that gathers the reports: adds up, prints the dearest, writes all if asked."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._costs: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Add a phase to its test, what was made once to its fixture."""
        self._costs[report.nodeid] += getattr(report, "cost", 0)
        self._costs.update(getattr(report, "shared_costs", {}))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name the dearest."""
        rows = [f"{seconds:9.2f}  {name}" for name, seconds in self._costs.most_common()]
        terminalreporter.section(
            f"the {_NAMED} dearest of {sum(self._costs.values()):.0f} s of processor time"
        )
        for row in rows[:_NAMED]:
            terminalreporter.line(row)
        if self._file:
            Path(self._file).write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Meter where tests run, gather where reports arrive (one process may be both)."""
    config.pluginmanager.register(Meter(), "costs-meter")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(config.getoption(_OPTION)), "costs-table")
