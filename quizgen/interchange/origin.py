"""Where the questions of an imported bank came from, so that a corrected file updates them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quizgen.errors import CannotRead, QuizgenError
from quizgen.files.text import read_utf8
from quizgen.interchange.records import RecordData, texts_asked
from quizgen.markup import plain_text
from quizgen.markup.words import bare
from quizgen.model.bookkeeping import LIFE_FIELDS
from quizgen.model.digest import canonical_json, sha256_hex
from quizgen.model.origin import Origins, origins_of

ORIGIN_FILE = "import.json"
_NOT_FROM_FILES = {"id", "enemies", "retired", "pool", *LIFE_FIELDS}
"""What a question has from the bank, not from the file it came from."""


class BadOrigins(QuizgenError):
    """The record of imports cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"“{path}”读不懂，可能被改动过；从备份里取回它，或者导入一个新的文件夹。没有写出任何文件。"
        )


def read_origins(folder: Path) -> Origins | None:
    """The record in a bank; None: nothing was imported into it. Raises BadOrigins, CannotRead."""
    path = folder / ORIGIN_FILE
    if not path.exists():
        return None
    try:
        found = origins_of(json.loads(read_utf8(path)))
    except (json.JSONDecodeError, CannotRead) as error:
        raise BadOrigins(path) from error
    if found is None:
        raise BadOrigins(path)
    return found


def origins_json(origins: Origins) -> bytes:
    """The record as its file holds it."""
    return (json.dumps(origins.model_dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def from_file(fields: RecordData) -> Mapping[str, Any]:
    """The part of a question that came from a file."""
    return {key: value for key, value in fields.items() if key not in _NOT_FROM_FILES}


def digest_of(fields: RecordData) -> str:
    """The digest of what came from a file, the same however the bank file is laid out."""
    return sha256_hex(canonical_json(from_file(fields)))


def compared(text: str) -> str:
    """A text as questions are compared: nothing but letters, characters and digits."""
    return "".join(one for one in bare(plain_text(text, blank="")) if one.isalnum())


def asked_of(fields: RecordData) -> str:
    """All that is asked, in any order of the options: equal for two questions that are the same."""
    first, *others = map(compared, texts_asked(fields))
    return "\n".join([str(fields["kind"]), first, *sorted(others)])


def stem_of(fields: RecordData) -> str:
    """The stem as it is compared."""
    return compared(str(fields.get("stem") or fields.get("text")))
