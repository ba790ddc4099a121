"""The signed results of several groups of one day as one list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from quizgen.errors import AlreadyExists, ContentFaults, Problem
from quizgen.files.safe import write_new
from quizgen.markup.figures import book_text, exact_text, percent_text, rounded_text
from quizgen.model.rules.review import F025
from quizgen.model.score import CandidateScore
from quizgen.records.names import EXAM
from quizgen.records.trust import Trust
from quizgen.reviews.summary import SummarySheet, summary_workbook
from quizgen.workflows.marks.official import Official, OnNotice, no_notice, read_officials


@dataclass(frozen=True, slots=True)
class Together:
    """How many groups and people the list has."""

    groups: int
    people: int


def exams_in(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The exams named, and those inside of folders that are none themselves."""
    found: list[Path] = []
    for folder in folders:
        inside = sorted(path.parent for path in folder.glob(f"*/{EXAM}"))
        found += [folder] if (folder / EXAM).exists() or not inside else inside
    return tuple(dict.fromkeys(found))


def list_together(
    folders: Sequence[Path], out: Path, trust: Trust | None = None, on_notice: OnNotice = no_notice
) -> Together:
    """Write one workbook: everybody by group, the figures of every group, which scores it is from.

    Raises ContentFaults for somebody in two groups, AlreadyExists, CannotWrite, what ``read_officials``
    raises for results that do not verify.
    """
    if out.exists():
        raise AlreadyExists(out)
    exams = read_officials(exams_in(folders), trust, on_notice=on_notice).exams
    if doubled := list(_doubled(exams)):
        raise ContentFaults(doubled)
    people = sum(len(exam.scores.candidates) for exam in exams)
    write_new(out, summary_workbook([_everybody(exams), _figures(exams), _sources(exams)]))
    return Together(len(exams), people)


def _doubled(exams: Sequence[Official]) -> Iterator[Problem]:
    first: dict[str, Official] = {}
    for exam in exams:
        for one in exam.scores.candidates:
            number = one.candidate.number
            before = first.setdefault(number, exam)
            if before is not exam:
                message = f"编号 {number} 在“{before.shown_as}”里也有成绩"
                yield Problem(
                    exam.shown_as, None, F025.id, message, "一个人只能在一组；几次考试用 exam series"
                )


def _name(exam: Official) -> str:
    return exam.folder.resolve().name


def _everybody(exams: Sequence[Official]) -> SummarySheet:
    rows = tuple(
        (_name(exam), *_row(exam, one))
        for exam in exams
        for one in sorted(
            exam.scores.candidates, key=lambda one: (one.rank is None, one.rank or 0, one.candidate.number)
        )
    )
    heads = (
        "组别",
        "编号",
        "姓名",
        "单位",
        "职务",
        "状态",
        "成绩",
        "满分",
        "合格线",
        "合格",
        "等次",
        "组内名次",
    )
    widths = (12, 12, 10, 18, 12, 8, 8, 8, 8, 8, 10, 9)
    lines = ("各组的试卷、合格线不同，名次是组内的；照各组签名的成绩。",)
    return SummarySheet("成绩", "各组成绩", lines, heads, widths, rows)


def _row(exam: Official, one: CandidateScore) -> tuple[str, ...]:
    who, head = one.candidate, exam.scores.head
    sat = one.score is not None
    return (
        *(who.number, who.name, who.unit, who.post, one.attendance.value, one.score or ""),
        *(exact_text(head.full), exact_text(head.pass_)),
        *(
            ("合格" if one.passed else "不合格") if sat else "",
            one.grade,
            "" if one.rank is None else str(one.rank),
        ),
    )


def _figures(exams: Sequence[Official]) -> SummarySheet:
    rows = []
    for exam in exams:
        scores = [Fraction(one.score) for one in exam.scores.candidates if one.score is not None]
        passed = sum(one.passed for one in exam.scores.candidates)
        told = (
            (
                percent_text(Fraction(passed, len(scores))),
                rounded_text(sum(scores, Fraction()) / len(scores)),
                rounded_text(max(scores)),
                rounded_text(min(scores)),
            )
            if scores
            else ("", "", "", "")
        )
        people = len(exam.scores.candidates)
        rows.append((_name(exam), str(people), str(len(scores)), str(passed), *told))
    heads = ("组别", "应考", "参加", "合格", "合格率", "平均分", "最高分", "最低分")
    return SummarySheet("按组", "各组情况", (), heads, (14, 8, 8, 8, 9, 9, 9, 9), tuple(rows))


def _sources(exams: Sequence[Official]) -> SummarySheet:
    rows = tuple(
        (
            _name(exam),
            exam.scores.head.date.isoformat(),
            exam.scores.head.title,
            book_text(closed=exam.scores.head.closed_book),
            exam.scores.signer.fingerprint[:16],
            exam.scores.digest,
        )
        for exam in exams
    )
    heads = ("组别", "日期", "考试", "方式", "签名公钥指纹（前 16 位）", "成绩文件的校验值")
    lines = ("每一份都验过签名，台账里有这份成绩。",)
    return SummarySheet("依据", "依据的签名成绩", lines, heads, (12, 12, 30, 8, 20, 68), rows)
