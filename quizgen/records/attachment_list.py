"""``清单.json`` in an output folder: written beside the files that it lists, read back to verify them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import QuizgenError
from quizgen.files.text import read_bytes
from quizgen.markup.words import plain
from quizgen.model.digest import record_json
from quizgen.model.review import AttachmentList, WrittenFile

_MOST_BYTES = 50 * 1024 * 1024


class DamagedList(QuizgenError):
    """A list of files that cannot be understood."""

    def __init__(self, path: object) -> None:
        super().__init__(f"“{path}”读不懂，已损坏；从原件重新附一次，或从备份恢复。")


def list_bytes(files: dict[str, WrittenFile]) -> bytes:
    """The list as a file: canonical JSON, so that its digest can stand in a ledger."""
    return f"{record_json(AttachmentList(files=files))}\n".encode()


def mention_digest(text: str) -> str:
    """What stands in a list for a text that speaks of scores."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_list(path: Path) -> tuple[AttachmentList, str]:
    """A list with the SHA-256 of its file. Raises DamagedList, CannotRead."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise DamagedList(path)
    data = read_bytes(path)
    try:
        found = AttachmentList.model_validate_json(data)
    except ValidationError as error:
        raise DamagedList(path) from error
    return found, hashlib.sha256(data).hexdigest()
