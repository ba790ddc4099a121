"""Parsed bank files kept between runs, readable by their owner only."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from quizgen.bank.entries import Layout
from quizgen.bank.raw import RawFile, RawQuestion
from quizgen.errors import CannotRead, CannotWrite
from quizgen.files.safe import PRIVATE_FILE, make_private_folder, write_replacing
from quizgen.files.text import read_bytes

FORMAT = 2
"""Raised whenever the layout of a cache file changes; files of another format are rebuilt."""


CACHE_VARIABLE = "QUIZGEN_CACHE"
"""The environment variable by which a build tells the programs it starts where caches are kept."""


class Cache:
    """One JSON file per bank file, found by the bank file's path, valid for its content digest only.

    What is kept is the YAML as plain data: every load validates it again. A cache file that is
    damaged or of another format is ignored, then rebuilt. They lie in ``banks`` inside the given folder;
    when that cannot be made private (0700, own user), nothing is kept. Nothing is ever unpickled.
    """

    def __init__(self, folder: Path) -> None:
        inside = folder / "banks"
        self._folder = inside if make_private_folder(inside) else None

    def get(self, path: Path, data: bytes) -> RawFile | None:
        """The parsed file, if its content is still ``data``."""
        if self._folder is None:
            return None
        place = self._place(self._folder, path)
        try:
            head, _, body = read_bytes(place).partition(b"\n")
        except CannotRead:
            return None
        if head != _head(data, body):
            return None
        try:
            return _unpack(json.loads(body))
        except (ValueError, TypeError, KeyError, IndexError):
            return None

    def put(self, path: Path, data: bytes, raw: RawFile) -> None:
        """Store a parsed file; if it cannot be stored, the next load just takes longer."""
        if self._folder is None:
            return
        try:
            body = json.dumps(_pack(raw), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        except (TypeError, ValueError):
            return  # dates and the like are faults anyway
        with contextlib.suppress(CannotWrite):
            write_replacing(self._place(self._folder, path), _head(data, body) + b"\n" + body, PRIVATE_FILE)

    @staticmethod
    def _place(folder: Path, path: Path) -> Path:
        return folder / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:40]}.json"


def _head(data: bytes, body: bytes) -> bytes:
    """The first line of a cache file: its format, the digests of the bank file with the kept body."""
    return f"{FORMAT} {hashlib.sha256(data).hexdigest()} {hashlib.sha256(body).hexdigest()}".encode()


def _pack(raw: RawFile) -> dict[str, Any]:
    numbers: dict[int, int] = {}
    layouts: list[list[list[Any]]] = []
    questions = []
    for item in raw.questions:
        if id(item.layout) not in numbers:
            numbers[id(item.layout)] = len(layouts)
            layouts.append([[list(key), line] for key, line in item.layout.items()])
        written = [[list(key), text] for key, text in item.written.items()]
        questions.append([item.first_line, numbers[id(item.layout)], item.data, written])
    return {"layouts": layouts, "questions": questions}


def _unpack(kept: dict[str, Any]) -> RawFile:
    layouts: list[Layout] = [{tuple(key): line for key, line in layout} for layout in kept["layouts"]]
    return RawFile(
        tuple(
            RawQuestion(line, layouts[number], data, {tuple(key): text for key, text in written})
            for line, number, data, written in kept["questions"]
        )
    )
