"""Answers read back from a filled workbook or CSV file, every doubtful cell named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.entry.exam import FORM, STATE, EntryExam
from quizgen.entry.headings import (
    Headings,
    TableFindings,
    broken_rows,
    cells_of,
    look_around,
    merged_rows,
    read_layout,
)
from quizgen.entry.other_form import FormKey, better_form
from quizgen.entry.rewritten import undoubted
from quizgen.entry.row_identity import Entrant, Identities, WalkIn
from quizgen.entry.typed import Meaning, meaning, tidy
from quizgen.errors import Place, Problem
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.kinds import JUDGED
from quizgen.model.rules.answers import A012, A019, A020, A021, A022, A034, A101, A108
from quizgen.model.shown import ShownItem
from quizgen.office.cells import Cell, CellKind
from quizgen.office.table import Table, read_table

SHEET = "作答"
"""The sheet that holds the answers."""

TakeSheet = Callable[[AnswerSheet], None]
"""Takes one sheet after another, where there are too many to be held at once."""

_MOST_COMPARED = 26
"""With more forms than letters a slip is not looked for."""
_MOST_KEPT = 1 << 15
"""Answers that are given as one record to everybody who gave them."""
_TEXT = CellKind.TEXT
"""Looked up once: in Python 3.11 every look-up of a member calls a function, here a million times."""


@dataclass(frozen=True)
class ReadAnswers:
    """What a file says: ``sheets`` of the rows in order (sorted by 编号), faults, notes.

    A row with a fault in who it is has no sheet; a cell with a fault counts as left blank. ``rows`` gives
    the row number by 编号, ``columns`` the column by printed number (or 卷号, 状态), for naming cells.
    ``walk_ins`` are people who are not on the list, in rows that say all of them.
    """

    table: Table
    sheets: tuple[AnswerSheet, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, int] = field(default_factory=dict)
    walk_ins: tuple[WalkIn, ...] = ()

    def where(self, candidate: str, number: str) -> Place:
        """The cell of a candidate's answer, the file alone where there is no such cell."""
        row, column = self.rows.get(candidate), self.columns.get(number)
        if row is None or column is None:
            return Place(self.table.shown_as)
        return self.table.where(column, row)


def read_answers(path: Path, shown_as: str, exam: EntryExam, take: TakeSheet | None = None) -> ReadAnswers:
    """Read ``answers.xlsx`` or ``answers.csv``. Raises CannotRead, RefusedFile (W001–W010)."""
    return understand(read_table(path, shown_as, SHEET), exam, take)


def understand(table: Table, exam: EntryExam, take: TakeSheet | None = None) -> ReadAnswers:
    """The answers that a table holds; ``take`` is given every sheet in place of the result, row by row."""
    findings = TableFindings(table)
    layout = read_layout(findings, exam.read_columns, roster=bool(exam.roster))
    if layout is None:
        return ReadAnswers(table, (), tuple(findings.problems), ())
    look_around(findings)
    identities = Identities(exam, layout, findings)
    entrants = _entrants(exam, identities, findings)
    sheets: list[AnswerSheet] = []
    rows = {entrant.candidate.number: entrant.row for entrant in entrants}
    take = take or sheets.append
    for sheet in _sheets(entrants, _Answers(exam, layout, findings), table):
        take(sheet)
    return ReadAnswers(
        table,
        tuple(sorted(sheets, key=lambda sheet: sheet.candidate.number)),
        tuple(findings.problems),
        tuple(findings.notes),
        rows,
        {**layout.answers, **{name: layout.identity[name] for name in (FORM, STATE)}},
        tuple(identities.walk_ins),
    )


def _sheets(entrants: list[Entrant], reader: _Answers, table: Table) -> Iterator[AnswerSheet]:
    """Every sheet, in the order of the rows; the entrants are used up meanwhile."""
    entrants.reverse()
    rows = iter(table.rows)
    while entrants:
        entrant = entrants.pop()
        yield reader.sheet(entrant, next(row.cells for row in rows if row.number == entrant.row))


