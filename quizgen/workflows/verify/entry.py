"""Compares entry files with what was marked; a file changed since is reported cell by cell."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.entry.read_answers import read_answers
from quizgen.errors import Place, QuizgenError
from quizgen.files.text import file_digest
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.ledger import Act
from quizgen.model.rules.exam import V034
from quizgen.records.answers_file import answers_purged, stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger
from quizgen.records.names import FIRST_ANSWERS
from quizgen.workflows.marks.changes import STATE_CHANGED, changed_items
from quizgen.workflows.marks.entry import entry_exam, find_file, read_entry
from quizgen.workflows.marks.run import MarkingRun
from quizgen.workflows.verify.ledger import ExamFindings

_HINT = "以阅卷时的为准；确要更正，改好后用 exam mark --reason 重新阅卷"


def check_entry(folder: ExamFolder, ledger: Ledger, findings: ExamFindings) -> None:
    """Rule V034 for every entry file that is there but no longer as it was read. Raises CannotRead.

    Files that were moved away are no fault: the accepted answers are in ``answers.jsonl``.
    """
    if answers_purged(folder.path, ledger.lines):
        return
    entered = [line for line in ledger.lines if line.act is Act.ENTERED]
    for name, digest in sorted(entered[-1].inputs.items()) if entered else ():
        file = folder.path / name
        if not file.is_file() or file_digest(file) == digest:
            continue
        cells = _changed_cells(folder) if file == find_file(folder.path, FIRST_ANSWERS) else {}
        for place, message in cells.items():
            findings.fault(place.file, V034.id, message, _HINT, spot=place.spot)
        if not cells:
            findings.fault(name, V034.id, "阅卷以后被改动过", _HINT)


def _changed_cells(folder: ExamFolder) -> Mapping[Place, str]:
    """What is wrong by cell; nothing where the file cannot be compared with the accepted answers."""
    file = find_file(folder.path, FIRST_ANSWERS)
    if file is None:
        return {}
    try:
        reading = read_answers(file, file.name, entry_exam(folder))
        now = {sheet.candidate.number: sheet for sheet in read_entry(folder.path, opened=folder).sheets}
        run = MarkingRun(folder, ())
        found: dict[Place, str] = {}
        for sheet in stored_sheets(folder.path):
            number = sheet.candidate.number
            if sheet.attendance is Attendance.WITHDRAWN:
                continue
            if number not in now:
                found[reading.where(number, STATE_CHANGED)] = f"阅卷时有编号 {number}，现在没有或有错"
                continue
            for item in changed_items(sheet, now[number], run):
                was, is_ = _said(sheet, item, run), _said(now[number], item, run)
                found[reading.where(number, item)] = f"阅卷以后被改动过：当时是“{was}”，现在是“{is_}”"
    except QuizgenError:
        return {}
    return found


def _said(sheet: AnswerSheet, item: str, run: MarkingRun) -> str:
    """What a sheet says under a printed number, under 卷号 or 状态."""
    if not item[0].isdigit():
        return sheet.attendance.value if item == STATE_CHANGED else sheet.form or ""
    key = next(place.id for place in run.places(sheet) if place.number == item)
    given: dict[tuple[str, int | None], Answer] = {(one.question, one.part): one for one in sheet.answers}
    return given[key].typed if key in given else ""
