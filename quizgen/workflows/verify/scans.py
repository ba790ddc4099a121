"""Holds the answers against what was read from scanned sheets, and what people decided about it."""

from __future__ import annotations

from quizgen.errors import QuizgenError
from quizgen.files.entries import entries
from quizgen.model.ledger import Act
from quizgen.model.rules.exam import V070, V071, V072, V073
from quizgen.model.scan_decisions import DecisionWay
from quizgen.records.answers_file import answer_lines, answers_purged, parse_sheet
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger
from quizgen.records.names import ANSWERS, SCAN_DECISIONS, SCAN_PAGES, is_scan_picture, scan_picture
from quizgen.records.scans_file import scan_decisions, scanned_pages
from quizgen.workflows.marks.scanned import (
    answers_by_hand,
    has_scans,
    noted_by_hand,
    scans_now,
    scans_when_entered,
    unanswered,
)
from quizgen.workflows.verify.ledger import ExamFindings, clause_of


def check_scans(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """Answers that do not follow from readings and decisions, records of other pages. V070, V071; V072, V073.

    That the records themselves are as they were written is looked at with all files of the ledger. Raises
    CannotRead.
    """
    if answers_purged(folder.path, ledger.lines) or not has_scans(folder):
        return
    try:
        _records(folder, ledger, findings)
        _answers(folder, ledger, findings)
        _open(folder, ledger, findings)
    except QuizgenError as error:
        findings.fault(SCAN_PAGES, V071.id, clause_of(error))


def _records(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """Decisions and pictures are of pages that were read; a purge of pictures is told."""
    pages = scanned_pages(folder.path)
    known = {one.digest for one in pages}
    for at, one in enumerate(scan_decisions(folder.path), 1):
        if one.page not in known:
            findings.fault(SCAN_DECISIONS, V071.id, "说的那一页没有读过", line=at)
    wanted = {scan_picture(one.digest) for one in pages}
    there = [one.name for one in entries(folder.path) if one.kind == "file" and is_scan_picture(one.name)]
    for name in there:
        if name not in wanted:
            findings.fault(name, V071.id, "没有读过这一页", "移出考试文件夹")
    purged = [
        line for line in ledger.lines if line.act is Act.PURGED and line.details.get("pictures") is True
    ]
    if purged:
        message = f"台账第 {purged[-1].seq} 行（{purged[-1].by or '未写姓名'}）：扫描的图片已经清除"
        findings.note(SCAN_PAGES, V072.id, f"{message}，读到的和核对的还能核验")


def _answers(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """The accepted answers against the scans as they were then; what was entered by hand was noted then."""
    if not (folder.path / ANSWERS).is_file():
        return
    accounts = scans_when_entered(folder, ledger.lines)
    if accounts is None:
        return
    read = ((at, parse_sheet(line)) for at, line in enumerate(answer_lines(folder.path), 1))
    sheets = {sheet.candidate.number: (at, sheet) for at, sheet in read if sheet is not None}
    noted = noted_by_hand(ledger.lines)
    for number, items in answers_by_hand(folder, [sheet for _, sheet in sheets.values()], accounts).items():
        strange = [item for item in items if item not in noted.get(number, ())]
        if strange:
            what = "、".join(f"第 {item} 题" if item[0].isdigit() else item for item in strange)
            message = f"{what}不是读卡和核对得来的那样，登记时也没有记成人填的"
            findings.fault(ANSWERS, V070.id, message, where=number, line=sheets[number][0])


def _open(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """What nobody looked at."""
    if count := len(list(unanswered(scans_now(folder), noted_by_hand(ledger.lines)))):
        findings.note(SCAN_PAGES, V073.id, f"还有 {count} 处没有核对，成绩不是最后的")
    accepted = [one for one in scan_decisions(folder.path) if one.way is DecisionWay.ACCEPTED]
    if accepted:
        last = accepted[-1]
        message = (
            f"没有核对就接受了 {len(accepted)} 处（{last.stamp.by}，{last.reason}），有疑问的圆圈按没有涂计"
        )
        findings.note(SCAN_DECISIONS, V073.id, message)
