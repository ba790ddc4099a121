"""Who came to an exam, as the sign-in sheet (签到表) of a room says."""

from __future__ import annotations

from quizgen.errors import Place, Spot
from quizgen.model.answers import Attendance
from quizgen.model.base import Record


class Attended(Record):
    """A line of ``attendance.jsonl``: what a sign-in sheet says of somebody (``number`` is the 编号).

    ``file``, ``sheet`` and ``cell`` say where; ``sheet`` is empty for a text.
    """

    number: str
    attendance: Attendance
    file: str
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> Place:
        """Where it says so."""
        return Place(self.file, Spot(self.sheet, self.cell))
