"""The acts of the day, and the people of an exam as they stand after them: added, amended, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from quizgen.model.base import Record
from quizgen.model.exam import Candidate
from quizgen.model.ledger import Act
from quizgen.model.question_acts import QuestionAct
from quizgen.model.seating import Room, Seat, SeatAct, SeatFault, seats_after


class PersonAct(Record):
    """A line of ``acts.jsonl`` about a person: what was done, and the person as recorded from then on.

    ``form`` is the code of the form that somebody added is to sit (None: any of the shared ones). When, by
    whom and why stands in the ledger's line of the same act, which names the digest of the file up to here.
    """

    act: Literal[Act.ADDED, Act.AMENDED, Act.WITHDRAWN]
    person: Candidate
    form: str | None = None


DayAct = Annotated[PersonAct | QuestionAct | SeatAct, Field(discriminator="act")]
"""What was done after an exam was drawn: a line of ``acts.jsonl``."""

DAY_ACT: TypeAdapter[DayAct] = TypeAdapter(DayAct)
"""Validates an act of either sort."""


def question_acts(acts: Iterable[DayAct]) -> tuple[QuestionAct, ...]:
    """Those about questions, in order."""
    return tuple(one for one in acts if isinstance(one, QuestionAct))


class ActDoesNotFit(Exception):
    """A signal: acts out of order; ``place`` counts from 0, ``reason`` is a Chinese clause."""

    def __init__(self, place: int, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(place, reason)


@dataclass(frozen=True)
class ExamPeople:
    """Who sits an exam at some moment.

    ``roster`` are those who are to sit: in the order of the frozen roster, those added behind, without those
    ``withdrawn`` (by 编号). ``former`` are earlier spellings of persons that were amended. ``given`` are the
    forms of those who were added on one, or on whose seat a shared form lies. ``seats`` says where people sit
    in ``rooms`` (both empty: no seats were drawn), of which some are ``closed``; ``spares`` are the sealed
    papers of every shared form in a room.
    """

    roster: tuple[Candidate, ...]
    withdrawn: Mapping[str, Candidate] = field(default_factory=dict)
    former: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    rooms: tuple[Room, ...] = ()
    closed: frozenset[str] = frozenset()
    spares: int = 0

    @cached_property
    def known(self) -> dict[str, Candidate]:
        """Everybody by 编号, those who have withdrawn as well."""
        return {**{one.number: one for one in self.roster}, **self.withdrawn}

    @property
    def owners(self) -> dict[str, str]:
        """Whom a form was given to when somebody was added, by code."""
        return {code: number for number, code in self.given.items()}


def people_after(roster: Sequence[Candidate], acts: Iterable[DayAct]) -> ExamPeople:
    """The people of a frozen roster after some acts. Raises ActDoesNotFit."""
    walk = _Walk(roster)
    for place, one in enumerate(acts):
        walk.take(place, one)
    return walk.people()


class _Walk:
    """Takes the acts one after another."""

    def __init__(self, roster: Sequence[Candidate]) -> None:
        self._known = {one.number: one for one in roster}
        self._gone: set[str] = set()
        self._former: dict[str, tuple[Candidate, ...]] = {}
        self._given: dict[str, str] = {}
        self._seats: dict[str, Seat] = {}
        self._rooms: tuple[Room, ...] = ()
        self._closed: frozenset[str] = frozenset()
        self._spares = 0

    def take(self, place: int, one: DayAct) -> None:
        """What an act changes; ``place`` counts from 0. Raises ActDoesNotFit."""
        if isinstance(one, PersonAct):
            if (reason := _misfit(one, self._known, self._gone)) is not None:
                raise ActDoesNotFit(place, reason)
            self._person(one)
        elif isinstance(one, SeatAct):
            try:
                self._seat(one)
            except SeatFault as error:
                raise ActDoesNotFit(place, error.reason) from error

    def _person(self, one: PersonAct) -> None:
        number = one.person.number
        before = self._known.get(number)
        if before is not None and before != one.person:
            self._former[number] = (*self._former.get(number, ()), before)
        self._known[number] = one.person
        match one.act:
            case Act.ADDED:
                self._gone.discard(number)
                if one.form is not None:
                    self._given[number] = one.form
            case Act.WITHDRAWN:
                self._gone.add(number)
                self._seats.pop(number, None)
            case Act.AMENDED:
                pass

    def _seat(self, one: SeatAct) -> None:
        for place in one.places:
            if place.person not in self._known or place.person in self._gone:
                reason = f"名单里没有编号 {place.person}，却有座位"
                raise SeatFault(reason)
        if one.act is Act.SEATED:
            self._rooms, self._closed, self._spares = one.rooms, frozenset(), one.spares
        elif not self._rooms:
            reason = "还没有编排座位"
            raise SeatFault(reason)
        self._closed |= frozenset(one.closed)
        if unknown := sorted(self._closed - {room.name for room in self._rooms}):
            reason = f"没有考场“{unknown[0]}”"
            raise SeatFault(reason)
        self._seats = seats_after(one, self._rooms, self._closed, self._seats)
        self._given |= {place.person: place.form for place in one.places if place.form is not None}

    def people(self) -> ExamPeople:
        """Who sits the exam now."""
        return ExamPeople(
            roster=tuple(one for number, one in self._known.items() if number not in self._gone),
            withdrawn={number: one for number, one in self._known.items() if number in self._gone},
            former=self._former,
            given=self._given,
            seats=self._seats,
            rooms=self._rooms,
            closed=self._closed,
            spares=self._spares,
        )


def _misfit(one: PersonAct, known: Mapping[str, Candidate], gone: set[str]) -> str | None:
    number = one.person.number
    if one.act is Act.ADDED:
        return f"编号 {number} 已经在名单里" if number in known and number not in gone else None
    if number not in known:
        return f"名单里没有编号 {number}"
    return f"编号 {number} 已经退考" if number in gone else None
