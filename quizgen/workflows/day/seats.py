"""The recipe of ``quizgen exam seats``: seats drawn by the key, then changed with a name and a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.assemble.seating.arrange import seat_for
from quizgen.assemble.seating.closeness import Closeness, closeness
from quizgen.errors import ContentFaults, Problem
from quizgen.model.ledger import Act, JsonValue
from quizgen.model.people import ExamPeople
from quizgen.model.seating import Room, RowColumn, Seat, SeatAct, pattern, written
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import KEY
from quizgen.records.rooms_file import read_rooms
from quizgen.records.scores_file import has_scores
from quizgen.workflows.day.seat_basis import SeatBasis, drawn_seats, seat_basis
from quizgen.workflows.day.seat_refused import (
    KeyForSeats,
    NobodySeated,
    NoSuchRoom,
    NoSuchSeat,
    SeatedAlready,
    SeatsAfterMarking,
    SeatsShort,
)
from quizgen.workflows.day.written import DayOrder, DecidedAct, check_reason, write_acts
from quizgen.workflows.exam.intact import changing, intact_exam
from quizgen.workflows.exam.room_views import NoPeopleToSeat, NotSeated


@dataclass(frozen=True, slots=True)
class Seating:
    """How an exam is seated: its people as they stand, how near alike ones sit.

    ``unseated`` are the 编号 of those without a seat. ``changed`` are the seats given now, ``head`` is the
    hash of the ledger's last line (empty: only looked at).
    """

    people: ExamPeople
    closeness: Closeness
    codes: tuple[str, ...]
    unseated: tuple[str, ...]
    changed: tuple[Seat, ...] = ()
    notes: tuple[Problem, ...] = ()
    head: str = ""


def seating_of(path: Path) -> Seating:
    """How an exam is seated now. Raises NotSeated, what ``intact_exam`` raises."""
    folder = intact_exam(path)
    if not folder.people.rooms:
        raise NotSeated(path)
    return _told(folder.people, seat_basis(folder, len(folder.acts)))


def draw_seats(order: DayOrder, rooms: Path, *, again: bool) -> Seating:
    """Draw a seat for everybody. ``again``: also when seats were drawn before.

    Raises NoPeopleToSeat, SeatedAlready, KeyForSeats, ContentFaults for faults of the rooms,
    MorePeopleThanSeats, SeatsAfterMarking, what ``changing`` raises, CannotWrite.
    """
    check_reason(order.reason)
    with changing(order.folder) as folder:
        people = folder.people
        if not people.roster:
            raise NoPeopleToSeat
        _check_not_marked(folder)
        if people.rooms and not again:
            raise SeatedAlready
        if not (folder.path / KEY).exists():
            raise KeyForSeats
        read = read_rooms(rooms, str(rooms), frozenset(one.number for one in people.roster))
        if read.problems:
            raise ContentFaults(read.problems)
        seats = drawn_seats(folder, len(folder.acts), read.rooms, read.wishes)
        act = SeatAct(act=Act.SEATED, places=seats, rooms=read.rooms, wishes=read.wishes, spares=read.spares)
        here: dict[str, JsonValue] = {
            room.name: sum(one.room == room.name for one in seats) for room in read.rooms
        }
        return _write(order, folder, act, {"people": len(seats), "rooms": here})


def move_person(order: DayOrder, number: str, to: str) -> Seating:
    """Put somebody on another seat: ``第二考场 07``, ``第二考场 3-2``, or ``07`` of the room they are in.

    Raises NotSeated, NobodySeated, NoSuchRoom, NoSuchSeat, SeatsAfterMarking, what ``changing`` raises.
    """
    check_reason(order.reason)
    with changing(order.folder) as folder:
        people = _seated(folder)
        own = people.seats.get(number)
        if number not in {one.number for one in people.roster}:
            raise NobodySeated(number)
        basis = seat_basis(folder, len(folder.acts))
        new = named_seat(people, basis, to, number, None if own is None else own.room)
        details: dict[str, JsonValue] = {"people": 1, "number": number, "seat": _shown(new)}
        if own is not None:
            details["from"] = _shown(own)
        return _write(order, folder, SeatAct(act=Act.RESEATED, places=(new,)), details)


def exchange_seats(order: DayOrder, number: str, other: str) -> Seating:
    """Let two people change seats. Raises as ``move_person`` does."""
    check_reason(order.reason)
    with changing(order.folder) as folder:
        people = _seated(folder)
        for one in (number, other):
            if one not in people.seats:
                raise NobodySeated(one)
        basis = seat_basis(folder, len(folder.acts))
        places = tuple(
            _on(basis, people.rooms, one, people.seats[there].room, people.seats[there].spot, people.seats)
            for one, there in ((number, other), (other, number))
        )
        details: dict[str, JsonValue] = {"people": 2, "exchanged": [number, other]}
        return _write(order, folder, SeatAct(act=Act.RESEATED, places=places), details)


def close_room(order: DayOrder, name: str) -> Seating:
    """Take a room out of use; its people get the free seats of the others where they disturb least.

    Raises NotSeated, NoSuchRoom, SeatsShort, SeatsAfterMarking, what ``changing`` raises.
    """
    check_reason(order.reason)
    with changing(order.folder) as folder:
        people = _seated(folder)
        _open_room(people, name)
        basis = seat_basis(folder, len(folder.acts))
        closed = people.closed | {name}
        seats = {number: one for number, one in people.seats.items() if one.room != name}
        leaving = sorted(
            (one for one in people.seats.values() if one.room == name), key=lambda one: one.number
        )
        free = sum(len(room.spots) for room in people.rooms if room.name not in closed) - len(seats)
        if len(leaving) > free:
            raise SeatsShort(name, len(leaving), free)
        moved: list[Seat] = []
        for one in leaving:
            new = seat_for(basis.hall(people.rooms), seats, closed, basis.sitters[one.person], basis.sitters)
            if new is None:
                raise SeatsShort(name, len(leaving), free)
            moved.append(new.model_copy(update={"large": one.large}))
            seats[one.person] = moved[-1]
        act = SeatAct(act=Act.RESEATED, places=tuple(moved), closed=(name,))
        return _write(order, folder, act, {"people": len(moved), "closed": [name]})


def named_seat(people: ExamPeople, basis: SeatBasis, to: str, number: str, room: str | None) -> Seat:
    """The free seat that words name: room and number, or row and column; without a room, of ``room``.

    Raises NoSuchRoom, NoSuchSeat.
    """
    words = to.split()
    name = " ".join(words[:-1]) or room or ""
    found = _open_room(people, name)
    spot = _spot(found, words[-1] if words else "")
    taken = {(one.room, one.spot): one.person for one in people.seats.values()}
    other = taken.get((name, spot))
    if other == number:
        raise NoSuchSeat(name, words[-1], "他就坐在这里")
    if other is not None:
        raise NoSuchSeat(name, words[-1], f"已经给了编号 {other}；两人对换用 --with {other}")
    return _on(basis, people.rooms, number, name, spot, people.seats)


def _spot(room: Room, word: str) -> RowColumn:
    """Row and column of a seat as it is named: ``3-2``, or the number on the desk. Raises NoSuchSeat."""
    parts = word.split("-")
    spots = room.spots
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 2:  # noqa: PLR2004 - row, column
        raise NoSuchSeat(room.name, word, "写成座位号（如 07），或第几排-第几列（如 3-2）")
    numbers = [int(part) for part in parts]
    if len(numbers) == 1 and 1 <= numbers[0] <= len(spots):
        return spots[numbers[0] - 1]
    if len(numbers) > 1 and (numbers[0], numbers[1]) in spots:
        return numbers[0], numbers[1]
    broken = len(numbers) > 1 and (numbers[0], numbers[1]) in room.broken
    raise NoSuchSeat(room.name, word, "是坏的" if broken else f"没有这个座位（共 {len(spots)} 个）")


def _open_room(people: ExamPeople, name: str) -> Room:
    known = [room for room in people.rooms if room.name not in people.closed]
    found = next((room for room in known if room.name == name), None)
    if found is None:
        raise NoSuchRoom(name, [room.name for room in known])
    return found


def _on(  # noqa: PLR0913, PLR0917 - all that a seat says
    basis: SeatBasis,
    rooms: Sequence[Room],
    number: str,
    name: str,
    spot: RowColumn,
    seats: Mapping[str, Seat],
) -> Seat:
    """Somebody on a seat, with the shared form that lies there."""
    at, room = next((at, one) for at, one in enumerate(rooms) if one.name == name)
    own = seats.get(number)
    given = basis.sitters[number].form
    form = pattern(basis.codes, at, spot) if basis.codes else None
    return Seat(
        person=number,
        room=name,
        row=spot[0],
        column=spot[1],
        number=room.spots.index(spot) + 1,
        form=given if basis.codes and given is not None and given not in basis.codes else form,
        large=own is not None and own.large,
    )


def _check_not_marked(folder: ExamFolder) -> None:
    if has_scores(folder.path):
        raise SeatsAfterMarking


def _seated(folder: ExamFolder) -> ExamPeople:
    _check_not_marked(folder)
    if not folder.people.rooms:
        raise NotSeated(folder.path)
    return folder.people


def _shown(seat: Seat) -> str:
    return f"{seat.room} {seat.shown}（{written(seat.spot)}）"


def _write(order: DayOrder, folder: ExamFolder, act: SeatAct, details: Mapping[str, JsonValue]) -> Seating:
    basis = seat_basis(folder, len(folder.acts))
    head, behind = write_acts(order, check_ledger(folder.path), None, [DecidedAct(act, details)])
    now = ExamFolder(folder.path).people
    return _told(now, basis, act.places, (behind,) if behind else (), head)


def _told(
    people: ExamPeople,
    basis: SeatBasis,
    changed: tuple[Seat, ...] = (),
    notes: tuple[Problem, ...] = (),
    head: str = "",
) -> Seating:
    return Seating(
        people,
        closeness(people.seats.values(), basis.sitters),
        basis.codes,
        tuple(one.number for one in people.roster if one.number not in people.seats),
        changed,
        notes,
        head,
    )
