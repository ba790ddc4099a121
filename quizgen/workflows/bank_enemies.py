"""The recipe of ``quizgen bank enemies``: which questions give each other away, written into the bank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from quizgen.bank.editing import edit_questions
from quizgen.bank.entries import LoadedBank
from quizgen.bank.leaks.find import Leak, find_leaks
from quizgen.bank.leaks.unmarked import unmarked
from quizgen.bank.load import load_bank
from quizgen.errors import Problem
from quizgen.workflows.bank import BankPlaces


@dataclass(frozen=True, slots=True)
class Proposals:
    """Pairs of questions that should be enemies but are not; ``problems`` kept questions from being read.

    ``files`` are those that were changed.
    """

    leaks: tuple[Leak, ...]
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = ()


def propose_enemies(places: BankPlaces, *, write: bool) -> Proposals:
    """Find the pairs; with ``write`` add each to the ``enemies`` of the question that shows the answer.

    Nothing is written while there are questions that cannot be read. Raises CannotRead, CannotEdit,
    CannotWrite.
    """
    loaded = load_bank(places.banks, cache_folder=places.cache, default_topics=places.default_topics)
    leaks = unmarked(loaded.active, find_leaks(loaded.active))
    files: tuple[str, ...] = ()
    if write and not loaded.problems:
        files = _write(loaded, leaks)
    return Proposals(leaks, loaded.problems, files)


def _write(loaded: LoadedBank, leaks: tuple[Leak, ...]) -> tuple[str, ...]:
    added: defaultdict[str, list[str]] = defaultdict(list)
    for leak in leaks:
        added[leak.shows].append(leak.asks)
    changes = {id_: {"enemies": tuple(sorted(enemies))} for id_, enemies in added.items()}
    return edit_questions(loaded, changes, after="explain")
