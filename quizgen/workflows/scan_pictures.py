"""The pictures of what people look at, cut from the pages that an exam keeps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quizgen.entry.scan_doubts import PagePart
from quizgen.files.text import read_bytes
from quizgen.model.scanned import PageReading
from quizgen.records.names import scan_picture
from quizgen.scan.kept import Kept, shown_png

_AT_ONCE = 4
"""Pages held in memory: what is shown together is of one or two."""


class PagePictures:
    """Shows parts of the pages of an exam folder; those of pages whose picture is gone are left out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, Kept | None] = {}

    def png(self, parts: Sequence[PagePart]) -> bytes | None:
        """The parts as one PNG; None: none of their pages has a picture. Raises CannotRead."""
        found = []
        for reading, box in parts:
            kept = self._kept(reading)
            if kept is not None:
                found.append(kept.whole() if box is None else kept.part(box))
        return shown_png(found) if found else None

    def written(self, parts: Sequence[PagePart]) -> bytes | None:
        """The boxes that an answer is written in as one PNG, evenly lit; None: none has a picture."""
        found = []
        for reading, box in parts:
            kept = self._kept(reading)
            if kept is not None and box is not None:
                found.append(kept.written(box))
        return shown_png(found) if found else None

    def _kept(self, reading: PageReading) -> Kept | None:
        if reading.digest not in self._held:
            while len(self._held) >= _AT_ONCE:
                del self._held[next(iter(self._held))]
            path = self._folder / scan_picture(reading.digest)
            there = path.is_file()
            self._held[reading.digest] = Kept(read_bytes(path), reading.sight) if there else None
        return self._held[reading.digest]
