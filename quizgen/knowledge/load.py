"""The folder ``docs/_data`` becomes a register of typed records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import TypeAdapter

from quizgen.errors import CannotRead, Problem
from quizgen.files.entries import is_passing
from quizgen.files.text import read_utf8
from quizgen.files.yaml_lines import LinedYaml, parse_yaml
from quizgen.knowledge import rules
from quizgen.knowledge.register import Knowledge, RecordPlace
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
from quizgen.model.reading import FaultKind, ReadingFault, read_record

R = TypeVar("R", bound=Source | Fact | RegisterEntry | Term | Comparison)

FACTS_FOLDER = "facts"
_RULES = {
    FaultKind.UNKNOWN_KEY: rules.UNKNOWN_KEY.id,
    FaultKind.MISSING_KEY: rules.MISSING_KEY.id,
}


def load_knowledge(folder: Path, shown_as: str) -> tuple[Knowledge, tuple[Problem, ...]]:
    """Read the register; records with faults are left out of it and named in the problems.

    ``shown_as`` is the folder as the user named it. Raises CannotRead when there is no such folder.
    """
    if not folder.is_dir():
        raise CannotRead(shown_as, "没有这个文件夹")
    reader = _Reader(folder, shown_as)
    sources = reader.read("sources.yaml", TypeAdapter(Source))
    facts: dict[str, Fact] = {}
    fact_counts: dict[str, int] = {}
    for source_id in (*sources, *sorted(reader.unreadable)):
        name = f"{FACTS_FOLDER}/{source_id}.yaml"
        facts |= reader.read(name, TypeAdapter(Fact))
        fact_counts[source_id] = reader.items[name]
    knowledge = Knowledge(
        sources=MappingProxyType(sources),
        facts=MappingProxyType(facts),
        systems=MappingProxyType(reader.read("systems.yaml", TypeAdapter(System))),
        procedures=MappingProxyType(reader.read("procedures.yaml", TypeAdapter(Procedure))),
        dispositions=MappingProxyType(reader.read("dispositions.yaml", TypeAdapter(Disposition))),
        cases=MappingProxyType(reader.read("cases.yaml", TypeAdapter(Case))),
        gaps=MappingProxyType(reader.read("gaps.yaml", TypeAdapter(Gap))),
        terms=MappingProxyType(reader.read_if_there("glossary.yaml", TypeAdapter(Term))),
        comparisons=MappingProxyType(reader.read_if_there("compare.yaml", TypeAdapter(Comparison))),
        places=MappingProxyType(reader.places),
        unreadable=frozenset(reader.unreadable),
        fact_counts=MappingProxyType(fact_counts),
    )
    reader.problems.extend(reader.stray_files())
    return knowledge, tuple(reader.problems)


class _Reader:
    """Reads one file after another, gathering faults and the places of records."""

    def __init__(self, folder: Path, shown_as: str) -> None:
        self._folder = folder
        self._shown_as = shown_as.rstrip("/\\")
        self.places: dict[str, RecordPlace] = {}
        self.unreadable: set[str] = set()
        self.items: dict[str, int] = {}
        self.problems: list[Problem] = []

    def read(self, name: str, adapter: TypeAdapter[R]) -> dict[str, R]:
        """The records of a file by id; of two with one id the first is kept."""
        self.items[name] = 0
        document = self._document(name)
        if document is None:
            return {}
        if not isinstance(document.data, list) or not document.data:
            message = "这个文件是空的" if not document.data else "应当是列表"
            hint = "每一项以“- id: ”开头"
            self.problems.append(Problem(document.file, 1, rules.NOT_A_LIST.id, message, hint))
            return {}
        self.items[name] = len(document.data)
        found: dict[str, R] = {}
        for index, item in enumerate(document.data):
            reading = read_record(adapter, item, document.broken_in((index,)))
            record, faults = reading
            if record is None:
                record_id = _written_id(item)
                self.unreadable.add(record_id)
                self.problems.extend(_as_problems(faults, RecordPlace(document, index), record_id))
            if record is not None and self._claim(record.id, RecordPlace(document, index)):
                found[record.id] = record
        return found

    def read_if_there(self, name: str, adapter: TypeAdapter[R]) -> dict[str, R]:
        """The same for a file that only the site needs: none is no fault."""
        return self.read(name, adapter) if (self._folder / name).exists() else {}

    def stray_files(self) -> Iterator[Problem]:
        """YAML files in the folder that nothing reads."""
        for path in sorted(self._folder.rglob("*.y*ml")):
            relative = path.relative_to(self._folder)
            name = relative.as_posix()
            if name not in self.items and not is_passing(relative):
                message, hint = "这个文件不会被读到", "检查文件名；事实文件的来源要先登记在 sources.yaml"
                yield Problem(self._shown(name), None, rules.STRAY_FILE.id, message, hint)

    def _document(self, name: str) -> LinedYaml | None:
        path, shown = self._folder / name, self._shown(name)
        if not path.exists():
            self.problems.append(Problem(shown, None, rules.MISSING_FILE.id, "没有这个数据文件"))
            return None
        try:
            document, faults = _parsed(read_utf8(path), shown)
        except CannotRead as error:
            self.problems.append(Problem(shown, error.line, rules.BROKEN_FILE.id, error.reason))
            return None
        self.problems.extend(faults)
        return document

    def _claim(self, record_id: str, place: RecordPlace) -> bool:
        earlier = self.places.get(record_id)
        if earlier is None:
            self.places[record_id] = place
            return True
        message = f"编号已经用在 {earlier.file}:{earlier.line()}"
        hint = "编号一经使用不再给别的条目，请换一个新编号"
        self.problems.append(
            Problem(place.file, place.line(("id",)), rules.DOUBLE_ID.id, message, hint, record_id)
        )
        return False

    def _shown(self, name: str) -> str:
        return f"{self._shown_as}/{name}"


@lru_cache(maxsize=128)
def _parsed(text: str, shown_as: str) -> tuple[LinedYaml | None, tuple[Problem, ...]]:
    """The text of a data file read once, however often the register is (for every page that is served)."""
    document, faults = parse_yaml(text, shown_as, rules.BROKEN_FILE.id)
    return document, tuple(faults)


def _written_id(item: object) -> str:
    """The id as it stands there, right or wrong; empty when there is none."""
    return str(item.get("id", item.get("term", ""))) if isinstance(item, Mapping) else ""


def _as_problems(faults: Iterable[ReadingFault], place: RecordPlace, record_id: str) -> Iterator[Problem]:
    for fault in faults:
        yield Problem(
            place.file,
            place.line(fault.way),
            _RULES.get(fault.kind, rules.WRONG_VALUE.id),
            fault.message,
            fault.hint,
            record_id,
        )
