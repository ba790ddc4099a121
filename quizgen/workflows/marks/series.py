"""A series of exams joined into one list: sittings counted, averaged, ranked, exempt next time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from quizgen.errors import AlreadyExists, ContentFaults, Problem
from quizgen.files.safe import write_new
from quizgen.markup.figures import exact_text, rounded_text
from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from quizgen.model.rules.review import F002, F024
from quizgen.model.score import CandidateScore
from quizgen.records.roster import roster_csv
from quizgen.records.trust import Trust
from quizgen.reviews.summary import SummarySheet, summary_workbook
from quizgen.workflows.marks.official import Official, Officials, OnNotice, no_notice, read_officials

NOT_THERE = "—"
_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class SeriesOrder:
    """What ``exam series`` was asked for.

    ``least`` sittings are needed to be averaged and ranked. ``exempt`` is the average from which on people
    need not sit next time (None: nobody), ``exempt_to`` where their list goes.
    """

    exams: tuple[Path, ...]
    out: Path
    least: int
    exempt: Fraction | None = None
    exempt_to: Path | None = None
    trust: Trust | None = None
    on_notice: OnNotice = no_notice


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """How a person stands: the printed score of every exam or why there is none, the mean of those there are.

    ``average`` is rounded to two decimals, half up (None: too few sittings); ``rank`` goes by it as printed.
    """

    candidate: Candidate
    scores: tuple[str, ...]
    sittings: int
    average: Fraction | None = None
    rank: int | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class SeriesJoined:
    """The list, with the exams in the order of their days."""

    exams: tuple[Official, ...]
    standings: tuple[SeriesPlace, ...]
    exempt: tuple[Candidate, ...]


def join_series(order: SeriesOrder) -> SeriesJoined:
    """Join signed results by 编号 and write the list.

    Raises ContentFaults where the exams disagree (full marks, names), AlreadyExists, CannotWrite, what
    ``read_officials`` raises for results that do not verify.
    """
    for path in (order.out, order.exempt_to):
        if path is not None and path.exists():
            raise AlreadyExists(path)
    officials = read_officials(order.exams, order.trust, on_notice=order.on_notice)
    if faults := [*_different_full(officials), *_different_names(officials)]:
        raise ContentFaults(faults)
    exams = tuple(sorted(officials.exams, key=lambda one: (one.scores.head.date, one.shown_as)))
    standings = _ranked(_standings(Officials(exams), order.least), order.exempt)
    exempt = tuple(one.candidate for one in standings if one.exempt)
    write_new(order.out, summary_workbook(_sheets(exams, standings, order)))
    if order.exempt_to is not None:
        write_new(order.exempt_to, roster_csv(exempt).encode("utf-8-sig"))
    return SeriesJoined(exams, standings, exempt)


def _different_full(officials: Officials) -> Iterator[Problem]:
    first = officials.exams[0].scores.head.full
    for exam in officials.exams[1:]:
        full = exam.scores.head.full
        if full != first:
            message = f"满分 {exact_text(full)} 分，“{officials.exams[0].shown_as}”是 {exact_text(first)} 分"
            yield Problem(exam.shown_as, None, F024.id, message, "满分相同的才能平均；分成几次合")


def _different_names(officials: Officials) -> Iterator[Problem]:
    for number, names in sorted(officials.names.items()):
        if len(names) > 1:
            there = "、".join(exam.shown_as for exam, _ in officials.of(number))
            message = f"编号 {number} 在几次考试里姓名不同：{'、'.join(names)}"
            yield Problem(
                there, None, F002.id, message, "核对是不是同一个人；改名的用 exam amend 更正后重新阅卷"
            )


def _standings(officials: Officials, least: int) -> Iterator[SeriesPlace]:
    for number in sorted(officials.names):
        lines = [exam.scores.by_number.get(number) for exam in officials.exams]
        scores = [Fraction(one.score) for one in lines if one is not None and one.score is not None]
        candidate = next(one.candidate for one in reversed(lines) if one is not None)
        average = None
        if len(scores) >= least:
            mean = sum(scores, Fraction()) / len(scores)
            average = Fraction((mean * _HUNDREDTHS + Fraction(1, 2)).__floor__(), _HUNDREDTHS)
        yield SeriesPlace(candidate, tuple(map(_shown, lines)), len(scores), average)


def _shown(line: CandidateScore | None) -> str:
    if line is None:
        return NOT_THERE
    return line.score if line.attendance is Attendance.SAT and line.score else line.attendance.value


def _ranked(standings: Iterator[SeriesPlace], exempt: Fraction | None) -> tuple[SeriesPlace, ...]:
    """Best first, equal averages sharing a rank (1, 2, 2, 4); who has sat too seldom comes last."""
    several = tuple(standings)
    full = sorted(
        (one for one in several if one.average is not None),
        key=lambda one: (-(one.average or 0), one.candidate.number),
    )
    averages = [one.average for one in full]
    ranked = [
        replace(
            one,
            rank=averages.index(one.average) + 1,
            exempt=exempt is not None and one.average is not None and one.average >= exempt,
        )
        for one in full
    ]
    return (*ranked, *(one for one in several if one.average is None))


def _sheets(
    exams: Sequence[Official], standings: Sequence[SeriesPlace], order: SeriesOrder
) -> tuple[SummarySheet, SummarySheet]:
    days = [exam.scores.head.date.isoformat() for exam in exams]
    heads = ("名次", "编号", "姓名", "单位", "职务", *days, "参加次数", "平均分", "说明")
    rows = tuple(
        (
            "" if one.rank is None else str(one.rank),
            *(one.candidate.number, one.candidate.name, one.candidate.unit, one.candidate.post),
            *one.scores,
            str(one.sittings),
            "" if one.average is None else rounded_text(one.average),
            _said(one, order.least),
        )
        for one in standings
    )
    full = exact_text(exams[0].scores.head.full)
    lines = [
        f"{len(exams)} 次考试，满分都是 {full} 分；至少参加 {order.least} 次的按各次平均，不满的不排名次。",
        "平均分是印出来的各次成绩的平均，四舍五入到两位小数，名次照它排，相同的并列；缺考、作废、违纪不算参加。",
    ]
    if order.exempt is not None:
        lines.append(f"平均 {exact_text(order.exempt)} 分以上的免试。")
    widths = (6, 12, 10, 18, 12, *(12 for _ in exams), 9, 9, 14)
    sources = tuple(
        (
            exam.scores.head.date.isoformat(),
            exam.scores.head.title,
            exam.shown_as,
            str(exam.seated),
            exam.scores.signer.fingerprint[:16],
            exam.scores.digest,
        )
        for exam in exams
    )
    return (
        SummarySheet("成绩", "历次考试成绩", tuple(lines), heads, widths, rows),
        SummarySheet(
            "依据",
            "依据的签名成绩",
            ("每一份都验过签名，台账里有这份成绩。",),
            ("日期", "考试", "文件夹", "有成绩的人数", "签名公钥指纹（前 16 位）", "成绩文件的校验值"),
            (12, 24, 30, 12, 20, 68),
            sources,
        ),
    )


def _said(one: SeriesPlace, least: int) -> str:
    if one.average is None:
        return f"未满 {least} 次，差 {least - one.sittings} 次"
    return "免试" if one.exempt else ""
