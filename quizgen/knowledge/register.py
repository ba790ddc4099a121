"""The whole register in memory: every record by its id, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Any

from quizgen.errors import Problem
from quizgen.files.yaml_lines import LinedYaml
from quizgen.files.yaml_nodes import Key
from quizgen.model.base import Record
from quizgen.model.knowledge import (
    Case,
    Comparison,
    Disposition,
    Fact,
    Gap,
    Procedure,
    RegisterEntry,
    Source,
    System,
    Term,
)

_NOT_PROSE = frozenset(
    {"id", "source", "system", "section", "anchor", "quote", "facts", "see_also", "sha256"}
)


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record stands: the item ``index`` of a file."""

    document: LinedYaml = field(repr=False)
    index: int

    @property
    def file(self) -> str:
        """The file as the user named it."""
        return self.document.file

    def line(self, way: Key = ()) -> int | None:
        """The line of the record, or of a value inside it."""
        return self.document.line((self.index, *way))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Every record that could be read, by id, in the order of the files.

    ``unreadable`` are the ids of records left out for faults of form: what points to them is not at
    fault. ``fact_counts`` counts the items of each source's facts file, right or wrong. ``terms`` (the
    glossary, by term) and ``comparisons`` are for the site and may be empty.
    """

    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    systems: Mapping[str, System]
    procedures: Mapping[str, Procedure]
    dispositions: Mapping[str, Disposition]
    cases: Mapping[str, Case]
    gaps: Mapping[str, Gap]
    places: Mapping[str, RecordPlace] = field(repr=False)
    unreadable: frozenset[str] = frozenset()
    fact_counts: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Knowledge:
        """The register of a project without facts."""
        nothing: Mapping[str, Any] = MappingProxyType({})
        return cls(nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing)

    def entries(self) -> Iterator[RegisterEntry]:
        """Everything that is built on facts."""
        return chain(
            self.systems.values(),
            self.procedures.values(),
            self.dispositions.values(),
            self.cases.values(),
            self.gaps.values(),
        )

    def find(self, record_id: str) -> Source | Fact | RegisterEntry | None:
        """The record with that id, of whatever sort."""
        shelves: tuple[Mapping[str, Source | Fact | RegisterEntry], ...] = (
            self.sources,
            self.facts,
            self.systems,
            self.procedures,
            self.dispositions,
            self.cases,
            self.gaps,
        )
        return next((shelf[record_id] for shelf in shelves if record_id in shelf), None)

    def uses(self, fact_id: str) -> tuple[RegisterEntry, ...]:
        """What is built on a fact."""
        return tuple(entry for entry in self.entries() if fact_id in entry.facts)

    def problem(self, record_id: str, rule: str, message: str, hint: str = "", way: Key = ()) -> Problem:
        """A fault of a record, or of a value inside it."""
        place = self.places[record_id]
        return Problem(place.file, place.line(way), rule, message, hint, record_id)


def site_citations(record: Term | Comparison) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Every list of fact ids in a term or a comparison, with the way to it."""
    if isinstance(record, Term):
        yield ("facts",), record.facts
        return
    for index, row in enumerate(record.rows):
        for column, cell in enumerate(row.cells):
            yield ("rows", index, "cells", column, "facts"), cell.facts
    for index, remark in enumerate(record.remarks):
        yield ("remarks", index, "facts"), remark.facts


def citations(entry: RegisterEntry) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """Every list of fact ids in an entry, with the way to it; the entry's own list comes first."""
    yield ("facts",), entry.facts
    if isinstance(entry, System):
        for index, member in enumerate(entry.members):
            yield ("members", index, "facts"), member.facts
    if isinstance(entry, Procedure):
        for index, step in enumerate(entry.steps):
            yield ("steps", index, "facts"), step.facts
        for index, decision in enumerate(entry.decisions):
            yield ("decisions", index, "facts"), decision.facts


def prose(record: Record) -> Iterator[tuple[Key, str]]:
    """Every piece of this project's own wording in a record, with the way to it."""
    for name, declared in type(record).model_fields.items():
        if name not in _NOT_PROSE:
            yield from _prose(getattr(record, name), (declared.alias or name,))


def _prose(value: object, way: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, Record):
        for inner, text in prose(value):
            yield (*way, *inner), text
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _prose(item, (*way, index))
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        yield way, value
