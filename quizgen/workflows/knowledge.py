"""The recipes of ``quizgen knowledge``: check the register, count it, look one record up."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.load import load_bank
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.knowledge.checks import check_register
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.register import Knowledge
from quizgen.knowledge.rules import NO_TEXT
from quizgen.knowledge.stats import Figures, Unasked, coverage, figures
from quizgen.knowledge.texts import check_runs, check_texts
from quizgen.model.knowledge import Fact, RegisterEntry, Source
from quizgen.model.question import Question


@dataclass(frozen=True, slots=True)
class KnowledgeReport:
    """What a check found; ``coverage`` is None when no bank was given."""

    knowledge: Knowledge
    problems: tuple[Problem, ...]
    coverage: Unasked | None


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record with what is built on it and the questions that ask it."""

    record: Source | Fact | RegisterEntry
    knowledge: Knowledge
    used_by: tuple[RegisterEntry, ...]
    questions: tuple[Question, ...]


class NoSuchRecord(QuizgenError):
    """No record of the register has that id."""

    def __init__(self, record_id: str, near: Sequence[str]) -> None:
        hint = (
            f"是不是想找 {'、'.join(near)}？" if near else "编号像 xiamen-019、X02、P12、D33、C07、Q01 这样。"
        )
        super().__init__(f"知识库里没有“{record_id}”。{hint}")


def check_knowledge(
    data: Path, texts: Path | None, banks: Sequence[Path], cache: Path | None
) -> KnowledgeReport:
    """Check the register with every rule, and against source texts and banks where given.

    Raises CannotRead when a folder is not there.
    """
    knowledge, faults = load_knowledge(data, str(data))
    problems = [*faults, *check_register(knowledge)]
    if texts is not None:
        faults = check_texts(knowledge, texts, str(texts))
        problems += faults
        if not any(fault.rule == NO_TEXT.id for fault in faults):
            problems += check_runs(knowledge, texts, data, str(data))
    found = coverage(knowledge, _questions(banks, cache)) if banks else None
    return KnowledgeReport(knowledge, _in_order(problems), found)


def count_knowledge(data: Path, banks: Sequence[Path], cache: Path | None) -> tuple[Figures, Unasked | None]:
    """Figures about the register, with what the banks leave unasked (None when no bank is given).

    Raises CannotRead when a folder is not there, ContentFaults when the register has faults.
    """
    knowledge = _sound(data)
    return figures(knowledge), coverage(knowledge, _questions(banks, cache)) if banks else None


def look_up(record_id: str, data: Path, banks: Sequence[Path], cache: Path | None) -> FoundRecord:
    """One record of any sort with everything that points to it.

    Raises NoSuchRecord, CannotRead when a folder is not there, ContentFaults when the register has faults.
    """
    knowledge = _sound(data)
    record = knowledge.find(record_id)
    if record is None:
        known = [*knowledge.sources, *knowledge.facts, *(entry.id for entry in knowledge.entries())]
        raise NoSuchRecord(record_id, difflib.get_close_matches(record_id, known, 3, 0.7))
    questions = (
        question
        for question in _questions(banks, cache)
        if record_id in question.cites or record_id in question.about
    )
    return FoundRecord(record, knowledge, knowledge.uses(record_id), tuple(questions))


def _sound(data: Path) -> Knowledge:
    knowledge, faults = load_knowledge(data, str(data))
    problems = _in_order([*faults, *check_register(knowledge)])
    if problems:
        raise ContentFaults(problems)
    return knowledge


def _questions(banks: Sequence[Path], cache: Path | None) -> tuple[Question, ...]:
    """The questions in use; faults of the banks are for ``quizgen bank check`` to tell."""
    return load_bank(banks, cache_folder=cache).active if banks else ()


def _in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.rule)))
