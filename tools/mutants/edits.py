"""A change of a source file, and where to find it again after the file has moved on."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """Bytes ``start`` to ``end`` of a file replaced by ``new``."""

    file: str
    where: str
    """The function or class around it; ``<module>`` outside of any."""
    line: str
    """The first line that changes, without its indentation."""
    number: int
    """The number of that line, from 1; only shown, never used to find the place again."""
    start: int
    end: int
    old: str
    new: str
    nth: int = 0
    """How often the old text stands on that line before this place."""
    means: str = ""
    """What would go wrong, for a change made by hand."""

    @property
    def key(self) -> str:
        """The same for the same change after lines were added elsewhere."""
        return key_of(self.file, self.where, self.line, self.old, self.new, *[str(self.nth)] * (self.nth > 0))

    def changed(self, source: bytes) -> bytes:
        """The file with the change made."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def diff(self, root: Path) -> str:
        """The changed lines, as a person reads them."""
        source = (root / self.file).read_bytes()
        before, after = (text.decode().splitlines() for text in (source, self.changed(source)))
        lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[3:]
        return "\n".join(f"    {line}" for line in lines)


def key_of(*parts: str) -> str:
    """File, place, line, old and new text as one."""
    return "\n".join(parts)


def around(  # noqa: PLR0913 - the parts of the record
    source: bytes, place: tuple[int, int], new: str, *, file: str, where: str, means: str = ""
) -> Edit:
    """The change of these bytes, with the line it stands on."""
    start, end = place
    begin = source.rfind(b"\n", 0, start) + 1
    stop = source.find(b"\n", start)
    line = source[begin : stop if stop >= 0 else len(source)].decode().strip()
    number = source.count(b"\n", 0, start) + 1
    old = source[start:end].decode()
    nth = source[begin:start].decode().count(old)
    return Edit(file, where, line, number, start, end, old, new, nth, means)
