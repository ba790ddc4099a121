"""The questions of a bank that may be practised on the site, read once while nothing changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs.exceptions import BuildError

from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.checks.grounds import B017
from quizgen.bank.entries import Entry
from quizgen.bank.load import load_bank
from quizgen.bank.oral import load_oral
from quizgen.bank.topics import B013, Topics
from quizgen.errors import ContentFaults, Problem
from quizgen.files.entries import is_passing, stamps
from quizgen.knowledge.register import Knowledge
from quizgen.model.blueprint import Blueprint
from quizgen.model.oral import OralQuestion
from quizgen.model.question import Question
from quizgen.model.selftest import Askable
from quizgen.web.pages.state import register
from quizgen.web.practice.below import PictureOf
from quizgen.web.practice.plan_cache import cache_folder

_BLUEPRINTS = "blueprints"
_READ = (".yaml", ".png", ".jpg", ".jpeg", ".svg")
"""Everything that the questions may be made from: their files, their pictures."""
QUESTION_FILES = 24
"""How many scripts of questions there can be: q01 to q24 among the theme's templates."""


@dataclass(frozen=True, slots=True)
class PracticePool:
    """What may be practised on the site; nothing of ``pool: exam`` gets in here."""

    topics: Topics
    questions: tuple[Question, ...]
    oral: tuple[OralQuestion, ...]
    blueprints: tuple[Blueprint, ...]
    knowledge: Knowledge
    askable: Askable
    picture_of: PictureOf

    @property
    def files(self) -> Mapping[str, str]:
        """Top topic -> the name of its script; where there are more topics than scripts, some share one."""
        return {top: f"q{1 + at % QUESTION_FILES:02}" for at, top in enumerate(self.topics.tree)}


class BrokenBank(ContentFaults, BuildError):
    """The bank cannot be practised; every fault of it is in the sentence."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        sentence = "\n".join(["题库有错误：", *(str(problem) for problem in problems)])
        BuildError.__init__(self, sentence)


def practice_pool(register_folder: str, bank: str) -> PracticePool:
    """The practice questions of a bank folder, read again only when a file has changed.

    Raises BrokenBank with every fault of the bank, its spoken questions and blueprints, ContentFaults for
    faults of the register, CannotRead.
    """
    folder = os.path.realpath(bank)
    return _practice_pool(os.path.realpath(register_folder), folder, stamps(Path(folder), _READ))


@lru_cache(maxsize=2)
def _practice_pool(
    register_folder: str,
    bank: str,
    stamped: tuple[tuple[str, int], ...],  # noqa: ARG001 - part of the key
) -> PracticePool:
    knowledge = register(register_folder)
    loaded = load_bank((Path(bank),), cache_folder=cache_folder())
    topics = loaded.banks[0].topics
    problems: list[Problem] = list(loaded.problems)
    if topics is None:
        problems.append(Problem(bank, None, B013.id, "没有可用的 topics.yaml", B013.mend))
    if topics is None or problems:
        raise BrokenBank(problems)
    oral, faults = load_oral(Path(bank), topics.names, None, loaded.banks[0].profile)
    problems += faults
    blueprints: list[Blueprint] = []
    problems += [*_unknown_facts(loaded.entries, knowledge)]
    for path in sorted((Path(bank) / _BLUEPRINTS).glob("*.yaml")):
        if is_passing(Path(path.name)):
            continue
        blueprint, faults = load_blueprint(path, str(path), topics.names)
        problems += faults
        blueprints += [] if blueprint is None else [blueprint]
    if problems:
        raise BrokenBank(problems)
    order = {name: place for place, name in enumerate(topics.names)}
    askable = Askable.of(topics.names, loaded.questions)
    open_ones = sorted(askable.open.values(), key=lambda one: (order[one.topic], one.id))
    return PracticePool(topics, tuple(open_ones), oral, tuple(blueprints), knowledge, askable, loaded.picture)


def _unknown_facts(entries: Iterable[Entry], knowledge: Knowledge) -> Iterator[Problem]:
    """A question that cites what is not in the register, or cites without a register."""
    for entry in entries:
        for number, fact in enumerate(entry.question.cites):
            if fact not in knowledge.facts:
                line, id_ = entry.line(("cites", number)), entry.question.id
                yield Problem(entry.file, line, B017.id, f"知识登记里没有 {fact}", B017.mend, id_)
