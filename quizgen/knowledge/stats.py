"""Figures about the register: its size, the facts that nothing uses, the facts that no question asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.knowledge.register import Knowledge
from quizgen.model.knowledge import BIBLIOGRAPHIC, FactKind, NameBasis, OrderBasis
from quizgen.model.question import Question


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """How many records one source has, by sort."""

    source: str
    short: str
    facts: int
    systems: int
    procedures: int
    dispositions: int
    gaps: int
    cases: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures about the whole register.

    ``open_lists`` counts enumerations that must not be asked as closed sets, ``own_names`` systems whose
    name is this project's label, ``assembled`` procedures put together from several passages,
    ``unused`` are the facts that no system, procedure, disposition, case or gap rests on.
    """

    sources: tuple[SourceFigures, ...]
    fact_kinds: Mapping[FactKind, int]
    open_lists: int
    own_names: int
    assembled: int
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unasked:
    """What the questions of a bank do not ask: facts that none cites, entries that none is about.

    Facts about the articles themselves are left out, for no question should ask them; so are cases
    and gaps, which questions do not name.
    """

    questions: int
    facts: tuple[str, ...]
    systems: tuple[str, ...]
    procedures: tuple[str, ...]
    dispositions: tuple[str, ...]


def figures(knowledge: Knowledge) -> Figures:
    """Count the register."""
    used = {fact_id for entry in knowledge.entries() for fact_id in entry.facts}
    return Figures(
        sources=tuple(_source_figures(knowledge, source) for source in knowledge.sources),
        fact_kinds=dict(Counter(fact.kind for fact in knowledge.facts.values()).most_common()),
        open_lists=sum(fact.open_list for fact in knowledge.facts.values()),
        own_names=sum(system.name_basis is NameBasis.OURS for system in knowledge.systems.values()),
        assembled=sum(row.order_basis is OrderBasis.ASSEMBLED for row in knowledge.procedures.values()),
        unused=tuple(fact_id for fact_id in knowledge.facts if fact_id not in used),
    )


def _source_figures(knowledge: Knowledge, source: str) -> SourceFigures:
    def count(shelf: Mapping[str, object]) -> int:
        return sum(getattr(record, "source", None) == source for record in shelf.values())

    return SourceFigures(
        source=source,
        short=knowledge.sources[source].short,
        facts=count(knowledge.facts),
        systems=count(knowledge.systems),
        procedures=count(knowledge.procedures),
        dispositions=count(knowledge.dispositions),
        gaps=count(knowledge.gaps),
        cases=count(knowledge.cases),
    )


def coverage(knowledge: Knowledge, questions: Iterable[Question]) -> Unasked:
    """What the questions leave unasked."""
    asked = tuple(questions)
    cited = {fact_id for question in asked for fact_id in question.cites}
    about = {entry_id for question in asked for entry_id in question.about}

    def unasked(shelf: Mapping[str, object]) -> tuple[str, ...]:
        return tuple(entry_id for entry_id in shelf if entry_id not in about)

    return Unasked(
        questions=len(asked),
        facts=tuple(
            fact.id
            for fact in knowledge.facts.values()
            if fact.section != BIBLIOGRAPHIC and fact.id not in cited
        ),
        systems=unasked(knowledge.systems),
        procedures=unasked(knowledge.procedures),
        dispositions=unasked(knowledge.dispositions),
    )
