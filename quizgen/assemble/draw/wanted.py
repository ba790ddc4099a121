"""Which forms an exam is to have: their codes, and the names that their streams are derived from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from quizgen.errors import QuizgenError
from quizgen.model.exam import Mode

OF_PERSON = "candidate/"
"""Before a 编号: the name of the streams of that person."""


class MoreThanOne(QuizgenError):
    """One form was ordered in several copies."""

    def __init__(self, forms: int) -> None:
        super().__init__(f"“一份试卷”只能有 1 份，不能是 {forms} 份；要多份请用同题异序或平行卷。")


class RosterNotUsed(QuizgenError):
    """Candidates were given, but in this mode forms do not belong to single candidates."""

    def __init__(self) -> None:
        super().__init__("只有一人一卷才按名册制卷；请改用一人一卷，或不给名册。")


class DoubledCandidates(QuizgenError):
    """Two candidates have the same 编号, so their forms could not be told apart."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"名册里编号重复：{'、'.join(numbers)}；请改正名册。")


@dataclass(frozen=True, slots=True)
class Order:
    """Which forms are wanted: in individual mode one per candidate (编号), else ``forms`` of them."""

    mode: Mode
    candidates: Sequence[str]
    forms: int
    spare: int


@dataclass(frozen=True, slots=True)
class WantedForm:
    """One form to make: the set it belongs to, the name its order is derived from."""

    code: str
    name: str
    set_name: str
    candidate: str | None = None
    spare: bool = False


def wanted_forms(order: Order) -> tuple[WantedForm, ...]:
    """The forms to make, the spare ones last. Raises MoreThanOne, RosterNotUsed, DoubledCandidates."""
    if order.mode is Mode.INDIVIDUAL:
        main = tuple(_for_candidates(order.candidates))
    else:
        if order.candidates:
            raise RosterNotUsed
        if order.mode is Mode.ONE and order.forms != 1:
            raise MoreThanOne(order.forms)
        main = tuple(WantedForm(code, f"form/{code}", "main") for code in _codes(order.forms))
    width = max(2, len(str(order.spare)))
    spares = (f"S{place:0{width}d}" for place in range(1, order.spare + 1))
    return (*main, *(WantedForm(code, f"spare/{code}", f"spare/{code}", spare=True) for code in spares))


def _codes(forms: int) -> Iterator[str]:
    for place in range(1, forms + 1):
        yield ascii_uppercase[place - 1] if forms <= len(ascii_uppercase) else f"{place:03d}"


def _for_candidates(candidates: Sequence[str]) -> Iterator[WantedForm]:
    doubled = sorted(number for number, times in Counter(candidates).items() if times > 1)
    if doubled:
        raise DoubledCandidates(doubled)
    width = max(3, len(str(len(candidates))))
    for place, number in enumerate(candidates, 1):
        name = f"{OF_PERSON}{number}"
        yield WantedForm(f"{place:0{width}d}", name, name, candidate=number)
