"""What a person should know of a roster as it was read: what was left out, changed, or is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.errors import Problem
from quizgen.markup.words import bare
from quizgen.model.exam import Candidate
from quizgen.model.privacy import private_column, private_number
from quizgen.model.rules.roster import (
    R101,
    R102,
    R104,
    R105,
    R106,
    R107,
    R108,
    R109,
    R110,
    R111,
    R112,
    R114,
    R115,
)
from quizgen.office.cells import cell_name
from quizgen.records.roster_heads import BOTH, Heads, is_ordinal
from quizgen.records.roster_sheet import RosterSheet, some, texts_of
from quizgen.records.roster_words import is_odd_name

_GROUPS = 5
_SHOWN = 16
"""So many characters of a group's name are shown."""


class Doubts:
    """Collected while a roster is read, row by row; ``notes`` says them, each kind once."""

    def __init__(self, sheet: RosterSheet, heads: Heads) -> None:
        self._sheet, self._heads = sheet, heads
        self.skipped: dict[str, list[int]] = {}
        self.groups: list[tuple[int, str]] = []
        self.merged: list[int] = []
        self.formulas: list[tuple[int, int]] = []
        self.folded: list[tuple[int, str, str]] = []
        self.as_numbers: list[tuple[int, int, str]] = []
        self.as_stored: list[tuple[int, int, str, str]] = []
        self.as_unknown: list[tuple[int, int, str]] = []
        self.odd: list[tuple[int, str]] = []
        self.numbered: list[str] = []
        self.marked: int | None = None
        """A further column that was read because it was asked for."""
        self._people: dict[tuple[str, str], list[int]] = {}

    def see(self, person: Candidate, row: int) -> None:
        """Remember a person, to find two of one name in one unit."""
        if is_odd_name(person.name):
            self.odd.append((row, person.name))
        self._people.setdefault((bare(person.name), person.unit), []).append(row)

    def notes(self) -> tuple[Problem, ...]:
        """Everything to be known, the columns first."""
        return (
            *self._of_columns(),
            *self._of_rows(),
            *self._of_groups(),
            *self._of_numbers(),
            *self._of_people(),
        )

    def _note(
        self, rule: str, message: str, hint: str = "", row: int | None = None, column: int | None = None
    ) -> Problem:
        return self._sheet.fault(row, column, rule, message, hint)

    def _of_columns(self) -> Iterator[Problem]:
        heads, read = self._heads, {*self._heads.columns.values(), self.marked}
        if not heads.is_roster:
            return  # what stands there may be no headings at all, but somebody's data
        left = {column: word for column, word in heads.words.items() if column not in read}
        private = [word for word in left.values() if private_column(word)]
        ordinal = [word for word in left.values() if is_ordinal(word)]
        other = [
            word
            for column, word in left.items()
            if word not in private
            and word not in ordinal
            and column not in heads.beside
            and private_number(word) is None
        ]
        nameless = [self._column_name(column) for column in self._nameless()]
        if rest := [*other, *ordinal, *(f"没有表头的 {name} 列" for name in nameless)]:
            yield self._note(R101.id, f"没有读的列：{'、'.join(rest)}", row=heads.last)
        if private:
            message = f"个人信息的列没有读，也不会写出：{'、'.join(private)}"
            yield self._note(R101.id, message, row=heads.last)
        for column, name in heads.beside.items():
            if name in heads.doubled:
                continue
            used = heads.words[heads.columns[name]]
            message = f"“{heads.words[column]}”也像是{name}，没有读；读的是“{used}”"
            yield self._note(R107.id, message, "不对的话，把要用的那一列改名", row=heads.last)
        unit = heads.words.get(heads.columns.get("单位", 0), "")
        if BOTH.search(unit):
            message = f"“{unit}”整格当作单位读，没有拆出职务"
            yield self._note(R107.id, message, "要分开，就分成单位、职务两列", row=heads.last)
        if heads.missing == ("职务",):
            yield self._note(R111.id, "没有职务这一列，职务都空着", row=heads.last)
        hidden = sorted(self._sheet.hidden_columns & read)
        if hidden:
            names = "、".join(heads.words[column] for column in hidden)
            yield self._note(R109.id, f"隐藏的列也读了：{names}", row=heads.last)

    def _column_name(self, column: int) -> str:
        return f"第 {column} " if self._sheet.text is not None else cell_name(column, 1).rstrip("1")

    def _nameless(self) -> Sequence[int]:
        if self._sheet.text is not None:
            return ()
        last = self._heads.last
        skipped = {row for rows in self.skipped.values() for row in rows} | {row for row, _ in self.groups}
        below = (row for row in self._sheet.rows if row.number > last and row.number not in skipped)
        filled = {column for row in below for column in texts_of(row)}
        return sorted(filled - self._heads.words.keys())

    def _of_rows(self) -> Iterator[Problem]:
        for reason, rows in self.skipped.items():
            numbers = [str(self._sheet.line(row)) for row in rows]
            yield self._note(R102.id, f"跳过第 {some(numbers)} 行（{reason}）", row=rows[0])
        if self.merged:
            rows = sorted(set(self.merged))
            message = f"{len(rows)} 行的单位或职务是和上面合并的格子，照上面的读"
            yield self._note(R112.id, message, row=rows[0])
        if self.formulas:
            cells = [cell_name(column, row) for row, column in self.formulas]
            message = f"{some(cells, '格')} 是公式，读的是显示的结果"
            row, column = self.formulas[0]
            yield self._note(R108.id, message, "请核对预览", row, column)
        if self.folded:
            changes = [
                f"“{old}”读作“{new}”（{self._sheet.place(row, self._heads.columns['姓名'])}）"
                for row, old, new in self.folded
            ]
            message = f"改写了 {len(changes)} 个姓名里的空格、间隔号：{some(changes, '个')}"
            yield self._note(R104.id, message, row=self.folded[0][0])

    def _of_groups(self) -> Iterator[Problem]:
        if self.groups:
            shown = [
                f"第 {self._sheet.line(row)} 行“{_short(text)}”"
                if private_number(text) is None
                else f"第 {row} 行"
                for row, text in self.groups
            ]
            message = f"只有一格有字，当作小标题跳过：{some(shown, '个')}"
            yield self._note(R114.id, message, "其中有考生的，补上编号、姓名、单位", row=self.groups[0][0])

    def _of_numbers(self) -> Iterator[Problem]:
        if self.as_numbers:
            row, column, shown = self.as_numbers[0]
            message = (
                f"{len(self.as_numbers)} 个编号存成了数，按显示的读（{cell_name(column, row)} 显示 {shown}）"
            )
            yield self._note(R105.id, message, "前面原来有 0 的请核对", row, column)
        if self.as_unknown:
            row, column, stored = self.as_unknown[0]
            message = (
                f"{len(self.as_unknown)} 个编号存成了数，看不出表格里显示成什么，"
                f"按存着的读（{cell_name(column, row)} 存着 {stored}）"
            )
            yield self._note(R105.id, message, "前面原来有 0 的请核对", row, column)
        if self.as_stored:
            cells = [
                f"{cell_name(column, row)} 会显示成 {shown}，存着 {stored}"
                for row, column, shown, stored in self.as_stored
            ]
            message = f"编号是数，显示的不是编号的样子，按存着的读：{some(cells, '个')}"
            yield self._note(R105.id, message, "请核对这些编号", *self.as_stored[0][:2])
        if self.numbered:
            message = f"编了 {len(self.numbered)} 个编号：{self.numbered[0]} 到 {self.numbered[-1]}"
            yield self._note(R110.id, message)

    def _of_people(self) -> Iterator[Problem]:
        if self.odd:
            column = self._heads.columns["姓名"]
            names = [f"“{name}”（{self._sheet.place(row, column)}）" for row, name in self.odd]
            message = f"姓名里有括号、数字或别的符号：{some(names, '个')}"
            yield self._note(R115.id, message, "照样读了；不是姓名的字请删去", self.odd[0][0], column)
        column = self._heads.columns.get("姓名", 1)
        doubled = [rows for rows in self._people.values() if len(rows) > 1]
        if doubled:
            groups = [some([self._sheet.place(row, column) for row in rows], "处") for rows in doubled]
            message = f"同一单位里有人同名：{'；'.join(groups[:_GROUPS])}"
            message += f" 等 {len(groups)} 组" if len(groups) > _GROUPS else ""
            yield self._note(R106.id, message, "核对是不是同一个人写了两次", doubled[0][0], column)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
