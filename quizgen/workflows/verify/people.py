"""Holds the acts about people against ledger and key, the signed scores against the people of their day."""

from __future__ import annotations

from quizgen.assemble.draw.late import NoFurtherForm, late_form
from quizgen.errors import QuizgenError
from quizgen.files.text import file_digest
from quizgen.model.answers import Attendance
from quizgen.model.form_text import form_json
from quizgen.model.ledger import PEOPLE_ACTS
from quizgen.model.people import PersonAct
from quizgen.model.rules.exam import V051, V052, V053
from quizgen.records.acts_file import acts_faults, acts_in, said_of
from quizgen.records.covered import marking_place
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import DamagedForm
from quizgen.records.ledger import Ledger, read_ledger
from quizgen.records.names import LATE_FORMS, LEDGER, SCORES
from quizgen.records.scores_file import has_scores, read_scores, signed_head
from quizgen.workflows.verify.ledger import ExamFindings


def check_acts(folder: ExamFolder, findings: ExamFindings) -> None:
    """Every act of the day against the ledger. Rules V050, V051. Raises CannotRead, BrokenExamFolder."""
    findings.problems += acts_faults(folder.path, folder.roster, read_ledger(folder.path).lines)


def check_late_forms(folder: ExamFolder, findings: ExamFindings) -> None:
    """Every form drawn for somebody who was added, drawn again from the key. Rule V051."""
    added = {one.form: at for at, one in enumerate(folder.acts) if isinstance(one, PersonAct)}
    try:
        for at, line in enumerate(folder.late_lines, 1):
            before = added[line.code]
            others = [one.form() for one in folder.every_line_at(before)]
            questions = folder.drawable_at(before)
            number = str(line.candidate)
            drawn = late_form(folder.exam, folder.pool, questions, folder.key, others, number)
            if form_json(drawn) != line.line:
                findings.fault(LATE_FORMS, V051.id, f"试卷 {line.code} 与密钥重新生成的不同", line=at)
    except (DamagedForm, NoFurtherForm, KeyError):
        findings.fault(LATE_FORMS, V051.id, "不能从密钥和冻结的题重新生成")


def check_scored_people(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """The people in signed scores as they were recorded when those were signed. Rule V052, note V053."""
    path = folder.path
    if not folder.acts or not has_scores(path):
        return
    try:
        scores = read_scores(path)
        place = marking_place(ledger.lines, signed_head(path), file_digest(path / SCORES))
    except QuizgenError:  # told where signature and scores are looked at
        return
    if place is None:
        return
    people = folder.people_at(len(acts_in(ledger.lines[:place])))
    for at, score in enumerate(scores.candidates, 2):
        number = score.candidate.number
        known = people.known.get(number)
        if known is None:
            findings.fault(SCORES, V052.id, "阅卷时的名单里没有这个人", where=number, line=at)
        elif known != score.candidate:
            findings.fault(SCORES, V052.id, "姓名、单位、职务与阅卷时的名单不同", where=number, line=at)
        elif (score.attendance is Attendance.WITHDRAWN) is not (number in people.withdrawn):
            message = (
                "写着退考，台账里没有" if number not in people.withdrawn else "台账里已经退考，成绩却不是"
            )
            findings.fault(SCORES, V052.id, message, where=number, line=at)
    if later := [line for line in acts_in(ledger.lines[place:]) if line.act in PEOPLE_ACTS]:
        said = "；".join(f"第 {line.seq} 行 {said_of(line)}" for line in later)
        findings.note(LEDGER, V053.id, f"成绩签名以后又有：{said}", "重新阅卷一次，成绩里才是现在的名单")
