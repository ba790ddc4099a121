"""One writer at a time, whatever was left behind by others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.files.lock import LOCK, FolderInUse, NotALock, is_held, only_writer
from tests.found import none_like
from tests.programs import PATIENCE

ROUNDS, STARTERS = 60, 4
LEFT_BEHIND = ("", "1", "999999", "nobody", "-5", "\udcff")

# Every starter waits at the gate, goes through the rounds, notes in the log of a round when it is in and out.
STARTER = """
import sys
from pathlib import Path
from quizgen.errors import QuizgenError
from quizgen.files.lock import LOCK, only_writer

work, rounds, name = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    folder = work / str(number)
    try:
        with only_writer(folder):
            with open(folder / "log", "a", encoding="ascii", buffering=1) as log:
                log.write(f"in {name}\\n")
                for _ in range(200):
                    (folder / LOCK).lstat()
                log.write(f"out {name}\\n")
    except QuizgenError as error:
        print(type(error).__name__, flush=True)
"""


def test_a_stale_lock_never_lets_two_writers_in(tmp_path: Path) -> None:
    for number in range(ROUNDS):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / LOCK).write_text("999999", encoding="ascii")
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", STARTER, str(tmp_path), str(ROUNDS), str(name)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONWARNINGS": ""},
        )
        for name in range(STARTERS)
    ]
    for one in starters:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in starters:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate(timeout=PATIENCE) for one in starters]
    assert [err for _, err in said if err] == []
    assert {line for out, _ in said for line in out.split()} <= {"FolderInUse"}
    logs = [(tmp_path / str(number) / "log").read_text(encoding="ascii").split() for number in range(ROUNDS)]
    assert all(logs)
    for log in logs:
        words = [" ".join(pair) for pair in zip(log[::2], log[1::2], strict=True)]
        assert [word.replace("out", "in") for word in words[1::2]] == words[::2]
    assert none_like(tmp_path, LOCK)


@pytest.mark.parametrize("text", LEFT_BEHIND)
def test_what_was_left_behind_is_simply_taken(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not is_held(tmp_path)
    with only_writer(tmp_path):
        assert is_held(tmp_path)
        assert (tmp_path / LOCK).read_text(encoding="ascii") == str(os.getpid())
    assert list(tmp_path.iterdir()) == []


def test_the_second_writer_is_told_who_is_the_first(tmp_path: Path) -> None:
    with only_writer(tmp_path), pytest.raises(FolderInUse, match=str(os.getpid())), only_writer(tmp_path):
        raise AssertionError
    assert list(tmp_path.iterdir()) == []


def make_link(lock: Path) -> None:
    lock.symlink_to(lock.with_name("target"))


def make_hard_link(lock: Path) -> None:
    lock.hardlink_to(lock.with_name("target"))


def make_pipe(lock: Path) -> None:
    os.mkfifo(lock)


def make_folder(lock: Path) -> None:
    lock.mkdir()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize("make", [make_link, make_hard_link, make_pipe, make_folder])
def test_what_is_no_lock_is_refused_and_left_alone(tmp_path: Path, make: object) -> None:
    target = tmp_path / "target"
    target.write_text("somebody's", encoding="ascii")
    assert callable(make)
    make(tmp_path / LOCK)
    with pytest.raises(NotALock), only_writer(tmp_path):
        raise AssertionError
    assert target.read_text(encoding="ascii") == "somebody's"
    assert os.path.lexists(tmp_path / LOCK)
