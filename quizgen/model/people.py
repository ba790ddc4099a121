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


class PersonAct(Record):
    """A line of ``acts.jsonl`` about a person: what was done, and the person as recorded from then on.

    ``form`` is the code of the form that somebody added is to sit (None: any of the shared ones). When, by
    whom and why stands in the ledger's line of the same act, which names the digest of the file up to here.
    """

    act: Literal[Act.ADDED, Act.AMENDED, Act.WITHDRAWN]
    person: Candidate
    form: str | None = None


DayAct = Annotated[PersonAct | QuestionAct, Field(discriminator="act")]
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
    forms of those who were added on one.
    """

    roster: tuple[Candidate, ...]
    withdrawn: Mapping[str, Candidate] = field(default_factory=dict)
    former: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

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
    known = {one.number: one for one in roster}
    gone: set[str] = set()
    former: dict[str, tuple[Candidate, ...]] = {}
    given: dict[str, str] = {}
    for place, one in enumerate(acts):
        if isinstance(one, QuestionAct):
            continue
        number = one.person.number
        if (reason := _misfit(one, known, gone)) is not None:
            raise ActDoesNotFit(place, reason)
        before = known.get(number)
        if before is not None and before != one.person:
            former[number] = (*former.get(number, ()), before)
        known[number] = one.person
        match one.act:
            case Act.ADDED:
                gone.discard(number)
                if one.form is not None:
                    given[number] = one.form
            case Act.WITHDRAWN:
                gone.add(number)
            case Act.AMENDED:
                pass
    return ExamPeople(
        roster=tuple(one for number, one in known.items() if number not in gone),
        withdrawn={number: one for number, one in known.items() if number in gone},
        former=former,
        given=given,
    )


def _misfit(one: PersonAct, known: Mapping[str, Candidate], gone: set[str]) -> str | None:
    number = one.person.number
    if one.act is Act.ADDED:
        return f"编号 {number} 已经在名单里" if number in known and number not in gone else None
    if number not in known:
        return f"名单里没有编号 {number}"
    return f"编号 {number} 已经退考" if number in gone else None
