"""汇总.xlsx: who received a score, who did not and why, and who appears in no document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.errors import Problem
from quizgen.markup.review_words import passed_text, valid_text
from quizgen.reviews.summary import SummarySheet, summary_workbook
from quizgen.workflows.marks.official import Officials
from quizgen.workflows.review.order import AttachedScore, AttachOrder

ATTACHED = "已附"
"""The sheet of those who got a score."""

_ATTACHED_HEADS = ("材料", "位置", "编号", "姓名", "单位", "考试名称", "考试日期", "成绩", "等次")
_ATTACHED_HEADS_MORE = ("是否合格", "有效期至", "核验码", "请留意")


def attach_summary(  # noqa: PLR0913, PLR0917 - everything that happened to each person
    officials: Officials,
    attached: Sequence[AttachedScore],
    problems: Sequence[Problem],
    unlisted: Sequence[tuple[str, str, str]],
    notices: Sequence[str],
    order: AttachOrder,
) -> bytes:
    """Make the workbook; it shows the day on which scores must be valid only if the user gave it."""
    lines = tuple(_lines(officials, order))
    people = len({one.result.candidate.number for one in attached})
    counts = (
        f"附上 {people} 人（{len(attached)} 处），没有附上 {len(problems)} 处，"
        f"成绩里有而材料里没有 {len(unlisted)} 人"
    )
    sheets = (
        SummarySheet(
            name=ATTACHED,
            title="已附成绩",
            lines=(counts, *lines),
            heads=(*_ATTACHED_HEADS, *_ATTACHED_HEADS_MORE),
            widths=(22, 12, 11, 10, 16, 26, 12, 8, 8, 9, 12, 22, 24),
            rows=tuple(map(attached_row, attached)),
        ),
        SummarySheet(
            name="未附",
            title="没有附上的，逐条写明原因",
            lines=(counts,),
            heads=("材料", "位置", "规则", "原因", "怎样处理"),
            widths=(24, 14, 8, 60, 44),
            rows=tuple((_name(one), str(one.spot), one.rule, one.message, one.hint) for one in problems),
        ),
        SummarySheet(
            name="材料里没有",
            title="成绩里有、考核材料里没有的人",
            lines=(),
            heads=("编号", "姓名", "考试"),
            widths=(14, 14, 50),
            rows=tuple(unlisted),
        ),
        SummarySheet(
            name="提示",
            title="附成绩时请留意",
            lines=(),
            heads=("提示",),
            widths=(100,),
            rows=tuple((notice,) for notice in notices),
        ),
    )
    return summary_workbook(sheets)


def _lines(officials: Officials, order: AttachOrder) -> Iterator[str]:
    for exam in officials.exams:
        yield f"考试：{exam.title}；签名公钥指纹 {exam.scores.signer.fingerprint}"
    day = order.date.isoformat() if order.dated else "运行当天"
    several = "取最近一次" if order.latest else "不附，请人决定"
    yield f"有效期按{day}判断；一人有几次成绩：{several}"


def _name(problem: Problem) -> str:
    return problem.file.replace("\\", "/").rpartition("/")[2]


def attached_row(one: AttachedScore) -> tuple[str, ...]:
    """One person who received a score, column by column."""
    result = one.result
    return (
        one.file,
        str(one.where),
        result.candidate.number,
        result.candidate.name,
        result.candidate.unit,
        result.exam,
        result.date.isoformat(),
        result.score,
        result.grade,
        passed_text(result),
        valid_text(result),
        result.code,
        one.note,
    )
