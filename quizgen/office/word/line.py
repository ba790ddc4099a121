"""A paragraph of a Word document as it was read, before it is known what stands out in the whole document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quizgen.errors import WHOLE, Spot
from quizgen.model.rule import Rule
from quizgen.office.document import DocumentPicture
from quizgen.office.word.looks import PLAIN, RunLooks


class Glyphs(NamedTuple):
    """Some text in one look; ``formula``: it is the source of a formula of the bank."""

    text: str
    looks: RunLooks = PLAIN
    formula: bool = False


class Told(NamedTuple):
    """Something that a reader of the document should know of a place in it."""

    rule: Rule
    message: str
    hint: str = ""


@dataclass(slots=True)
class WordLine:
    """A paragraph; pictures stand among its pieces, ``floating`` ones and ``boxes`` of text beside it.

    ``inserted`` and ``deleted`` are its tracked changes. ``joined``: its end was deleted, so that the next
    one goes on in it.
    """

    pieces: list[Glyphs | DocumentPicture] = field(default_factory=list)
    floating: list[DocumentPicture] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    contents: bool = False
    joined: bool = False
    number: str = ""
    heading: int = 0
    spot: Spot = WHOLE

    @property
    def text(self) -> str:
        """Its text, as it is."""
        return "".join(one.text for one in self.pieces if isinstance(one, Glyphs))

    @property
    def is_seen(self) -> bool:
        """Whether there is anything to see."""
        pictures = any(isinstance(one, DocumentPicture) for one in self.pieces)
        return bool(self.number or pictures or self.floating or self.text.strip())


def some_text(pieces: list[str], most: int = 30) -> str:
    """Some text for a message, shortened."""
    text = " ".join("".join(pieces).split())
    return text if len(text) <= most else f"{text[:most]}……"
