"""A review workbook (.xlsx): scores put into its sheet, every other part kept byte for byte."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from quizgen.errors import Spot
from quizgen.markup.review_words import review_cells
from quizgen.markup.words import plain
from quizgen.model.review import ReviewColumn, SignedResult
from quizgen.model.rules.review import F005, F012, F013, F014, F020
from quizgen.office.cells import Area, Cell, CellKind, Cover, Row, spot_of
from quizgen.office.parts import part_bytes, part_tree, related, with_parts
from quizgen.office.sheet_edit import SheetEdit
from quizgen.office.shown.looks import Looks
from quizgen.office.shown.number_formats import NumberFormats, same_number
from quizgen.office.workbook import open_workbook
from quizgen.reviews.doubts import ReviewDoubts
from quizgen.reviews.layout import NUMBER, find_layout, pivot_areas, totals_rows
from quizgen.reviews.notices import sheet_notices
from quizgen.reviews.sheet_looks import SheetLooks
from quizgen.reviews.subjects import Doubt, Held, Mention, Refusal, Subject, WrongField

MOST_SHEET_COLUMNS = 16_384
_WIDTHS = {
    ReviewColumn.SCORE: 8,
    ReviewColumn.GRADE: 8,
    ReviewColumn.PASSED: 10,
    ReviewColumn.EXAM: 28,
    ReviewColumn.DATE: 12,
    ReviewColumn.VALID_UNTIL: 12,
    ReviewColumn.FORM: 10,
    ReviewColumn.CODE: 24,
}
"""Widths of new columns, in characters."""
_NEVER_CUT = (ReviewColumn.SCORE, ReviewColumn.GRADE, ReviewColumn.PASSED)
"""“不合格” without its first letter reads “合格”."""
_DATES = frozenset({ReviewColumn.DATE, ReviewColumn.VALID_UNTIL})
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_ISO_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
_COMPUTED = Cell(0, CellKind.FORMULA, "={…}")
"""A cell inside an array formula, a data table or a pivot table: what it holds is not what it will show."""
_LIKE_A_NUMBER = re.compile(r"^[0-9A-Za-z][0-9A-Za-z-]{0,19}$")


class ReviewWorkbook:
    """A workbook with one row a person; new columns come right of everything the sheet uses.

    Making one raises RefusedFile, NoReviewSheet or CannotRead.
    """

    def __init__(self, path: Path, shown_as: str, sheet: str | None = None) -> None:
        self.shown_as = shown_as
        workbook = open_workbook(path, shown_as)
        self._package = workbook.package
        self.layout = find_layout(workbook, sheet)
        main = next(part for kind, part in related(self._package, "") if kind == "officeDocument")
        self._formats = NumberFormats(self._package, main)
        self._looks = Looks(self._package, main)
        self._workbook = workbook
        self._edit = SheetEdit(part_tree(self._package, self.layout.sheet.part))
        self._rows = {row.number: row for row in self.layout.rows}
        self._columns = dict(self.layout.ours)
        self._appended: set[ReviewColumn] = set()
        ours = self.layout.ours.values()
        self._merged = [
            area for area in self.layout.merged if any(area.left <= place <= area.right for place in ours)
        ]
        pivots = pivot_areas(self._package, self.layout.sheet.part)
        self._computed = Cover((*self._edit.computed, *pivots))
        self._totals = totals_rows(self._package, self.layout.sheet.part)
        self.notices = sheet_notices(self._package, main, workbook.sheets, self.layout, self._edit)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """All people the sheet lists, row by row."""
        found = [subject for row in self.layout.rows if (subject := self._subject(row)) is not None]
        places: dict[str, list[Spot]] = {}
        for subject in found:
            for number in subject.numbers:
                places.setdefault(number, []).append(subject.where)
        return tuple(self._unless_doubled(subject, places) for subject in found)

    def attach(self, subject: Subject, result: SignedResult, *, replace: bool) -> Refusal | None:
        """Fill the person's cells; a refusal leaves all of them as they were."""
        row = subject.place
        wanted = review_cells(result)
        todo: list[ReviewColumn] = []
        for column, text in wanted.items():
            place = self._columns.get(column)
            if place is None or column in self._appended:
                todo.append(column)
                continue
            refusal, same = self._judge(column, place, row, text, replace=replace)
            refusal = refusal or self._unseen(column, row, text)
            if refusal is not None:
                return refusal
            if not same:
                todo.append(column)
        refusal = self._append_missing(todo)
        if refusal is not None:
            return refusal
        for column in todo:
            self._write(column, row, wanted[column], result)
        return None

    def held(self, subject: Subject) -> Held:
        """The 核验码 of a row, and whether any column of ours has something in it."""
        code = self._cell(ReviewColumn.CODE, subject.place)
        anything = any(self._cell(column, subject.place) is not None for column in self._columns)
        where = self._where(ReviewColumn.CODE, subject.place) or subject.where
        return Held("" if code is None else code.text, where, anything)

    def differences(self, subject: Subject, result: SignedResult) -> tuple[WrongField, ...]:
        """Cells of the row that do not say what the result says; a column that is gone is one too."""
        found: list[WrongField] = []
        for column, text in review_cells(result).items():
            where = self._where(column, subject.place)
            if where is None:
                found.append(WrongField(subject.where, column, "没有这一列", text))
                continue
            cell = self._cell(column, subject.place)
            if cell is None or not _agrees(column, cell, text):
                found.append(WrongField(where, column, "空的" if cell is None else cell.text, text))
        return tuple(found)

    def doubts(self, subject: Subject) -> Iterator[Doubt]:
        """What lets the row be seen as other than it is; with the first person, the columns too."""
        if subject == self.subjects[0]:
            yield from self._doubts.of_columns(
                self._columns, {column: self._widest(column) for column in _NEVER_CUT}
            )
        row = self._rows.get(subject.place)
        named = {cell.column: cell for cell in (() if row is None else row.cells)}
        cells = [(place, named.get(place)) for place in (self.layout.number, self.layout.name)]
        cells += [(place, self._cell(column, subject.place)) for column, place in self._columns.items()]
        yield from self._doubts.of_row(subject.place, cells)

    def _widest(self, column: ReviewColumn) -> float:
        """How many characters a column needs, so that no part of a value reads as another value."""
        widest = 0.0
        for one in self.subjects if column in self._columns else ():
            cell = self._cell(column, one.place)
            look = self._looks.of(self._edit.style(self._columns[column], one.place))
            if cell is not None and (column is ReviewColumn.SCORE or look.moved):
                letters = sum(1 + (not letter.isascii()) for letter in cell.text)
                widest = max(widest, letters * max(look.relative_size, 1) + 0.3)
        return widest

    def mentions(self) -> Iterator[Mention]:
        """Everything in the workbook that speaks of scores but our own cells."""
        rows = frozenset(subject.place for subject in self.subjects)
        return self._doubts.mentions(tuple(self.layout.ours.values()), rows)

    @cached_property
    def _doubts(self) -> ReviewDoubts:
        sheet = SheetLooks(self._package, self.layout.sheet.part, self._edit.root, self._looks)
        return ReviewDoubts(self._workbook, self.layout, self._looks, sheet, self._edit)

    def saved(self) -> bytes:
        """The workbook; only the part of the sheet differs, and only when something was attached."""
        if not self._edit.changed:
            return self._package.data
        return with_parts(self._package, {self.layout.sheet.part: part_bytes(self._edit.finished())})

    def _subject(self, row: Row) -> Subject | None:
        if row.number <= self.layout.bottom:
            return None
        cells = {cell.column: cell for cell in row.cells}
        number, name = cells.get(self.layout.number), cells.get(self.layout.name)
        if row.number in self._totals and not (number and _LIKE_A_NUMBER.match(plain(number.text))):
            return None
        if number is not None and self._is_computed(number.column, row.number):
            number = _COMPUTED
        typed = "" if number is None else number.text
        name_text = "" if name is None else self._shown(name, row.number)
        if plain(typed) == NUMBER or not (name_text or _LIKE_A_NUMBER.match(plain(typed))):
            return None
        unit = cells.get(self.layout.unit or 0)
        column = self.layout.number if self.layout.number in cells else self.layout.name
        return Subject(
            place=row.number,
            where=spot_of(self.layout.sheet.name, column, row.number),
            numbers=self._spellings(number),
            name=name_text,
            unit=None if unit is None else self._shown(unit, row.number),
            refusal=_number_refusal(number),
        )

    def _spellings(self, number: Cell | None) -> tuple[str, ...]:
        if number is None:
            return ()
        if number.kind is not CellKind.NUMBER:
            return (number.text,)
        return tuple(dict.fromkeys((number.seen, number.text)))

    def _shown(self, cell: Cell, row: int) -> str:
        """What a person sees: of a formula, the result it had when the file was saved."""
        return self._edit.remembered(cell.column, row) if cell.kind is CellKind.FORMULA else cell.seen

    def _unless_doubled(self, subject: Subject, places: dict[str, list[Spot]]) -> Subject:
        for number in subject.numbers:
            if len(places[number]) > 1 and subject.refusal is None:
                others = "、".join(str(where) for where in places[number] if where != subject.where)
                refusal = Refusal(
                    F005.id,
                    f"编号“{number}”在这份材料里不止一行（另见 {others}）",
                    "一人只留一行，或改正编号",
                )
                return Subject(
                    subject.place, subject.where, subject.numbers, subject.name, subject.unit, refusal
                )
        return subject

    def _judge(
        self, column: ReviewColumn, place: int, row: int, text: str, *, replace: bool
    ) -> tuple[Refusal | None, bool]:
        """Whether a cell may be written, and whether it says the same already."""
        where = spot_of(self.layout.sheet.name, place, row)
        if any(_inside(area, place, row) for area in self._merged):
            return Refusal(F014.id, f"{where} 在合并单元格里，写不进去", "拆开合并，或改用空列"), False
        cell = self._cell(column, row)
        if cell is None:
            return None, False
        if cell.kind is CellKind.FORMULA:
            what = "在数组公式、数据表或透视表的范围里" if cell is _COMPUTED else "里是公式"
            return Refusal(F014.id, f"{where} {what}，不覆盖", "清空这一格，或给这一列换个名字"), False
        if _agrees(column, cell, text):
            return None, True
        if not replace:
            message = f"{where} 的{column}已有“{cell.text}”，与签名的成绩“{text}”不同"
            return Refusal(F013.id, message, "核对后清空，或用 --replace 以签名的成绩为准"), False
        return None, False

    def _unseen(self, column: ReviewColumn, row: int, text: str) -> Refusal | None:
        """Whether what is written (or stands) in a column of the document's own would be seen as it is."""
        style, cell = self._style(column, row), self._cell(column, row)
        number = column is ReviewColumn.SCORE and (
            cell.kind is CellKind.NUMBER
            if cell is not None and _agrees(column, cell, text)
            else self._formats.shows_whole(style, text)
        )
        date = column in _DATES and self._formats.is_date(style)
        fault = self._looks.fault(style, text, number=number, date=date)
        if not fault:
            return None
        where = self._where(column, row)
        return Refusal(
            F020.id, f"{where} 写了也看不对：{fault}", "把这一格设成普通的样子（常规格式、黑字），再附一次"
        )

    def _style(self, column: ReviewColumn, row: int) -> str | None:
        """The style a cell is written in: its own, else that of the name beside it if text is seen in it."""
        own = None if column in self._appended else self._edit.style(self._columns[column], row)
        if own is not None:
            return own
        beside = self._edit.style(self.layout.name, row)
        return None if self._looks.fault(beside, "") else beside

    def _append_missing(self, columns: list[ReviewColumn]) -> Refusal | None:
        """Give the columns that do not exist yet a heading each, all of ours in their order."""
        if all(column in self._columns for column in columns):
            return None
        missing = [column for column in ReviewColumn if column not in self._columns]
        first = max(self.layout.last, self._computed.right) + 1
        if first + len(missing) - 1 > MOST_SHEET_COLUMNS:
            return Refusal(F014.id, "右边没有空列了", "清理右边的列")
        for place, column in enumerate(missing, first):
            self._columns[column] = place
            self._appended.add(column)
            self._heading(column, place)
        return None

    def _heading(self, column: ReviewColumn, place: int) -> None:
        top, bottom = self.layout.top, self.layout.bottom
        self._edit.put_text(place, top, column.value, self._edit.style(self.layout.name, top))
        for row in range(top + 1, bottom + 1):
            self._edit.put_style(place, row, self._edit.style(self.layout.name, row))
        if bottom > top:
            self._edit.merge(Area(place, top, place, bottom))
        self._edit.show_column(place, _WIDTHS[column])

    def _write(self, column: ReviewColumn, row: int, text: str, result: SignedResult) -> None:
        place = self._columns[column]
        appended = column in self._appended
        style = self._style(column, row)
        if not appended and self._edit.has_formulas:
            self._edit.recalculate()
        day = {ReviewColumn.DATE: result.date, ReviewColumn.VALID_UNTIL: result.valid_until}.get(column)
        if column is ReviewColumn.SCORE and self._formats.shows_whole(style, text):
            self._edit.put_number(place, row, text, style)
        elif isinstance(day, datetime.date) and self._formats.is_date(style):
            self._edit.put_number(place, row, str(self._formats.serial(day)), style)
        else:
            self._edit.put_text(place, row, text, style)

    def _cell(self, column: ReviewColumn, row: int) -> Cell | None:
        """The cell as it was read; a new column has none."""
        place = None if column in self._appended else self._columns.get(column)
        if place is None:
            return None
        if self._is_computed(place, row):
            return _COMPUTED
        if row not in self._rows:
            return None
        return next((cell for cell in self._rows[row].cells if cell.column == place), None)

    def _is_computed(self, column: int, row: int) -> bool:
        return self._computed.holds(column, row)

    def _where(self, column: ReviewColumn, row: int) -> Spot | None:
        place = self._columns.get(column)
        return None if place is None else spot_of(self.layout.sheet.name, place, row)


