"""Verifies what units were given and what they returned: the centre's signature there, the units' here."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.errors import QuizgenError
from quizgen.files.text import read_bytes
from quizgen.marking.results import ScoredTwice, ranked_together
from quizgen.model.answers import Attendance
from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.question_acts import QuestionAct
from quizgen.model.rules.exam import V051, V054, V080, V081, V082, V083
from quizgen.model.score import CandidateScore
from quizgen.model.units import Given
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, ledger_of, read_ledger
from quizgen.records.names import ACTS, LATE_FORMS, LEDGER, SCORES, SM2_SIGNATURE, joined_folder
from quizgen.records.scores_file import Scores, check_sm2, has_scores, read_scores
from quizgen.records.units.cut import cut_of, read_given
from quizgen.records.units.extra import ExtraMissing
from quizgen.workflows.verify.ledger import ExamFindings, clause_of


def check_part(folder: ExamFolder, findings: ExamFindings) -> None:
    """A unit's part, which has no key: nothing may be in it that needs one. Rules V051, V054, note V081."""
    details = cut_of(read_ledger(folder.path).lines)
    if details is not None:
        words = f"这是分发给“{details.unit}”的一份（第 {details.version} 次分发第 {details.bundle} 包）"
        findings.note(LEDGER, V081.id, f"{words}：没有密钥，不能重新组卷，按中心的签名核对")
        if (len(folder.roster), len(folder.form_lines)) != (details.people, details.forms):
            findings.fault(LEDGER, V080.id, "人数、份数与中心签名时的不同", line=1)
    if folder.late_lines:
        findings.fault(LATE_FORMS, V051.id, "没有密钥，不能新组试卷")
    for at, act in enumerate(folder.acts, 1):
        if isinstance(act, QuestionAct):
            findings.fault(ACTS, V054.id, "分发给单位的一份里不能换题、勘误", line=at)


def check_second_signature(findings: ExamFindings) -> None:
    """The SM2 signature over the scores, where there is one. Rule V083."""
    try:
        check_sm2(findings.path)
    except ExtraMissing as error:
        findings.note(SM2_SIGNATURE, V083.id, f"没有核对：{clause_of(error)}")
    except QuizgenError as error:
        findings.fault(SM2_SIGNATURE, V083.id, clause_of(error))


def check_joined(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """What the units signed against what they were given and against the scores of the whole. Rule V082.

    The files themselves are held against the ledger elsewhere. Scores that were marked anew since they were
    joined may differ from the units'.
    """
    joins = [at for at, line in enumerate(ledger.lines) if line.act is Act.JOINED]
    if not joins or not has_scores(folder.path):
        return
    line = ledger.lines[joins[-1]]
    version = line.details.get("split")
    try:
        given = read_given(folder.path, version) if isinstance(version, int) else ()
        whole = read_scores(folder.path)
    except QuizgenError:  # told where the ledger's files and the signature are looked at
        return
    signed: dict[int, Scores] = {}
    for one in given:
        scores = _of_unit(folder, line, one, findings)
        if scores is not None:
            signed[one.bundle] = scores
    fresh = not any(later.act is Act.MARKED for later in ledger.lines[joins[-1] + 2 :])
    if fresh and len(signed) == len(given):
        _compare(whole, signed, findings)


def _of_unit(folder: ExamFolder, line: LedgerLine, given: Given, findings: ExamFindings) -> Scores | None:
    """The scores of a unit, None when they do not hold."""
    where = folder.path / joined_folder(given.bundle)
    name = f"{joined_folder(given.bundle)}/{SCORES}"
    try:
        scores = read_scores(where)
        lines = ledger_of(read_bytes(where / LEDGER), where / LEDGER).lines
    except QuizgenError as error:
        findings.fault(name, V082.id, f"单位“{given.unit}”：{clause_of(error)}")
        return None
    signers = line.details.get("signers")
    noted = signers.get(str(given.bundle)) if isinstance(signers, Mapping) else None
    if not lines or lines[0].hash != given.cut:
        findings.fault(name, V082.id, f"单位“{given.unit}”的不是分发给它的那一份")
    elif scores.signer.fingerprint != noted or given.signer not in {None, noted}:
        findings.fault(name, V082.id, f"单位“{given.unit}”的成绩不是它登记的密钥签的")
    else:
        return scores
    return None


def _compare(whole: Scores, signed: Mapping[int, Scores], findings: ExamFindings) -> None:
    """Everybody's line in the scores of the whole: what the unit signed, ranked together."""
    of_units = [score for scores in signed.values() for score in scores.candidates]
    known = {score.candidate.number for score in of_units}
    withdrawn = [
        score
        for score in whole.candidates
        if score.attendance is Attendance.WITHDRAWN and score.candidate.number not in known
    ]
    try:
        expected: dict[str, CandidateScore] = {
            score.candidate.number: score for score in ranked_together((*of_units, *withdrawn))
        }
    except ScoredTwice as error:
        findings.fault(SCORES, V082.id, clause_of(error))
        return
    for at, score in enumerate(whole.candidates, 2):
        number = score.candidate.number
        if expected.pop(number, None) != score:
            findings.fault(SCORES, V082.id, "与单位签名的成绩不同，或名次不对", where=number, line=at)
    for number in sorted(expected):
        findings.fault(SCORES, V082.id, "单位有他的成绩，汇总里没有", where=number)
