"""The recipes of ``docs/dev/scale.md``, run as they stand there: every share once, then the whole build."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.plain_yaml import plain_yaml
from tests.programs import program

PAGE = Path(__file__).parents[3] / "docs" / "dev" / "scale.md"
SHARES = {f"exam build 目录 --jobs 1 --shard {number}/8" for number in range(1, 9)}
WHOLE = "exam build 目录"


def blocks() -> list[str]:
    """What stands between fences on the page."""
    return re.findall(r"^```\w*\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def recipe(word: str) -> str:
    """The line of the page that begins with what is to be run."""
    (found,) = (line for block in blocks() for line in block.splitlines() if re.search(word, line))
    return found


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a quizgen that prints nothing notes what it was called with, first of all on the path."""
    noted, own = tmp_path / "calls", tmp_path / "bin" / "quizgen"
    own.parent.mkdir()
    own.write_text('#!/bin/sh\nprintf "%s\\n" "$*" >> "$CALLS"\n', encoding="utf-8")
    own.chmod(0o700)
    monkeypatch.setenv("CALLS", str(noted))
    monkeypatch.setenv("PATH", f"{own.parent}{os.pathsep}{os.environ['PATH']}")
    return noted


def run(at: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=at, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def every_share_then_the_whole(calls: Path) -> None:
    *shares, last = calls.read_text(encoding="utf-8").splitlines()
    assert (sorted(shares), last) == (sorted(SHARES), WHOLE)


@pytest.mark.parametrize("name", ["xargs", "parallel"])
def test_on_one_machine(name: str, calls: Path, tmp_path: Path) -> None:
    program(name)
    run(tmp_path, "sh", "-c", recipe(rf"^seq .*\| {name} "))
    every_share_then_the_whole(calls)


def test_with_make(calls: Path, tmp_path: Path) -> None:
    (text,) = (block for block in blocks() if block.startswith("SHARDS :="))
    (tmp_path / "Makefile").write_text(text, encoding="utf-8")
    run(tmp_path, "make", "-j8", "all")
    every_share_then_the_whole(calls)


def test_every_pod_of_an_indexed_job_prints_its_share(calls: Path, tmp_path: Path) -> None:
    (text,) = (block for block in blocks() if block.startswith("apiVersion:"))
    job = plain_yaml(text)["spec"]
    assert job["completionMode"] == "Indexed"
    (container,) = job["template"]["spec"]["containers"]
    for index in range(job["completions"]):
        run(tmp_path, "env", f"JOB_COMPLETION_INDEX={index}", *container["command"])
    assert set(calls.read_text(encoding="utf-8").splitlines()) == SHARES
