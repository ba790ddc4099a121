"""Ctrl-C ends a command with one sentence, even while Python still loads what the command needs."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
PROGRAM = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["scripts"]["quizgen"]
STARTS = {
    "as a module": "import runpy; runpy.run_module('quizgen', run_name='__main__', alter_sys=True)",
    "as a program": "from {} import {} as start; start()".format(*PROGRAM.split(":")),
}
INTERRUPTING = """
import signal, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            signal.raise_signal(signal.SIGINT)

sys.argv = ["quizgen", "exam", "build", "nowhere"]
sys.meta_path.insert(0, Finder())
"""
"""A program in which Ctrl-C is pressed at the very moment when a module is looked for."""


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("way", STARTS)
@pytest.mark.parametrize("name", ["quizgen.cli.main", "click", "quizgen.cli.exam.group", "pydantic"])
def test_ctrl_c_while_a_module_is_loaded_is_one_sentence(name: str, way: str) -> None:
    code = INTERRUPTING.format(name=name) + STARTS[way]
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout, run.stderr.strip()) == (130, "", "已中断。")
