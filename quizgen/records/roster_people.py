"""The rows of a roster become people: every cell judged, every doubt kept beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from quizgen.errors import Problem
from quizgen.files.delimited import missing_fields
from quizgen.model.exam import Candidate
from quizgen.model.rules.roster import R006, R007, R008, R010, R013, R014
from quizgen.office.cells import Cell, CellKind, Row
from quizgen.records.roster_doubts import Doubts
from quizgen.records.roster_heads import COLUMNS, Heads
from quizgen.records.roster_rules import Printable, number_problem, text_problems
from quizgen.records.roster_sheet import RosterSheet, cells_by_column, texts_of
from quizgen.records.roster_words import GROUP, folded, nobody, trimmed

_REQUIRED_CELLS = ("编号", "姓名", "单位")
_EXACT_DIGITS = 15
_SHOWN_DIGITS = 11
"""So many digits of a whole number a spreadsheet shows before it turns to scientific notation."""
_UNREAD = "\0"
"""Stands for a cell whose fault has been named."""


class PeopleReader:
    """Reads the rows below the headings.

    ``lost`` are characters that stand for lost ones; ``fold`` makes names written in several ways one.
    ``numbered``: who has no 编号 gets one.
    """

    def __init__(
        self, sheet: RosterSheet, heads: Heads, printable: Printable, lost: Sequence[str], *, fold: bool
    ) -> None:
        self._sheet, self._heads = sheet, heads
        self._printable, self._lost, self._fold = printable, lost, fold
        self._filled = dict(_filled_by_merging(sheet, heads))
        self._found: list[tuple[int, Problem]] = []
        self.doubts = Doubts(sheet, heads)
        self.rows: dict[str, int] = {}
        """The row of everybody who was read, by 编号."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every fault found, from the top."""
        return tuple(problem for _, problem in sorted(self._found, key=lambda one: one[0]))

    def read(self, next_number: Callable[[], str] | None) -> tuple[Candidate, ...]:
        """The people, from the top; ``next_number`` gives a 编号 to those who have none."""
        people: list[Candidate] = []
        first_rows: dict[str, int] = {}
        read = [one for row in self._sheet.rows if row.number > self._heads.last for one in self._person(row)]
        taken = {cells["编号"].lower() for _, cells in read}
        for row, cells in read:
            number = cells["编号"]
            while next_number is not None and not number:
                number = candidate if (candidate := next_number()).lower() not in taken else ""
                if number:
                    self.doubts.numbered.append(number)
            if not self._is_sound(row, {**cells, "编号": number}):
                continue
            earlier = first_rows.get(number.lower())
            if earlier is not None:
                self._doubled(row, number, earlier, {one.number for one in people})
                continue
            first_rows[number.lower()] = row
            person = Candidate(number=number, name=cells["姓名"], unit=cells["单位"], post=cells["职务"])
            people.append(person)
            self.rows[number] = row
            self.doubts.see(person, row)
        return tuple(people)

    def _fault(self, row: int, column: int | None, rule: str, message: str, hint: str) -> None:
        self._found.append((row, self._sheet.fault(row, column, rule, message, hint)))

    def _column(self, name: str) -> int:
        return self._heads.columns.get(name, self._heads.columns.get("姓名", 1))

    def _person(self, row: Row) -> Iterator[tuple[int, dict[str, str]]]:
        """The cells of a row that lists somebody."""
        texts = texts_of(row)
        record = self._sheet.text.records[row.number] if self._sheet.text else None
        if not texts:
            return
        if record is not None and record.fault:
            self._fault(row.number, None, R013.id, f"{record.fault}，没有读这一行", "删去多余的引号")
            return
        reason = nobody(texts, self._heads.columns, self._heads.words)
        wrong = ""
        if record is not None and self._sheet.text is not None and reason in {"", GROUP}:
            wrong = missing_fields(record, max(self._heads.words, default=0), self._sheet.text.separator)
        if wrong:
            hint = "检查是否多了或少了分隔符；空的格子也要留分隔符，含逗号的文字要加引号"
            self._fault(row.number, None, R007.id, wrong, hint)
            return
        if reason == GROUP:
            self.doubts.groups.append((row.number, next(iter(texts.values())).strip()))
            return
        if reason:
            self.doubts.skipped.setdefault(reason, []).append(row.number)
            return
        yield row.number, self._cells(row)

    def _cells(self, row: Row) -> dict[str, str]:
        cells = cells_by_column(row)
        found = dict.fromkeys(COLUMNS, "")
        for name, column in self._heads.columns.items():
            cell = cells.get(column)
            if cell is None:
                found[name] = self._filled.get((row.number, column), "")
                if found[name]:
                    self.doubts.merged.append(row.number)
            elif cell.kind is CellKind.NUMBER and name == "编号":
                found[name] = self._stored_number(row.number, cell)
            elif cell.kind in {CellKind.DATE, CellKind.TRUTH, CellKind.ERROR}:
                self._not_typed(row.number, name, cell)
                found[name] = _UNREAD
            else:
                found[name] = trimmed(cell.seen)
                if cell.kind is CellKind.FORMULA and self._sheet.text is None:
                    self.doubts.formulas.append((row.number, column))
                    found[name] = found[name] or cell.text
        found["编号"] = found["编号"].removeprefix("'")
        if self._fold and (name := folded(found["姓名"])) != found["姓名"]:
            self.doubts.folded.append((row.number, found["姓名"], name))
            found["姓名"] = name
        return found

    def _stored_number(self, row: int, cell: Cell) -> str:
        """A number as it is shown where that is digits; else as it is stored, with a doubt."""
        seen = trimmed(cell.seen)
        digits = cell.text.isascii() and cell.text.isdigit()
        if seen.isascii() and seen.isdigit() and cell.exact and len(cell.text) <= _SHOWN_DIGITS:
            self.doubts.as_numbers.append((row, cell.column, seen))
            return seen
        if not digits:
            return seen
        if seen == cell.text and len(cell.text) <= _SHOWN_DIGITS:
            self.doubts.as_unknown.append((row, cell.column, cell.text))
            return cell.text
        if len(cell.text) > _EXACT_DIGITS:
            message = f"编号是 {len(cell.text)} 位的数，表格软件只记得前 {_EXACT_DIGITS} 位"
            self._fault(row, cell.column, R010.id, message, "把编号列设为文本格式后重新填写")
            return _UNREAD
        shown = _scientific(cell.text) if seen == cell.text else seen
        self.doubts.as_stored.append((row, cell.column, shown, cell.text))
        return cell.text

    def _not_typed(self, row: int, name: str, cell: Cell) -> None:
        rule = R010 if name == "编号" else R014
        message = f"“{name}”是{cell.kind.value}（显示 {cell.seen}），不是填写的内容"
        self._fault(row, cell.column, rule.id, message, "把这一列设为文本格式后重新填写")

    def _is_sound(self, row: int, cells: Mapping[str, str]) -> bool:
        if _UNREAD in cells.values():
            return False
        before = len(self._found)
        for name in _REQUIRED_CELLS:
            if not cells[name] and name in self._heads.columns:
                self._fault(row, self._column(name), R008.id, f"“{name}”是空的", "补上，或删去这一行")
        self._check_number(row, cells["编号"])
        for name in COLUMNS:
            self._check_text(row, name, cells[name])
        return len(self._found) == before and all(cells[name] for name in _REQUIRED_CELLS)

    def _doubled(self, row: int, number: str, earlier: int, known: set[str]) -> None:
        """Two of one 编号; files named by numbers that differ in case only are one file on many systems."""
        how = "重复" if number in known else "只差大小写，在 Windows 上会是同一个文件"
        message = f"编号“{number}”与第 {self._sheet.line(earlier)} 行{how}"
        self._fault(row, self._column("编号"), R006.id, message, "编号一人一个，不能相同")

    def _check_number(self, row: int, number: str) -> None:
        if number and (fault := number_problem(number)) is not None:
            self._fault(row, self._column("编号"), *fault)

    def _check_text(self, row: int, name: str, text: str) -> None:
        csv = self._sheet.text is not None
        for fault in text_problems(name, text, self._printable, self._lost, csv=csv):
            self._fault(row, self._column(name), *fault)


def _scientific(digits: str) -> str:
    """A long whole number as a spreadsheet shows it: ``2.026E+11``."""
    first, _, exponent = f"{float(digits):.5E}".partition("E")
    return f"{first.rstrip('0').rstrip('.')}E{exponent}"


def _filled_by_merging(sheet: RosterSheet, heads: Heads) -> Iterator[tuple[tuple[int, int], str]]:
    """Unit and post of people whose cells are merged with the one above, by row and column."""
    columns = {heads.columns[name] for name in ("单位", "职务") if name in heads.columns}
    wanted = {(area.left, area.top): area for area in sheet.merged if area.left in columns}
    for row in sheet.rows if wanted else ():
        for column, text in texts_of(row).items():
            area = wanted.get((column, row.number))
            if area is not None and row.number > heads.last:
                below = range(area.top + 1, area.bottom + 1)
                yield from (((number, column), trimmed(text)) for number in below)
