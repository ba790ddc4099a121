"""Opens whatever table people keep (a workbook, an OpenDocument table, text) by what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.files.delimited import TableRecord, field_text, read_delimited
from quizgen.files.kinds import kind_of
from quizgen.files.text import read_any_chinese
from quizgen.model.rules.office import W002, W007, W009
from quizgen.office.cells import Cell, CellKind, Row
from quizgen.office.old_workbook import OldWorkbook, open_old_workbook
from quizgen.office.open_document import OpenDocument, open_document
from quizgen.office.package import RefusedFile, bounded_bytes, has_macros
from quizgen.office.workbook import MOST_COLUMNS, MOST_TEXT_ROWS, Workbook, open_workbook

BookOfSheets = Workbook | OpenDocument | OldWorkbook

_FOREIGN = frozenset({".et", ".ett", ".wps", ".wpt", ".numbers", ".doc", ".docx"})
"""Kinds of which no reader is known to tell exactly what they show, or that hold no table."""
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".ods"})
_OPEN_DOCUMENT = "OpenDocument 表格（.ods）"
_OLD = ("旧的 Excel", "旧的 Office")
_BOOKS = ("Excel", "不完整的压缩文件", "设了打开密码")
_SAVE = "用 Excel 或 WPS 打开，另存为 .xlsx 再用"


@dataclass(frozen=True)
class TextTable:
    """A table as text: its records as rows; by row number the record as it was cut, with its line."""

    separator: str
    rows: tuple[Row, ...]
    records: dict[int, TableRecord] = field(default_factory=dict)


def open_kept_table(
    path: Path,
    shown_as: str,
    is_head: Callable[[str], bool],
    *,
    most: int = MOST_TEXT_ROWS,
    inline: bool = False,
) -> BookOfSheets | TextTable:
    """Open a table for reading; ``is_head`` tells the line of headings of a text.

    ``most``: rows of a text; ``inline``: the texts of a ``Workbook`` in the inline syntax of the bank.
    Macros are not run, nothing of them is read. Raises RefusedFile (W001–W009), or CannotRead for what
    holds no table.
    """
    ending = path.suffix.lower()
    data = bounded_bytes(path, shown_as, "只留要用的工作表和行，另存一份")
    if ending in _FOREIGN:
        raise RefusedFile(shown_as, W002.id, f"这是 {ending} 文件，不能直接读", _SAVE)
    kind = kind_of(data) or ""
    if kind == _OPEN_DOCUMENT:
        return open_document(path, shown_as)
    if kind.startswith(_OLD):
        return open_old_workbook(path, shown_as)
    if kind.startswith(_BOOKS):
        return open_workbook(path, shown_as, macros=True, inline=inline)
    if ending in _WORKBOOKS and not data.strip(b"\0 \r\n"):
        raise RefusedFile(shown_as, W007.id, "这是空文件", "里面什么也没有；请重新复制或导出")
    return _text_table(path, shown_as, is_head, most)


def with_macros(book: BookOfSheets) -> bool:
    """Whether there is a program in a file."""
    return book.macros if isinstance(book, OldWorkbook) else has_macros(book.package)


def _text_table(path: Path, shown_as: str, is_head: Callable[[str], bool], most: int) -> TextTable:
    read = read_delimited(read_any_chinese(path), is_head, blanks=True)
    records: dict[int, TableRecord] = {}
    rows: list[Row] = []
    for row, record in _text_rows(read.records):
        if len(rows) >= most or len(record.fields) > MOST_COLUMNS:
            reason = f"超过 {most} 行或 {MOST_COLUMNS} 列"
            raise RefusedFile(shown_as, W009.id, reason, "删去多余的行和列")
        rows.append(row)
        records[row.number] = record
    return TextTable(read.separator, tuple(rows), records)


def _text_rows(records: Iterator[TableRecord]) -> Iterator[tuple[Row, TableRecord]]:
    for record in records:
        fields = enumerate(map(field_text, record.fields), 1)
        cells = tuple(Cell(column, CellKind.TEXT, text) for column, text in fields if text.strip())
        yield Row(record.number, cells), record