def _agrees(column: ReviewColumn, cell: Cell, text: str) -> bool:
    """Whether a cell says the text; a score may be a number, a day a real date of the same day."""
    if not cell.exact:
        return False
    if column is ReviewColumn.SCORE:
        known = cell.kind in {CellKind.NUMBER, CellKind.TEXT}
        return known and same_number(cell.text, text) and _shows_only(cell.seen, text)
    if column in _DATES and cell.kind is CellKind.DATE:
        return bool(_ISO_DATE.match(cell.text)) and cell.text == text
    return cell.kind is CellKind.TEXT and cell.text == text


def _shows_only(seen: str, text: str) -> bool:
    """Whether the one number that a cell shows, perhaps with a unit, is this one."""
    numbers = _NUMBERS.findall(seen)
    return len(numbers) == 1 and same_number(numbers[0], text)


def _number_refusal(number: Cell | None) -> Refusal | None:
    if number is None:
        return Refusal(F012.id, "这一行没有编号", "补上编号；只凭姓名不附成绩")
    if number.kind is CellKind.FORMULA:
        return Refusal(F012.id, "编号是公式，不能作准", "把编号列复制后“粘贴为数值”")
    if number.kind in {CellKind.DATE, CellKind.ERROR, CellKind.TRUTH}:
        return Refusal(F012.id, f"编号是{number.kind}（{number.text}）", "把编号列设为文本格式后重新填写")
    if not number.exact:
        seen = "看不出" if number.shown is None else f"成“{number.shown}”"
        message = f"编号存的是“{number.text}”，按单元格的格式显示{seen}"
        return Refusal(F012.id, message, "把编号列设为文本格式后重新填写")
    return None


def _inside(area: Area, column: int, row: int) -> bool:
    """Whether a merged area covers a cell that is not its first."""
    return area.holds(column, row) and (column, row) != (area.left, area.top)
