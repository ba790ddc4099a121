"""Deals people out to rooms, then to seats, so that those who should not do not sit side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.assemble.draw.derive import WordStream
from quizgen.assemble.seating.closeness import UNIT_BESIDE, Sitter, apart
from quizgen.errors import QuizgenError
from quizgen.model.seating import Door, Room, RowColumn, Seat, Wish, aslant, beside, pattern

_ATTEMPTS = 6
"""Fresh starts in a room where two of one unit still sit side by side."""
_MOST_TRIALS = 200_000
"""Exchanges weighed in one room and start, so that a hall of six hundred seats takes seconds."""


class MorePeopleThanSeats(QuizgenError):
    """There are fewer seats than people."""

    def __init__(self, people: int, seats: int, kept: int) -> None:
        spare = f"，另有 {kept} 个留给迟到的人" if kept else ""
        super().__init__(
            f"有 {people} 人，考场里能用的座位只有 {seats} 个{spare}，差 {people - seats} 个；"
            "添考场、添排数列数，或少留几个座位。没有写出任何文件。"
        )


@dataclass(frozen=True, slots=True)
class Hall:
    """What is to be filled: rooms, what some people need, the codes of shared forms (none: own forms)."""

    rooms: tuple[Room, ...]
    wishes: tuple[Wish, ...]
    codes: tuple[str, ...]


def arrange(hall: Hall, sitters: Sequence[Sitter], words: WordStream) -> tuple[Seat, ...]:
    """Everybody on a seat, room by room in the order of the seats; the same words give the same plan.

    Rooms are filled evenly, each by its size, and each gets its share of every unit. Kept seats stay empty
    unless somebody wishes for one. Raises MorePeopleThanSeats.
    """
    wishes = {one.person: one for one in hall.wishes}
    free = {room.name: [spot for spot in room.spots if spot not in room.kept] for room in hall.rooms}
    fixed = {one.person: (one.room, one.spot) for one in hall.wishes if one.room and one.spot}
    for name, wanted in fixed.values():
        if name in free and wanted in free[name]:
            free[name].remove(wanted)
    others = [one for one in sitters if one.number not in fixed]
    seats, kept = sum(map(len, free.values())), sum(len(room.kept) for room in hall.rooms)
    if len(others) > seats:
        raise MorePeopleThanSeats(len(sitters), seats + len(fixed), kept)
    dealt = _dealt(hall, others, wishes, {name: len(spots) for name, spots in free.items()}, words)
    places: list[Seat] = []
    for at, room in enumerate(hall.rooms):
        here = {spot: one for one in sitters if (spot := _fixed_in(fixed, one, room)) is not None}
        used = _in_room(_Room(room, at, hall.codes, wishes), dealt[room.name], free[room.name], here, words)
        places += [
            _place(room, at, hall.codes, spot, used[spot], wishes) for spot in room.spots if spot in used
        ]
    return tuple(places)


def seat_for(
    hall: Hall, seats: Mapping[str, Seat], closed: frozenset[str], one: Sitter, sitters: Mapping[str, Sitter]
) -> Seat | None:
    """The free seat where one more person disturbs least: kept ones first; None: there is none."""
    taken = {(place.room, place.spot): sitters[place.person] for place in seats.values()}
    best: tuple[tuple[bool, bool, int, int, int], Seat] | None = None
    for at, room in enumerate(hall.rooms):
        if room.name in closed:
            continue
        for number, spot in enumerate(room.spots, 1):
            if (room.name, spot) in taken:
                continue
            cost = sum(
                apart(one, taken[room.name, near], corner=False)
                for near in beside(spot)
                if (room.name, near) in taken
            )
            cost += sum(
                apart(one, taken[room.name, near], corner=True)
                for near in aslant(spot)
                if (room.name, near) in taken
            )
            place = _place(room, at, hall.codes, spot, one, {})
            wrong_form = one.form in hall.codes and pattern(hall.codes, at, spot) != one.form
            rank = (wrong_form, spot not in room.kept, cost, at, number)
            if best is None or rank < best[0]:
                best = rank, place
    return None if best is None else best[1]


def _fixed_in(
    fixed: Mapping[str, tuple[str | None, RowColumn | None]], one: Sitter, room: Room
) -> RowColumn | None:
    name, spot = fixed.get(one.number, (None, None))
    return spot if name == room.name else None


def _place(  # noqa: PLR0913, PLR0917 - all that a place says
    room: Room, at: int, codes: Sequence[str], spot: RowColumn, one: Sitter, wishes: Mapping[str, Wish]
) -> Seat:
    form = None
    if codes:
        form = one.form if one.form is not None and one.form not in codes else pattern(codes, at, spot)
    wish = wishes.get(one.number)
    return Seat(
        person=one.number,
        room=room.name,
        row=spot[0],
        column=spot[1],
        number=room.spots.index(spot) + 1,
        form=form,
        large=wish is not None and wish.large,
    )


def _dealt(
    hall: Hall,
    sitters: Sequence[Sitter],
    wishes: Mapping[str, Wish],
    room_for: Mapping[str, int],
    words: WordStream,
) -> dict[str, list[Sitter]]:
    """Who goes to which room: those who wish for one first, then unit by unit to the room least filled."""
    dealt: dict[str, list[Sitter]] = {room.name: [] for room in hall.rooms}
    for one in sitters:
        wish = wishes.get(one.number)
        if wish is not None and wish.room is not None:
            dealt[wish.room].append(one)
    bound = {one.number for people in dealt.values() for one in people}
    if over := next((name for name in dealt if len(dealt[name]) > room_for[name]), None):
        raise MorePeopleThanSeats(len(dealt[over]), room_for[over], 0)
    units: dict[str, list[Sitter]] = {}
    for one in words.shuffled([one for one in sitters if one.number not in bound]):
        units.setdefault(one.unit, []).append(one)
    for unit in sorted(units, key=lambda unit: -len(units[unit])):
        for one in units[unit]:
            open_rooms = [name for name in dealt if len(dealt[name]) < room_for[name]]
            name = min(open_rooms, key=lambda name: (len(dealt[name]) + 1) / room_for[name])
            dealt[name].append(one)
    return dealt


@dataclass(frozen=True, slots=True)
class _Room:
    room: Room
    at: int
    codes: tuple[str, ...]
    wishes: Mapping[str, Wish]


def _in_room(
    where: _Room,
    people: Sequence[Sitter],
    free: Sequence[RowColumn],
    here: Mapping[RowColumn, Sitter],
    words: WordStream,
) -> dict[RowColumn, Sitter]:
    """Who sits on which seat of a room: the first free seats, as far as people need them."""
    spots = list(free[: len(people)])
    seated, rest = _special(where, people, spots)
    held = {**here, **seated}
    best: dict[RowColumn, Sitter] | None = None
    lowest = 0
    for _ in range(_ATTEMPTS):
        order = words.shuffled(rest)
        search = _Search(held, [spot for spot in spots if spot not in held], order)
        search.improve(words)
        if best is None or search.cost < lowest:
            best, lowest = search.result(), search.cost
        if lowest < UNIT_BESIDE:
            break
    return best or dict(held)


def _special(
    where: _Room, people: Sequence[Sitter], spots: list[RowColumn]
) -> tuple[dict[RowColumn, Sitter], list[Sitter]]:
    """Those who need a seat near the door, in front, or one where a certain form lies."""
    seated: dict[RowColumn, Sitter] = {}
    rest: list[Sitter] = []
    for one in sorted(people, key=lambda one: one.number not in where.wishes):
        wish = where.wishes.get(one.number)
        left = [spot for spot in spots if spot not in seated]
        if wish is not None and wish.spot is None and wish.near is not None:
            nearest = _steps_to(where.room, wish.near)
            seated[min(left, key=lambda spot: (nearest(spot), spot))] = one
        elif one.form in where.codes and (
            fitting := [spot for spot in left if pattern(where.codes, where.at, spot) == one.form]
        ):
            seated[fitting[0]] = one
        else:
            rest.append(one)
    return seated, rest


class _steps_to:  # noqa: N801 - called like a function
    """How far a seat is from the door, or from the first row."""

    def __init__(self, room: Room, near: str) -> None:
        self._near = near
        row = 1 if room.door in {Door.FRONT_LEFT, Door.FRONT_RIGHT} else room.rows
        column = 1 if room.door in {Door.FRONT_LEFT, Door.BACK_LEFT} else room.columns
        self._door = row, column

    def __call__(self, spot: RowColumn) -> int:
        if self._near == "前排":
            return spot[0]
        return abs(spot[0] - self._door[0]) + abs(spot[1] - self._door[1])


class _Search:
    """Exchanges people of a room two by two as long as that helps."""

    def __init__(
        self, held: Mapping[RowColumn, Sitter], spots: Sequence[RowColumn], people: Sequence[Sitter]
    ) -> None:
        self._spots = [*spots, *held]
        self._free = len(spots)
        self._who = list(range(len(self._spots)))
        self._people = [*people, *held.values()]
        at = {spot: place for place, spot in enumerate(self._spots)}
        self._near = [
            [(at[other], False) for other in beside(spot) if other in at]
            + [(at[other], True) for other in aslant(spot) if other in at]
            for spot in self._spots
        ]
        self._known: dict[tuple[int, int, bool], int] = {}

    def _apart(self, one: int, other: int, *, corner: bool) -> int:
        which = (one, other, corner) if one < other else (other, one, corner)
        found = self._known.get(which)
        if found is None:
            found = apart(self._people[one], self._people[other], corner=corner)
            self._known[which] = found
        return found

    def _at(self, place: int, who: int, without: int = -1) -> int:
        """What it costs that somebody sits at a place, but for the neighbour at another."""
        return sum(
            self._apart(who, self._who[near], corner=corner)
            for near, corner in self._near[place]
            if near != without
        )

    @property
    def cost(self) -> int:
        """What the whole room costs."""
        return sum(self._at(place, who) for place, who in enumerate(self._who)) // 2

    def improve(self, words: WordStream) -> None:
        """Exchange until no exchange helps, or enough were weighed."""
        trials, better = 0, True
        while better and trials < _MOST_TRIALS:
            better = False
            for one in words.shuffled(range(self._free)):
                if self._at(one, self._who[one]) == 0:
                    continue
                for other in range(self._free):
                    trials += 1
                    if other != one and self._gain(one, other) > 0:
                        self._who[one], self._who[other] = self._who[other], self._who[one]
                        better = True

    def _gain(self, one: int, other: int) -> int:
        here, there = self._who[one], self._who[other]
        before = self._at(one, here, other) + self._at(other, there, one)
        return before - self._at(one, there, other) - self._at(other, here, one)

    def result(self) -> dict[RowColumn, Sitter]:
        """Who sits where now."""
        return dict(self._seated())

    def _seated(self) -> Iterator[tuple[RowColumn, Sitter]]:
        yield from ((self._spots[place], self._people[who]) for place, who in enumerate(self._who))
