"""Whose row it is, on which form, in what state: recorded by people, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from quizgen.entry.exam import FORM, PERSON, STATE, EntryExam
from quizgen.entry.headings import Headings, TableFindings
from quizgen.entry.typed import fold, tidy
from quizgen.errors import Place
from quizgen.markup.words import bare, plain
from quizgen.model.answers import ENTERED_STATES, Attendance
from quizgen.model.exam import Candidate
from quizgen.model.privacy import private_number
from quizgen.model.rules.answers import (
    A010,
    A011,
    A013,
    A014,
    A015,
    A016,
    A017,
    A018,
    A019,
    A023,
    A024,
    A026,
    A049,
    A102,
    A103,
    A106,
    A111,
    A112,
)
from quizgen.office.cells import Cell, Row

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z-]{0,19}")
_REWRITTEN = re.compile(
    r"\d+(\.\d+)?[Ee][+-]?\d+|\d+\.\d+|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}"
    r"|\d{1,4}[-/年]\d{1,2}([-/月]\d{0,4}日?)?"
)
"""Numbers as a spreadsheet shows them, dates that it saw in a 编号."""
_LONGEST = 60
"""Both as a roster has them: a 编号 becomes part of file names."""


_SAID = {
    Attendance.SAT: "到考",
    Attendance.ABSENT: "缺考",
    Attendance.CHEATED: "违纪",
    Attendance.VOID: "作废",
}
"""What a sign-in sheet says."""


def _may_be(listed: Attendance, entered: Attendance) -> bool:
    """Whether both can be true: a paper of somebody who came may be void for a reason found later."""
    return entered is listed or (listed is Attendance.SAT and entered is not Attendance.ABSENT)


class Entrant(NamedTuple):
    """A row in order: the person, the form (None: none was handed out), the state, the number of the row."""

    candidate: Candidate
    form: str | None
    attendance: Attendance
    row: int


class WalkIn(NamedTuple):
    """Somebody who is not on the list, with everything that adding such a person needs."""

    person: Candidate
    form: str


@dataclass
class Identities:
    """Reads whose row it is; a doubtful row is reported and left out."""

    exam: EntryExam
    layout: Headings
    findings: TableFindings
    walk_ins: list[WalkIn] = field(default_factory=list)
    _by_fold: dict[str, list[str]] = field(default_factory=dict)
    _by_name: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number in self.exam.candidates:
            self._by_fold.setdefault(_bare(number), []).append(number)
        for number, candidate in self.exam.candidates.items():
            name = bare(candidate.name)
            self._by_name[name] = (*self._by_name.get(name, ()), number)

    def read(self, row: Row) -> Entrant | None:
        """The row's person, form and state; None after naming every fault of it."""
        before = len(self.findings.problems)
        cells = {cell.column: cell for cell in row.cells}
        texts = {name: self._text(cells.get(column), row) for name, column in self.layout.identity.items()}
        if len(self.findings.problems) > before:
            return None
        candidate = self._candidate(texts, row)
        attendance = self._attendance(texts[STATE], row, candidate)
        if candidate is None or attendance is None:
            return None
        form = self._form(texts[FORM], candidate, attendance, row)
        if len(self.findings.problems) > before:
            return None
        return Entrant(candidate, form, attendance, row.number)

    def is_withdrawn(self, row: Row, number: str) -> bool:
        """Whether the row is of somebody who has withdrawn; then nothing else may be entered in it."""
        if number not in self.exam.withdrawn:
            return False
        cells = {cell.column: tidy(cell.seen) for cell in row.cells}
        state = plain(cells.get(self.layout.identity[STATE], ""))
        answered = sum(bool(cells.get(column)) for column in self.layout.answers.values())
        if answered or state not in {"", Attendance.ABSENT, Attendance.WITHDRAWN}:
            what = f"状态“{state}”" if state else f"{answered} 题"
            message = f"编号 {number} 已经退考，却登记了{what}，这一行没有读"
            hint = "核对编号；退考以后又来考的，先用 exam add 恢复"
            self._fault(STATE, row, A026.id, message, hint)
        return True

    def meant(self, number: str) -> tuple[str, ...]:
        """The candidates that a typed 编号 may mean."""
        if number in self.exam.candidates:
            return (number,)
        return tuple(self._by_fold.get(_bare(number), ()))

    def meant_by_name(self, row: Row) -> tuple[str, ...]:
        """The only candidate with the name in the row, whose 编号 cannot be read."""
        cells = {cell.column: cell for cell in row.cells}
        name = cells.get(self.layout.identity.get("姓名", 0))
        found = () if name is None else self._by_name.get(bare(name.seen), ())
        return found if len(found) == 1 else ()

    def at(self, name: str, row: int) -> Place:
        """The cell of that name in the row."""
        return self.findings.table.where(self.layout.identity[name], row)

    def _fault(self, name: str, row: Row, rule: str, message: str, hint: str = "") -> None:
        self.findings.at(self.layout.identity[name], row.number, rule, message, hint)

    def _text(self, cell: Cell | None, row: Row) -> str:
        if cell is None or self.findings.unreadable(cell, row.number):
            return ""
        private = private_number(cell.text) or private_number(cell.seen)
        if private is not None:
            message = f"像是{private}，没有读这一行"
            self.findings.at(cell.column, row.number, A015.id, message, "删去；编号用单位自编的")
            return ""
        return tidy(cell.seen)

    def _candidate(self, texts: dict[str, str], row: Row) -> Candidate | None:
        number = texts["编号"]
        if not number:
            self._fault("编号", row, A010.id, "编号是空的", "补上，或删去这一行")
            return None
        if not self.exam.roster:
            return self._newcomer(texts, row)
        known = self.exam.candidates.get(number) or self._nearly(number, texts, row)
        if known is None:
            return None
        return known if self._agrees(known, texts, row) else None

    def _newcomer(self, texts: dict[str, str], row: Row) -> Candidate | None:
        empty = [name for name in PERSON[:3] if not texts.get(name)]
        for name in empty:
            self._fault(name, row, A023.id, f"“{name}”是空的", "这次考试没有名册，每行都要写编号、姓名、单位")
        if empty:
            return None
        number = fold(texts["编号"]).upper()
        if not _NUMBER.fullmatch(number):
            self._fault("编号", row, A024.id, "编号只能用英文字母、数字和短横，最多 20 位", "改写编号")
            return None
        long = [name for name in PERSON[1:] if len(texts.get(name, "")) > _LONGEST]
        for name in long:
            self._fault(name, row, A024.id, f"“{name}”超过 {_LONGEST} 个字", "写简称")
        if long:
            return None
        return Candidate(number=number, name=texts["姓名"], unit=texts["单位"], post=texts.get("职务", ""))

    def _nearly(self, number: str, texts: dict[str, str], row: Row) -> Candidate | None:
        """The candidate whose 编号 lost its zeros or has other widths, if the name says so too."""
        near = self._by_fold.get(_bare(number), [])
        found = self.exam.candidates[near[0]] if len(near) == 1 else None
        if found is not None and self._is_called(found, "name", texts.get("姓名", "")):
            self.findings.note(
                self.at("编号", row.number),
                A102.id,
                f"编号“{number}”按“{found.number}”读，姓名相符",
                "核对编号前面的 0",
            )
            return found
        hint = f"是不是“{near[0]}”？" if near else "名册里没有；核对编号"
        if not near and _REWRITTEN.fullmatch(number):
            hint = "像是表格软件改写过的；把编号列设为文本格式后重新填写"
        elif not near and (walk_in := self._walk_in(texts)) is not None:
            self.walk_ins.append(walk_in)
            hint = "名册里没有；编号没有错、人是当天增补的，先运行 quizgen exam add 目录 --walk-ins"
        self._fault("编号", row, A011.id, f"不认识编号“{number}”", hint)
        return None

    def _walk_in(self, texts: dict[str, str]) -> WalkIn | None:
        """Somebody unknown on a form of the exam, if the row says all of the person."""
        code = self._code(texts.get(FORM, ""))
        number, name, unit, post = (texts.get(column, "") for column in PERSON)
        if code is None or not name or not unit:
            return None
        return WalkIn(Candidate(number=number, name=name, unit=unit, post=post), code)

    def _is_called(self, known: Candidate, field_: str, text: str) -> bool:
        """Whether the person is, or was before an amendment, recorded like that."""
        spellings = (known, *self.exam.former.get(known.number, ()))
        return any(bare(getattr(one, field_)) == bare(text) for one in spellings)

    def _agrees(self, known: Candidate, texts: dict[str, str], row: Row) -> bool:
        before = len(self.findings.problems)
        name, unit, post = (texts.get(column, "") for column in PERSON[1:])
        if name and not self._is_called(known, "name", name):
            message = f"姓名“{name}”与名册中编号 {known.number} 的“{known.name}”不同"
            self._fault("姓名", row, A013.id, message, "核对是编号错了还是姓名错了")
        elif name and bare(name) != bare(known.name):
            message = f"姓名“{name}”已经更正为“{known.name}”，按更正的读"
            self.findings.note(self.at("姓名", row.number), A111.id, message)
        elif name and name != known.name:
            message = f"姓名“{name}”与名册的“{known.name}”只差空格、全角半角或间隔号的写法，按名册"
            self.findings.note(self.at("姓名", row.number), A103.id, message)
        if unit and not self._is_called(known, "unit", unit):
            message = f"单位“{unit}”与名册中编号 {known.number} 的“{known.unit}”不同"
            self._fault("单位", row, A014.id, message, "核对是否登记到了别人的行")
        elif unit and bare(unit) != bare(known.unit):
            message = f"单位“{unit}”已经更正为“{known.unit}”，按更正的读"
            self.findings.note(self.at("单位", row.number), A111.id, message)
        if post and known.post and bare(post) != bare(known.post):
            message = f"职务“{post}”与名册的“{known.post}”不同，按名册"
            self.findings.note(self.at("职务", row.number), A106.id, message)
        return len(self.findings.problems) == before

    def _attendance(self, text: str, row: Row, candidate: Candidate | None) -> Attendance | None:
        listed = None if candidate is None else self.exam.attended.get(candidate.number)
        if not text and listed is not None and listed.attendance is not Attendance.SAT:
            message = f"状态空着，按签到表（{listed.place}）记{listed.attendance.value}"
            self.findings.note(self.at(STATE, row.number), A112.id, message)
            return listed.attendance
        state = next((one for one in ENTERED_STATES if one == plain(text)), None)
        if state is not None and listed is not None and not _may_be(listed.attendance, state):
            message = f"登记为{state.value}，签到表（{listed.place}）上{_SAID[listed.attendance]}"
            self._fault(STATE, row, A049.id, message, "查清楚，改正登记，或改正签到表再用 exam absences 读")
        if state is None:
            message = f"状态“{text}”不在可选的值里" if text else "状态没有填"
            if not text and listed is not None:
                message += f"；签到表（{listed.place}）上到考，却没有登记他的答卷"
            hint = f"填{'、'.join(ENTERED_STATES)}之一"
            if plain(text) == Attendance.WITHDRAWN:
                hint = "退考要写明由谁、为什么：用 quizgen exam withdraw 记，这里不用填"
            self._fault(STATE, row, A016.id, message, hint)
        return state

    def _form(self, text: str, candidate: Candidate, attendance: Attendance, row: Row) -> str | None:
        if attendance is Attendance.ABSENT:
            return None
        code = self._code(text)
        if code is None:
            if text or attendance is Attendance.SAT:
                message = f"没有卷号“{text}”这份试卷" if text else "卷号没有填"
                self._fault(FORM, row, A018.id if text else A017.id, message, self._hint(candidate))
            return None
        owner = self.exam.forms[code].candidate
        if owner is not None and owner != candidate.number:
            message = f"卷号 {code} 是编号 {owner} 的试卷，不是编号 {candidate.number} 的"
            self._fault(FORM, row, A019.id, message, self._hint(candidate))
        return code

    def _code(self, text: str) -> str | None:
        code = plain(text).upper()
        if code in self.exam.forms:
            return code
        padded = code.zfill(self.exam.longest_code)
        return padded if code.isdigit() and padded in self.exam.forms else None

    def _hint(self, candidate: Candidate) -> str:
        own = self.exam.own_form.get(candidate.number)
        if own is not None:
            return f"本人的卷号是 {own}；用了备用卷的填备用卷号"
        return f"可以填：{'、'.join(islice(self.exam.forms, 10))}"


def _bare(number: str) -> str:
    return plain(number).casefold().lstrip("0")
