"""What a numbered line is: a question, a sub-question, a case, or text of the question before it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from quizgen.interchange.understand.fields import FieldName
from quizgen.interchange.understand.looking import CASE_HEAD, LookAhead
from quizgen.interchange.understand.numbering import NumberMark, NumberStyle
from quizgen.interchange.understand.state import State
from quizgen.model.kinds import Kind

_FAR_GAP = 10
_AHEAD = 40


class NumberRole(StrEnum):
    """What a numbered line begins."""

    QUESTION = auto()
    CASE = auto()
    PART = auto()
    RESTART = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class NumberDecision:
    """The role; ``gap``: numbers are missing or go back before it; ``unsure``: it might be text after all."""

    role: NumberRole
    gap: bool = False
    unsure: bool = False


_TEXT = NumberDecision(NumberRole.TEXT)


def decide(state: State, looks: LookAhead, at: int, mark: NumberMark) -> NumberDecision:
    """What the line at a place with that number is."""
    if state.current is not None and state.current.case:
        found = _in_case(state, looks, at, mark)
        if found is not None:
            return found
    found = _question(state, looks, at, mark)
    if found.role in {NumberRole.QUESTION, NumberRole.RESTART} and _is_case(state, looks, at, mark):
        return NumberDecision(NumberRole.CASE, found.gap, found.unsure)
    return found


def _in_case(  # noqa: PLR0911 - one return a reason
    state: State, looks: LookAhead, at: int, mark: NumberMark
) -> NumberDecision | None:
    """A sub-question or text of the case at hand; None where it belongs to no case."""
    case = state.current
    if case is None:
        return None
    if case.numbers:
        first, last = case.numbers
        expected = first if state.part_last is None else state.part_last + 1
        if mark.number == expected <= last:
            return NumberDecision(NumberRole.PART)
        return None if mark.number > last else _TEXT
    if case.mark is not None and mark.way is case.mark.way:
        return None
    if state.part_way is None:
        counted = mark.way in {NumberStyle.POINTED, NumberStyle.NAMED}
        goes_on = counted and mark.number == state.total_last + 1 and looks.evident(at, mark.way)
        first_ever = (mark.number == 1 or goes_on) and not mark.weak
        first_ever = first_ever and not _lists(looks, at, mark)
        return NumberDecision(NumberRole.PART) if first_ever else _TEXT
    if mark.way is state.part_way:
        return _next_part(state, looks, at, mark)
    if mark.number == (case.number or 0) + 1 and case.parts and mark.way in _CASE_WAYS and case.mark is None:
        return NumberDecision(NumberRole.CASE)
    return _TEXT


def _lists(looks: LookAhead, at: int, mark: NumberMark) -> bool:
    """Whether a number begins a list in the text of a case, whose questions begin with 1 further below."""
    if looks.evident(at, mark.way):
        return False
    for ahead in range(at + 1, min(at + _AHEAD, len(looks.pieces))):
        if looks.head(ahead) is not None or _another(looks, ahead):
            return False
        other = looks.mark(ahead)
        if other is not None and other.number == 1:
            return not other.weak and looks.evident(ahead, other.way)
    return False


def _another(looks: LookAhead, at: int) -> bool:
    """Whether an answer stands there, or another case begins: what stood before had sub-questions."""
    line = looks.line(at)
    answered = any(one.name is FieldName.ANSWER for one in looks.fields(at))
    return answered or (line is not None and CASE_HEAD.match(line.plain) is not None)


_CASE_WAYS = frozenset({NumberStyle.CHINESE, NumberStyle.CHINESE_BRACKETED, NumberStyle.NAMED})


def _next_part(state: State, looks: LookAhead, at: int, mark: NumberMark) -> NumberDecision:
    following = mark.number == (state.part_last or 0) + 1
    if following and not mark.weak:
        if state.answer_goes_on and state.in_list(mark):
            return NumberDecision(NumberRole.PART) if looks.evident(at, mark.way) else _TEXT
        return NumberDecision(NumberRole.PART)
    if mark.number == (state.part_last or 0) + 2 and looks.evident(at, mark.way):
        return NumberDecision(NumberRole.PART, gap=True)
    return _TEXT


def _question(  # noqa: PLR0911 - one return a reason
    state: State, looks: LookAhead, at: int, mark: NumberMark
) -> NumberDecision:
    if state.last is None:
        return _first(state, looks, at, mark)
    if state.way is not None and mark.way is not state.way:
        return _other_way(state, looks, at, mark)
    last = state.last or 0
    if mark.number == last + 1:
        return _following(state, looks, at, mark)
    if mark.number == 1 and not mark.weak and looks.followed(at + 1, mark.way):
        return NumberDecision(NumberRole.RESTART)
    if mark.weak or not state.complete():
        return _TEXT
    evident = looks.evident(at, mark.way)
    if mark.number == 1:
        return NumberDecision(NumberRole.RESTART) if evident and not state.answer_goes_on else _TEXT
    if mark.number > last + _FAR_GAP:
        return _TEXT
    if evident or (mark.number > last and not state.answer_goes_on):
        return NumberDecision(NumberRole.QUESTION, gap=True, unsure=not evident)
    return _TEXT


def _first(state: State, looks: LookAhead, at: int, mark: NumberMark) -> NumberDecision:
    """The first number of a section."""
    evident = looks.evident(at, mark.way)
    headed = state.section.kind is not None
    if mark.weak and not evident and not headed:
        return _TEXT
    if mark.number in {1, state.total_last + 1}:
        return NumberDecision(NumberRole.QUESTION, unsure=mark.weak and not evident)
    plausible = evident and (mark.number <= state.total_last + _FAR_GAP or headed)
    return (
        NumberDecision(NumberRole.QUESTION, gap=True)
        if plausible and mark.way is not NumberStyle.CHINESE
        else _TEXT
    )


def _following(state: State, looks: LookAhead, at: int, mark: NumberMark) -> NumberDecision:
    """The number that comes next."""
    if state.in_list(mark):
        return (
            NumberDecision(NumberRole.QUESTION) if looks.evident(at, mark.way) and state.complete() else _TEXT
        )
    if not mark.weak:
        return NumberDecision(NumberRole.QUESTION)
    if not state.complete():
        return _TEXT
    evident = looks.evident(at, mark.way)
    if state.answer_goes_on and not evident:
        return _TEXT
    return NumberDecision(NumberRole.QUESTION, unsure=not evident)


def _other_way(state: State, looks: LookAhead, at: int, mark: NumberMark) -> NumberDecision:
    """A number written otherwise than those of the questions: hardly ever a question."""
    if state.only_kind is Kind.CASE or mark.weak or not state.complete():
        return _TEXT
    same_rank = {mark.way, state.way} <= {NumberStyle.POINTED, NumberStyle.NAMED, NumberStyle.HALF}
    if mark.number == (state.last or 0) + 1 and same_rank and looks.evident(at, mark.way):
        return NumberDecision(NumberRole.QUESTION)
    return _TEXT


def _is_case(state: State, looks: LookAhead, at: int, mark: NumberMark) -> bool:
    """Whether a numbered text has sub-questions: numbers written otherwise, from 1, before the next one."""
    line = looks.line(at)
    marked = line is not None and CASE_HEAD.match(line.plain, mark.end) is not None
    kind = state.section.kind
    if not marked and (kind is None or kind.only is not Kind.CASE):
        return False
    for ahead in range(at + 1, min(at + _AHEAD, len(looks.pieces))):
        if looks.head(ahead) is not None:
            return False
        other = looks.mark(ahead)
        if other is None or other.weak:
            continue
        if other.way is mark.way:
            return False
        if other.number == 1:
            return True
    return False
