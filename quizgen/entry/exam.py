"""An exam as answer entry needs it: candidates, forms and columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quizgen.markup.words import plain
from quizgen.model.attendance import Attended
from quizgen.model.exam import Candidate
from quizgen.model.kinds import JUDGED, KIND_SHORT_TITLES, Kind
from quizgen.model.lettered import lettered
from quizgen.model.question import FillBody, MatchingBody
from quizgen.model.shown import ShownItem

PERSON = ("编号", "姓名", "单位", "职务")
FORM, STATE = "卷号", "状态"
IDENTITY = (*PERSON, FORM, STATE)
REMARK = "备注"
"""A column that staff may add for themselves; it is not read."""
_NUMBER = re.compile(r"^(?:第)?(\d{1,3})(?:\((\d)\))?(?:题)?(?![\d(])")


@dataclass(frozen=True, slots=True)
class FormOwner:
    """Whose form it is: ``candidate`` is the 编号 (None: not assigned); ``spare`` marks a spare form."""

    candidate: str | None = None
    spare: bool = False


@dataclass(frozen=True)
class EntryExam:
    """What entry needs of an exam.

    ``roster`` may be empty: then the rows themselves say who sat. ``forms`` are by code; ``places`` gives
    everything to be answered on a form, in printed order. ``individual``: every form belongs to one person.
    ``plain``: no form has cases or its own order of parts, so the same numbers carry the same kinds on every
    form. ``withdrawn``, ``former``, ``given``: what was done about people since (``ExamPeople``).
    ``attended`` is what the sign-in sheets say, by 编号.
    """

    title: str
    individual: bool
    roster: tuple[Candidate, ...]
    forms: Mapping[str, FormOwner]
    places: Callable[[str], tuple[ShownItem, ...]]
    plain: bool = False
    withdrawn: Mapping[str, Candidate] = field(default_factory=dict)
    former: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    attended: Mapping[str, Attended] = field(default_factory=dict)

    @cached_property
    def candidates(self) -> Mapping[str, Candidate]:
        """The roster by 编号."""
        return {candidate.number: candidate for candidate in self.roster}

    @cached_property
    def longest_code(self) -> int:
        """How many characters the longest code of a form has."""
        return max(map(len, self.forms), default=0)

    @cached_property
    def own_form(self) -> Mapping[str, str]:
        """The form of each candidate with a form of their own, by 编号; a single form is everyone's."""
        owned = {owner.candidate: code for code, owner in self.forms.items() if owner.candidate is not None}
        shared = [code for code, owner in self.forms.items() if owner.candidate is None]
        if not self.individual and len(shared) == 1:
            return dict.fromkeys(self.candidates, shared[0])
        given = {number: code for number, code in owned.items() if number is not None} | {**self.given}
        return {number: code for number, code in given.items() if number not in self.withdrawn}

    @cached_property
    def read_columns(self) -> tuple[Column, ...]:
        """The same as far as reading needs them (numbers, kinds), without going through every form."""
        return columns_of(self.places(code) for code in list(self.forms)[:1]) if self.plain else self.columns

    @cached_property
    def essays(self) -> bool:
        """Whether a form has 论述, which are marked like 简答."""
        forms = list(self.forms)[:1] if self.plain else self.forms
        return any(place.body.kind == "essay" for code in forms for place in self.places(code))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all forms together, in printed order."""
        return columns_of(self.places(code) for code in self.forms)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the entry sheet: what stands under one printed number on any form.

    ``letters`` is the largest number of options, ``blanks`` of blanks, or of items on the left; ``kinds``
    are those that forms have there (sub-questions of cases differ from form to form).
    """

    number: str
    kinds: tuple[Kind, ...]
    letters: int
    blanks: int

    @property
    def head(self) -> str:
        """The heading: ``61 多选``."""
        titles = [KIND_SHORT_TITLES[kind] for kind in self.kinds]
        return f"{self.number}\n{'／'.join(titles)}"


def columns_of(forms: Iterable[Sequence[ShownItem]]) -> tuple[Column, ...]:
    """The columns for answers that are typed in; 简答 is marked on a sheet of its own."""
    found: dict[str, Column] = {}
    seen: set[tuple[tuple[str, str, int], ...]] = set()
    for places in forms:
        shape = tuple((place.number, place.body.kind, _size(place)) for place in places)
        if shape in seen:
            continue
        seen.add(shape)
        for place in places:
            if place.body.kind not in JUDGED:
                found[place.number] = _wider(found.get(place.number), place)
    return tuple(found[number] for number in sorted(found, key=number_order))


def _size(place: ShownItem) -> int:
    match place.body:
        case FillBody() as body:
            return len(body.answers)
        case MatchingBody() as body:
            return len(body.pairs)
        case _:
            return len(place.order)


def _wider(column: Column | None, place: ShownItem) -> Column:
    kind = Kind(place.body.kind)
    kinds = column.kinds if column else ()
    return Column(
        place.number,
        kinds if kind in kinds else (*kinds, kind),
        max(column.letters if column else 0, len(lettered(place.body, place.order))),
        max(column.blanks if column else 0, _size(place) if kind in {Kind.FILL, Kind.MATCHING} else 0),
    )


def number_order(number: str) -> tuple[int, int]:
    """Sorts printed numbers: 9, 10, 91(1), 91(2)."""
    whole, _, part = number.rstrip(")").partition("(")
    return int(whole), int(part or 0)


def head_number(head: str) -> str | None:
    """The printed number that a heading names (``61``, ``61 多选``, ``第61题``, ``91（2）``), or None."""
    found = _NUMBER.match(plain(head))
    if found is None:
        return None
    number = str(int(found[1]))
    return f"{number}({found[2]})" if found[2] else number
