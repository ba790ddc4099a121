"""The kinds of files that a bank is written as."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.interchange.outgoing import Outgoing
from quizgen.model.rule import Rule


class ExportFormat(StrEnum):
    """What ``bank export --as`` may name."""

    EXCEL = "excel"
    WORD = "word"
    TEXT = "text"
    MOODLE = "moodle"
    GIFT = "gift"
    ANKI = "anki"
    QTI = "qti"


@dataclass(frozen=True, slots=True)
class Remark:
    """What happened to one question in a file: the rule, a sentence that tells nothing of a sealed one."""

    about: Outgoing
    rule: Rule
    message: str


@dataclass(frozen=True, slots=True)
class WrittenBank:
    """A file with what its writer could not keep of single questions.

    ``written`` counts the questions in it; a question left out has a remark of D501.
    """

    content: bytes
    written: int
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class BankToWrite:
    """The questions of a file: ``title`` names the bank, ``answers`` says whether keys go with them.

    ``made_at`` (seconds since 1970) tells a program that keeps copies which of two files is newer.
    """

    title: str
    questions: Sequence[Outgoing]
    answers: bool = True
    made_at: int = 0


class CannotHold(ValueError):
    """A kind of file has no place for a question; the sentence says why, telling nothing of it."""
