"""What loading a bank gives: questions that know the file, with the line of every value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from quizgen.bank.topics import Topics
from quizgen.errors import CannotRead, Problem
from quizgen.files.pictures import BadPicture, Picture, picture_of_name
from quizgen.files.text import read_bytes
from quizgen.files.yaml_nodes import Key
from quizgen.model.bank import BankSettings, Profile
from quizgen.model.bookkeeping import may_be_drawn
from quizgen.model.partly import STAND_IN
from quizgen.model.question import Question

Layout = Mapping[Key, int]
"""The way to every value inside a question -> its line, counted from the question's first line (0)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question and where it stands.

    ``file`` is the path as the user named it, ``first_line`` counts from 1, ``bank`` indexes
    ``LoadedBank.banks``. ``replaced`` has the ways to values with faults of form, for which something
    else stands in the question (None: the question has no such fault, it is no ``LoadedBank.partial``).
    ``drawn`` has the words in its drawings, with the ways to those.
    """

    question: Question
    file: str
    first_line: int
    layout: Layout = field(repr=False)
    bank: int = 0
    replaced: frozenset[Key] | None = None
    drawn: tuple[tuple[Key, str], ...] = ()

    def line(self, key: Key = ()) -> int:
        """The line of a value, or of the nearest thing that holds it."""
        while key and key not in self.layout:
            key = key[:-1]
        return self.first_line + self.layout.get(key, 0)


@dataclass(frozen=True, slots=True)
class BankSource:
    """One bank as it was given: a folder or a single file, with the topics that hold for it.

    ``shown_as`` is the path as the user named it; ``topics`` is None when no topics.yaml was found,
    ``settings`` when there is no bank.yaml that can be read. ``profile`` holds for its questions.
    """

    path: Path
    shown_as: str
    topics: Topics | None
    settings: BankSettings | None = None
    profile: Profile = Profile.PLAIN

    @property
    def name(self) -> str:
        """The name of the folder, or of the file without its suffix."""
        return self.path.resolve().stem if self.path.is_file() else self.path.resolve().name


@dataclass(frozen=True, slots=True)
class LoadedBank:
    """The questions of one or more banks in the order of ``files`` and lines, plus the faults of form.

    A question with a fault of form is not among the entries; as far as it can be read, it is one of
    ``partial``, for the other rules to look at; ``unread`` has the ids of those that cannot. ``problems``
    holds faults that keep a file or a question from being read (the form rules), with what questions of a
    strict bank lack; the other rules are ``checks``. ``pictures`` says where the pictures lie (one may lie
    in several places), by the names that questions have for them.
    """

    banks: tuple[BankSource, ...]
    files: tuple[str, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    partial: tuple[Entry, ...] = ()
    unread: frozenset[str] = frozenset()
    pictures: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)

    def picture(self, name: str) -> Picture:
        """A picture by its name in a question. Raises CannotRead when it was changed since it was found."""
        path = self.pictures[name][0]
        try:
            return picture_of_name(PurePosixPath(name).name, read_bytes(path))
        except BadPicture as error:
            raise CannotRead(path, "读题库以后，图片被改动过，再运行一次") from error

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, the retired ones included."""
        return tuple(entry.question for entry in self.entries)

    @property
    def topics(self) -> tuple[str, ...]:
        """Everything that a question or a blueprint may write as a topic, of all banks, each once."""
        return tuple(dict.fromkeys(name for bank in self.banks if bank.topics for name in bank.topics.names))

    @property
    def topics_known(self) -> bool:
        """Whether ``topics`` has everything, or faults in a topics.yaml keep some topics from being known."""
        return all(bank.topics.readable and not bank.topics.unsure for bank in self.banks if bank.topics)

    @property
    def cites_facts(self) -> bool:
        """Whether any question points to the knowledge register; without it, no register is needed."""
        return any(
            {*entry.question.cites, *entry.question.about} - {STAND_IN}
            for entry in (*self.entries, *self.partial)
        )

    @property
    def active(self) -> tuple[Question, ...]:
        """The questions that may be drawn: neither retired nor unfinished."""
        return tuple(entry.question for entry in self.entries if may_be_drawn(entry.question))


def in_order(problems: Iterable[Problem], files: Sequence[str]) -> tuple[Problem, ...]:
    """Problems in the order of files and lines; those of topics come first, of a whole bank last."""
    place = {file: number for number, file in enumerate(files)}

    def key(problem: Problem) -> tuple[int, str, int, str, str]:
        unlisted = len(files) if problem.line is None else -1
        return (
            place.get(problem.file, unlisted),
            problem.file,
            problem.line or 0,
            problem.rule,
            problem.message,
        )

    return tuple(sorted(problems, key=key))
