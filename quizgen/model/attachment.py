"""``清单.json``: which files an attachment wrote, with what must be found in them again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record
from quizgen.model.exam import Digest

MentionDigest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
"""The beginning of the SHA-256 of a text that speaks of scores."""


class WrittenFile(Record):
    """One file of an output folder as it was written.

    ``people`` are the 编号 that got a score in it. ``mentions`` stand for the texts beside ours that
    spoke of scores already, so that one which is added later is told from them.
    """

    digest: Digest
    people: tuple[str, ...] = ()
    mentions: tuple[MentionDigest, ...] = ()


class AttachmentList(Record):
    """All files of an output folder but the list itself, by their names below it."""

    format: Annotated[int, Field(ge=1, le=1)] = 1
    files: dict[str, WrittenFile]
