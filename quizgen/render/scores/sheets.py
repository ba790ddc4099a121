"""The contents of the sheets of ``scores.xlsx`` as plain rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizgen.markup.figures import book_text, day_text, exact_text, rounded_text, watched_text
from quizgen.model.answers import ENTERED_STATES, Attendance
from quizgen.model.score import CandidateScore, ScoresHead, Tally

CellValue = str | int | float
"""Text stays text; a number is a number."""

TOTAL, SECTIONS, FAILED, ABSENT = "总表", "分部分", "未通过和补考", "缺考"
_NOBODY = "（无）"
_DASH = "—"
_NAMED = 4
"""编号 姓名 单位 职务."""


@dataclass(frozen=True, slots=True)
class ScoreTables:
    """What the workbook is made from: the signed scores with the ledger line that signed them.

    ``ledger`` is the hash of that line; ``resit_from`` the first day of a resit (None: not said).
    """

    head: ScoresHead
    candidates: Sequence[CandidateScore]
    ledger: str
    resit_from: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One sheet: ``heads`` stand above ``rows``; ``texts`` columns (from 0) are aligned to the left."""

    name: str
    title: str
    subtitle: str
    heads: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    notes: tuple[str, ...]
    texts: frozenset[int]
    landscape: bool = False


def score_sheets(tables: ScoreTables) -> tuple[ScoreSheet, ...]:
    """总表, 分部分, 按单位, 未通过和补考, 缺考, in this order; people by 编号, units by name."""
    return (_total(tables), _sections(tables), _units(tables), _failed(tables), _absent(tables))


def _plan(  # noqa: PLR0913 - the parts of a sheet
    tables: ScoreTables,
    name: str,
    heads: Sequence[str],
    rows: Iterator[tuple[CellValue, ...]],
    *,
    notes: Sequence[str] = (),
    texts: Sequence[int] = (),
    landscape: bool = False,
) -> ScoreSheet:
    found = tuple(rows) or ((_NOBODY, *("",) * (len(heads) - 1)),)
    return ScoreSheet(
        name=name,
        title=f"{tables.head.title}　成绩（{name}）",
        subtitle=_conditions(tables.head),
        heads=tuple(heads),
        rows=found,
        notes=tuple(notes),
        texts=frozenset(texts),
        landscape=landscape,
    )


def _conditions(head: ScoresHead) -> str:
    book, watched = book_text(closed=head.closed_book), watched_text(supervised=head.supervised)
    attempt = "" if head.attempt == 1 else f"　第 {head.attempt} 次考试"
    lines = f"满分 {exact_text(head.full)} 分　合格线 {exact_text(head.pass_)} 分"
    return f"考试日期：{day_text(head.date)}　{book}，{watched}{attempt}　{lines}"


def _person(one: CandidateScore) -> tuple[str, str, str, str]:
    who = one.candidate
    return who.number, who.name, who.unit, who.post


def _person_heads(tables: ScoreTables) -> tuple[str, str, str, str]:
    unit, name, post, number = tables.head.terms.labels
    return number, name, unit, post


def _points(one: CandidateScore) -> CellValue:
    return _DASH if one.score is None else _number(Fraction(Decimal(one.score)))


def _number(points: Fraction) -> int | float:
    """An exact number as a cell holds it: whole, or to two decimals."""
    return points.numerator if points.denominator == 1 else float(rounded_text(points))


def _sat(tables: ScoreTables) -> list[CandidateScore]:
    return [one for one in tables.candidates if one.attendance is Attendance.SAT]


def _withdrawn(people: Sequence[CandidateScore]) -> int:
    """How many have withdrawn; where nobody has, nothing is said of it."""
    return sum(one.attendance is Attendance.WITHDRAWN for one in people)


def _total(tables: ScoreTables) -> ScoreSheet:
    heads = (*_person_heads(tables), "卷号", "成绩", "等次", "是否合格", "名次", "有效期至", "备注")
    withdrawn = "、退考" if _withdrawn(tables.candidates) else ""
    notes = [f"名次：同分同名次，其后跳过；缺考、作废、违纪{withdrawn}的没有成绩和名次。"]
    if tables.head.changes:
        notes.append(f"阅卷中作废试题或加认答案 {len(tables.head.changes)} 处，对全体考生一致，记在台账里。")
    notes.append(f"成绩只反映这一次知识测试，{tables.head.terms.use}。")
    rows = (
        (
            *_person(one),
            one.form or _DASH,
            _points(one),
            one.grade or _DASH,
            _passed(one),
            one.rank if one.rank is not None else _DASH,
            one.valid_until.isoformat() if one.valid_until else ("不限" if one.passed else _DASH),
            _remark(one),
        )
        for one in tables.candidates
    )
    return _plan(tables, TOTAL, heads, rows, notes=notes, texts=(1, 2, 3, 10))


def _passed(one: CandidateScore) -> str:
    if one.attendance is not Attendance.SAT:
        return _DASH
    return "合格" if one.passed else "不合格"


def _remark(one: CandidateScore) -> str:
    if one.attendance is not Attendance.SAT:
        return one.attendance.value
    return f"未达最低分：{'、'.join(one.missed)}" if one.missed else ""


