"""However the tests were started, a program that they start finds what a fresh login has."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.chance import HOUSE, NUMBER

ROOT = Path(__file__).parents[2]
HOSTILE = """
import os, signal, subprocess, sys
for one in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP, signal.SIGCHLD):
    signal.signal(one, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGUSR1})
os.umask(0o777)
BEGIN
os.kill(os.getpid(), signal.SIGHUP)  # what was told to survive the end of a session survives it
sys.exit(subprocess.call([sys.executable, "-c", ASKED]))
"""
ASKED = """
import json, os, signal, time
print(json.dumps({
    "ignored": sorted(
        one.name for one in signal.valid_signals()
        if isinstance(one, signal.Signals) and signal.getsignal(one) is signal.SIG_IGN
    ),
    "blocked": len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    "umask": os.umask(0),
    "zone": time.timezone // 3600,
    "settings": sorted(os.environ),
    "encoding": __import__("locale").getpreferredencoding(False).lower(),
}))
"""
NO_CODE = "PYTHONDONTWRITEBYTECODE"
SETTINGS = {
    "LC_ALL": "C",
    "LANG": "de_DE",
    "TZ": "America/New_York",
    "TERM": "dumb",
    "COLUMNS": "7",
    "NO_COLOR": "1",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "NODE_OPTIONS": "--bad",
    NO_CODE: "1",
    "QUIZGEN_BY": "王五",
    "XDG_CONFIG_HOME": "/nowhere",
    "PYTHONIOENCODING": "ascii",
    "PYTHONUTF8": "0",
}


def asked(begin: str) -> dict[str, Any]:
    """What a program finds that is started by a process that was started in the worst way."""
    code = HOSTILE.replace("BEGIN", begin).replace("ASKED", repr(ASKED))
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**kept, **SETTINGS}, capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and umask")


def test_a_program_started_by_a_test_finds_a_fresh_login() -> None:
    found = asked("from tests.afresh import begin_afresh; begin_afresh()")
    assert found.pop("zone") in {-8, 0}  # where there are no time zones, all is UTC
    assert set(found.pop("settings")) & SETTINGS.keys() == {"LANG", "TERM", "TZ", NO_CODE}
    assert found == {"ignored": ["SIGPIPE", "SIGXFSZ"], "blocked": 0, "umask": 0o022, "encoding": "utf-8"}


def test_without_it_the_program_would_find_what_was_handed_down() -> None:
    found = asked("")
    assert {"SIGINT", "SIGHUP", "SIGTERM"} <= set(found["ignored"])
    assert (found["blocked"], found["umask"]) == (3, 0o777)
    assert set(found["settings"]) >= SETTINGS.keys()


def test_these_tests_themselves_began_afresh() -> None:
    assert signal.SIG_IGN not in map(signal.getsignal, (signal.SIGHUP, signal.SIGINT, signal.SIGTERM))
    assert os.environ.keys() & SETTINGS.keys() == {"LANG", "TERM", "TZ", NO_CODE, "XDG_CONFIG_HOME"}


def test_nothing_is_kept_where_the_user_keeps_things() -> None:
    places = [Path(os.environ[name]) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")]
    assert [place for place in places if Path.home() in place.parents or not place.parent.is_dir()] == []


def test_no_example_of_a_property_is_timed_or_new_on_the_next_run() -> None:
    used = settings.get_profile(HOUSE)
    assert (used.deadline, used.derandomize, used.database) == (None, True, None)
    assert HealthCheck.too_slow in used.suppress_health_check


def test_a_key_comes_from_the_name_of_the_test_and_other_bytes_stay_random(
    request: pytest.FixtureRequest,
) -> None:
    keys = [secrets.token_bytes(32) for _ in range(2)]
    names = [f"{os.environ.get(NUMBER, '')} {request.node.nodeid} {drawn}" for drawn in range(2)]
    assert keys == [hashlib.sha256(name.encode()).digest() for name in names]
    assert secrets.token_hex(8) != secrets.token_hex(8)
