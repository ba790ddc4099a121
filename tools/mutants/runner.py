"""Runs tests in a child process over the copy of the project, with everything heavy already loaded."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tools.mutants.reach import Chosen, Reach

_HEAVY = (
    *(
        "click",
        "rich.console",
        "pydantic",
        "yaml",
        "openpyxl",
        "docx",
        "lxml.etree",
        "typst",
        "highspy",
        "numpy",
    ),
    *(
        "scipy.stats",
        "hypothesis",
        "pikepdf",
        "pypdfium2",
        "segno",
        "fontTools.ttLib",
        "cryptography.hazmat.primitives",
    ),
    *("pypinyin", "markdown", "jsonschema", "defusedxml.ElementTree", "cv2"),
)
"""Libraries whose loading would take longer than most tests."""
_MOST_MEMORY = 12 << 30
_LEAST_SECONDS, _TIMES_AS_LONG = 20, 6
"""A mutant may use this much processor time, then it counts as never ending, which a person would notice."""
_WAIT = 20
"""Seconds on the clock for one of processor time, on a machine that others use too."""


def load_heavy() -> None:
    """Load the libraries once; every child has them from the start."""
    for name in _HEAVY:
        importlib.import_module(name)


@dataclass(frozen=True)
class Outcome:
    """What became of a run.

    ``passed``, ``failed``, ``endless`` (used up its processor time), ``broken`` (the tests did not load),
    ``late`` (stopped by the clock or from outside on a busy machine, which tells nothing).
    """

    ended: str
    test: str = ""
    """The test that failed first."""


def reach_of(tree: Path, tests: str, work: Path) -> dict[str, dict[str, Any]]:
    """What each test of a file enters, once through."""
    answer = work / "reach.json"
    answer.unlink(missing_ok=True)

    def run() -> int:
        reach = Reach(tree)
        status = pytest.main([*_arguments(work), tests], plugins=[reach])
        answer.write_text(json.dumps(reach.tests()), encoding="utf-8")
        return int(status)

    _in_child(run, tree, work, seconds=3600)
    found: dict[str, dict[str, Any]] = (
        json.loads(answer.read_text(encoding="utf-8")) if answer.is_file() else {}
    )
    return found


def outcome(tree: Path, tests: dict[str, float], work: Path) -> Outcome:
    """Run these tests, the cheapest first, until one fails."""
    answer = work / "failed"
    answer.write_text("", encoding="utf-8")

    def run() -> int:
        chosen = Chosen(tests)
        files = dict.fromkeys(name.split("::")[0] for name in sorted(tests, key=tests.__getitem__))
        status = pytest.main([*_arguments(work), "-x", *files], plugins=[chosen])
        answer.write_text(chosen.failed, encoding="utf-8")
        return int(status)

    status = _in_child(run, tree, work, seconds=_LEAST_SECONDS + _TIMES_AS_LONG * sum(tests.values()))
    if isinstance(status, str):
        return Outcome(status)
    failed = answer.read_text(encoding="utf-8")
    if status in {int(pytest.ExitCode.OK), int(pytest.ExitCode.NO_TESTS_COLLECTED)}:
        return Outcome("passed")
    return Outcome("failed", failed) if failed else Outcome("broken")


def script_outcome(tree: Path, tests: Iterable[str], work: Path) -> Outcome:
    """Run these test files of the scripts by node, one after another, until one fails."""
    for test in tests:
        status = _in_child(partial(_node, test), tree, work, seconds=120)
        if isinstance(status, str):
            return Outcome(status, test)
        if status:
            return Outcome("failed", test)
    return Outcome("passed")


def browser_outcome(tree: Path, tests: Iterable[str], work: Path) -> Outcome:
    """Run the tests of the scripts that need a browser, until one fails."""
    for test in tests:
        status = _in_child(partial(_pytest, "-x", test, work=work), tree, work, seconds=600)
        if isinstance(status, str):
            return Outcome(status, test)
        if status:
            return Outcome("failed", test)
    return Outcome("passed")


def _pytest(*arguments: str, work: Path) -> int:
    return int(pytest.main([*_arguments(work), *arguments]))


def _node(test: str) -> int:
    modules = str(Path("build/browsers/node_modules").resolve())
    environment = {**os.environ, "QUIZGEN_NODE_MODULES": modules}
    os.execvpe("node", ["node", "--test", test], environment)  # noqa: S606, S607


def _arguments(work: Path) -> list[str]:
    plain = ["-q", "-p", "no:cacheprovider", "-n", "0", "--tb=line", f"--basetemp={work / 'tests'}"]
    return [*plain, "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # its plugins are loaded once for all


def _in_child(run: Callable[[], int], tree: Path, work: Path, seconds: float) -> int | str:
    """The child's exit status, or how it was stopped."""
    shutil.rmtree(work / "tests", ignore_errors=True)
    sys.stdout.flush()
    child = os.fork()
    if not child:
        status = 99
        try:
            _become(tree, work, int(seconds) + 1)
            status = run()
        except BaseException:  # noqa: BLE001 - a child ends here, whatever happened, and says so in its output
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)
    limit = time.monotonic() + seconds * _WAIT
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > limit:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return "late"
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return ended_by(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def ended_by(stopped: int) -> str:
    """What a run tells that ended by a signal: no time left, killed from outside (nothing), crashed."""
    return {signal.SIGXCPU: "endless", signal.SIGKILL: "late"}.get(signal.Signals(stopped), "failed")


def _become(tree: Path, work: Path, seconds: int) -> None:
    """Make this process one that has only ever seen the copy."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 10))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    root = os.getcwd()  # noqa: PTH109
    os.chdir(tree)
    sys.path[:] = [str(tree), *(part for part in sys.path if part not in {"", root, str(tree)})]
    os.environ["PYTHONPATH"] = str(tree)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    for name in list(sys.modules):
        if name.split(".")[0] in {"quizgen", "tests", "tools"}:
            del sys.modules[name]
    output = os.open(work / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(output, 1)
    os.dup2(output, 2)
