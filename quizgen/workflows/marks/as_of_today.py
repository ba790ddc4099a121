"""Answer sheets under the people's records as they stand now: names amended, withdrawals told apart."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.people import ExamPeople


def as_of_today(sheets: Iterable[AnswerSheet], people: ExamPeople) -> tuple[AnswerSheet, ...]:
    """The sheets with everybody recorded as now, a sheet without answers for each person who has withdrawn.

    Nothing is changed where nothing was done about people since the exam was drawn.
    """
    if not people.former and not people.withdrawn and not people.given:
        return tuple(sheets)
    now = {one.number: one for one in people.roster}
    kept = [
        sheet.model_copy(update={"candidate": now.get(sheet.candidate.number, sheet.candidate)})
        for sheet in sheets
        if sheet.candidate.number not in people.withdrawn and sheet.attendance is not Attendance.WITHDRAWN
    ]
    gone = [
        AnswerSheet(candidate=one, form=None, attendance=Attendance.WITHDRAWN)
        for one in people.withdrawn.values()
    ]
    return tuple(sorted((*kept, *gone), key=lambda sheet: sheet.candidate.number))