def _sections(tables: ScoreTables) -> ScoreSheet:
    sat = _sat(tables)
    first = sat[0] if sat else None
    columns: tuple[Tally, ...] = (*first.sections, *first.parts) if first else ()
    many = len({one.name for one in columns}) < len(columns)
    names = [
        f"{f'{place}. ' if many else ''}{one.name}\n（{exact_text(one.full)} 分）"
        for place, one in enumerate(columns, 1)
    ]
    heads = (*_person_heads(tables)[: _NAMED - 1], *names, "总分", "未达最低分")
    rows = (
        (
            *_person(one)[: _NAMED - 1],
            *(_number(tally.points) for tally in (*one.sections, *one.parts)),
            _points(one),
            "、".join(one.missed) or _DASH,
        )
        for one in sat
    )
    notes = ["各部分的得分保留两位小数显示；总分由精确的得分相加，最后只舍入一次。"]
    wide = len(columns) > 3  # noqa: PLR2004 - more do not fit upright
    return _plan(tables, SECTIONS, heads, rows, notes=notes, texts=(1, 2, len(heads) - 1), landscape=wide)


def _units(tables: ScoreTables) -> ScoreSheet:
    unit = tables.head.terms.unit
    gone = (Attendance.WITHDRAWN,) if _withdrawn(tables.candidates) else ()
    states = (*ENTERED_STATES, *gone)
    heads = (
        *(unit, "应考", *(one.value for one in states), "合格", "不合格", "合格率\n（%）"),
        *("平均分", "最高分", "最低分"),
    )
    by_unit: dict[str, list[CandidateScore]] = {}
    for one in tables.candidates:
        by_unit.setdefault(one.candidate.unit, []).append(one)
    rows = [_unit(name, by_unit[name], states) for name in sorted(by_unit)]
    if rows:
        rows.append(_unit("合计", tables.candidates, states))
    note = "合格率 = 合格人数 ÷ 参加人数；平均分、最高分、最低分只算参加的人。"
    if gone:
        note += "应考不含退考。"
    return _plan(tables, f"按{unit}", heads, iter(rows), notes=(note,), texts=(0,), landscape=True)


def _unit(name: str, people: Sequence[CandidateScore], states: Sequence[Attendance]) -> tuple[CellValue, ...]:
    count: Callable[[Attendance], int] = lambda state: sum(one.attendance is state for one in people)  # noqa: E731 - said once
    scores = [Fraction(Decimal(one.score)) for one in people if one.score is not None]
    passed = sum(one.passed for one in people)
    figures: tuple[CellValue, ...] = (_DASH,) * 4
    if scores:
        share = Fraction(100 * passed, len(scores))
        mean = sum(scores, Fraction()) / len(scores)
        figures = tuple(map(_number, (_tenths(share), _tenths(mean), max(scores), min(scores))))
    return (
        name,
        len(people) - _withdrawn(people),
        *map(count, states),
        passed,
        len(scores) - passed,
        *figures,
    )


def _tenths(number: Fraction) -> Fraction:
    """Rounded half up to one decimal."""
    return Fraction((number * 10 + Fraction(1, 2)).__floor__(), 10)


def _failed(tables: ScoreTables) -> ScoreSheet:
    heads = (*_person_heads(tables), "成绩", "原因", "补考")
    rows = (
        (*_person(one), _points(one), _why(one, tables.head), _resit(one, tables))
        for one in tables.candidates
        if not one.passed and one.attendance is not Attendance.WITHDRAWN
    )
    day = tables.resit_from
    notes = [f"违纪的人能不能补考，由{tables.head.terms.unit}按规定决定，程序不代为判断。"]
    if day is not None:
        notes.insert(0, f"补考不早于 {day_text(day)}（按蓝图的补考间隔）。")
    return _plan(tables, FAILED, heads, rows, notes=notes, texts=(1, 2, 3, 5))


def _why(one: CandidateScore, head: ScoresHead) -> str:
    if one.attendance is not Attendance.SAT or one.score is None:
        return one.attendance.value
    below = Fraction(Decimal(one.score)) < head.pass_
    reasons = [f"总分不到 {exact_text(head.pass_)} 分"] if below else []
    reasons += [f"未达最低分：{'、'.join(one.missed)}"] if one.missed else []
    return "；".join(reasons)


def _resit(one: CandidateScore, tables: ScoreTables) -> str:
    if one.attendance is Attendance.WITHDRAWN:
        return _DASH
    return "列入补考" if one.resit else f"由{tables.head.terms.unit}决定"


def _absent(tables: ScoreTables) -> ScoreSheet:
    heads = (*_person_heads(tables), "状态", "卷号", "补考")
    rows = (
        (*_person(one), one.attendance.value, one.form or _DASH, _resit(one, tables))
        for one in tables.candidates
        if one.attendance is not Attendance.SAT
    )
    note = "状态由登记人填写：缺考、作废、违纪；程序不推测。"
    if _withdrawn(tables.candidates):
        note += "退考由经手人写明原因，记在台账里，不算缺考。"
    return _plan(tables, ABSENT, heads, rows, notes=(note,), texts=(1, 2, 3))
