"""The list of scores that is put up: 编号 and score, no names, how long and where to complain."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.markup.figures import day_text, exact_text
from quizgen.model.answers import Attendance
from quizgen.model.score import CandidateScore, ScoresHead
from quizgen.office.open_table import OpenColumn, open_table
from quizgen.render.typst_pdf import Printer

SHEET = "成绩公布"
NUMBER, SCORE, VERDICT = "编号", "成绩", "结果"
CHECKED = "核分只核对有没有漏评、漏登，加分有没有差错，不重新评判答案。"
"""What a check of scores is; published rules of real exams say so (docs/dev/marking.md)."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is put up, from ``first`` to ``last``; complaints go to ``where``, in the user's words.

    ``pass_only``: whether somebody passed instead of the score.
    """

    first: datetime.date
    last: datetime.date
    where: str
    pass_only: bool = False


def published_rows(candidates: Sequence[CandidateScore], *, pass_only: bool) -> list[tuple[str, str]]:
    """编号 with score, verdict or state, sorted by 编号; nobody who has withdrawn."""
    return sorted(
        (one.candidate.number, _said(one, pass_only=pass_only))
        for one in candidates
        if one.attendance is not Attendance.WITHDRAWN
    )


def _said(one: CandidateScore, *, pass_only: bool) -> str:
    if one.attendance is not Attendance.SAT or one.score is None:
        return one.attendance.value
    if pass_only:
        return "合格" if one.passed else "不合格"
    return str(one.score)


def published_book(head: ScoresHead, candidates: Sequence[CandidateScore], one: Publication) -> bytes:
    """The list as a workbook; the same list gives the same bytes."""
    columns = (OpenColumn(NUMBER, 22), OpenColumn(VERDICT if one.pass_only else SCORE, 16))
    rows = published_rows(candidates, pass_only=one.pass_only)
    return open_table(f"{head.title}　{SHEET}", SHEET, columns, rows)


def published_pdf(
    head: ScoresHead, candidates: Sequence[CandidateScore], one: Publication, printer: Printer
) -> bytes:
    """The notice with the list. Raises CannotPrint, PrintFailed."""
    data = published_data(head, candidates, one)
    return printer.document_pdf("published", "成绩公布", json.dumps(data, ensure_ascii=False))


def published_data(
    head: ScoresHead, candidates: Sequence[CandidateScore], one: Publication
) -> dict[str, Any]:
    """What the notice says, as printed words."""
    rows = published_rows(candidates, pass_only=one.pass_only)
    sat = sum(candidate.attendance is Attendance.SAT for candidate in candidates)
    score = f"合格线 {exact_text(head.pass_)} 分"
    if not one.pass_only:
        score = f"满分 {exact_text(head.full)} 分，{score}"
    return {
        "title": f"{head.title}成绩公布",
        "said": f"考试日期 {day_text(head.date)}；名单 {len(rows)} 人，参加考试 {sat} 人；{score}。",
        "heads": [NUMBER, VERDICT if one.pass_only else SCORE],
        "rows": [list(row) for row in rows],
        "notes": [
            f"核分申请和异议的期限：{day_text(one.first)}至{day_text(one.last)}。",
            f"受理：{one.where}",
            CHECKED,
            "本表只列编号和结果，不列姓名。",
        ],
        "date": day_text(one.first),
    }
