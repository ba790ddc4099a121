"""Points given by markers, read back; every doubtful cell is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from quizgen.entry.blind import is_blind
from quizgen.entry.blind_marks import PICTURE
from quizgen.entry.headings import TableFindings, broken_rows, look_around, merged_rows
from quizgen.entry.marks import HEADS, SHEET, Asked, point_values
from quizgen.entry.typed import fold, tidy
from quizgen.errors import Place, Problem
from quizgen.markup.figures import exact_text
from quizgen.markup.words import plain
from quizgen.model.privacy import private_column
from quizgen.model.rules.answers import A001, A002, A003, A004, A005, A210, A211, A212, A213, A214, A215, A217
from quizgen.office.cells import Cell, Row
from quizgen.office.table import Table, read_table

MOST_ROWS = 200_000
"""10,000 candidates with 20 scoring points each."""
_NEEDED = ("编号", "题号", "点号", "得分", "评卷人")
_POINTS = re.compile(r"\d{1,4}(\.\d{1,16})?|\d{1,5}/[1-9]\d{0,4}")

_WRITE_ANEW = "移走这份表，用 exam entry 重新写出，照盲号把评过的分抄过去（盲号不会变）"
"""What is to be done about answers that were scanned after a marker's sheet was written."""

MarkKey = tuple[str, str]
"""编号 with the printed number."""

BlindAnswers = Callable[[], Mapping[str, MarkKey]]
"""Whose answers the opaque numbers of one marker are; worked out when it is asked for."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One marker's points for every scoring point of one answer, in order; ``where`` is its first cell."""

    points: tuple[Fraction, ...]
    markers: tuple[str, ...]
    where: Place


@dataclass(frozen=True)
class ReadMarks:
    """What a marking sheet says: only answers whose every scoring point is in order."""

    shown_as: str
    judged: Mapping[MarkKey, Judged]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def read_marks(  # noqa: PLR0913 - the file, what is asked, how it is read
    path: Path,
    shown_as: str,
    asked: Mapping[MarkKey, Asked],
    *,
    complete: bool = True,
    waiting: frozenset[str] = frozenset(),
    blind: BlindAnswers | None = None,
) -> ReadMarks:
    """Read ``marks.xlsx`` or ``marks.csv``; ``complete``: an answer that nobody marked is a fault.

    ``waiting`` are the 编号 whose entry is in doubt: their marks are left for later silently. ``blind`` says
    whose the answers are of a marker who only had opaque numbers.
    Raises CannotRead, RefusedFile (W001–W010).
    """
    table = read_table(path, shown_as, SHEET, MOST_ROWS)
    findings = TableFindings(table)
    columns = _columns(findings)
    if columns is None:
        return ReadMarks(shown_as, {}, tuple(findings.problems))
    look_around(findings)
    whose = _Whose(columns, blind)
    reader = _Reader(findings, columns, asked, whose)
    merged, broken = merged_rows(findings, columns.values()), broken_rows(findings)
    for row in table.rows:
        if row.number in merged or whose.key(row)[0] in waiting:
            continue
        if row.number in broken:
            reader.note_seen(row)
        else:
            reader.read(row)
    judged = reader.whole(complete=complete and not merged)
    return ReadMarks(shown_as, judged, tuple(findings.problems), tuple(findings.notes))


def _columns(findings: TableFindings) -> dict[str, int] | None:
    table: Table = findings.table
    if not table.heads:
        findings.fault(A001.id, "前十行里没有带“编号”的表头", f"表头写{'、'.join(HEADS)}")
        return None
    found: dict[str, int] = {}
    for column, name in table.heads.items():
        if name in found:
            findings.at(
                column, table.head_row, A003.id, f"列“{name}”出现了两次，只读第一次的", "删去多余的一列"
            )
        elif name in HEADS or name == PICTURE:
            found[name] = column
        elif private_column(name):
            message = f"不收“{name}”这样的个人信息，没有读这一列"
            findings.at(column, table.head_row, A005.id, message, "删去这一列")
        elif name not in {"姓名", "单位", "职务"}:
            findings.at(column, table.head_row, A004.id, f"不认识列“{name[:20]}”，没有读", "说明写在“备注”列")
    missing = [name for name in _NEEDED if name not in found]
    if missing:
        findings.fault(A002.id, f"缺少列：{'、'.join(missing)}", "用 quizgen exam entry 生成的表头")
        return None
    return found


class _Whose:
    """Tells of a row which answer it is about: by its opaque number where it has one."""

    def __init__(self, columns: Mapping[str, int], blind: BlindAnswers | None) -> None:
        self._columns = columns
        self._blind = blind
        self.is_blind = False
        """Whether a row had an opaque number."""

    @cached_property
    def _answers(self) -> Mapping[str, MarkKey]:
        return {} if self._blind is None else self._blind()

    def key(self, row: Row) -> MarkKey:
        """编号 and printed number; both empty for an opaque number that is not of this marker."""
        cells = {cell.column: tidy(cell.seen) for cell in row.cells}
        number = cells.get(self._columns["编号"], "")
        if is_blind(number):
            self.is_blind = True
            return self._answers.get(number, ("", ""))
        return number, _number(cells.get(self._columns["题号"], ""))


