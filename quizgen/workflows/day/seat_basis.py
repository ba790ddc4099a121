"""What seats are drawn from: the people of an exam with their units and forms, its shared forms, its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forms import bound_to
from quizgen.assemble.seating.arrange import Hall, arrange
from quizgen.assemble.seating.closeness import Sitter
from quizgen.model.exam import Form, Mode
from quizgen.model.people import ExamPeople, PersonAct
from quizgen.model.seating import Room, Seat, Wish
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine


@dataclass(frozen=True, slots=True)
class SeatBasis:
    """The people to be seated by 编号, in the order of the roster; the codes of the forms that are shared."""

    sitters: Mapping[str, Sitter]
    codes: tuple[str, ...]

    def hall(self, rooms: Sequence[Room], wishes: Sequence[Wish] = ()) -> Hall:
        """The rooms as they are to be filled."""
        return Hall(tuple(rooms), tuple(wishes), self.codes)


def seat_basis(folder: ExamFolder, acts: int) -> SeatBasis:
    """The basis after so many acts."""
    given = {
        one.person.number: one.form
        for one in folder.acts[:acts]
        if isinstance(one, PersonAct) and one.form is not None
    }
    lines = folder.every_line_at(acts)
    return _basis(folder, folder.people_at(acts), lines, {}, given)


def late_basis(folder: ExamFolder, people: ExamPeople, forms: Sequence[Form]) -> SeatBasis:
    """The basis with people who are being added; ``forms`` are drawn for them but not yet written."""
    return _basis(folder, people, folder.all_lines, {one.code: one for one in forms}, people.given)


def _basis(
    folder: ExamFolder,
    people: ExamPeople,
    lines: Sequence[FormLine],
    drawn: Mapping[str, Form],
    given: Mapping[str, str],
) -> SeatBasis:
    individual = folder.exam.mode is Mode.INDIVIDUAL
    codes = () if individual else tuple(line.code for line in lines if not line.spare)
    questions: dict[str, int] = {}
    if individual:
        bits: dict[str, int] = {}
        by_code = {line.code: line for line in lines}
        own = {line.candidate: line.code for line in lines if line.candidate is not None} | {**given}
        for one in people.roster:
            code = own.get(one.number)
            form = drawn.get(code or "") or (by_code[code].form() if code in by_code else None)
            questions[one.number] = 0 if form is None else _bits(form, bits)
    return SeatBasis(
        {
            one.number: Sitter(one.number, one.unit, questions.get(one.number, 0), given.get(one.number))
            for one in people.roster
        },
        codes,
    )


def drawn_seats(
    folder: ExamFolder, acts: int, rooms: Sequence[Room], wishes: Sequence[Wish]
) -> tuple[Seat, ...]:
    """The seats that the key gives after so many acts: a pure function, so that it can be verified.

    Raises MorePeopleThanSeats.
    """
    basis = seat_basis(folder, acts)
    exam = folder.exam
    source = Streams(folder.key, bound_to(exam.blueprint, exam.cells, folder.pool))
    words = source.words("seats", "arrange", attempt=acts)
    return arrange(basis.hall(rooms, wishes), list(basis.sitters.values()), words)


def _bits(form: Form, bits: dict[str, int]) -> int:
    """The questions of a form as bits, new ones numbered on."""
    mask = 0
    for section in form.sections:
        for item in section.items:
            mask |= bits.setdefault(item.question, 1 << len(bits))
    return mask
