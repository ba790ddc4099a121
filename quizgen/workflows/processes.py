"""Starting processes that work beside a command: Ctrl-C is for the command alone."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

QUEUED_PER_WORKER = 4
"""Tasks given out at once: memory stays flat, and an interrupt loses seconds at most."""

_WORTH_A_PROCESS = 4
"""Tasks that take as long as a process does to start: with fewer for each, one more is no gain."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many processes may work at once; if nobody ``asked`` for that many: as far as it is quicker."""

    most: int = 1
    asked: bool = True

    @classmethod
    def wanted(cls, number: int | None, processors: int | None) -> Jobs:
        """What was asked for; else what the machine has, 1 when it does not tell."""
        return cls(number or processors or 1, asked=number is not None)

    def processes_for(self, tasks: int) -> int:
        """How many processes to share tasks out to."""
        return min(self.most, tasks if self.asked else tasks // _WORTH_A_PROCESS)


@contextmanager
def starting_processes() -> Iterator[None]:
    """A process started in here never hears Ctrl-C (a terminal sends it to all); this one does, later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_interrupts() -> None:
    """The started process says so itself: where signals cannot be held back, it has heard them until now."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def results_in_order(
    function: Callable[[T], R], tasks: Iterable[T], processes: int, start: Callable[[], None]
) -> Iterator[R]:
    """What a function makes of every task, in their order; ``start`` is run once in each process first.

    One process: this one. What a task raises is raised here.
    """
    if processes <= 1:
        start()
        for task in tasks:
            yield function(task)
        return
    executor = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (start,))
    waiting: deque[Future[R]] = deque()
    try:
        for task in tasks:
            with starting_processes():
                waiting.append(executor.submit(function, task))
            while len(waiting) >= processes * QUEUED_PER_WORKER:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _begin(start: Callable[[], None]) -> None:
    """Only the parent decides when to stop."""
    leave_interrupts()
    start()
