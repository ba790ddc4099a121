"""The seat of somebody who was added after seats were drawn."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.assemble.seating.arrange import seat_for
from quizgen.errors import Problem
from quizgen.model.exam import Candidate, Form
from quizgen.model.ledger import Act
from quizgen.model.people import ExamPeople
from quizgen.model.rules.rooms import Z101
from quizgen.model.seating import SeatAct
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.day.seat_basis import late_basis
from quizgen.workflows.day.seats import named_seat


def late_seat(
    folder: ExamFolder, people: ExamPeople, person: Candidate, forms: Sequence[Form], named: str | None
) -> tuple[SeatAct | None, Problem | None]:
    """The act that seats a person, or a note (Z101) where no seat is free.

    ``people`` are those with the person among them, ``forms`` those drawn but not yet written; ``named`` is
    the seat asked for. Raises NoSuchRoom, NoSuchSeat.
    """
    basis = late_basis(folder, people, forms)
    if named is not None:
        seat = named_seat(people, basis, named, person.number, None)
    else:
        hall = basis.hall(people.rooms)
        found = seat_for(hall, people.seats, people.closed, basis.sitters[person.number], basis.sitters)
        if found is None:
            message = f"考场坐满了，编号 {person.number} 还没有座位"
            hint = "添考场后用 exam seats --rooms 加 --reason 重排"
            return None, Problem("--number", None, Z101.id, message, hint)
        seat = found
    return SeatAct(act=Act.RESEATED, places=(seat,)), None
