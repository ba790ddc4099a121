"""A written document as blocks in reading order, whatever file it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from quizgen.errors import WHOLE, Problem, Spot

UNREAD = "〔没有读出〕"
"""Stands in a text for a part of it that could not be read (a formula that is an object): never to be used
without a look."""


@dataclass(frozen=True, slots=True)
class TextRun:
    r"""A piece of a paragraph; ``text`` is in the inline syntax of the bank (H~2~O, x^2^, $…$), escaped.

    A ``\n`` is a soft line break, a ``\t`` a tab. ``marked`` says that it stands out as right options do
    (bold where its neighbours are not, coloured, highlighted); ``underlined`` may be a blank to be filled.
    """

    text: str
    marked: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line of a text.

    ``number`` is the automatic number as a reader sees it (``1.``, ``A.``, ``一、``), empty where it is typed
    or there is none; ``heading`` is the level of a heading from 1 (0: body). ``line`` counts from 1 in a
    text (None: not a text), ``spot`` says where it stands in anything else.
    """

    runs: tuple[TextRun, ...]
    line: int | None = None
    spot: Spot = WHOLE
    number: str = ""
    heading: int = 0

    @property
    def text(self) -> str:
        """All its text without the automatic number."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class DocumentPicture:
    """A picture between or inside paragraphs, as it stood in the file; ``width_mm`` as it was shown.

    It may be of a kind that no bank takes (EMF, GIF), or have no content, where the file only links to it.
    """

    content: bytes
    line: int | None = None
    spot: Spot = WHOLE
    alt: str = ""
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each cell its paragraphs and pictures.

    What stands in a merged cell stands in its first; the others are empty.
    """

    rows: tuple[tuple[tuple[Paragraph | DocumentPicture, ...], ...], ...]
    line: int | None = None
    spot: Spot = WHOLE


DocumentBlock = Paragraph | DocumentPicture | Grid
"""What stands in a document, one below another."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document read whole; ``notes`` tell of what a reader of the file would want to know.

    Footnotes, tracked changes, text boxes, comments, objects that could not be read: each is one Problem,
    so nothing is dropped without being named.
    """

    shown_as: str
    blocks: tuple[DocumentBlock, ...]
    notes: tuple[Problem, ...] = ()
