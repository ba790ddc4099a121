"""``核对结果.json``: the decisions that the page of doubtful marks gives out, as it wrote them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, ValidationError

from quizgen.errors import Problem
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.base import Record
from quizgen.model.rules.answers import A050
from quizgen.records.names import EXAM

FORMAT = "quizgen-checked-1"
_MARK = r"^[0-9a-f]{16}$"
_LARGEST = 20_000_000
"""Bytes: a hundred thousand decisions have seven million."""
_MOST = 200
ListKind = Literal["check", "audit"]


class CheckedItem(NamedTuple):
    """One decision: page by the first letters of its digest, item, answer, what the doubt was."""

    page: Annotated[str, Field(pattern=_MARK)]
    item: Annotated[str, Field(min_length=1, max_length=20)]
    answer: Annotated[str, Field(min_length=1, max_length=_MOST)]
    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


class CheckedFile(Record):
    """What one person decided on one page; ``sum`` is the CRC-32 of the rest, against cut-off files."""

    format: Literal["quizgen-checked-1"]
    exam: Annotated[str, Field(pattern=_MARK)]
    list: ListKind
    by: Annotated[str, Field(min_length=1, max_length=60)]
    rows: tuple[CheckedItem, ...]
    sum: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


def exam_mark(folder: Path) -> str:
    """What tells exams apart in a list: the first letters of the digest of ``exam.yaml``."""
    return file_digest(folder / EXAM)[:16]


def doubt_mark(*said: str) -> str:
    """What tells whether a doubt is still the one that somebody saw."""
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]


def checked_sum(exam: str, kind: str, by: str, rows: Iterable[Iterable[str]]) -> str:
    """The sum over a file, as the page counts it too."""
    text = "\n".join([exam, kind, by, *("\t".join(row) for row in rows)])
    return f"{zlib.crc32(text.encode()):08x}"


def read_checked_file(path: Path) -> CheckedFile | Problem:
    """The decisions in a file, or why it is not used (A050). Raises CannotRead."""
    again = "从核对的网页再导出一次"
    if path.stat().st_size > _LARGEST:
        return Problem(str(path), None, A050.id, "太大，不是核对的网页导出的", again)
    try:
        found = CheckedFile.model_validate_json(read_bytes(path))
    except ValidationError:
        return Problem(str(path), None, A050.id, "不是核对的网页导出的文件，或没有下载完整", again)
    if checked_sum(found.exam, found.list, found.by, found.rows) != found.sum:
        return Problem(str(path), None, A050.id, "导出以后被改动过，或没有下载完整，没有用", again)
    return found
