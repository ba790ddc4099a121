"""Which questions a person should look at again, and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quizgen.bank.basis import basis_of
from quizgen.model.bookkeeping import Status, is_retired
from quizgen.model.knowledge import Fact
from quizgen.model.months import add_months
from quizgen.model.question import Question


@dataclass(frozen=True, slots=True)
class Due:
    """A question that is due, with every reason in Chinese."""

    id: str
    reasons: tuple[str, ...]


def due_questions(
    questions: Iterable[Question],
    facts: Mapping[str, Fact],
    *,
    before: Mapping[str, Fact] | None,
    day: datetime.date,
    months: int,
) -> tuple[Due, ...]:
    """The questions in use that are due on a day.

    A review holds for ``months``. ``before`` are the facts of an earlier register: what is cited and says
    something else now is due, reviewed or not. Those without a status are due only when facts have changed.
    """
    found = []
    for question in questions:
        if not is_retired(question):
            reasons = tuple(_reasons(question, facts, before, day, months))
            if reasons:
                found.append(Due(question.id, reasons))
    return tuple(found)


def _reasons(
    question: Question,
    facts: Mapping[str, Fact],
    before: Mapping[str, Fact] | None,
    day: datetime.date,
    months: int,
) -> Iterator[str]:
    if question.fingerprint is not None and question.fingerprint != basis_of(question, facts):
        yield f"审题（{question.reviewed}）以后，依据变了"
    if before is not None:
        changed = [cite for cite in question.cites if before.get(cite) != facts.get(cite)]
        if changed:
            yield f"与从前的知识库比，{'、'.join(changed)} 变了"
    if question.reviewed is not None and add_months(question.reviewed, months) <= day:
        yield f"上次审题是 {question.reviewed}，满 {months} 个月"
    if question.reviewed is None and question.status in {Status.REVIEW, Status.READY}:
        yield "没有审题日期"
