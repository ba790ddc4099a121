"""The numbered rules of the bank, one function each, run over everything that was loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from quizgen.bank import form_rules, raw, topics
from quizgen.bank.checks import (
    answers,
    characters,
    craft,
    essays,
    figures,
    grounds,
    identity,
    illustrated,
    life,
    near,
    options,
    pairs,
    together,
    unsaid,
    wording,
)
from quizgen.bank.checks.base import Check, FactView, KnowledgeView, Surroundings
from quizgen.bank.entries import LoadedBank, in_order
from quizgen.bank.texts import Item, item_of
from quizgen.errors import Problem
from quizgen.model.rule import Rule

__all__ = ["ADVICE", "CHECKS", "RULES", "FactView", "KnowledgeView", "advise_bank", "check_bank"]

CHECKS: tuple[Check, ...] = tuple(
    chain.from_iterable(
        module.CHECKS
        for module in (
            *(
                identity,
                grounds,
                near,
                options,
                pairs,
                wording,
                answers,
                characters,
                figures,
                illustrated,
                life,
                essays,
            ),
        )
    )
)
"""Every rule that looks at questions already read."""

ADVICE: tuple[Check, ...] = (*together.CHECKS, *craft.CHECKS, *unsaid.CHECKS)
"""Rules that only advise."""

FORM_RULES = (topics.B001, topics.B002, raw.B003, *form_rules.RULES, topics.B013)
"""Rules about the form of a file or a question, applied while reading."""
BINDING = (
    *FORM_RULES,
    identity.B014,
    options.B029,
    pairs.B068,
    answers.B034,
    characters.B043,
    illustrated.B075,
)
"""Rules that cannot be disregarded: a question that breaks one cannot be read, printed or marked."""

RULES: tuple[Rule, ...] = tuple(
    sorted({*FORM_RULES, *(check.rule for check in (*CHECKS, *ADVICE))}, key=lambda rule: rule.id)
)
"""Every rule by its number; the first ones are applied while reading."""


def check_bank(
    loaded: LoadedBank,
    knowledge: KnowledgeView | None = None,
    printable: Callable[[str], bool] | None = None,
    only: frozenset[str] | None = None,
) -> tuple[Problem, ...]:
    """All faults of the bank, those found while reading included, in the order of files and lines.

    Without ``knowledge`` the rules about facts are not applied; without ``printable`` (does a packaged
    font have this character?) nor is the rule about fonts. With ``only``, questions with other ids are left
    alone: what is said is about these ids, about whole banks, or about what could not be read.
    """
    around = _around(loaded, knowledge, printable, only)
    found = chain.from_iterable(check.problems(around) for check in CHECKS)
    return in_order((*loaded.problems, *_heeded(found, loaded)), loaded.files)


def advise_bank(loaded: LoadedBank) -> tuple[Problem, ...]:
    """What could be better, though nothing is wrong, in the order of files and lines."""
    around = _around(loaded, None, None, None)
    found = chain.from_iterable(check.problems(around) for check in ADVICE)
    return in_order(_heeded(found, loaded), loaded.files)


def _heeded(problems: Iterable[Problem], loaded: LoadedBank) -> Iterator[Problem]:
    """Those of rules that are not off in the bank that has the fault."""
    off = [frozenset(bank.settings.rules if bank.settings else ()) for bank in loaded.banks]
    if not any(off):
        yield from problems
        return
    of_files = {entry.file: off[entry.bank] for entry in (*loaded.entries, *loaded.partial)}
    for bank, rules in zip(loaded.banks, off, strict=True):
        of_files.setdefault(bank.shown_as, rules)
    for problem in problems:
        if problem.rule not in of_files.get(problem.file, ()):
            yield problem


def _around(
    loaded: LoadedBank,
    knowledge: KnowledgeView | None,
    printable: Callable[[str], bool] | None,
    only: frozenset[str] | None,
) -> Surroundings:
    items = tuple(map(item_of, loaded.entries))
    partial = tuple(map(item_of, loaded.partial))
    by_id: dict[str, Item] = {}
    for item in (*items, *partial):
        by_id.setdefault(item.question.id, item)
    return Surroundings(loaded.banks, items, by_id, knowledge, printable, partial, loaded.unread, only)
