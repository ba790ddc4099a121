"""Makes the tests' process the same however it was started, and so every program that it starts.

What a shell, a terminal, a job in the background or a session without a terminal hand down is set to what a
fresh login has; a test of such a setting makes it itself.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time

_PLACES = {
    *("HOME", "PATH", "PWD", "USER", "LOGNAME", "SHELL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT"),
    *(
        "LD_LIBRARY_PATH",
        "VIRTUAL_ENV",
        "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR",
        "PYTHONPATH",
        "PYTHONPYCACHEPREFIX",
        "PYENV_ROOT",
    ),
}
"""Settings that say where things are on this machine."""
_OF_THE_RUN = re.compile(r"PYTEST_|QUIZGEN_TESTS_|QUIZGEN_NODE|PYTHONWARN|PYTHONHASHSEED|COV_|COVERAGE_")
_SET = {"LANG": "C.UTF-8", "TERM": "xterm", "TZ": "Asia/Shanghai"}
_UMASK = 0o022


def begin_afresh() -> None:
    """Forget how this process was started."""
    for name in list(os.environ):
        if name not in _PLACES and not _OF_THE_RUN.match(name):
            del os.environ[name]
    os.environ.update(_SET)
    # What is compiled here, programs that are started read; they write none: some have no room for it.
    sys.dont_write_bytecode = False
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if os.name != "nt":
        time.tzset()
        os.umask(_UMASK)
        _hear_signals()


def _hear_signals() -> None:
    """Nothing that was blocked or ignored stays so for programs that are started; here it goes on."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    for one in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP, signal.SIGCHLD):
        if signal.getsignal(one) is signal.SIG_IGN:
            signal.signal(one, signal.SIG_DFL if one is signal.SIGCHLD else _ignore)


def _ignore(_signal: int, _frame: object) -> None:
    """A signal with a handler has none in a program that is started; one that is ignored stays ignored."""
