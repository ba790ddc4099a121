"""Files that grew after the sitting: who came, requests to check scores; each vouched for by the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizgen.errors import Problem
from quizgen.files.entries import is_linked
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.ledger import ACT_TITLES, Act, LedgerLine
from quizgen.model.rules.exam import V023, V040, V060, V061
from quizgen.records.frozen import RESTORE
from quizgen.records.ledger import latest_outputs
from quizgen.records.names import ATTENDANCE, RECHECK_REGISTER

RECHECK_ACTS = frozenset({Act.RECHECK_ASKED, Act.RECHECKED})
"""The acts that have a line in the register of requests."""


def noted_faults(path: Path, lines: Iterable[LedgerLine]) -> Iterator[Problem]:
    """Every such file that is not as the ledger last had it (V023, V061), or that it does not know (V060).

    Raises CannotRead.
    """
    lines = tuple(lines)
    noted = latest_outputs(lines)
    for name in (ATTENDANCE, RECHECK_REGISTER):
        file = path / name
        if is_linked(path, name):
            yield Problem(str(file), None, V040.id, "是链接，不是考试文件夹自己的文件", RESTORE)
        elif name not in noted:
            if file.exists():
                yield Problem(str(file), None, V060.id, "台账里没有它", "移出考试文件夹，或从备份恢复")
        elif not file.is_file():
            yield Problem(str(file), None, V023.id, "台账里有它，现在没有了", RESTORE)
        elif file_digest(file) != noted[name]:
            if name == RECHECK_REGISTER:
                yield _first_differing(file, lines)
            else:
                yield Problem(str(file), None, V023.id, "与台账记载的不同，被改动过", RESTORE)


def _first_differing(file: Path, lines: Iterable[LedgerLine]) -> Problem:
    """The first line of the register that the ledger's line about it does not vouch for."""
    so_far = hashlib.sha256()
    present = read_bytes(file).splitlines(keepends=True)
    acts = [line for line in lines if line.act in RECHECK_ACTS]
    for at, (text, line) in enumerate(zip(present, acts, strict=False), 1):
        so_far.update(text)
        if line.outputs.get(file.name) != so_far.hexdigest():
            message = (
                f"与台账第 {line.seq} 行（{ACT_TITLES[line.act]}）记的不同，被改动过，或前面少了、多了行"
            )
            return Problem(str(file), at, V061.id, message, RESTORE)
    message = f"有 {len(present)} 行，台账里有 {len(acts)} 件"
    return Problem(str(file), None, V061.id, message, RESTORE)
