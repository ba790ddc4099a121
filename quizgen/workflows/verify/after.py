"""Holds what follows the sitting against ledger and scores: who came, publications, checks of scores."""

from __future__ import annotations

from quizgen.errors import QuizgenError
from quizgen.files.text import read_bytes
from quizgen.model.answers import Attendance
from quizgen.model.ledger import Act
from quizgen.model.recheck import RecheckLine
from quizgen.model.rules.exam import V023, V060, V061, V062, V063, V065, V066
from quizgen.office.table import read_table
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, read_ledger
from quizgen.records.names import (
    LEDGER,
    PUBLISHED,
    PUBLISHED_BOOK,
    RECHECK_REGISTER,
    RECHECKS,
    SCORES,
    published_name,
    recheck_name,
    version_folder,
)
from quizgen.records.noted_files import RECHECK_ACTS, noted_faults
from quizgen.records.recheck_file import read_rechecks
from quizgen.records.scores_file import has_scores, parse_scores, read_scores
from quizgen.records.two_person import demanded, one_person_only
from quizgen.render.scores.published import SHEET, published_rows
from quizgen.workflows.after.publish import publications
from quizgen.workflows.marks.changes import standing
from quizgen.workflows.verify.ledger import ExamFindings, clause_of

_NAMED = 5


def check_noted(folder: ExamFolder, findings: ExamFindings) -> None:
    """The files of after the sitting as the ledger has them. Rules V040, V060, V061.

    What else differs from its digest is told with all the other files of the ledger (V023).
    """
    lines = read_ledger(folder.path).lines
    findings.problems += [one for one in noted_faults(folder.path, lines) if one.rule != V023.id]


def check_after(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """All that is known of the time after the sitting. Rules V062–V065, note V066."""
    _attendance(folder, findings)
    _two_persons(folder, ledger, findings)
    _publications(folder, ledger, findings)
    _rechecks(folder, ledger, findings)


def _publications(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """Every list that was put up against the scores signed then; files that nobody put up. V060, V062."""
    lines = publications(ledger.lines)
    known = {name for line in lines for name in line.outputs}
    for one in sorted((folder.path / PUBLISHED).glob("*/*")):
        name = one.relative_to(folder.path).as_posix()
        if name not in known:
            findings.fault(name, V060.id, "台账里没有公布过它", "移出考试文件夹")
    latest = sum(line.act is Act.MARKED for line in ledger.lines)
    for number, line in enumerate(lines, 1):
        name = published_name(number, PUBLISHED_BOOK)
        version = line.details.get("version")
        where = folder.path if version == latest else folder.path / version_folder(int(str(version)))
        try:
            _, candidates = parse_scores(read_bytes(where / SCORES), SCORES)
            table = read_table(folder.path / name, name, SHEET)
        except QuizgenError:  # gone, or damaged: told where the ledger's files are looked at
            continue
        shown = [tuple(cell.seen for cell in row.cells) for row in table.rows]
        if shown != published_rows(candidates, pass_only=line.details.get("pass_only") is True):
            findings.fault(name, V062.id, f"与第 {version} 版签名的成绩不同", "以签名的成绩为准，重新公布")


def _rechecks(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """Every request and outcome against the ledger and the scores of its day. Rules V060, V061, V065."""
    known = {name for line in ledger.lines for name in line.outputs}
    asked = {line.details.get("request") for line in ledger.lines if line.act is Act.RECHECK_ASKED}
    known |= {recheck_name(int(str(one)), ".xlsx") for one in asked}
    for one in sorted((folder.path / RECHECKS).glob("*")):
        name = one.relative_to(folder.path).as_posix()
        if name not in known:
            findings.fault(name, V060.id, "台账里没有这个核分", "移出考试文件夹")
    try:
        lines = read_rechecks(folder.path)
    except QuizgenError as error:
        findings.fault(RECHECK_REGISTER, V061.id, clause_of(error))
        return
    noted = [line for line in ledger.lines if line.act in RECHECK_ACTS]
    for at, (line, act) in enumerate(zip(lines, noted, strict=False), 1):
        said = act.act, act.details.get("request"), act.details.get("number")
        if said != (line.act, line.request, line.number):
            findings.fault(RECHECK_REGISTER, V061.id, f"与台账第 {act.seq} 行说的不是同一件事", line=at)
        _standing_then(folder, ledger, line, at, findings)


def _standing_then(
    folder: ExamFolder, ledger: Ledger, line: RecheckLine, at: int, findings: ExamFindings
) -> None:
    """The result that a line of the register gives, against the scores of that version."""
    latest = sum(one.act is Act.MARKED for one in ledger.lines)
    where = folder.path if line.version == latest else folder.path / version_folder(line.version)
    try:
        _, candidates = parse_scores(read_bytes(where / SCORES), SCORES)
    except QuizgenError:  # gone, or damaged: told where the versions are looked at
        return
    score = next((one for one in candidates if one.candidate.number == line.number), None)
    if standing(score) != line.standing:
        message = f"写的成绩是 {line.standing}，第 {line.version} 版签名的是 {standing(score)}"
        findings.fault(RECHECK_REGISTER, V065.id, message, where=line.number, line=at)


def _two_persons(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """Answers taken over although only one person had vouched for them. Rule V063."""
    for at, line in enumerate(ledger.lines):
        before = ledger.lines[:at]
        if line.act is not Act.ENTERED or not (folder.exam.two_person or demanded(before)):
            continue
        reason = one_person_only(before, line.inputs)
        if reason is not None:
            message = f"要求两人登分，{reason}"
            findings.fault(LEDGER, V063.id, message, "查清是谁登记、谁核对的", line=line.seq)


def _attendance(folder: ExamFolder, findings: ExamFindings) -> None:
    """People whose signed state is not what the sign-in sheets say."""
    if not folder.attendance or not has_scores(folder.path):
        return
    try:
        scores = read_scores(folder.path)
    except QuizgenError:  # told where the scores are looked at
        return
    differ = [
        one.candidate.number
        for one in scores.candidates
        if one.attendance is not Attendance.WITHDRAWN
        and (listed := folder.attendance.get(one.candidate.number)) is not None
        and (listed.attendance is Attendance.ABSENT) is not (one.attendance is Attendance.ABSENT)
    ]
    if differ:
        more = f" 等 {len(differ)} 人" if len(differ) > _NAMED else ""
        message = f"到考情况与签到表不同：{'、'.join(differ[:_NAMED])}{more}"
        findings.note(SCORES, V066.id, message, "改正登记，重新阅卷一次")
