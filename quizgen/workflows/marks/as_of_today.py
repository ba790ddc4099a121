"""Answer sheets under the people's records as they stand now: names amended, withdrawals told apart."""

from __future__ import annotations

from quizgen.entry.read_answers import TakeSheet
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.people import ExamPeople


class AsOfToday:
    """Passes sheets on with everybody recorded as now.

    Nothing is changed where nothing was done about people since the exam was drawn.
    """

    def __init__(self, people: ExamPeople, take: TakeSheet) -> None:
        self._people = people
        self._take = take
        self._changed = bool(people.former or people.withdrawn or people.given)
        self._now = {one.number: one for one in people.roster} if self._changed else {}

    def take(self, sheet: AnswerSheet) -> None:
        """Pass on a sheet, unless it is of somebody who has withdrawn."""
        if not self._changed:
            self._take(sheet)
            return
        number = sheet.candidate.number
        if number not in self._people.withdrawn and sheet.attendance is not Attendance.WITHDRAWN:
            self._take(sheet.model_copy(update={"candidate": self._now.get(number, sheet.candidate)}))

    def add_withdrawn(self) -> None:
        """Pass on a sheet without answers for each person who has withdrawn."""
        for one in self._people.withdrawn.values():
            self._take(AnswerSheet(candidate=one, form=None, attendance=Attendance.WITHDRAWN))
