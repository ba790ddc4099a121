"""What the next commands make of an exam folder that a loss of power left behind."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.workflows.processes import Jobs
from quizgen.workflows.verify.exam import verify_exam
from tests.workflows.power_loss import Everything, differing, everything_in, no_disk, state_of

LEFT_BEHIND = {"V030", "V042"}
"""What verification may say after a loss of power: something is to be completed, a lock is left."""
Done = tuple[type[QuizgenError], ...]
"""How a command refuses to do again what was done."""


def wrong_after(
    failures: Mapping[int, Path], act: Callable[[Path], object], expected: Everything, done: Done = ()
) -> tuple[list[str], int]:
    """What is wrong with the copies that ``left_by_failures`` made, which are used up; how many differed."""
    known: set[str] = set()
    wrong: list[str] = []
    with no_disk():
        for number, left in failures.items():
            if (state := state_of(left)) not in known:
                known.add(state)
                wrong += [f"operation {number}: {text}" for text in misunderstood(left, act, expected, done)]
            shutil.rmtree(left)
    return wrong, len(known)


def misunderstood(
    work: Path, act: Callable[[Path], object], expected: Everything, done: Done
) -> Iterator[str]:
    """What the next commands say of the folder that is left, and what they do not put right."""
    left = state_of(work)
    try:
        yield from (str(problem) for problem in verified(work) if problem.rule not in LEFT_BEHIND)
        if state_of(work) != left:
            yield "looking changed the folder"
        with contextlib.suppress(*done):
            act(work)
    except QuizgenError as error:
        yield f"{type(error).__name__}: {error}"
        return
    yield from differing(everything_in(work), expected)


def verified(work: Path) -> tuple[Problem, ...]:
    return verify_exam(work, jobs=Jobs(), reprint=False, font_paths=(), on_progress=no_progress).problems


def no_progress(_done: int, _total: int) -> None:
    """Nobody watches."""
