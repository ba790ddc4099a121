"""What was frozen when an exam was drawn, held against the digests noted then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Problem
from quizgen.files.entries import is_linked
from quizgen.files.text import byte_lines, file_digest, read_bytes
from quizgen.model.ledger import Act, LedgerLine
from quizgen.records.exam_folder import (
    EXAM,
    FORMS,
    FROZEN_PRINTER,
    KEY,
    MANIFEST,
    POOL,
    QUESTIONS,
    ROSTER,
    BuiltFile,
    differing_line,
)
from quizgen.records.ledger import latest_outputs

RESTORE = "从备份恢复"
USED = (EXAM, ROSTER, POOL, QUESTIONS, FORMS)
"""The frozen files that commands rely on; the key is asked for only where it lies in the folder."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The digests of the frozen files by name, with their lines' marks where the manifest has them."""

    digests: Mapping[str, str]
    marks: Mapping[str, str]


def recorded(manifest: Mapping[str, BuiltFile], lines: tuple[LedgerLine, ...]) -> Recorded:
    """What ledger (its first line) and manifest say of the frozen files; the ledger goes before.

    Exams that were drawn before there was a ledger have the manifest only.
    """
    frozen = [entry for entry in manifest.values() if entry.printer == FROZEN_PRINTER]
    digests = {entry.file: entry.sha256 for entry in frozen}
    if lines and lines[0].act is Act.DRAWN:
        digests |= {name: digest for name, digest in lines[0].outputs.items() if name != MANIFEST}
    return Recorded(digests, {entry.file: entry.lines for entry in frozen})


def altered(path: Path, known: Recorded) -> Iterator[Problem]:
    """Every frozen file that is not as it was (rule V008), with its first line that differs if it is known.

    Raises CannotRead.
    """
    for name in (*USED, KEY):
        file = path / name
        if is_linked(path, name):
            yield Problem(str(file), None, "V040", "是链接，不是考试文件夹自己的文件", RESTORE)
        elif not file.exists():
            if name != KEY:
                yield Problem(str(file), None, "V007", "没有了", RESTORE)
        elif name not in known.digests:
            yield Problem(str(file), None, "V008", "没有记下组卷时的校验值，无法核对", RESTORE)
        elif file_digest(file) != known.digests[name]:
            line = differing_line(read_bytes(file), known.marks.get(name, ""))
            yield Problem(str(file), line, "V008", "组卷以后被改动过", RESTORE)


def manifest_grew(path: Path, lines: tuple[LedgerLine, ...]) -> bool:
    """Whether the manifest is what the ledger noted last, or that with further lines. Raises CannotRead."""
    noted = latest_outputs(lines).get(MANIFEST)
    if noted is None:
        return True
    so_far = hashlib.sha256()
    for line in byte_lines(path / MANIFEST):
        so_far.update(line)
        if so_far.hexdigest() == noted:
            return True
    return False
