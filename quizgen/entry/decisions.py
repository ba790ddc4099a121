"""The list of differences for a third person, written out, then read back as decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.entry.compare import Difference, EnteredItem
from quizgen.entry.headings import TableFindings, broken_rows
from quizgen.entry.read_answers import ReadAnswers
from quizgen.entry.typed import tidy
from quizgen.errors import Problem
from quizgen.markup.words import comparable, plain
from quizgen.model.rules.answers import A002, A042, A043, A044
from quizgen.office.cells import Row
from quizgen.office.columns import column_letters
from quizgen.office.table import Table, read_table
from quizgen.office.write import (
    CENTRE,
    FONT,
    TEXT_FORMAT,
    UNLOCKED,
    Dress,
    dress,
    fit_width,
    head_row,
    lock,
    print_setup,
    put_text,
    workbook_bytes,
)

SHEET = "差异"
HEADS = ("编号", "卷号", "项目", "第一份", "第一份位置", "第二份", "第二份位置", "裁定", "裁定人")
_WIDTHS = (12, 9, 9, 18, 26, 18, 26, 18, 12)
_OPEN = ("裁定", "裁定人")
_LOOK = Dress(Font(name=FONT, size=10), CENTRE)


@dataclass(frozen=True)
class Decisions:
    """What a third person decided, by (编号, item), with the differences nobody has decided yet."""

    texts: Mapping[EnteredItem, str]
    deciders: Mapping[EnteredItem, str]
    problems: tuple[Problem, ...]


def differences_workbook(title: str, differences: Sequence[Difference]) -> bytes:
    """The list with two open columns: 裁定 (what the paper says) and 裁定人."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = SHEET
    for number, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True), 1):
        letter = column_letters(number)
        dimension = ColumnDimension(sheet, index=letter, width=width, customWidth=True)
        dimension.font = _LOOK.font
        dimension.number_format = TEXT_FORMAT
        dimension.alignment = CENTRE
        if head in _OPEN:
            dimension.protection = UNLOCKED
        sheet.column_dimensions[letter] = dimension
    head_row(sheet, 1, HEADS)
    for row, one in enumerate(differences, 2):
        first, second = str(one.first_where), str(one.second_where)
        texts = (one.candidate, one.form, one.item, one.first, first, one.second, second)
        for column, text in enumerate(texts, 1):
            dress(put_text(sheet.cell(row, column), text), _LOOK)
    sheet.freeze_panes = "A2"
    lock(sheet)
    print_setup(sheet, f"{title}　两次登记的差异", rows="1:1")
    fit_width(sheet)
    return workbook_bytes(book)


def read_decisions(path: Path, shown_as: str, differences: Sequence[Difference]) -> Decisions:
    """Read the filled list. Raises CannotRead, RefusedFile (W001–W010)."""
    table = read_table(path, shown_as, SHEET)
    findings = TableFindings(table)
    columns = {head: column for column, head in table.heads.items()}
    missing = [head for head in HEADS if head not in columns]
    if missing:
        findings.fault(A002.id, f"缺少列：{'、'.join(missing)}", "用程序写出的 差异.xlsx")
        return Decisions({}, {}, tuple(findings.problems))
    wanted = {one.key: one for one in differences}
    texts: dict[EnteredItem, str] = {}
    deciders: dict[EnteredItem, str] = {}
    seen: dict[EnteredItem, int] = {}
    broken = broken_rows(findings)
    for row in table.rows:
        if row.number in broken:
            continue
        read = _row(row, columns, findings)
        if read is None:
            continue
        key = (read["编号"], plain(read["项目"]))
        difference = wanted.get(key)
        if difference is None or not _decided(difference, read, columns, row, findings):
            continue
        if key in seen:
            message = f"与第 {seen[key]} 行裁定的是同一处，两行都没有采用"
            findings.at(columns["裁定"], row.number, A044.id, message, "只留一行裁定")
            texts.pop(key, None)
            deciders.pop(key, None)
        else:
            texts[key], deciders[key] = read["裁定"], read["裁定人"]
        seen.setdefault(key, row.number)
    return Decisions(texts, deciders, tuple(findings.problems))


def _row(row: Row, columns: Mapping[str, int], findings: TableFindings) -> dict[str, str] | None:
    cells = {cell.column: cell for cell in row.cells}
    read = [cell for column in columns.values() if (cell := cells.get(column)) is not None]
    unreadable = [cell for cell in read if findings.unreadable(cell, row.number)]
    if unreadable:
        return None
    return {head: tidy(cells[column].seen) if column in cells else "" for head, column in columns.items()}


def _decided(
    difference: Difference,
    read: dict[str, str],
    columns: Mapping[str, int],
    row: Row,
    findings: TableFindings,
) -> bool:
    """Whether a decision is there, signed, about the two entries as they are now."""
    if not read["裁定"]:
        return False
    found, meant = (read["第一份"], read["第二份"]), (difference.first, difference.second)
    if [*map(comparable, found)] != [*map(comparable, meant)]:
        message = "两份登记后来改过，这个裁定不再适用"
        findings.at(columns["裁定"], row.number, A043.id, message, "移走 差异.xlsx，再运行一次，重新裁定")
        return False
    if not read["裁定人"]:
        findings.at(columns["裁定人"], row.number, A042.id, "有裁定，没有写裁定人", "写上裁定人的姓名")
        return False
    return True


def decided(decisions: Decisions, reading: ReadAnswers) -> Table:
    """The table of an entry with the decided texts in their cells."""
    texts: dict[tuple[int, int], str] = {}
    for (candidate, item), text in decisions.texts.items():
        row, column = reading.rows.get(candidate), reading.columns.get(item)
        if row is not None and column is not None:
            texts[row, column] = text
    return reading.table.with_cells(texts)
