"""The sign-in sheets (签到表) that the rooms fill in: who came, every doubtful cell named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.entry.exam import EntryExam
from quizgen.entry.headings import TableFindings, broken_rows, merged_rows
from quizgen.entry.typed import tidy
from quizgen.errors import Place, Problem
from quizgen.markup.words import bare, plain
from quizgen.model.answers import Attendance
from quizgen.model.attendance import Attended
from quizgen.model.rules.answers import A001, A002, A012, A047, A048
from quizgen.office.cells import Row
from quizgen.office.table import Table, every_table

NUMBER, NAME, SIGNED, CAME = "编号", "姓名", "签名", "到考情况"
_WORDS: Mapping[str, Attendance] = {
    **dict.fromkeys(("到考", "到", "已到", "参加", "迟到", "√"), Attendance.SAT),
    **dict.fromkeys(("缺考", "未到", "缺席"), Attendance.ABSENT),
    "违纪": Attendance.CHEATED,
    "作废": Attendance.VOID,
}
"""What may stand under 到考情况."""
_CHOICE = "填 到考、缺考、违纪、作废 之一"


@dataclass(frozen=True)
class SignIn:
    """What the sheets say: a line for each person, every fault, what is worth knowing."""

    people: tuple[Attended, ...]
    problems: tuple[Problem, ...]


def read_sign_in(files: Sequence[tuple[Path, str]], exam: EntryExam) -> SignIn:
    """Read the sheets, each file with the name that it is shown by; all visible sheets of a workbook.

    Raises CannotRead, RefusedFile (W001–W010).
    """
    reader = _Reader(exam)
    for path, shown_as in files:
        tables = every_table(path, shown_as)
        headed = [table for table in tables if table.heads]
        for table in headed:
            reader.table(table)
        if not headed:
            reader.problems.append(
                Problem(shown_as, None, A001.id, "前十行里没有带“编号”的表头", "用 exam pack 生成的签到表")
            )
    return SignIn(tuple(reader.found.values()), tuple(reader.problems))


def differing(people: Sequence[Attended], before: Sequence[Attended]) -> tuple[Problem, ...]:
    """Where a sheet read now says something else of somebody than another one read before. Rule A048."""
    said = {one.number: one for one in before}
    return tuple(
        _contradiction(one, said[one.number])
        for one in people
        if one.number in said and said[one.number].attendance is not one.attendance
    )


def _contradiction(one: Attended, other: Attended) -> Problem:
    message = f"编号 {one.number} 在这里是{_said(one)}，在 {other.place} 是{_said(other)}"
    return Problem.at(one.place, A048.id, message, "查清楚，改正错的一处")


def _said(one: Attended) -> str:
    return "到考" if one.attendance is Attendance.SAT else one.attendance.value


class _Reader:
    """Reads the tables of several rooms one after another."""

    def __init__(self, exam: EntryExam) -> None:
        self._exam = exam
        self.found: dict[str, Attended] = {}
        self.problems: list[Problem] = []
        self._folded: dict[str, list[str]] = {}
        for number in (*exam.candidates, *exam.withdrawn):
            self._folded.setdefault(_bare(number), []).append(number)

    def table(self, table: Table) -> None:
        """One room."""
        findings = TableFindings(table)
        columns = {head: column for column, head in reversed([*table.heads.items()])}
        missing = [head for head in (NUMBER, NAME) if head not in columns]
        if missing or not {SIGNED, CAME} & columns.keys():
            missing += [] if {SIGNED, CAME} & columns.keys() else [CAME]
            place = Place(table.shown_as, table.where(1, table.head_row).spot)
            findings.fault(A002.id, f"签到表缺少列：{'、'.join(missing)}", "用 exam pack 生成的签到表", place)
        else:
            skipped = merged_rows(findings, set(columns.values())) | broken_rows(findings)
            for row in table.rows:
                if row.number not in skipped:
                    self._row(row, columns, findings)
        self.problems += findings.problems

    def _row(self, row: Row, columns: Mapping[str, int], findings: TableFindings) -> None:
        cells = {cell.column: cell for cell in row.cells}
        wanted = {head: columns[head] for head in (NUMBER, NAME, SIGNED, CAME) if head in columns}
        present = {head: cells[column] for head, column in wanted.items() if column in cells}
        unreadable = [cell for cell in present.values() if findings.unreadable(cell, row.number)]
        if unreadable:
            return
        texts = {head: tidy(present[head].seen) if head in present else "" for head in wanted}
        if not any(texts.values()):
            return
        number = self._number(texts, row, columns, findings)
        if number is None:
            return
        came = self._came(number, texts, row, columns, findings)
        if came is None:
            return
        column = columns.get(CAME, columns.get(SIGNED, columns[NUMBER]))
        place = findings.table.where(column, row.number)
        one = Attended(
            number=number, attendance=came, file=place.file, sheet=place.spot.sheet, cell=place.spot.cell
        )
        self._add(one, findings)

    def _number(
        self, texts: Mapping[str, str], row: Row, columns: Mapping[str, int], findings: TableFindings
    ) -> str | None:
        """Who it is; None with a fault where that is not certain."""
        exam, typed = self._exam, texts[NUMBER]
        known = {**exam.candidates, **exam.withdrawn}
        number = typed if typed in known else next(iter(self._folded.get(_bare(typed), ())), None)
        at = columns[NUMBER], row.number
        if not typed:
            findings.at(*at, A047.id, f"“{texts[NAME]}”没有编号", "补上；不是考生的，删去这一行")
        elif number is None:
            hint = "核对编号；当天增补的，先用 exam add"
            findings.at(*at, A047.id, f"编号“{typed}”不在这次考试里", hint)
        elif not self._is_called(number, texts[NAME]):
            message = f"编号 {number} 是“{known[number].name}”，这里写的是“{texts[NAME]}”"
            findings.at(columns[NAME], row.number, A047.id, message, "核对编号和姓名")
        else:
            return number
        return None

    def _is_called(self, number: str, name: str) -> bool:
        exam = self._exam
        now = exam.candidates.get(number) or exam.withdrawn[number]
        return any(bare(one.name) == bare(name) for one in (now, *exam.former.get(number, ())))

    def _came(
        self,
        number: str,
        texts: Mapping[str, str],
        row: Row,
        columns: Mapping[str, int],
        findings: TableFindings,
    ) -> Attendance | None:
        """What is said of a person; None where nothing is, or with a fault."""
        word, signed = texts.get(CAME, ""), texts.get(SIGNED, "")
        came = _WORDS.get(plain(word)) if word else (Attendance.SAT if signed else None)
        at = columns.get(CAME, columns.get(SIGNED, columns[NUMBER])), row.number
        if number in self._exam.withdrawn:
            if came not in {None, Attendance.ABSENT} or (word and came is None):
                hint = "核对编号；退考以后又来考的，先用 exam add 恢复"
                findings.at(*at, A047.id, f"编号 {number} 已经退考，这里却写着“{word or signed}”", hint)
        elif word and came is None:
            findings.at(*at, A047.id, f"到考情况“{word}”认不出", _CHOICE)
        elif came is None:
            findings.at(*at, A047.id, f"编号 {number} 没有写到考情况，也没有签名", _CHOICE)
        elif came is Attendance.ABSENT and signed:
            findings.at(*at, A047.id, f"编号 {number} 写着缺考，却有签名“{signed[:20]}”", "查清楚，留一个")
        else:
            return came
        return None

    def _add(self, one: Attended, findings: TableFindings) -> None:
        first = self.found.get(one.number)
        if first is None:
            self.found[one.number] = one
        elif first.attendance is not one.attendance:
            findings.problems.append(_contradiction(one, first))
        else:
            message = f"编号 {one.number} 与 {first.place} 重复"
            findings.problems.append(Problem.at(one.place, A012.id, message, "留下对的一行"))


def _bare(number: str) -> str:
    return plain(number).casefold().lstrip("0")
