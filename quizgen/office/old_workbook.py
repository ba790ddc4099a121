"""A workbook of the old binary kind (.xls), its sheets read row by row; number formats are not known."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quizgen.files.text import read_bytes
from quizgen.model.rules.office import W001, W009
from quizgen.office.cells import Area, Cell, CellKind, Row, number_text
from quizgen.office.old_reader import PASSWORD
from quizgen.office.package import RefusedFile, damaged
from quizgen.office.workbook import MOST_COLUMNS, MOST_ROWS, Sheet

_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")
_PATIENCE = 300
"""Seconds; 60,000 rows take less than five."""


class OldWorkbook:
    """An .xls file; it is asked as a ``Workbook`` is.

    Not known: hidden rows and columns, formulas (their results are read). ``macros``: it has some, never run.
    """

    def __init__(self, shown_as: str, data: bytes) -> None:
        self.shown_as = shown_as
        self.macros = _MACROS in data
        self._found = _read(shown_as, data)
        self.sheets = tuple(
            Sheet(one["name"], str(index), one["hidden"]) for index, one in enumerate(self._found)
        )

    def rows(self, sheet: Sheet, most: int = MOST_ROWS) -> Iterator[Row]:
        """The rows that hold anything, from the top, ``most`` at most; cells from the left."""
        count = 0
        for number, values in enumerate(self._found[int(sheet.part)]["rows"], 1):
            places = enumerate(values, 1)
            cells = tuple(cell for column, value in places if (cell := _cell(column, value)) is not None)
            count += bool(cells)
            if count > most or (cells and cells[-1].column > MOST_COLUMNS):
                reason = f"工作表“{sheet.name}”超过 {most} 行或 {MOST_COLUMNS} 列"
                raise RefusedFile(self.shown_as, W009.id, reason, "删去多余的行和列")
            if cells:
                yield Row(number, cells)

    def merged(self, sheet: Sheet) -> tuple[Area, ...]:
        """The merged areas, in the order they are stored."""
        ranges = self._found[int(sheet.part)]["merged"]
        return tuple(
            Area(left + 1, top + 1, right + 1, bottom + 1) for (top, left), (bottom, right) in ranges
        )

    def hidden_columns(self, sheet: Sheet) -> frozenset[int]:  # noqa: ARG002 - as a workbook is asked
        """None that are known."""
        return frozenset()


def open_old_workbook(path: Path, shown_as: str) -> OldWorkbook:
    """Open an .xls file. Raises RefusedFile (W001, W006, W009) or CannotRead."""
    return OldWorkbook(shown_as, read_bytes(path))


def _read(shown_as: str, data: bytes) -> Sequence[Mapping[str, Any]]:
    command = [sys.executable, "-P", "-X", "utf8", "-m", "quizgen.office.old_reader"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603 - this package's own
    except subprocess.TimeoutExpired as error:
        raise damaged(shown_as) from error
    if done.returncode == PASSWORD:
        raise RefusedFile(shown_as, W001.id, "文件设了打开密码", "在 Office 或 WPS 中去掉密码后另存")
    if done.returncode != 0:
        raise damaged(shown_as)
    found: Sequence[Mapping[str, Any]] = json.loads(done.stdout)
    return found


def _cell(column: int, value: Any) -> Cell | None:
    match value:
        case bool():
            return Cell(column, CellKind.TRUTH, "TRUE" if value else "FALSE")
        case int() | float():
            return Cell(column, CellKind.NUMBER, number_text(value), exact=False)
        case str():
            return Cell(column, CellKind.TEXT, value) if value else None
        case _:
            return Cell(column, CellKind.DATE, value[0])
