"""The sheet on which somebody reads a candidate's answers a second time, without seeing the first reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from quizgen.entry.compare import sense
from quizgen.entry.headings import TableFindings, broken_rows
from quizgen.entry.typed import BLANK_WORDS, meaning, tidy
from quizgen.errors import Problem
from quizgen.markup.figures import exact_text
from quizgen.markup.words import plain
from quizgen.model.answers import Answer
from quizgen.model.base import to_fraction
from quizgen.model.kinds import JUDGED, KIND_SHORT_TITLES, Kind
from quizgen.model.rules.answers import A002, A040, A047, A213
from quizgen.model.shown import ShownItem
from quizgen.office.cells import Cell
from quizgen.office.open_table import OpenColumn, open_table
from quizgen.office.table import Table, read_table

SHEET = "核分"
NUMBER, FORM, ITEM, KIND, POINT, READ = "编号", "卷号", "题号", "题型", "采分点", "读作"
_COLUMNS = (
    OpenColumn(NUMBER, 14),
    OpenColumn(FORM, 9),
    OpenColumn(ITEM, 9),
    OpenColumn(KIND, 9),
    OpenColumn(POINT, 22),
    OpenColumn(READ, 24, open=True),
)
_HINT = "照答卷填：选择题填字母，判断题填 √ 或 ×，没有答填 -；有采分点的填卷面上写着的得分"


@dataclass(frozen=True)
class SecondReading:
    """What was read: the faults, the differences from what was marked, how many questions were read."""

    faults: tuple[Problem, ...]
    differences: tuple[Problem, ...]
    checked: int


def second_reading_sheet(title: str, number: str, form: str, places: Sequence[ShownItem]) -> bytes:
    """The sheet to fill in; neither the first reading nor the key is on it."""
    rows = [
        (number, form, place.number, KIND_SHORT_TITLES[Kind(place.body.kind)], point, "")
        for place in places
        for point in _points(place)
    ]
    return open_table(f"{title}　核分：第二次读答卷", SHEET, _COLUMNS, rows)


def _points(place: ShownItem) -> tuple[str, ...]:
    if place.body.kind not in JUDGED:
        return ("",)
    worths = [worth for _, worth in place.scoring]
    return tuple(f"第 {at} 点（{exact_text(worth)} 分）" for at, worth in enumerate(worths, 1))


def read_second_reading(
    path: Path, shown_as: str, places: Sequence[ShownItem], answers: Sequence[Answer]
) -> SecondReading:
    """Compare what was read with the answers that were marked. Raises CannotRead, RefusedFile."""
    table = read_table(path, shown_as, SHEET)
    findings = TableFindings(table)
    columns = {head: column for column, head in table.heads.items()}
    missing = [head for head in (ITEM, POINT, READ) if head not in columns]
    if missing:
        findings.fault(A002.id, f"缺少列：{'、'.join(missing)}", "用程序写出的核分表")
        return SecondReading(tuple(findings.problems), (), 0)
    given = {(one.question, one.part): one for one in answers}
    reader = _Reader(table, findings, columns, given)
    read = dict(reader.texts())
    for place in places:
        reader.compare(place, read)
    return SecondReading(tuple(findings.problems), tuple(reader.differences), len(places))


class _Reader:
    def __init__(
        self,
        table: Table,
        findings: TableFindings,
        columns: Mapping[str, int],
        given: Mapping[tuple[str, int | None], Answer],
    ) -> None:
        self._table, self._findings, self._columns, self._given = table, findings, columns, given
        self.differences: list[Problem] = []

    def texts(self) -> Iterator[tuple[tuple[str, str], tuple[str, int]]]:
        """What stands under 读作, with its row, by question and scoring point."""
        broken = broken_rows(self._findings)
        for row in self._table.rows:
            cells = {cell.column: cell for cell in row.cells}
            read = cells.get(self._columns[READ])
            if row.number in broken or (read and self._findings.unreadable(read, row.number)):
                continue
            key = plain(self._seen(cells, ITEM)), plain(self._seen(cells, POINT))
            yield key, ("" if read is None else tidy(read.seen), row.number)

    def _seen(self, cells: Mapping[int, Cell], head: str) -> str:
        cell = cells.get(self._columns[head])
        return "" if cell is None else cell.seen

    def compare(self, place: ShownItem, read: Mapping[tuple[str, str], tuple[str, int]]) -> None:
        """One question: what is missing, what cannot be read, what is different."""
        answer = self._given.get(place.id)
        for at, point in enumerate(_points(place)):
            text, row = read.get((place.number, plain(point)), ("", 0))
            if not row:
                message = f"没有第 {place.number} 题{point}这一行"
                self._findings.fault(A047.id, message, "用程序写出的核分表，不要删行")
            elif not text:
                self._at(row, A047.id, f"第 {place.number} 题{point}没有填", _HINT)
            elif point:
                self._compare_point(place, at, answer, text, row)
            else:
                self._compare_answer(place, answer, text, row)

    def _compare_answer(self, place: ShownItem, answer: Answer | None, text: str, row: int) -> None:
        found = meaning(place, text)
        if found.fault is not None:
            self._at(row, found.fault.rule, found.fault.message, found.fault.hint)
            return
        question, part = place.id
        now = Answer(
            question=question,
            part=part,
            options=found.options,
            truth=found.truth,
            blanks=found.blanks,
            places=found.places,
            typed=text,
        )
        if sense(now) != sense(answer):
            self._differs(place, "" if answer is None else answer.typed, text, row)

    def _compare_point(self, place: ShownItem, at: int, answer: Answer | None, text: str, row: int) -> None:
        earned = Fraction(0)
        if text not in BLANK_WORDS:
            try:
                earned = to_fraction(plain(text))
            except ValueError:
                self._at(row, A213.id, f"“{text[:20]}”不是得分", "填 0 到满分之间的数，如 1.5")
                return
        credits_ = answer.credits if answer else ()
        marked = credits_[at] * place.scoring[at][1] if at < len(credits_) else Fraction(0)
        if earned != marked:
            self._differs(place, exact_text(marked), text, row)

    def _differs(self, place: ShownItem, first: str, second: str, row: int) -> None:
        message = f"第 {place.number} 题登记（读卡）的是“{first or '未作答'}”，第二次读作“{second}”"
        where = self._table.where(self._columns[READ], row)
        self.differences.append(Problem.at(where, A040.id, message, "对照答卷，改正错的一处"))

    def _at(self, row: int, rule: str, message: str, hint: str) -> None:
        self._findings.at(self._columns[READ], row, rule, message, hint)
