"""The questions of a bank that a page of the site may ask its readers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.model.bookkeeping import Pool, is_retired, may_be_drawn
from quizgen.model.kinds import Answering, Kind, traits_of
from quizgen.model.question import Question

MIXED = tuple(kind for kind in Kind if traits_of(kind).answering not in {Answering.LINES, Answering.PARTS})
"""The kinds that a page asks by topic, in turn; those that a person has to judge are asked by id."""


@dataclass(frozen=True, slots=True)
class Askable:
    """``open`` may be shown on a page, ``closed`` says why other ids may not; ``topics`` are all names."""

    topics: tuple[str, ...]
    open: Mapping[str, Question] = field(repr=False)
    closed: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(cls, topics: Iterable[str], questions: Iterable[Question]) -> Askable:
        """Sort out which questions of a bank are open."""
        open_ones: dict[str, Question] = {}
        closed: dict[str, str] = {}
        for question in questions:
            if question.pool is not Pool.PRACTICE:
                closed[question.id] = "封存备考，不能上网页"
            elif is_retired(question):
                closed[question.id] = "已停用"
            elif not may_be_drawn(question):
                closed[question.id] = "还没有审完"
            else:
                open_ones[question.id] = question
        return cls(tuple(topics), open_ones, closed)

    def choose(self, topic: str, count: int) -> tuple[Question, ...]:
        """At most ``count`` questions on a topic or what lies under it, the same ones every time.

        The kinds of ``MIXED`` take turns; within a kind the order is that of a hash of the id, so a new
        question changes a page only if its own turn comes early. Enemies never meet; a fact that was asked
        is asked again only when nothing else is left.
        """
        queues = {kind: self._queue(topic, kind) for kind in MIXED}
        chosen: list[Question] = []
        for fresh_only in (True, False):
            while len(chosen) < count:
                turn = tuple(_one_round(queues, chosen, count, fresh_only=fresh_only))
                if not turn:
                    break
        return tuple(sorted(chosen, key=lambda one: MIXED.index(Kind(one.kind))))

    def _queue(self, topic: str, kind: Kind) -> list[Question]:
        found = (
            one
            for one in self.open.values()
            if one.kind == kind and (one.topic == topic or one.topic.startswith(f"{topic}/"))
        )
        return sorted(found, key=lambda one: hashlib.sha256(one.id.encode()).digest())


def _one_round(
    queues: Mapping[Kind, list[Question]], chosen: list[Question], count: int, *, fresh_only: bool
) -> Iterator[Question]:
    """One question of each kind, as far as there are any and the count allows."""
    for queue in queues.values():
        if len(chosen) == count:
            return
        found = next((one for one in queue if _fits(one, chosen, fresh_only=fresh_only)), None)
        if found is not None:
            queue.remove(found)
            chosen.append(found)
            yield found


def _fits(question: Question, chosen: Sequence[Question], *, fresh_only: bool) -> bool:
    if any(question.id in one.enemies or one.id in question.enemies for one in chosen):
        return False
    return not fresh_only or not any(set(question.cites) & set(one.cites) for one in chosen)
