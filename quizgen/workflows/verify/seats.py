"""Holds drawn seats against the key: the same rooms and people must give the same seats."""

from __future__ import annotations

from quizgen.assemble.draw.derive import WrongKeyLength
from quizgen.errors import QuizgenError
from quizgen.model.ledger import Act
from quizgen.model.rules.exam import V057
from quizgen.model.seating import SeatAct
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import ACTS
from quizgen.workflows.day.seat_basis import drawn_seats
from quizgen.workflows.verify.ledger import ExamFindings


def check_seats(folder: ExamFolder, findings: ExamFindings) -> None:
    """Every drawing of seats done again. Rule V057.

    What people changed since is their decision: that such seats exist and are free is told by V050.
    """
    for at, act in enumerate(folder.acts):
        if not isinstance(act, SeatAct) or act.act is not Act.SEATED:
            continue
        try:
            drawn = drawn_seats(folder, at, act.rooms, act.wishes)
        except (QuizgenError, WrongKeyLength, ValueError, KeyError, StopIteration):
            findings.fault(ACTS, V057.id, "不能从密钥和名单重新编排", line=at + 1)
            continue
        if drawn != act.places:
            other = next((one for one, was in zip(drawn, act.places, strict=False) if one != was), None)
            whose = "" if other is None else f"，如 {other.room} {other.shown} 号"
            findings.fault(ACTS, V057.id, f"座位与密钥重新编排的不同{whose}", line=at + 1)
