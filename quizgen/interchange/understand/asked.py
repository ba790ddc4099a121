"""A question while it is being put together from lines, before its kind and its key are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quizgen.interchange.kind_words import SaidKind
from quizgen.interchange.understand.fields import FieldName, Labelled
from quizgen.interchange.understand.headings import SectionHead
from quizgen.interchange.understand.key_lines import KeyEntry
from quizgen.interchange.understand.lines import DocumentPiece, FigurePiece, TablePiece, TextLine
from quizgen.interchange.understand.numbering import NumberMark
from quizgen.interchange.understand.options import OptionText
from quizgen.model.rule import Rule


@dataclass
class FieldText:
    """A field with all its lines."""

    name: FieldName
    word: str
    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines one below another."""
        return "\n".join(line.text for line in self.lines if line.text)


@dataclass
class FoundSection:
    """A part of the file under a heading (None: before the first one, or numbers that begin again)."""

    index: int
    head: SectionHead | None = None
    topic: str = ""

    @property
    def kind(self) -> SaidKind | None:
        """The kind that the heading names."""
        return self.head.kind if self.head else None


@dataclass
class OpenQuestion:
    """A question or a sub-question; ``case``: a text with sub-questions.

    ``doubts`` are the rules that raised one, each with its sentence (empty: the title of the rule).
    ``figures`` are its pictures, each with the letter of the option that it stands behind (empty: the stem).
    ``shown_key``: its key is only shown (in a bracket, by a mark), not written; None while none is known.
    ``ours``: a bank's own export wrote it, so brackets and lines belong to its text.
    ``truths`` are letters and digits of which the file says that they mean right or wrong.
    ``like_headings`` are lines of its stem that might be headings.
    ``given`` are keys from lists, ``numbers`` the range of numbers that its sub-questions have (回答1-3题).
    """

    section: FoundSection
    start: TextLine
    mark: NumberMark | None = None
    case: bool = False
    said: SaidKind | None = None
    stem: list[TextLine] = field(default_factory=list)
    options: list[OptionText] = field(default_factory=list)
    fields: list[FieldText] = field(default_factory=list)
    parts: list[OpenQuestion] = field(default_factory=list)
    figures: list[tuple[FigurePiece, str]] = field(default_factory=list)
    tables: list[TablePiece] = field(default_factory=list)
    given: list[KeyEntry] = field(default_factory=list)
    doubts: list[tuple[Rule, str]] = field(default_factory=list)
    numbers: tuple[int, int] | None = None
    option_lines: list[TextLine] = field(default_factory=list)
    shown_key: bool | None = None
    ours: bool = False
    truths: Mapping[str, bool] = field(default_factory=dict)
    like_headings: list[str] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        """Its number in the file."""
        return self.mark.number if self.mark else None

    def doubt(self, rule: Rule, message: str = "") -> None:
        """Note a reason to look, once."""
        if (rule, message) not in self.doubts:
            self.doubts.append((rule, message))

    def take(self, fields: tuple[Labelled, ...]) -> None:
        """Add fields that stood on a line."""
        self.fields += [
            FieldText(one.name, one.word, [one.value] if one.value.text else []) for one in fields
        ]

    def field_texts(self, name: FieldName) -> list[FieldText]:
        """Its fields of one name."""
        return [one for one in self.fields if one.name is name]


@dataclass
class KeyBlock:
    """A part of the file that holds keys of the questions from ``since`` up to, without, ``upto``.

    ``owner`` is the case whose sub-questions they are of; None where they are of questions.
    """

    pieces: list[DocumentPiece]
    since: int
    upto: int
    owner: OpenQuestion | None = None


@dataclass
class TakenApart:
    """A file taken apart: its questions, its keys, its frame, what is left over."""

    sections: list[FoundSection] = field(default_factory=list)
    asked: list[OpenQuestion] = field(default_factory=list)
    keys: list[KeyBlock] = field(default_factory=list)
    frame: list[DocumentPiece] = field(default_factory=list)
    leftover: list[DocumentPiece] = field(default_factory=list)
    used_keys: list[DocumentPiece] = field(default_factory=list)
    unused: list[KeyEntry] = field(default_factory=list)
