"""Runs the tool as a user does: in this process where that is the same, as a program otherwise."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from quizgen.cli.main import main
from tests.programs import PATIENCE


@dataclass(frozen=True)
class Run:
    """What a command did: exit status, what it printed."""

    status: int
    out: str
    err: str


def quizgen(*arguments: object) -> Run:
    """Run a command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    return Run(status, out.getvalue(), err.getvalue())


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """Start the program in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "quizgen", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONWARNINGS": ""},
        **options,
    )


def finish(process: subprocess.Popen[str], seconds: float = PATIENCE) -> Run:
    """Wait for a started program."""
    out, err = process.communicate(timeout=seconds)
    return Run(process.returncode, out, err)
