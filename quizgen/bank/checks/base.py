"""What a check receives and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from quizgen.bank.entries import BankSource
from quizgen.bank.texts import Item
from quizgen.errors import Problem
from quizgen.files.yaml_nodes import Key
from quizgen.model.bookkeeping import is_retired
from quizgen.model.partly import STAND_IN, touches
from quizgen.model.rule import Rule


@dataclass(frozen=True, slots=True)
class FactView:
    """What the bank needs to know of a fact; ``open_list``: its members are examples, not all."""

    source: str
    open_list: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnowledgeView:
    """What the bank needs of the knowledge register.

    ``rows`` gives the fact ids of every system, procedure, disposition by its id (None: not known),
    ``prefixes`` the source that each prefix of question ids stands for.
    """

    facts: Mapping[str, FactView]
    rows: Mapping[str, frozenset[str] | None]
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Surroundings:
    """Everything a check may look at.

    ``knowledge`` None: no register was given, so rules about facts are not applied. ``printable`` says
    whether the packaged fonts have a character (None: not known, so the rule is not applied).
    ``partial`` are questions with faults of form, as far as they can be read; ``unread`` the ids of those
    of which too little can. ``only``: the questions in question are those with these ids (None: all), the
    others are there to be compared with by rules about a whole bank.
    """

    banks: tuple[BankSource, ...]
    items: tuple[Item, ...] = field(repr=False)
    by_id: Mapping[str, Item] = field(repr=False)
    knowledge: KnowledgeView | None = field(default=None, repr=False)
    printable: Callable[[str], bool] | None = None
    partial: tuple[Item, ...] = field(default=(), repr=False)
    unread: frozenset[str] = frozenset()
    only: frozenset[str] | None = field(default=None, repr=False)

    @cached_property
    def active(self) -> tuple[Item, ...]:
        """The questions to be checked that are not retired."""
        return tuple(item for item in self.looked_at if not is_retired(item.question))

    @cached_property
    def looked_at(self) -> tuple[Item, ...]:
        """The questions to be checked."""
        if self.only is None:
            return self.items
        return tuple(item for item in self.items if item.question.id in self.only)

    def active_by_bank(self) -> Iterable[tuple[BankSource, tuple[Item, ...]]]:
        """All active questions, bank by bank."""
        active = [item for item in self.items if not is_retired(item.question)]
        for number, bank in enumerate(self.banks):
            yield bank, tuple(item for item in active if item.entry.bank == number)


class Fault(NamedTuple):
    """A fault inside a question; an empty hint means the rule's own."""

    key: Key
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class QuestionCheck:
    """A rule that looks at one question at a time; retired ones only when ``retired_too``.

    ``needs`` names the fields that it compares with others: where one of them could not be read, the rule
    has nothing to say.
    """

    rule: Rule
    find: Callable[[Item, Surroundings], Iterable[Fault]]
    retired_too: bool = False
    needs: tuple[str, ...] = ()

    def problems(self, around: Surroundings) -> Iterable[Problem]:
        """The faults of all questions."""
        for item in around.looked_at if self.retired_too else around.active:
            for fault in self.find(item, around):
                yield problem_at(item, self.rule, fault)
        for item in around.partial:
            replaced = item.entry.replaced or frozenset()
            if any(step in self.needs for way in replaced for step in way):
                continue
            for fault in self.find(item, around):
                if not touches(fault.key, replaced) and STAND_IN not in fault.message:
                    yield problem_at(item, self.rule, fault)


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A rule that looks at all questions together and makes its problems itself."""

    rule: Rule
    find: Callable[[Surroundings], Iterable[Problem]]

    def problems(self, around: Surroundings) -> Iterable[Problem]:
        """The faults of the whole."""
        return self.find(around)


Check = QuestionCheck | BankCheck


def problem_at(item: Item, rule: Rule, fault: Fault) -> Problem:
    """The fault of a question with its file and line."""
    entry = item.entry
    line = entry.line(fault.key)
    return Problem(entry.file, line, rule.id, fault.message, fault.hint or rule.mend, entry.question.id)


def place_of(item: Item) -> str:
    """``file:line`` of a question."""
    return f"{item.entry.file}:{item.entry.first_line}"


def shorten(text: str, limit: int = 16) -> str:
    """Enough of a text to recognise it."""
    text = text.replace("\n", " ")
    return text if len(text) <= limit else text[:limit] + "…"


def nth(key: Key) -> str:
    """``第2小题的`` for a way into a sub-question, else nothing."""
    return f"第{int(key[1]) + 1}小题的" if key[:1] == ("parts",) and len(key) > 1 else ""
