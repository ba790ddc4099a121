"""The rooms of an exam as offices write them down: ``rooms.yaml``, or a table of Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from quizgen.errors import Problem
from quizgen.files.yaml_lines import load_yaml
from quizgen.model.base import Record, Text, Way
from quizgen.model.names import file_name_fault
from quizgen.model.reading import read_record
from quizgen.model.rules.rooms import Z001, Z002, Z003, Z004, Z005, Z006, Z007
from quizgen.model.seating import MOST_ROWS, MOST_SEATS, Door, Room, RowColumn, SeatOrder, Wish
from quizgen.records.rooms_sheet import RoomsTable, read_rooms_table

_YAML = frozenset({".yaml", ".yml"})
_LONGEST_NAME = 20
_SEAT = Annotated[str, Field(pattern=r"^\d{1,2}-\d{1,2}$", description="座位，第几排-第几列，如 3-2")]
_COUNT = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class WrittenRoom(Record):
    """A room as it is written."""

    name: Text = Field(description="考场名，如 第一考场")
    rows: _COUNT = Field(description="几排座位")
    columns: _COUNT = Field(description="每排几个座位")
    order: SeatOrder = SeatOrder.SNAKE
    door: Door = Door.FRONT_RIGHT
    place: str = ""
    staff: tuple[Text, ...] = ()
    broken: tuple[_SEAT, ...] = ()
    kept: tuple[_SEAT, ...] = ()


class WrittenWish(Record):
    """What a person needs, as it is written."""

    number: Text
    room: Text | None = None
    seat: _SEAT | None = None
    near: Literal["门", "前排"] | None = None
    large: bool = False


class WrittenRooms(Record):
    """``rooms.yaml``."""

    rooms: tuple[WrittenRoom, ...]
    people: tuple[WrittenWish, ...] = ()
    spares: Annotated[int, Field(ge=0, le=20)] = 0


_ROOMS: TypeAdapter[WrittenRooms] = TypeAdapter(WrittenRooms)


@dataclass(frozen=True, slots=True)
class RoomsRead:
    """The rooms, what people need, the sealed papers a room of every shared form; else all faults."""

    rooms: tuple[Room, ...]
    wishes: tuple[Wish, ...]
    spares: int
    problems: tuple[Problem, ...]


def read_rooms(path: Path, shown_as: str, known: frozenset[str]) -> RoomsRead:
    """Read a file of rooms; ``known`` are the 编号 of the people. Rules Z001–Z007.

    Raises CannotRead, RefusedFile.
    """
    data, place, problems = _data(path, shown_as)
    if problems:
        return RoomsRead((), (), 0, tuple(problems))
    reading = read_record(_ROOMS, data)
    written, faults = reading
    if written is None:
        told = [place(one.way, Z002.id, one.message, one.hint) for one in faults]
        return RoomsRead((), (), 0, tuple(sorted(told)))
    problems = [place(*one) for one in _faults(written, known)]
    if problems:
        return RoomsRead((), (), 0, tuple(sorted(problems)))
    return RoomsRead(
        tuple(_room(one) for one in written.rooms),
        tuple(_wish(one) for one in written.people),
        written.spares,
        (),
    )


_Place = Callable[[Way, str, str, str], Problem]


def _data(path: Path, shown_as: str) -> tuple[Any, _Place, list[Problem]]:
    """What is written, where each value stands, why it cannot be understood at all."""
    if path.suffix.lower() not in _YAML:
        table = read_rooms_table(path, shown_as)
        return table.data, lambda way, *said: _in_table(table, way, *said), list(table.problems)
    document, found = load_yaml(path, shown_as, Z001.id)
    data = None if document is None else document.data

    def place(way: Way, rule: str, message: str, hint: str) -> Problem:
        line = None if document is None else document.line(way)
        return Problem(shown_as, line or 1, rule, message, hint)

    if not found and (not isinstance(data, dict) or "rooms" not in data):
        hint = "写成 rooms: 下面每个考场一项，有 name、rows、columns；见 quizgen exam seats --help"
        found = [Problem(shown_as, 1, Z001.id, "没有 rooms，不是考场表", hint)]
    return data, place, found


def _in_table(table: RoomsTable, way: Way, rule: str, message: str, hint: str) -> Problem:
    return table.fault(way, rule, message, hint)


_Found = tuple[Way, str, str, str]


def _faults(written: WrittenRooms, known: frozenset[str]) -> Iterator[_Found]:
    if not written.rooms:
        yield ("rooms",), Z001.id, "没有考场", "每个考场一项"
    seen: dict[str, int] = {}
    for at, one in enumerate(written.rooms):
        way: Way = ("rooms", at)
        key = one.name.casefold()
        if key in seen:
            yield way, Z003.id, f"考场“{one.name}”写了两次（第 {seen[key] + 1} 个也是）", "考场名各不相同"
        seen.setdefault(key, at)
        if fault := file_name_fault(one.name) or _name_fault(one.name):
            yield (*way, "name"), Z004.id, f"考场名“{one.name}”{fault}", "换一个短的名字，如 第一考场"
        yield from _seat_faults(one, way)
    yield from _wish_faults(written, known)


def _name_fault(name: str) -> str | None:
    if len(name) > _LONGEST_NAME:
        return f"超过 {_LONGEST_NAME} 个字"
    return "以句点开头" if name.startswith(".") else None


def _seat_faults(one: WrittenRoom, way: Way) -> Iterator[_Found]:
    room, said = _bare(one), f"考场“{one.name}”"
    named: dict[RowColumn, str] = {}
    for key, seats in (("broken", one.broken), ("kept", one.kept)):
        for at, seat in enumerate(seats):
            spot = _spot(seat)
            if not room.has(spot):
                message = f"{said}只有 {one.rows} 排 {one.columns} 列，没有座位 {seat}"
                yield (*way, key, at), Z005.id, message, "写成 第几排-第几列，如 3-2"
            elif spot in named:
                yield (*way, key, at), Z005.id, f"{said}的座位 {seat} 写了两次", "只写一次"
            named[spot] = seat
    free = one.rows * one.columns - len(
        {spot for spot in map(_spot, (*one.broken, *one.kept)) if room.has(spot)}
    )
    if free < 1:
        yield way, Z006.id, f"{said}没有能用的座位", "添排数、列数，或不用这个考场"
    if one.rows * one.columns > MOST_SEATS:
        message = f"{said}有 {one.rows * one.columns} 个座位，多于 {MOST_SEATS} 个"
        yield way, Z006.id, message, "核对排数、列数；大礼堂分成几个区，各算一个考场"


def _wish_faults(written: WrittenRooms, known: frozenset[str]) -> Iterator[_Found]:
    rooms = {one.name: one for one in written.rooms}
    people: set[str] = set()
    taken: dict[tuple[str, RowColumn], str] = {}
    for at, wish in enumerate(written.people):
        way: Way = ("people", at)
        if wish.number not in known:
            yield way, Z007.id, f"名单里没有编号 {wish.number}", "核对编号；退考的不用写"
        if wish.number in people:
            yield way, Z007.id, f"编号 {wish.number} 写了两次", "一人只写一项"
        people.add(wish.number)
        if wish.room is not None and wish.room not in rooms:
            yield way, Z007.id, f"没有考场“{wish.room}”", f"有：{'、'.join(rooms)}"
        if wish.seat is None:
            continue
        if wish.room is None:
            yield way, Z007.id, f"编号 {wish.number} 指定了座位，没有写考场", "加上 room"
        elif wish.room in rooms:
            room, spot = rooms[wish.room], _spot(wish.seat)
            if not _bare(room).has(spot) or spot in map(_spot, room.broken):
                yield way, Z007.id, f"考场“{wish.room}”没有能用的座位 {wish.seat}", "核对第几排、第几列"
            elif (other := taken.setdefault((wish.room, spot), wish.number)) != wish.number:
                yield way, Z007.id, f"考场“{wish.room}”的 {wish.seat} 已经给了编号 {other}", "换一个座位"


def _spot(seat: str) -> RowColumn:
    row, column = seat.split("-")
    return int(row), int(column)


def _bare(one: WrittenRoom) -> Room:
    return Room(name=one.name, rows=one.rows, columns=one.columns)


def _room(one: WrittenRoom) -> Room:
    fields: Mapping[str, Any] = one.model_dump()
    return Room(**{**fields, "broken": _spots(one.broken), "kept": _spots(one.kept)})


def _spots(seats: Sequence[str]) -> tuple[RowColumn, ...]:
    return tuple(sorted(map(_spot, seats)))


def _wish(one: WrittenWish) -> Wish:
    spot = None if one.seat is None else _spot(one.seat)
    return Wish(person=one.number, room=one.room, spot=spot, near=one.near, large=one.large)
