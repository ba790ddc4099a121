"""A room as its papers show it: who sits where with which form, what is sealed, what the exam is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from quizgen.model.exam import Candidate
from quizgen.model.seating import Room, Seat, SeatOrder
from quizgen.model.terms import Terms


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody on a seat with the code of the form that is handed to them."""

    seat: Seat
    person: Candidate
    form: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room of an exam; ``number`` of ``count`` rooms. ``sittings`` are in the order of the seats.

    ``spares`` are sealed papers: the code of a form with how many; ``shared``: forms are, so that a paper has
    no name on it; ``sheets``: there are answer sheets. ``subtitle`` says day, minutes, open or closed book.
    """

    title: str
    subtitle: str
    minutes: int
    terms: Terms
    room: Room
    number: int
    count: int
    sittings: tuple[Sitting, ...]
    spares: tuple[tuple[str, int], ...]
    shared: bool
    sheets: bool

    @property
    def papers(self) -> int:
        """Papers to be handed out: one a person."""
        return len(self.sittings)

    @property
    def sealed(self) -> int:
        """Papers that stay sealed."""
        return sum(count for _, count in self.spares)

    @property
    def by_form(self) -> tuple[tuple[str, int], ...]:
        """How many of every form are handed out, by code."""
        return tuple(sorted(Counter(one.form for one in self.sittings).items()))

    @property
    def where(self) -> str:
        """The room with its place: ``第一考场（行政楼301）``."""
        return f"{self.room.name}（{self.room.place}）" if self.room.place else self.room.name

    @property
    def order_words(self) -> str:
        """How the seats are numbered, in words."""
        snake = self.room.order is SeatOrder.SNAKE
        return f"从左边第一列起由前往后{'，下一列由后往前' if snake else '，各列都由前往后'}"
