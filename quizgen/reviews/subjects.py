"""Whom a review document is about, with what can be said of the place where the score belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from quizgen.errors import Spot
from quizgen.model.review import SignedResult


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one person gets nothing: permanent number, Chinese clause, what to do about it."""

    rule: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Subject:
    """One person a document is about, as the document spells it.

    ``place`` is the row of a sheet (0 for a form), ``where`` where people find it. ``numbers``
    are the spellings of the 编号 that count as written: one, or a number as stored and as its format
    shows it. ``unit`` is None where the document does not say it. ``refusal`` is what the document
    itself has against it.
    """

    place: int
    where: Spot
    numbers: tuple[str, ...]
    name: str
    unit: str | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class WrongField:
    """A field of ours that does not say what the signed score says."""

    where: Spot
    field: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """One of our places that does not look as written, with the reason as a Chinese clause."""

    where: Spot
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A text beside ours that speaks of scores; ``heading``: it heads a column of the people's table."""

    where: Spot
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """What a document holds of ours for one person: the 核验码 as it stands, whether anything does."""

    code: str
    code_where: Spot
    anything: bool


class ReviewDocument(Protocol):
    """A review workbook or form, edited in memory; the file it was read from is never written."""

    shown_as: str
    notices: tuple[str, ...]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All people the document is about, in its order."""
        ...

    def attach(self, subject: Subject, result: SignedResult, *, replace: bool) -> Refusal | None:
        """Put the result where it belongs; a person who is refused gets nothing at all."""
        ...

    def held(self, subject: Subject) -> Held:
        """What stands in our places now."""
        ...

    def differences(self, subject: Subject, result: SignedResult) -> tuple[WrongField, ...]:
        """Every field of ours that does not agree with the result."""
        ...

    def doubts(self, subject: Subject) -> Iterator[Doubt]:
        """What lets something of ours be seen as other than it is, or not at all."""
        ...

    def mentions(self) -> Iterator[Mention]:
        """Everything beside ours that speaks of scores."""
        ...

    def saved(self) -> bytes:
        """The document as a file; untouched, it is the very bytes that were read."""
        ...
