"""Decides which score belongs to a person in a review document, or says why none does."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.markup.words import bare, plain
from quizgen.model.answers import Attendance
from quizgen.model.rules.review import F001, F002, F003, F004, F006, F007, F008, F009, F010, F011, F016, F023
from quizgen.model.score import CandidateScore
from quizgen.reviews.subjects import Refusal, Subject
from quizgen.workflows.marks.official import Official, Officials

Line = tuple[Official, CandidateScore]

_ABSENT = Refusal(F006.id, "缺考", "没有成绩可附")
_WITHDRAWN = Refusal(F023.id, "退考", "没有成绩可附")
_NOT_THERE = frozenset({Attendance.ABSENT, Attendance.WITHDRAWN})
_STOPPED = {
    Attendance.VOID: Refusal(F007.id, "试卷作废", "按补考或其他规定处理；不附成绩"),
    Attendance.CHEATED: Refusal(F008.id, "违纪", "按违纪的决定处理；不附成绩"),
}


@dataclass(frozen=True)
class People:
    """Everyone in the scores, looked up by exact 编号; near matches are reported."""

    officials: Officials

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number in self.officials.names:
            found.setdefault(_loose(number), []).append(number)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number, names in self.officials.names.items():
            for name in names:
                found.setdefault(bare(name), []).append(number)
        return found

    def match(self, subject: Subject) -> str | Refusal:
        """The 编号 of the person, if both 编号 and 姓名 match exactly."""
        if subject.refusal is not None:
            return subject.refusal
        known = [number for number in subject.numbers if number in self.officials.names]
        if len(known) > 1:
            shown = "、".join(known)
            return Refusal(F004.id, f"编号可以看作 {shown} 中的任一个", "把编号列设为文本格式后重新填写")
        if not known:
            return self._unknown(subject)
        return self._named(known[0], subject.name)

    def _unknown(self, subject: Subject) -> Refusal:
        typed = subject.numbers[0]
        near = self._near.get(_loose(typed), [])
        if near:
            return Refusal(
                F004.id,
                f"编号“{typed}”与成绩里的“{near[0]}”只差空格、全角字符、大小写或前面的 0",
                f"核对后改成“{near[0]}”，再附一次",
            )
        same_name = self._by_name.get(bare(subject.name), []) if subject.name else []
        hint = "核对编号；没有参加这些考试的不附"
        if same_name:
            hint = f"成绩里名叫“{subject.name}”的编号是 {'、'.join(same_name)}；核对是不是同一个人"
        return Refusal(F001.id, f"成绩里没有编号“{typed}”", hint)

    def _named(self, number: str, name: str) -> str | Refusal:
        names = self.officials.names[number]
        if len(names) > 1:
            shown = "、".join(f"“{one}”" for one in names)
            return Refusal(F002.id, f"编号 {number} 在几次考试里姓名不同：{shown}", "先核对名册")
        if name == names[0]:
            return number
        if not name:
            return Refusal(F002.id, f"编号 {number} 没有写姓名，无从核对", f"补上姓名；成绩里是“{names[0]}”")
        if bare(name) == bare(names[0]):
            message = f"姓名“{name}”与成绩里的“{names[0]}”只差空格、全角半角、大小写或间隔号"
            return Refusal(F003.id, message, f"核对后改成“{names[0]}”，再附一次")
        message = f"编号 {number} 在成绩里是“{names[0]}”，这里写的是“{name}”"
        return Refusal(F002.id, message, "核对编号和姓名")


def choose(lines: Sequence[Line], date: datetime.date, *, latest: bool) -> Line | Refusal:
    """Choose the one score line that may be attached on ``date``.

    An absence or a withdrawal is not a score, and a score that has expired by that day does not count.
    Exactly one must remain, unless ``latest`` picks the one from the most recent exam.
    """
    sat = [line for line in lines if line[1].attendance not in _NOT_THERE]
    if not sat:
        withdrawn = bool(lines) and all(line[1].attendance is Attendance.WITHDRAWN for line in lines)
        return _WITHDRAWN if withdrawn else _ABSENT
    early = [line for line in sat if line[0].scores.head.date > date]
    if early:
        message = f"考试日期在审核日期 {date.isoformat()} 之后：{early[0][0].title}"
        return Refusal(F016.id, message, "核对 --date")
    current = [line for line in sat if not _is_expired(line[1], date)]
    if not current:
        last = max(line[1].valid_until or date for line in sat)
        return Refusal(F009.id, f"成绩已过有效期（有效期至 {last.isoformat()}）", "重新参加考试")
    if len(current) > 1:
        newest = max(line[0].scores.head.date for line in current)
        current_newest = [line for line in current if line[0].scores.head.date == newest]
        if not latest or len(current_newest) > 1:
            shown = "、".join(_shown(line) for line in current)
            return Refusal(
                F011.id, f"有 {len(current)} 次成绩：{shown}", "用 --latest 取最近一次，或只给一次考试"
            )
        current = current_newest
    return _usable(current[0])


def _usable(line: Line) -> Line | Refusal:
    score = line[1]
    stopped = _STOPPED.get(score.attendance)
    if stopped is not None:
        return stopped
    if score.score is None:
        return _ABSENT
    if score.missed:
        message = f"没有达到最低分：{'、'.join(score.missed)}（总分 {score.score}）"
        return Refusal(F010.id, message, "补考后再附")
    return line


def _is_expired(score: CandidateScore, date: datetime.date) -> bool:
    return score.valid_until is not None and score.valid_until < date


def _shown(line: Line) -> str:
    exam, score = line
    return f"{exam.title} {score.score if score.score is not None else score.attendance.value}"


def _loose(number: str) -> str:
    return plain(number).upper().lstrip("0")
