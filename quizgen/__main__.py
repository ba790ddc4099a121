"""``quizgen`` and ``python -m quizgen`` open the command line; Ctrl-C is heard from the first import on."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def start() -> None:
    """The ``quizgen`` program; nothing is loaded before it can be interrupted."""
    try:
        from quizgen.cli.main import script  # noqa: PLC0415 - loading it is what may be interrupted

        script()
    except KeyboardInterrupt:
        sys.stderr.buffer.write("已中断。\n".encode())
        sys.exit(_INTERRUPTED)


if __name__ == "__main__":
    start()
