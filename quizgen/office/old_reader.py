"""A program of its own that reads an .xls file from its input and writes its sheets as JSON.

Of its own, because a damaged file can make the library ask for any amount of memory and end its process.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

PASSWORD, DAMAGED = 3, 4
"""How the program ends where there is nothing to read."""
_MOST_BYTES = 2 * 1024**3
"""Memory that it may take, where the system can be told."""

Value = int | float | str | bool | datetime.date | datetime.time | datetime.timedelta


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - only where there is one
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))


def _plain(value: Value) -> Any:
    """A value that JSON has; dates and times as a list of their one text."""
    return value if isinstance(value, int | float | str) else [str(value)]


def _sheets(data: bytes) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for index, one in enumerate(book.sheets_metadata):
        if one.typ is SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(index)
            rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            hidden = one.visible is not SheetVisibleEnum.Visible
            merged = sheet.merged_cell_ranges or []
            sheets.append({"name": one.name, "hidden": hidden, "merged": merged, "rows": rows})
    return sheets


def main() -> int:
    """Read, write, end with what came of it."""
    _limit_memory()
    try:
        found = _sheets(sys.stdin.buffer.read())
    except PasswordError:
        return PASSWORD
    except CalamineError:
        return DAMAGED
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
