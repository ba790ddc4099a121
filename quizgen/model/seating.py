"""Rooms, seats, who sits where: as drawn before an exam, as changed on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from quizgen.model.base import Record, Text
from quizgen.model.ledger import Act

MOST_ROWS, MOST_SEATS = 60, 600
"""Rows or columns of a room, seats of a room: more is a slip of the pen."""

RowColumn = tuple[int, int]
"""A seat: its row counted from the front, its column counted from the left as seen from the last row."""


class SeatOrder(StrEnum):
    """How the numbers of the seats run: always down the first column, then on in the next."""

    SNAKE = "蛇形"
    STRAIGHT = "平行"


class Door(StrEnum):
    """Where the door of a room is, seen from the last row."""

    FRONT_LEFT = "左前"
    FRONT_RIGHT = "右前"
    BACK_LEFT = "左后"
    BACK_RIGHT = "右后"


class Room(Record):
    """A room as it was laid out; ``spots`` in texts are ``3-2``: third row, second column.

    ``broken`` seats are never used, ``kept`` ones only for people who come late. ``place`` says where the
    room is, ``staff`` who watches (both may be empty).
    """

    name: Text
    rows: Annotated[int, Field(ge=1, le=MOST_ROWS)]
    columns: Annotated[int, Field(ge=1, le=MOST_ROWS)]
    order: SeatOrder = SeatOrder.SNAKE
    door: Door = Door.FRONT_RIGHT
    place: str = ""
    staff: tuple[Text, ...] = ()
    broken: tuple[RowColumn, ...] = ()
    kept: tuple[RowColumn, ...] = ()

    @property
    def spots(self) -> tuple[RowColumn, ...]:
        """The seats that can be used, in the order of their numbers."""
        return tuple(spot for spot in self._all() if spot not in self.broken)

    def _all(self) -> Iterator[RowColumn]:
        for column in range(1, self.columns + 1):
            upwards = self.order is SeatOrder.SNAKE and column % 2 == 0
            rows = range(self.rows, 0, -1) if upwards else range(1, self.rows + 1)
            yield from ((row, column) for row in rows)

    def has(self, spot: RowColumn) -> bool:
        """Whether there is a seat, broken or not."""
        return 1 <= spot[0] <= self.rows and 1 <= spot[1] <= self.columns


class Seat(Record):
    """Where somebody sits: 编号, room, row and column.

    ``number`` is what stands on the desk, counted from 1 in the room; ``form`` the form that lies there where
    forms are shared (None: the person's own). ``large``: a paper in large print.
    """

    person: Text
    room: Text
    row: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)]
    number: Annotated[int, Field(ge=1)]
    form: str | None = None
    large: bool = False

    @property
    def spot(self) -> RowColumn:
        """Row and column."""
        return self.row, self.column

    @property
    def shown(self) -> str:
        """What stands on the desk: ``07``."""
        return f"{self.number:02d}"


class Wish(Record):
    """What a person needs: a room, a seat of it, one near the door or in the first row, large print."""

    person: Text
    room: str | None = None
    spot: RowColumn | None = None
    near: Literal["门", "前排"] | None = None
    large: bool = False


class SeatAct(Record):
    """A line of ``acts.jsonl`` about seats.

    Drawn (seated): ``rooms`` with the ``wishes`` that were kept to, ``spares`` sealed papers of every form
    for each room where forms are shared, ``places`` of everybody. Changed (reseated): the ``places`` of those
    who sit elsewhere from now on, the rooms that are ``closed``.
    """

    act: Literal[Act.SEATED, Act.RESEATED]
    places: tuple[Seat, ...]
    rooms: tuple[Room, ...] = ()
    wishes: tuple[Wish, ...] = ()
    spares: Annotated[int, Field(ge=0, le=20)] = 0
    closed: tuple[str, ...] = ()


def written(spot: RowColumn) -> str:
    """A seat as people write it: ``3-2``."""
    return f"{spot[0]}-{spot[1]}"


def beside(spot: RowColumn) -> tuple[RowColumn, RowColumn, RowColumn, RowColumn]:
    """The seats left, right, before and behind."""
    row, column = spot
    return (row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)


def aslant(spot: RowColumn) -> tuple[RowColumn, RowColumn, RowColumn, RowColumn]:
    """The seats that touch a corner."""
    row, column = spot
    return (row - 1, column - 1), (row - 1, column + 1), (row + 1, column - 1), (row + 1, column + 1)


def pattern(codes: Sequence[str], room: int, spot: RowColumn) -> str:
    """The form that lies on a seat where forms are shared; ``room`` counts the rooms from 0.

    Going along a row the next form follows, going along a column the next but one (with two or three forms:
    the next), so that no two seats beside each other have the same; with four forms or more none aslant
    either, for the steps 1, 2, 3 and 1 are never a multiple of their number.
    """
    step = 2 if len(codes) > 3 else 1  # noqa: PLR2004 - as explained
    return codes[(step * (spot[0] - 1) + spot[1] - 1 + room) % len(codes)]


class SeatFault(Exception):
    """A signal: an act about seats that cannot have happened; ``reason`` is a Chinese clause."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def seats_after(
    act: SeatAct, rooms: Sequence[Room], closed: frozenset[str], seats: Mapping[str, Seat]
) -> dict[str, Seat]:
    """Who sits where after an act; ``rooms`` are those of the plan that holds. Raises SeatFault."""
    now = {} if act.act is Act.SEATED else dict(seats)
    for place in act.places:
        now.pop(place.person, None)
    by_name = {room.name: room for room in rooms}
    numbers = {room.name: {spot: at for at, spot in enumerate(room.spots, 1)} for room in rooms}
    taken = {(one.room, one.spot): one.person for one in now.values()}
    for place in act.places:
        if place.room not in by_name:
            reason = f"没有考场“{place.room}”"
            raise SeatFault(reason)
        if place.room in closed:
            reason = f"考场“{place.room}”已经停用"
            raise SeatFault(reason)
        if numbers[place.room].get(place.spot) != place.number:
            reason = f"考场“{place.room}”没有座位 {written(place.spot)}（{place.shown} 号）"
            raise SeatFault(reason)
        if (other := taken.setdefault((place.room, place.spot), place.person)) != place.person:
            reason = f"考场“{place.room}”的 {place.shown} 号座位已经给了编号 {other}"
            raise SeatFault(reason)
        if place.person in now:
            reason = f"编号 {place.person} 有两个座位"
            raise SeatFault(reason)
        now[place.person] = place
    if left := next((one for one in now.values() if one.room in closed), None):
        reason = f"考场“{left.room}”停用了，编号 {left.person} 还在里面"
        raise SeatFault(reason)
    return now
