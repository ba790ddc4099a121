"""Many PDF files become one for the printer, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf

_BATCH = 50


def merge_pdfs(paths: Sequence[Path]) -> bytes:
    """The pages of all files, in order, as one PDF; the same files give the same bytes.

    At most fifty files are open at a time. Memory needed is about three times the result, so whoever
    prints thousands of forms makes several merged files.
    """
    parts: Sequence[Path | BytesIO] = paths
    while len(parts) > _BATCH:
        parts = [BytesIO(_merged(parts[start : start + _BATCH])) for start in range(0, len(parts), _BATCH)]
    return _merged(parts)


def _merged(parts: Sequence[Path | BytesIO]) -> bytes:
    out = BytesIO()
    opened = [pikepdf.open(part) for part in parts]
    try:
        with pikepdf.new() as whole:
            for part in opened:
                whole.pages.extend(part.pages)
            whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    finally:
        for part in opened:
            part.close()
    return out.getvalue()
