"""Figures about a bank: its contents, what it asks about, what its keys reveal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizgen.bank.entries import LoadedBank
from quizgen.bank.guessing import GuessRate, guess_rates
from quizgen.bank.lengths import LengthBias, length_bias
from quizgen.bank.texts import Item, item_of
from quizgen.model.bookkeeping import Difficulty, is_retired, top_topic
from quizgen.model.kinds import Kind
from quizgen.model.question import MultipleBody, TrueFalseBody, option_texts


@dataclass(frozen=True, slots=True)
class TopicRow:
    """The active questions of one top topic, by kind and by difficulty."""

    topic: str
    kinds: Mapping[Kind, int]
    difficulties: Mapping[Difficulty, int]
    cells: Mapping[tuple[Kind, Difficulty], int]

    @property
    def total(self) -> int:
        """All questions of the topic."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class SourceRow:
    """How far one source of the register is asked about.

    ``questions`` cite at least one of its facts, ``cited`` counts its facts that are cited at all.
    """

    source: str
    title: str
    questions: int
    facts: int
    cited: int
    not_cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """How often the rows of one shelf of the register (systems, procedures, …) are asked about.

    ``times`` counts questions by row id, rows nobody asks about included.
    """

    title: str
    times: Mapping[str, int]

    @property
    def asked(self) -> int:
        """How many rows at least one question is about."""
        return sum(count > 0 for count in self.times.values())

    @property
    def unasked(self) -> tuple[str, ...]:
        """The rows that no question is about."""
        return tuple(row for row, count in self.times.items() if count == 0)

    @property
    def mean(self) -> Fraction:
        """Questions per row."""
        return Fraction(sum(self.times.values()), len(self.times)) if self.times else Fraction()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of the knowledge register is asked about."""

    sources: tuple[SourceRow, ...]
    shelves: tuple[ShelfRow, ...]


@dataclass(frozen=True, slots=True)
class KeyBias:
    """What the keys of the active questions show, sub-questions included.

    ``true_share`` is of ``statements`` true-false ones. ``right_counts`` says how many multiple-choice
    questions have so many correct options. ``positions_by_chance`` is the share of single-choice keys
    that falls to each letter when the options are shuffled evenly, by the number of options: there are
    no letters in a bank, so letters are counted over forms, against these shares.
    """

    lengths: LengthBias
    statements: int
    true_share: Fraction
    right_counts: Mapping[int, int]
    positions_by_chance: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True)
class BankStats:
    """Everything ``quizgen bank stats`` shows; ``coverage`` is None without a knowledge register.

    ``cites_facts``: there should be one.
    """

    questions: int
    retired: int
    topics: tuple[TopicRow, ...]
    bias: KeyBias
    guesses: tuple[GuessRate, ...]
    coverage: Coverage | None
    cites_facts: bool = False

    def count(self, kind: Kind, difficulty: Difficulty) -> int:
        """How many active questions are of a kind and a difficulty."""
        return sum(row.cells.get((kind, difficulty), 0) for row in self.topics)


@dataclass(frozen=True, slots=True)
class Register:
    """What the figures need of the knowledge register.

    ``titles`` names the sources by id, ``facts`` gives the source of every fact that questions should
    cite, ``shelves`` the row ids by the Chinese title of their shelf.
    """

    titles: Mapping[str, str]
    facts: Mapping[str, str]
    shelves: Mapping[str, tuple[str, ...]]


def bank_stats(loaded: LoadedBank, register: Register | None = None) -> BankStats:
    """Count and measure the active questions."""
    items = [item_of(entry) for entry in loaded.entries if not is_retired(entry.question)]
    return BankStats(
        questions=len(items),
        retired=len(loaded.entries) - len(items),
        topics=_topic_rows(items, [top_topic(topic) for topic in loaded.topics]),
        bias=_bias(items),
        guesses=guess_rates(item.question for item in items),
        coverage=None if register is None else _coverage(items, register),
        cites_facts=loaded.cites_facts,
    )


def _topic_rows(items: Sequence[Item], known: Sequence[str]) -> tuple[TopicRow, ...]:
    by_topic: dict[str, Counter[tuple[Kind, Difficulty]]] = {topic: Counter() for topic in known}
    for item in items:
        cell = (Kind(item.question.kind), item.question.difficulty)
        by_topic.setdefault(top_topic(item.question.topic), Counter())[cell] += 1
    return tuple(
        TopicRow(
            topic,
            {kind: sum(cells[kind, level] for level in Difficulty) for kind in Kind},
            {level: sum(cells[kind, level] for kind in Kind) for level in Difficulty},
            dict(cells),
        )
        for topic, cells in by_topic.items()
    )


def _bias(items: Sequence[Item]) -> KeyBias:
    bodies = [at.body for item in items for at in item.bodies]
    answers = [body.answer for body in bodies if isinstance(body, TrueFalseBody)]
    rights = Counter(len(body.correct) for body in bodies if isinstance(body, MultipleBody))
    sizes = {
        body.show or len(option_texts(body))
        for item in items
        for _, body in item.choices
        if not isinstance(body, MultipleBody)
    }
    return KeyBias(
        lengths=length_bias(items),
        statements=len(answers),
        true_share=Fraction(sum(answers), len(answers)) if answers else Fraction(),
        right_counts=dict(sorted(rights.items())),
        positions_by_chance={size: Fraction(1, size) for size in sorted(sizes)},
    )


def _coverage(items: Sequence[Item], register: Register) -> Coverage:
    cited = Counter(cite for item in items for cite in set(item.question.cites))
    by_source: Counter[str] = Counter()
    for item in items:
        by_source.update({source for cite in item.question.cites if (source := cite.rpartition("-")[0])})
    about = Counter(row for item in items for row in set(item.question.about))
    return Coverage(
        tuple(_source_row(source, register, cited, by_source) for source in register.titles),
        tuple(ShelfRow(title, {row: about[row] for row in rows}) for title, rows in register.shelves.items()),
    )


def _source_row(
    source: str, register: Register, cited: Mapping[str, int], by_source: Mapping[str, int]
) -> SourceRow:
    facts = [fact for fact, where in register.facts.items() if where == source]
    missing = tuple(fact for fact in facts if not cited.get(fact))
    asked = by_source.get(source, 0)
    return SourceRow(source, register.titles[source], asked, len(facts), len(facts) - len(missing), missing)