def _entrants(exam: EntryExam, identities: Identities, findings: TableFindings) -> list[Entrant]:
    """The rows whose person, form and state are certain."""
    layout = identities.layout
    columns = {*layout.identity.values(), *layout.answers.values()}
    merged, broken = merged_rows(findings, columns), broken_rows(findings)
    named: set[str] = set()
    found: dict[str, Entrant] = {}
    again: dict[str, list[Entrant]] = {}
    for row in findings.table.rows:
        if row.number in merged or not _says_anything(row.cells, layout, exam):
            continue
        number = next((tidy(cell.seen) for cell in cells_of(row, {layout.identity["编号"]})), "")
        named.update(identities.meant(number) or identities.meant_by_name(row))
        if row.number in broken or identities.is_withdrawn(row, number):
            continue
        entrant = identities.read(row)
        if entrant is not None and found.setdefault(entrant.candidate.number, entrant) is not entrant:
            again.setdefault(entrant.candidate.number, []).append(entrant)
    _missing(exam, findings, named | found.keys(), anything_merged=bool(merged))
    single = _without_duplicates(found, again, identities)
    return _one_form_each(exam, single, identities)


def _says_anything(cells: tuple[Cell, ...], layout: Headings, exam: EntryExam) -> bool:
    """Whether a row holds more than the form code that a template without a roster starts with."""
    ignored = layout.identity[FORM] if not exam.roster else 0
    known = {*layout.identity.values(), *layout.answers.values()}
    return any(cell.column in known and cell.column != ignored and tidy(cell.text) for cell in cells)


def _missing(exam: EntryExam, findings: TableFindings, named: set[str], *, anything_merged: bool) -> None:
    if anything_merged:
        return
    for number in exam.candidates:
        if number not in named:
            findings.fault(A022.id, f"名册中的编号 {number} 没有登记", "补一行；没来的，状态填缺考")


def _without_duplicates(
    found: dict[str, Entrant], again: Mapping[str, list[Entrant]], identities: Identities
) -> list[Entrant]:
    """Those who have one row; of others every further row is named."""
    ordered = [number for number in found if number in again] if again else []
    for number in ordered:
        first = identities.at("编号", found.pop(number).row)
        for later in again[number]:
            column = identities.layout.identity["编号"]
            message = f"编号“{number}”与 {first.spot} 重复，两行都没有读"
            identities.findings.at(column, later.row, A012.id, message, "留下对的一行")
    return list(found.values())


def _one_form_each(exam: EntryExam, entrants: list[Entrant], identities: Identities) -> list[Entrant]:
    """Report individual forms (spare ones included) that are used twice: each has one copy only."""
    if not exam.individual:
        return entrants
    times = Counter(entrant.form for entrant in entrants if entrant.form is not None)
    users: dict[str, list[Entrant]] = {}
    for entrant in entrants:
        if entrant.form is not None and times[entrant.form] > 1:
            users.setdefault(entrant.form, []).append(entrant)
    doubtful: set[str] = set()
    for code, several in users.items():
        doubtful.update(entrant.candidate.number for entrant in several)
        first = identities.at(FORM, several[0].row).spot
        column = identities.layout.identity[FORM]
        for later in several[1:]:
            message = f"卷号 {code} 只有一份，{first} 也填了它，两行都没有读"
            identities.findings.at(column, later.row, A019.id, message, "核对卷面上的卷号")
    return [entrant for entrant in entrants if entrant.candidate.number not in doubtful]


