"""Office files without a clock in them: equal content gives equal bytes, whenever it is written."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MADE_BY_UNIX = 3
_LARGE, _LARGEST = 64 * 1024, 1024 * 1024
"""Bytes of parts whose deflated form is remembered."""


@dataclass(frozen=True, slots=True)
class FixedDate:
    """What a file says of its age: ``packed`` for its parts, ``saved`` as its properties.

    ``mode`` is that of the parts (None: as the system has it).
    """

    packed: datetime.datetime
    saved: datetime.datetime
    mode: int | None = None


TABLES = FixedDate(
    datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC), datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
)
"""Of entry and marking sheets, decisions, score workbooks; kept, since these files have digests."""

_NEW_YEAR = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
DOCUMENTS = FixedDate(_NEW_YEAR, _NEW_YEAR, 0o600)
"""Of Word documents and of the summary of an attachment; kept, since these files have digests."""


def without_clock(data: bytes, date: FixedDate) -> bytes:
    """The same office file with fixed dates in place of the time of saving."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return packed(((name, source.read(name)) for name in source.namelist()), date)


def packed(parts: Iterable[tuple[str, bytes]], date: FixedDate) -> bytes:
    """The office file of these parts, with fixed dates in place of the time of saving."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, saved in parts:
            part = saved
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>%b" % f"{date.saved:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            entry = zipfile.ZipInfo(name, date.packed.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            if date.mode is not None:
                entry.external_attr = date.mode << 16
                entry.create_system = _MADE_BY_UNIX
            if _LARGE <= len(part) <= _LARGEST:
                entry.file_size = len(part)
                with target.open(entry, "w") as writer:
                    vars(writer)["_compressor"] = _Ready(_deflated(part))  # zipfile has no public way
                    writer.write(part)
            else:
                target.writestr(entry, part)
    return fixed.getvalue()


class _Ready:
    """Stands for a compressor whose work is done."""

    def __init__(self, deflated: bytes) -> None:
        self._deflated = deflated

    def compress(self, _part: bytes) -> bytes:
        return self._deflated

    def flush(self) -> bytes:
        return b""


@lru_cache(maxsize=8)
def _deflated(part: bytes) -> bytes:
    """A part as ``zipfile`` deflates it; every Word document has the same few large ones."""
    made = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return made.compress(part) + made.flush()
