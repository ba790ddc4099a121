"""What every room of an exam needs to show, from its seats, people and forms after some acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.shell import command_line
from quizgen.markup.figures import book_text, day_text
from quizgen.model.exam import Mode
from quizgen.model.people import ExamPeople
from quizgen.records.exam_folder import ExamFolder
from quizgen.render.rooms.view import RoomView, Sitting
from quizgen.workflows.exam.products import without_sheet


class NoPeopleToSeat(QuizgenError):
    """The exam was drawn without a roster."""

    def __init__(self) -> None:
        super().__init__("这次考试没有名册，不知道谁来，排不了座位；组卷时加上 --roster。没有写出任何文件。")


class NotSeated(QuizgenError):
    """No seats were drawn yet."""

    def __init__(self, folder: Path) -> None:
        command = command_line("quizgen", "exam", "seats", folder, "--rooms", "rooms.yaml")
        super().__init__(f"还没有编排座位；先运行：{command}")


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms in use by name; ``bare`` are the codes of the forms without an answer sheet."""

    views: dict[str, RoomView]
    bare: frozenset[str]


def rooms_at(folder: ExamFolder, acts: int) -> Rooms:
    """The rooms as they stood after so many acts; none where no seats were drawn."""
    people = folder.people_at(acts)
    lines = folder.every_line_at(acts)
    bare = without_sheet(folder, lines)
    return Rooms(
        {view.room.name: view for view in _views(folder, acts, people, len(bare) < len(lines))}, bare
    )


def _views(folder: ExamFolder, acts: int, people: ExamPeople, sheets: bool) -> Iterator[RoomView]:  # noqa: FBT001 - of the exam
    exam = folder.exam
    shared = exam.mode is not Mode.INDIVIDUAL
    lines = folder.every_line_at(acts)
    own = {line.candidate: line.code for line in lines if line.candidate is not None}
    forms = own | {**people.given} if not shared else {**people.given}
    rooms = [room for room in people.rooms if room.name not in people.closed]
    if shared:
        sealed = [line.code for line in lines if not line.spare]
        spares = {
            room.name: tuple((code, people.spares) for code in sealed if people.spares) for room in rooms
        }
    else:
        used = set(people.given.values())
        sealed = [line.code for line in lines if line.spare]
        spares = {
            room.name: tuple((code, 1) for code in sealed[at :: len(rooms)] if code not in used)
            for at, room in enumerate(rooms)
        }
    parts = (
        day_text(exam.date) if exam.date else "",
        f"{exam.blueprint.minutes} 分钟",
        book_text(closed=exam.blueprint.closed_book),
    )
    for number, room in enumerate(rooms, 1):
        here = sorted(
            (one for one in people.seats.values() if one.room == room.name), key=lambda one: one.number
        )
        yield RoomView(
            title=exam.title,
            subtitle="　".join(filter(None, parts)),
            minutes=exam.blueprint.minutes,
            terms=exam.terms,
            room=room,
            number=number,
            count=len(rooms),
            sittings=tuple(
                Sitting(one, people.known[one.person], one.form or forms.get(one.person, "")) for one in here
            ),
            spares=spares[room.name],
            shared=shared,
            sheets=sheets,
        )
