"""Takes a step of an exam folder again and again, the power failing before each file operation in turn.

Run as a program, so that forking is safe: ``python -m tests.workflows.power_loss STEP TEMPLATE WORK KEY``.
Before it dies at a sync, the file being synced loses its last bytes, as it may when power fails. Prints as
JSON how many operations there were and what went wrong.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quizgen.errors import Problem, QuizgenError
from quizgen.model.exam import Candidate
from quizgen.model.ledger import Stamp
from quizgen.records.signing import load_or_make_key
from quizgen.workflows.after.noting import AfterOrder
from quizgen.workflows.after.recheck import Request, ask_for_recheck
from quizgen.workflows.after.recheck_refused import AskedAlready
from quizgen.workflows.after.two_person import DemandedAlready, demand_two_persons
from quizgen.workflows.day.people import (
    Amendment,
    Newcomer,
    add_people,
    amend_person,
    withdraw_person,
)
from quizgen.workflows.day.refused import AlreadyListed, NothingAmended, WithdrawnAlready
from quizgen.workflows.day.seat_refused import SeatedAlready
from quizgen.workflows.day.seats import draw_seats
from quizgen.workflows.day.written import DayOrder
from quizgen.workflows.marks.mark import mark_exam
from quizgen.workflows.marks.order import MarkOrder
from quizgen.workflows.marks.purge import purge_exam
from quizgen.workflows.processes import Jobs
from quizgen.workflows.verify.exam import verify_exam
from tests.found import things_below

OPERATIONS = ("open", "fsync", "link", "rename", "replace", "unlink", "rmdir", "mkdir", "chmod")
POWER_FAILED = 9
LEFT_BEHIND = {"V030", "V042"}
"""What verification may say after a loss of power: something is to be completed, a lock is left."""

_RANDOM = re.compile(r"\b[0-9a-f]{8}\b")
NOON = dt.datetime(2026, 12, 2, 12, 0, tzinfo=dt.UTC)
STAMP = Stamp(time=NOON, by="张三", tool="quizgen 0")


def main() -> None:
    """Fail at every operation of the step."""
    step, template, work, key = sys.argv[1], *map(Path, sys.argv[2:])
    os.fsync = _no_disk  # type: ignore[assignment]  # only ever called with a number
    act = _step(step, key)
    expected = _untouched(template, work, act)
    wrong: list[str] = []
    count = 0
    known: set[str] = set()
    while _fails_at(count + 1, template, work, act):
        count += 1
        if (left := _state(work)) in known:
            continue
        known.add(left)
        wrong += [f"operation {count}: {text}" for text in _understood(work, act, expected)]
    found = {"operations": count, "states": len(known), "wrong": wrong}
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 - its result


def _step(name: str, key_file: Path) -> Callable[[Path], object]:
    key, _ = load_or_make_key(key_file)

    def mark(folder: Path, **more: Any) -> object:
        return mark_exam(MarkOrder(folder=folder, stamp=STAMP, key=key, **more), _no_progress)

    if name == "purge":
        return lambda folder: purge_exam(folder, dt.date(2027, 1, 1), STAMP, lambda: key)
    if name == "seats":
        rooms = key_file.with_name("rooms.yaml")
        rooms.write_text("rooms:\n  - {name: 第一考场, rows: 3, columns: 2}\n", encoding="utf-8")
        return lambda folder: draw_seats(DayOrder(folder, "考前编排座位", STAMP), rooms, again=False)
    if name in _AFTER:
        return lambda folder: _AFTER[name](AfterOrder(folder, STAMP, lambda: key))
    if name in _ACTS:
        return lambda folder: _ACTS[name](DayOrder(folder, "报名时漏报", STAMP, lambda: key))
    if name == "void":
        question = next(_questions(key_file.with_name("question.txt")))
        return lambda folder: mark(folder, void=(question,), reason="题干有误")
    return mark


_ACTS: dict[str, Callable[[DayOrder], object]] = {
    "add": lambda order: add_people(
        order, [Newcomer(Candidate(number="005", name="测试戊", unit="测试一局"))]
    ),
    "amend": lambda order: amend_person(order, Amendment("002", name="测试艺")),
    "withdraw": lambda order: withdraw_person(order, "004"),
}
"""An act that was decided is carried out by the next command, which then refuses to do it twice."""


_AFTER: dict[str, Callable[[AfterOrder], object]] = {
    "two_person": demand_two_persons,
    "recheck": lambda order: ask_for_recheck(
        order, Request(number="002", name="测试乙", reason="漏了分", received=dt.date(2026, 12, 10))
    ),
}
_DONE_ALREADY = (
    *(AlreadyListed, NothingAmended, WithdrawnAlready, SeatedAlready),
    *(AskedAlready, DemandedAlready),
)


def _questions(file: Path) -> Any:
    yield from file.read_text(encoding="utf-8").split()


def _untouched(template: Path, work: Path, act: Callable[[Path], object]) -> dict[str, bytes]:
    """The folder after the step, the power staying on."""
    shutil.copytree(template, work)
    act(work)
    return _contents(work)


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in things_below(folder) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _state(folder: Path) -> str:
    """What was left, but for the random part of names; the same state is not tried twice."""
    found = hashlib.sha256()
    for path in things_below(folder):
        name = _RANDOM.sub("*", path.relative_to(folder).as_posix())
        found.update(name.encode())
        if path.is_file() and not path.name.startswith(".quizgen.lock"):
            found.update(path.read_bytes())
    return found.hexdigest()


def _fails_at(number: int, template: Path, work: Path, act: Callable[[Path], object]) -> bool:
    """Take the step in a process that dies before its operation of that number; False when it ended."""
    shutil.rmtree(work)
    shutil.copytree(template, work)
    child = os.fork()
    if child == 0:
        _arm(number)
        act(work)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, POWER_FAILED}, code
    return code == POWER_FAILED


def _arm(number: int) -> None:
    """From now on operation ``number`` is the last."""
    done = 0

    def counted(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def operation(*arguments: Any, **options: Any) -> object:
            nonlocal done
            done += 1
            if done == number:
                if name == "fsync":
                    _lose_the_end(arguments[0])
                os._exit(POWER_FAILED)
            return real(*arguments, **options)

        return operation

    for name in OPERATIONS:
        setattr(os, name, counted(name))


def _lose_the_end(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    try:
        os.ftruncate(descriptor, max(0, size - 7))
    except OSError:
        return  # a folder


def _understood(work: Path, act: Callable[[Path], object], expected: dict[str, bytes]) -> list[str]:
    """What the next commands say of the folder that is left."""
    wrong = []
    left = _state(work)
    try:
        wrong += [str(problem) for problem in _verified(work) if problem.rule not in LEFT_BEHIND]
        if _state(work) != left:
            wrong.append("looking changed the folder")
        with contextlib.suppress(*_DONE_ALREADY):
            act(work)
        wrong += map(str, _verified(work))
    except QuizgenError as error:
        return [*wrong, f"{type(error).__name__}: {error}"]
    now = _contents(work)
    return wrong + [name for name in sorted(expected.keys() | now) if expected.get(name) != now.get(name)]


def _verified(work: Path) -> tuple[Problem, ...]:
    return verify_exam(work, jobs=Jobs(), reprint=False, font_paths=(), on_progress=_no_progress).problems


def _no_disk(_descriptor: int) -> None:
    """Waiting for the disk a thousand times would tell nothing more."""


def _no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    main()
