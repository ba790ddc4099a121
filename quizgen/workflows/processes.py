"""Starting processes that work beside a command: Ctrl-C is for the command alone."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


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
