"""Seats drawn for random people in random rooms: everybody has one, alike ones do not sit side by side."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.seating.arrange import Hall, MorePeopleThanSeats, arrange, seat_for
from quizgen.assemble.seating.closeness import Sitter, closeness
from quizgen.model.seating import Door, Room, Seat, SeatOrder, Wish, aslant, beside
from tests.chance import examples

LETTERS = "ABCDEF"


def words(key: int = 0) -> Streams:
    return Streams(bytes([key]) * 32, ["00" * 32])


def drawn(hall: Hall, people: list[Sitter], key: int = 0) -> tuple[Seat, ...]:
    return arrange(hall, people, words(key).words("seats", "arrange"))


@st.composite
def rooms(draw: st.DrawFn) -> tuple[Room, ...]:
    made = []
    for at in range(draw(st.integers(1, 3))):
        rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
        spots = [(row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)]
        broken = draw(st.sets(st.sampled_from(spots), max_size=len(spots) - 1))
        left = [spot for spot in spots if spot not in broken]
        kept = draw(st.sets(st.sampled_from(left), max_size=len(left) - 1)) if len(left) > 1 else set()
        order = draw(st.sampled_from(SeatOrder))
        fields = {"order": order, "broken": tuple(sorted(broken)), "kept": tuple(sorted(kept))}
        made.append(Room(name=f"考场{at}", rows=rows, columns=columns, **fields))
    return tuple(made)


@examples(60)
@given(rooms(), st.integers(1, 6), st.integers(1, 5), st.integers(0, 255), st.data())
def test_no_two_neighbours_have_the_same_form(
    made: tuple[Room, ...], forms: int, units: int, key: int, data: st.DataObject
) -> None:
    free = sum(len(set(room.spots) - set(room.kept)) for room in made)
    people = [Sitter(f"{at:03d}", f"单位{at % units}") for at in range(data.draw(st.integers(1, free)))]
    hall = Hall(made, (), tuple(LETTERS[:forms]))
    seats = drawn(hall, people, key)
    assert seats == drawn(hall, people, key)
    assert Counter(one.person for one in seats) == Counter(one.number for one in people)
    places = {(one.room, one.spot): one for one in seats}
    assert len(places) == len(seats)
    by_name = {room.name: room for room in made}
    for one in seats:
        room = by_name[one.room]
        assert room.spots[one.number - 1] == one.spot
        assert one.spot not in (*room.broken, *room.kept)
        near = beside(one.spot) if forms > 1 else ()
        corner = aslant(one.spot) if forms > 3 else ()
        for other in (*near, *corner):
            if (one.room, other) in places:
                assert places[one.room, other].form != one.form


def test_people_of_a_unit_sit_apart_and_every_room_has_its_share() -> None:
    made = tuple(Room(name=f"考场{at}", rows=6, columns=5) for at in range(3))
    people = [Sitter(f"{at:03d}", f"单位{at % 6}") for at in range(90)]
    seats = drawn(Hall(made, (), ()), people)
    found = closeness(seats, {one.number: one for one in people})
    assert (found.pairs, found.unit_beside, found.crowded) == (147, 0, ())
    units = {one.number: one.unit for one in people}
    assert set(Counter((one.room, units[one.person]) for one in seats).values()) == {5}


def test_a_unit_of_more_than_half_a_room_is_named() -> None:
    room = Room(name="礼堂", rows=4, columns=4)
    people = [Sitter(f"{at:03d}", "大单位" if at < 11 else f"单位{at}") for at in range(16)]
    found = closeness(drawn(Hall((room,), (), ()), people), {one.number: one for one in people})
    assert found.crowded == (("大单位", "礼堂"),)
    assert found.unit_beside > 0


def test_own_forms_of_neighbours_have_fewer_questions_in_common() -> None:
    stream = words(7).words("questions", "made")
    room = Room(name="考场", rows=6, columns=5)
    people = [
        Sitter(f"{at:03d}", f"单位{at}", sum(1 << one for one in stream.sample(range(60), 20)))
        for at in range(30)
    ]
    found = closeness(drawn(Hall((room,), (), ()), people), {one.number: one for one in people})
    assert found.shared is not None
    assert found.anyhow is not None
    assert found.shared < found.anyhow * 9 / 10


def test_needs_are_met_and_kept_seats_are_for_those_who_come_late() -> None:
    room = Room(name="考场", rows=3, columns=3, door=Door.BACK_LEFT, kept=((3, 3),))
    wishes = (
        Wish(person="000", near="门", large=True),
        Wish(person="001", room="考场", spot=(2, 2)),
        Wish(person="002", near="前排"),
    )
    people = [Sitter(f"{at:03d}", f"单位{at}") for at in range(6)]
    hall = Hall((room,), wishes, ("A", "B"))
    seats = {one.person: one for one in drawn(hall, people)}
    assert (seats["000"].spot, seats["000"].large) == ((3, 1), True)
    assert seats["001"].spot == (2, 2)
    assert seats["002"].row == 1
    late = Sitter("006", "单位9")
    known = {one.number: one for one in (*people, late)}
    found = seat_for(hall, seats, frozenset(), late, known)
    assert found is not None
    assert found.spot == (3, 3)
    assert seat_for(hall, seats, frozenset({"考场"}), late, known) is None


def test_a_shared_form_that_was_given_is_where_its_owner_sits() -> None:
    room = Room(name="考场", rows=4, columns=4)
    people = [Sitter(f"{at:03d}", f"单位{at}", form="B" if at == 3 else None) for at in range(16)]
    seats = {one.person: one for one in drawn(Hall((room,), (), ("A", "B")), people)}
    assert seats["003"].form == "B"
    assert closeness(seats.values(), {one.number: one for one in people}).form_beside == 0


def test_more_people_than_seats_are_counted() -> None:
    room = Room(name="考场", rows=2, columns=2, kept=((1, 1),))
    people = [Sitter(f"{at:03d}", "单位") for at in range(5)]
    with pytest.raises(MorePeopleThanSeats, match=r"有 5 人.*只有 3 个，另有 1 个留给迟到的人，差 2 个"):
        drawn(Hall((room,), (), ()), people)
