"""``manifest.jsonl``: every file of an exam folder as it was frozen or printed, one a line."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import CannotWrite, QuizgenError
from quizgen.files.safe import NOT_THROUGH_LINKS, reason_of
from quizgen.files.text import byte_lines, decode_utf8, read_bytes
from quizgen.records.names import MANIFEST

FROZEN_PRINTER = "quizgen exam new"
"""What the manifest says of files that were frozen when the exam was made."""


class BrokenExamFolder(QuizgenError):
    """A folder is not an exam, or a file of it cannot be understood."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(f"“{path}”不是完整的考试文件夹：{reason}。")


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A line of the manifest: a file of the exam folder, as it was built.

    ``lines`` has four hexadecimal digits for every line of a frozen file, enough to say later which line was
    altered (empty: no frozen file, or an exam of before). ``acts`` is how many acts about people there were
    when a file was printed, or, for a merged one, when it was settled whose papers it holds.
    """

    file: str
    sha256: str
    printer: str
    lines: str = ""
    acts: int = 0


_MARK = 4


def line_marks(data: bytes) -> str:
    """The marks of a file's lines, one after another."""
    return "".join(map(_mark, data.split(b"\n")))


def file_line_marks(path: Path) -> str:
    """The same of a file that may be too large for memory. Raises CannotRead."""
    marks: list[str] = []
    line = b"\n"
    for line in byte_lines(path):
        marks.append(_mark(line.removesuffix(b"\n")))
    return "".join([*marks, _mark(b"")] if line.endswith(b"\n") else marks)


def _mark(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:_MARK]


def differing_line(data: bytes, marks: str) -> int | None:
    """The first line (from 1) whose mark is another; None where there are no marks."""
    now = line_marks(data)
    for at in range(0, max(len(now), len(marks)) if marks else 0, _MARK):
        if now[at : at + _MARK] != marks[at : at + _MARK]:
            return at // _MARK + 1
    return None


def read_manifest(folder: Path) -> dict[str, BuiltFile]:
    """The files built so far, by name; a last line that was cut off by a crash is dropped."""
    path = folder / MANIFEST
    return manifest_of(read_bytes(path), folder) if path.exists() else {}


def manifest_of(data: bytes, folder: Path) -> dict[str, BuiltFile]:
    """The same from the bytes of the file at hand. Raises BrokenExamFolder, CannotRead."""
    built: dict[str, BuiltFile] = {}
    lines = decode_utf8(folder / MANIFEST, data).split("\n")
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            fields = json.loads(line)
            entry = BuiltFile(
                str(fields["file"]),
                str(fields["sha256"]),
                str(fields["printer"]),
                str(fields.get("lines", "")),
                int(fields.get("acts", 0)),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if number == len(lines):
                break
            raise BrokenExamFolder(folder, f"{MANIFEST} 第 {number} 行读不懂") from error
        built[entry.file] = entry
    return built


def append_manifest(folder: Path, entries: Sequence[BuiltFile]) -> None:
    """Note files as built; the line is on disk when this returns. Raises CannotWrite."""
    path = folder / MANIFEST
    text = "".join(
        json.dumps(
            {"file": entry.file, "printer": entry.printer, "sha256": entry.sha256}
            | ({"lines": entry.lines} if entry.lines else {})
            | ({"acts": entry.acts} if entry.acts else {}),
            ensure_ascii=False,
            separators=(",", ":"),
        )
        + "\n"
        for entry in entries
    )
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NOT_THROUGH_LINKS, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            data = file.read()
            whole = data.rfind(b"\n") + 1
            file.truncate(whole)
            file.seek(whole)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