class _Answers:
    """Reads the answers of a row by the form it belongs to."""

    def __init__(self, exam: EntryExam, layout: Headings, findings: TableFindings) -> None:
        self._exam = exam
        self._layout = layout
        self._findings = findings
        self._numbers = {column: number for number, column in layout.answers.items()}
        self._anybodys = {code for code, owner in exam.forms.items() if owner.candidate is None}
        self._keys: dict[str, FormKey] = {}
        self._as_csv = findings.table.as_csv
        self._same: dict[tuple[object, ...], Answer] = {}

    def sheet(self, entrant: Entrant, row: tuple[Cell, ...]) -> AnswerSheet:
        """The row as a record; its faults and notes are added to the findings."""
        numbers = self._numbers
        cells = {numbers[cell.column]: cell for cell in row if cell.column in numbers and tidy(cell.text)}
        answers: tuple[Answer, ...] = ()
        if entrant.attendance is Attendance.ABSENT:
            self._check_absent(entrant, cells)
        elif entrant.form is not None:
            places = self._exam.places(entrant.form)
            answers = self._answers(entrant, places, cells)
            if entrant.attendance is Attendance.SAT:
                self._compare_forms(entrant, entrant.form, places, answers)
        return AnswerSheet(
            candidate=entrant.candidate, form=entrant.form, attendance=entrant.attendance, answers=answers
        )

    def _compare_forms(
        self, entrant: Entrant, form: str, places: tuple[ShownItem, ...], answers: tuple[Answer, ...]
    ) -> None:
        """Report a 卷号 that was most likely typed wrongly."""
        own = self._exam.own_form.get(entrant.candidate.number)
        others = sorted((self._anybodys | ({own} if own else set())) - {form})
        if not others or len(others) > _MOST_COMPARED:
            return
        people = max(len(self._exam.candidates), len(self._findings.table.rows))
        keys = (self._key(code, None) for code in others)
        found = better_form(self._key(form, places), answers, keys, len(others) * people)
        if found is not None:
            message = (
                f"卷号填的是 {form}，{found.asked} 题里对上 {found.right_here} 题；"
                f"按 {found.code} 对上 {found.right} 题，是不是卷号填错了"
            )
            where = self._findings.table.where(self._layout.identity[FORM], entrant.row)
            self._findings.note(where, A108.id, message, "对照答卷上印的卷号；填对了的不用改")

    def _key(self, form: str, places: tuple[ShownItem, ...] | None) -> FormKey:
        """The right answers of a form; cached for forms that several people use."""
        key = self._keys.get(form)
        if key is None:
            key = FormKey(form, places or self._exam.places(form))
            if form in self._anybodys:
                self._keys[form] = key
        return key

    def _check_absent(self, entrant: Entrant, cells: Mapping[str, Cell]) -> None:
        if cells:
            column = self._layout.identity[STATE]
            message = f"状态是缺考，却填了 {len(cells)} 题；按缺考记，没有读答案"
            self._findings.at(column, entrant.row, A020.id, message, "核对状态")

    def _answers(
        self, entrant: Entrant, places: tuple[ShownItem, ...], cells: Mapping[str, Cell]
    ) -> tuple[Answer, ...]:
        answers = []
        empty: list[int] = []
        asked = {place.number: place for place in places if place.body.kind not in JUDGED}
        for number, place in asked.items():
            cell = cells.get(number)
            if cell is None:
                empty += [self._layout.answers[number]] if number in self._layout.answers else []
            else:
                answers.append(self._answer(entrant, place, cell))
        for number in cells.keys() - asked.keys():
            message = f"卷号 {entrant.form} 没有第 {number} 题，这一格没有读"
            self._findings.at(cells[number].column, entrant.row, A034.id, message, "核对卷号和题号")
        self._list_empty(entrant, empty, len(answers))
        return tuple(answers)

    def _answer(self, entrant: Entrant, place: ShownItem, cell: Cell) -> Answer:
        row = entrant.row
        plain = cell.exact and (cell.kind is _TEXT or _is_truth(place, cell))
        unreadable = not plain and self._findings.unreadable(cell, row)
        text = cell.seen
        read = Meaning() if unreadable else meaning(place, text)
        if read.blanks and (self._as_csv or cell.kind is not _TEXT):
            read = undoubted(place, read, text, cell.text)
        if read.fault is not None:
            self._findings.at(cell.column, row, *read.fault)
        if read.note is not None:
            self._findings.note(self._findings.table.where(cell.column, row), *read.note)
        key = (place.id, read.options, read.truth, read.blanks, read.places, text)
        answer = self._same.get(key)
        if answer is None:
            if len(self._same) >= _MOST_KEPT:
                self._same.clear()
            answer = self._same[key] = Answer(
                question=place.question.id,
                part=place.part,
                options=read.options,
                truth=read.truth,
                blanks=read.blanks,
                places=read.places,
                typed=tidy(text),
            )
        return answer

    def _list_empty(self, entrant: Entrant, columns: list[int], answered: int) -> None:
        row, table = entrant.row, self._findings.table
        if columns and not answered and entrant.attendance is Attendance.SAT:
            column = self._layout.identity[STATE]
            self._findings.at(
                column, row, A021.id, "状态是参加，却一题也没有填", "没来的填缺考；交白卷的每格填 -"
            )
            return
        for first, last in _runs(sorted(columns)):
            hint = "确实未作答的填 -，就不再列出"
            self._findings.note(table.where(first, row, last), A101.id, "是空的，按未作答计", hint)


def _is_truth(place: ShownItem, cell: Cell) -> bool:
    return cell.kind is CellKind.TRUTH and place.body.kind == "true_false"


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as (first, last)."""
    first = last = None
    for number in numbers:
        if first is None or last is None or number > last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
