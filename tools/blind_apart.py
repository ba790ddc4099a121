"""Sets of questions for readers, none with two questions that tell something about each other."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from quizgen.assemble.plan.pool import enemies_among
from quizgen.bank.leaks.find import find_leaks
from quizgen.bank.load import load_bank
from quizgen.model.bookkeeping import LIFE_FIELDS
from quizgen.model.question import CaseBody, Question

BOOKKEEPING = {
    *("id", "topic", "difficulty", "level", "about", "cites", "basis", "point", "enemies"),
    *LIFE_FIELDS,
}
"""What may change without the question becoming another one."""


def kept_apart(questions: Sequence[Question]) -> dict[str, frozenset[str]]:
    """Who must not be in one set with whom: enemies, leaks, and questions that cite a fact in common.

    That is more than leaks, and it holds for questions whose leak nobody has noticed.
    """
    by_fact: defaultdict[str, set[str]] = defaultdict(set)
    for question in questions:
        for fact in question.cites:
            by_fact[fact].add(question.id)
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in (pair for ids in by_fact.values() for pair in combinations(sorted(ids), 2)):
        apart[one].add(other)
        apart[other].add(one)
    for leak in find_leaks(questions):
        apart[leak.shows].add(leak.asks)
        apart[leak.asks].add(leak.shows)
    for id_, enemies in enemies_among(questions).items():
        apart[id_] |= enemies
    return {id_: frozenset(others) for id_, others in apart.items()}


def in_sets(
    questions: Sequence[Question], apart: Mapping[str, Collection[str]], most: int, seed: str
) -> list[list[str]]:
    """Ids in sets of at most ``most`` things asked, by colouring the graph of ``apart`` greedily.

    The most entangled questions come first; each goes to the emptiest set that holds none of its
    neighbours. The same seed gives the same sets, in an order of questions that tells nothing.
    """
    size = {question.id: _asked(question) for question in questions}
    order = sorted(size, key=lambda id_: (-len(apart.get(id_, ())), _mixed(seed, id_)))
    sets: list[list[str]] = [[] for _ in range(-(-sum(size.values()) // most))]
    load = [0] * len(sets)
    for id_ in order:
        free = [
            number
            for number, members in enumerate(sets)
            if load[number] + size[id_] <= most and not set(members) & set(apart.get(id_, ()))
        ]
        if not free:
            sets.append([])
            load.append(0)
            free = [len(sets) - 1]
        best = min(free, key=lambda number: (load[number], number))
        sets[best].append(id_)
        load[best] += size[id_]
    return [sorted(members, key=lambda id_: _mixed(f"{seed}/order", id_)) for members in sets]


def _asked(question: Question) -> int:
    return len(question.parts) if isinstance(question, CaseBody) else 1


def _mixed(seed: str, id_: str) -> bytes:
    return hashlib.sha256(f"{seed}/{id_}".encode()).digest()


def changed_since(commit: str, bank: Path, questions: Iterable[Question]) -> frozenset[str]:
    """The ids of questions that ask something else than they did in a commit, or are new."""
    with TemporaryDirectory() as folder:
        archive = subprocess.run(  # noqa: S603 - a maintainer's own git
            ("git", "archive", commit, str(bank)),  # noqa: S607
            check=True,
            capture_output=True,
        )
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(folder, filter="data")
        before = {question.id: _content(question) for question in load_bank([Path(folder) / bank]).questions}
    return frozenset(one.id for one in questions if before.get(one.id) != _content(one))


def _content(question: Question) -> str:
    return question.model_dump_json(exclude=BOOKKEEPING | {"explain"})


def chosen(questions: Iterable[Question], picks: Sequence[str], kinds: Sequence[str]) -> Iterator[Question]:
    """The questions whose id is one of ``picks`` or begins with one, of these kinds; none: all."""
    for question in questions:
        if (not picks or question.id.startswith(tuple(picks))) and (not kinds or question.kind in kinds):
            yield question
