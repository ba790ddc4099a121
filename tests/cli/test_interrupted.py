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


IMPORTING = """
import os, signal, sys

seen = 0

def listen(event, details):
    global seen
    if event == {event!r} and {folder!r} in str(details[0]) and (event != "open" or details[2] & os.O_CREAT):
        seen += 1
        if seen == {at}:
            signal.raise_signal(signal.SIGINT)

sys.addaudithook(listen)
sys.argv = ["quizgen", "bank", "import", {file!r}, "--to", {to!r}]
"""
"""An import in which Ctrl-C is pressed when a file of the new bank is opened, or put in its place."""
QUESTIONS = "1. 火警电话？\nA. 110\nB. 119\n答案：B\n2. 水能灭油火。\n答案：×\n"


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("event", "at"), [("open", 1), ("open", 4), ("os.rename", 1)])
def test_ctrl_c_while_a_bank_is_imported_writes_nothing(event: str, at: int, tmp_path: Path) -> None:
    file, to = tmp_path / "题.txt", tmp_path / "新题库"
    file.write_text(QUESTIONS, encoding="utf-8")
    code = (
        IMPORTING.format(event=event, at=at, folder="新题库", file=str(file), to=str(to))
        + STARTS["as a module"]
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr.strip().splitlines()[-1:]) == (130, ["已中断。"])
    assert [path.name for path in tmp_path.iterdir()] == ["题.txt"]
