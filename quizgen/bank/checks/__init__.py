"""The numbered rules of the bank, one function each, run over everything that was loaded."""

from __future__ import annotations

from collections.abc import Callable
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
    told,
    unsaid,
    wording,
)
from quizgen.bank.checks.base import Check, FactView, KnowledgeView, Surroundings
from quizgen.bank.entries import LoadedBank, in_order
from quizgen.bank.texts import Item, item_of
from quizgen.errors import Problem
from quizgen.model.bank import Profile
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

ADVICE: tuple[Check, ...] = (*together.CHECKS, *craft.CHECKS, *told.CHECKS, *unsaid.CHECKS)
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

_CRAFT = frozenset(rule.id for rule in RULES if rule.craft)


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
    plain = all(bank.profile is Profile.PLAIN for bank in loaded.banks)
    # in a plain bank the rules of craft only advise
    checks = [check for check in CHECKS if not (plain and check.rule.craft)]
    found = chain.from_iterable(check.problems(around) for check in checks)
    heard = _Heard(loaded)
    faults = (problem for problem in found if not heard.only_advises(problem) and not heard.is_off(problem))
    return in_order((*loaded.problems, *faults), loaded.files)


def advise_bank(loaded: LoadedBank) -> tuple[Problem, ...]:
    """What could be better, though nothing is wrong, in the order of files and lines."""
    around = _around(loaded, None, None, None)
    heard = _Heard(loaded)
    advice = chain.from_iterable(check.problems(around) for check in ADVICE)
    # where every bank is held to them, the rules of craft have been heard already
    plain = any(bank.profile is Profile.PLAIN for bank in loaded.banks)
    crafted = chain.from_iterable(check.problems(around) for check in CHECKS if plain and check.rule.craft)
    found = (*advice, *(problem for problem in crafted if heard.only_advises(problem)))
    return in_order((problem for problem in found if not heard.is_off(problem)), loaded.files)


class _Heard:
    """Which rules count in the bank that a problem is about, by the file that it names."""

    def __init__(self, loaded: LoadedBank) -> None:
        self._banks = {bank.shown_as: bank for bank in loaded.banks} | {
            entry.file: loaded.banks[entry.bank] for entry in (*loaded.partial, *loaded.entries)
        }

    def only_advises(self, problem: Problem) -> bool:
        """Whether it is about the craft of a question in a bank that is not held to it."""
        bank = self._banks.get(problem.file)
        return problem.rule in _CRAFT and bank is not None and bank.profile is Profile.PLAIN

    def is_off(self, problem: Problem) -> bool:
        """Whether the bank has switched the rule off."""
        bank = self._banks.get(problem.file)
        return bank is not None and bank.settings is not None and problem.rule in bank.settings.rules


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
