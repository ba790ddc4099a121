"""Compares the frozen files of an exam with the digests recorded when it was drawn."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Problem
from quizgen.files.entries import is_linked
from quizgen.files.text import byte_lines, file_digest, read_bytes
from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.rules.exam import V007, V008, V040
from quizgen.records.ledger import latest_outputs
from quizgen.records.manifest import FROZEN_PRINTER, BuiltFile, differing_line
from quizgen.records.names import EXAM, FORMS, KEY, MANIFEST, POOL, QUESTIONS, ROSTER

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
    if lines and lines[0].act in {Act.DRAWN, Act.CUT}:
        digests |= {name: digest for name, digest in lines[0].outputs.items() if name != MANIFEST}
    return Recorded(digests, {entry.file: entry.lines for entry in frozen})


def altered(path: Path, known: Recorded) -> Iterator[Problem]:
    """Every frozen file that is not as it was (rule V008), with its first line that differs if it is known.

    Raises CannotRead.
    """
    for name in (*USED, KEY):
        file = path / name
        if is_linked(path, name):
            yield Problem(str(file), None, V040.id, "是链接，不是考试文件夹自己的文件", RESTORE)
        elif not file.exists():
            if name != KEY:
                yield Problem(str(file), None, V007.id, "没有了", RESTORE)
        elif name not in known.digests:
            yield Problem(str(file), None, V008.id, "没有记下组卷时的校验值，无法核对", RESTORE)
        elif file_digest(file) != known.digests[name]:
            data = read_bytes(file)
            line = differing_line(data, known.marks.get(name, ""))
            yield Problem(str(file), line, V008.id, how_altered(data, known.digests[name]), RESTORE)


def how_altered(data: bytes, digest: str) -> str:
    """What happened to a frozen file that had this digest: saved anew by an editor, or altered."""
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            text = data.decode(encoding).encode()
        except UnicodeError:
            continue
        lines = text.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").rstrip(b"\n")
        if any(hashlib.sha256(was).hexdigest() == digest for was in _as_written(lines)):
            return "组卷以后被编辑器另存过：文字没有变，换行或编码变了"
    return "组卷以后被改动过"


def _as_written(lines: bytes) -> Iterator[bytes]:
    """The ways in which a text with plain line ends may have been written."""
    for head in (b"", codecs.BOM_UTF8):
        for end in (b"\n", b"\r\n"):
            text = head + lines.replace(b"\n", end)
            yield from (text, text + end)


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
