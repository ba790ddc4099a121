"""The heading row of an answer table: which column is what, every doubtful one named."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from quizgen.entry.exam import FORM, IDENTITY, PERSON, REMARK, STATE, Column, head_number
from quizgen.errors import Place, Problem
from quizgen.model.privacy import private_column
from quizgen.model.rules.answers import (
    A001,
    A002,
    A003,
    A004,
    A005,
    A006,
    A007,
    A008,
    A009,
    A025,
    A031,
    A035,
    A105,
    A107,
)
from quizgen.office.cells import Cell, CellKind, Row
from quizgen.office.table import Table

_NEEDED = ("编号", FORM, STATE)
_UNREADABLE = {
    CellKind.FORMULA: (A007.id, "是公式，不是填写的内容", "复制后“选择性粘贴—数值”，再核对"),
    CellKind.DATE: (A008.id, "被表格软件当成了日期或时间", "把单元格设为文本格式后重新填写"),
    CellKind.ERROR: (A009.id, "是错误值", "重新填写"),
    CellKind.TRUTH: (A031.id, "被表格软件当成了逻辑值", "把单元格设为文本格式后重新填写"),
}


@dataclass
class TableFindings:
    """What was found while reading a table: faults, and notes that change nothing."""

    table: Table
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def fault(self, rule: str, message: str, hint: str = "", place: Place | None = None) -> None:
        """Note a fault of a place, or of the whole file."""
        self.problems.append(Problem.at(place or Place(self.table.shown_as), rule, message, hint))

    def at(self, column: int, row: int, rule: str, message: str, hint: str = "") -> None:
        """Note a fault of a cell."""
        self.fault(rule, message, hint, self.table.where(column, row))

    def note(self, place: Place, rule: str, message: str, hint: str = "") -> None:
        """Note something that a person should check."""
        self.notes.append(Problem.at(place, rule, message, hint))

    def unreadable(self, cell: Cell, row: int) -> bool:
        """Whether a cell holds something that cannot be a typed answer; if so, it is reported."""
        found = _UNREADABLE.get(cell.kind)
        if found is not None:
            self.at(cell.column, row, found[0], f"“{cell.text[:20]}”{found[1]}", found[2])
        elif not cell.exact:
            seen = "是什么看不出" if cell.shown is None else f"成“{cell.shown[:20]}”"
            message = f"存的是“{cell.text[:20]}”，按单元格的格式显示{seen}，不知道以哪个为准"
            self.at(cell.column, row, A035.id, message, "把单元格设为文本格式后重新填写")
        return found is not None or not cell.exact


def look_around(findings: TableFindings) -> None:
    """Note hidden cells that were read, and other sheets that look like a table but were not read."""
    table = findings.table
    if table.hidden:
        findings.note(
            Place(table.shown_as), A105.id, f"隐藏的{'、'.join(table.hidden)}也读了", "取消隐藏，核对一遍"
        )
    for name in table.unread:
        message = f"工作表“{name}”里也有编号的表头，没有读"
        findings.note(Place(table.shown_as), A107.id, message, "要读的都放在一张工作表里，其余删去或另存")


@dataclass(frozen=True, slots=True)
class Headings:
    """Where things stand: columns of ``IDENTITY`` by name, of answers by printed number."""

    identity: dict[str, int]
    answers: dict[str, int]


def read_layout(findings: TableFindings, columns: Collection[Column], *, roster: bool) -> Headings | None:
    """The columns of an answer table, None when it cannot be read at all."""
    table = findings.table
    if not table.heads:
        findings.fault(A001.id, "前十行里没有带“编号”的表头", "表头写编号、卷号、状态和题号")
        return None
    identity: dict[str, int] = {}
    answers: dict[str, int] = {}
    numbers = {column.number for column in columns}
    for column, head in table.heads.items():
        number = head_number(head)
        if head in IDENTITY:
            _place(findings, identity, head, column)
        elif number in numbers:
            _place(findings, answers, str(number), column)
        elif head != REMARK:
            _strange(findings, column, head)
    needed = _NEEDED if roster else (*_NEEDED, *PERSON[1:3])
    missing = [name for name in needed if name not in identity]
    if missing:
        findings.fault(A002.id, f"缺少列：{'、'.join(missing)}", "用 quizgen exam entry 生成的表头")
    lost = [column.number for column in columns if column.number not in answers]
    if lost:
        findings.fault(A002.id, f"缺少题目的列：第 {_run(lost)} 题", "按试卷上的题号补上这些列")
    return None if missing else Headings(identity, answers)


def _place(findings: TableFindings, found: dict[str, int], name: str, column: int) -> None:
    if name in found:
        message = f"列“{name}”出现了两次，只读第一次的"
        findings.at(column, findings.table.head_row, A003.id, message, "删去多余的一列")
    else:
        found[name] = column


def _strange(findings: TableFindings, column: int, name: str) -> None:
    row = findings.table.head_row
    if private_column(name):
        findings.at(column, row, A005.id, f"不收“{name}”这样的个人信息，没有读这一列", "删去这一列")
    else:
        hint = f"题目的列以题号开头；自用的说明写在“{REMARK}”列"
        findings.at(column, row, A004.id, f"不认识列“{name[:20]}”，没有读", hint)


def _run(numbers: list[str]) -> str:
    shown = "、".join(numbers[:10])
    return shown if len(numbers) <= 10 else f"{shown} 等 {len(numbers)} "  # noqa: PLR2004 - enough to find them


def merged_rows(findings: TableFindings, columns: Collection[int]) -> frozenset[int]:
    """The rows that a merged area touches in columns that are read; each area is named."""
    rows: set[int] = set()
    top = findings.table.head_row + 1
    for area in findings.table.merged:
        if any(area.left <= column <= area.right for column in columns):
            message = f"合并的单元格 {area.name} 不知道算哪一格的，这几行没有读"
            findings.at(area.left, area.top, A006.id, message, "取消合并，逐格填写")
            rows.update(range(max(area.top, top), area.bottom + 1))
    return frozenset(rows)


def broken_rows(findings: TableFindings) -> frozenset[int]:
    """The rows of a CSV file that cannot be cut into cells with certainty; each is named by its line."""
    table = findings.table
    hint = "空的格子也要留分隔符；含逗号、引号的文字要加引号；最好用 Excel 或 WPS 另存"
    for line, wrong in table.broken.values():
        findings.problems.append(Problem(table.shown_as, line, A025.id, f"{wrong}，没有读这一行", hint))
    return frozenset(table.broken)


def cells_of(row: Row, columns: Collection[int]) -> Iterator[Cell]:
    """The cells of a row in the columns that are read."""
    return (cell for cell in row.cells if cell.column in columns)