class _Reader:
    def __init__(
        self,
        findings: TableFindings,
        columns: Mapping[str, int],
        asked: Mapping[MarkKey, Asked],
        whose: _Whose,
    ) -> None:
        self._findings = findings
        self._columns = columns
        self._asked = asked
        self._whose = whose
        self._found: dict[MarkKey, dict[int, tuple[Fraction, str, Place]]] = {}
        self._seen: dict[tuple[MarkKey, int], int] = {}

    def read(self, row: Row) -> None:
        """One row; its points are kept when everything in it is in order."""
        named = self._named(row)
        if not {"编号", "题号", "点号", "得分"} & named.keys():
            return
        unreadable = [
            name
            for name in (*_NEEDED, "卷号")
            if name in named and self._findings.unreadable(named[name], row.number)
        ]
        if unreadable:
            self.note_seen(row)
            return
        found = self._which(named, row)
        if found is None:
            return
        key, serial, full = found
        points = self._points(named.get("得分"), full, row)
        marker = tidy(named["评卷人"].seen) if "评卷人" in named else ""
        if points is not None and not marker:
            self._fault("评卷人", row, A214.id, "给了分，没有写评卷人", "写上评卷人的姓名")
        elif points is not None:
            where = self._findings.table.where(self._columns["得分"], row.number)
            self._found.setdefault(key, {})[serial] = (points, marker, where)

    def _named(self, row: Row) -> dict[str, Cell]:
        cells = {cell.column: cell for cell in row.cells}
        return {name: cells[column] for name, column in self._columns.items() if column in cells}

    def note_seen(self, row: Row) -> None:
        """Remember a faulty row, so that it is not reported again as missing."""
        named = self._named(row)
        try:
            serial = int(named["点号"].seen)
        except (KeyError, ValueError):
            return
        self._seen.setdefault((self._whose.key(row), serial), row.number)

    def _which(self, named: Mapping[str, Cell], row: Row) -> tuple[MarkKey, int, Fraction] | None:
        key = self._whose.key(row)
        serial_text = fold(_text(named, "点号"))
        asked = self._asked.get(key)
        values = point_values(asked.place) if asked else ()
        serial = int(serial_text) if serial_text.isascii() and serial_text.isdigit() else 0
        if asked is None and not _text(named, "得分"):
            return None
        if asked is None:
            self._unknown(key, named, row)
            return None
        if not 1 <= serial <= len(values):
            self._fault(
                "点号", row, A210.id, f"第 {key[1]} 题没有采分点“{serial_text}”", f"点号是 1 到 {len(values)}"
            )
            return None
        form = fold(_text(named, "卷号")).upper()
        if form and form != asked.form and form.zfill(len(asked.form)) != asked.form:
            self._fault("卷号", row, A215.id, f"卷号“{form}”与登记的 {asked.form} 不同", "核对是哪份试卷")
            return None
        if (key, serial) in self._seen:
            message = f"与第 {self._seen[key, serial]} 行是同一个采分点，这一题没有读"
            self._fault("点号", row, A211.id, message, "留下对的一行")
            self._found.pop(key, None)
            self._seen[key, 0] = row.number
            return None
        self._seen[key, serial] = row.number
        return key, serial, values[serial - 1][1]

    def _unknown(self, key: MarkKey, named: Mapping[str, Cell], row: Row) -> None:
        if is_blind(number := _text(named, "编号")):
            message = f"盲号“{number}”不是这位评卷人要评的答卷"
            self._fault("编号", row, A210.id, message, "用程序给这位评卷人写出的评分表；盲号不要改")
            return
        message = f"编号“{key[0]}”没有要评的第 {key[1] or '？'} 题"
        self._fault("题号", row, A210.id, message, "核对编号和题号；缺考、作废、违纪的不评")

    def _points(self, cell: Cell | None, full: Fraction, row: Row) -> Fraction | None:
        if cell is None or not tidy(cell.text):
            self._fault("得分", row, A212.id, "没有给分", "没有答到填 0")
            return None
        text = fold(cell.seen)
        if not _POINTS.fullmatch(text):
            self._fault(
                "得分", row, A213.id, f"“{cell.seen[:20]}”不是数", f"填 0 到 {exact_text(full)} 之间的数"
            )
            return None
        points = Fraction(text)
        if not 0 <= points <= full:
            message = f"{cell.seen[:20]} 不在 0 到 {exact_text(full)} 之间"
            self._fault("得分", row, A213.id, message, "按采分点的满分给分")
            return None
        return points

    def whole(self, *, complete: bool) -> Mapping[MarkKey, Judged]:
        """The answers with points for every scoring point; unmarked ones are reported."""
        judged: dict[MarkKey, Judged] = {}
        for key, asked in self._asked.items():
            serials = range(1, len(point_values(asked.place)) + 1)
            found = self._found.get(key, {})
            missing = [serial for serial in serials if (key, serial) not in self._seen]
            if missing and (complete or found):
                names = "、".join(str(serial) for serial in missing)
                hint = _WRITE_ANEW if self._whose.is_blind else "补上这些行"
                self._findings.fault(A217.id, f"编号 {key[0]} 第 {key[1]} 题的采分点 {names} 没有行", hint)
            if len(found) == len(serials) and (key, 0) not in self._seen:
                markers = tuple(dict.fromkeys(found[serial][1] for serial in serials))
                judged[key] = Judged(tuple(found[serial][0] for serial in serials), markers, found[1][2])
        return judged

    def _fault(self, name: str, row: Row, rule: str, message: str, hint: str) -> None:
        column = self._columns.get(name, self._columns["得分"])
        self._findings.at(column, row.number, rule, message, hint)


def _text(named: Mapping[str, Cell], name: str) -> str:
    return tidy(named[name].seen) if name in named else ""


def _number(text: str) -> str:
    """A printed number as it is kept: ``91(2)`` of ``91（2）``."""
    return plain(text)
