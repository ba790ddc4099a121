"""Bank files changed in place, all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from stat import S_IMODE

from quizgen.bank.entries import LoadedBank
from quizgen.files.safe import write_replacing
from quizgen.files.text import decode_utf8, read_bytes
from quizgen.files.yaml_edit import ItemChanges, edited

_BOM = "\ufeff".encode()


def edit_questions(loaded: LoadedBank, changes: ItemChanges, after: str) -> tuple[str, ...]:
    """Change keys of questions where they stand; returns the files that changed, by name.

    New keys come behind the key ``after``. Nothing is written unless every file can be changed; a file
    is replaced whole, so that an interrupted run leaves each file either old or new.

    Raises CannotEdit, CannotRead, CannotWrite.
    """
    by_file: defaultdict[str, dict[str, Mapping[str, str | Sequence[str]]]] = defaultdict(dict)
    for entry in loaded.entries:
        if entry.question.id in changes:
            by_file[entry.file][entry.question.id] = changes[entry.question.id]
    ready: list[tuple[Path, bytes]] = []
    for file, wanted in sorted(by_file.items()):
        path = Path(file)
        data = read_bytes(path)
        mark = _BOM if data.startswith(_BOM) else b""
        text = decode_utf8(path, data).removeprefix("\ufeff")
        new = mark + edited(text, wanted, file, after).encode()
        if new != data:
            ready.append((path, new))
    for path, new in ready:
        write_replacing(path.resolve(), new, S_IMODE(path.stat().st_mode))
    return tuple(str(path) for path, _ in ready)
