"""A question as another file gave it, before it is a record of a bank: the one model all formats share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from quizgen.errors import WHOLE, Problem, Spot
from quizgen.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A picture of a question or an option, as it stood in the file."""

    content: bytes
    alt: str = ""
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class DraftOption:
    """An option as it stood; ``letter`` as written (empty: none), ``right`` None while no key is known.

    ``why`` is what the file says of a wrong option (feedback). ``last``: it must stay the last.
    """

    text: str
    letter: str = ""
    right: bool | None = None
    why: str = ""
    last: bool = False
    picture: DraftPicture | None = None


@dataclass(frozen=True, slots=True)
class DraftPair:
    """A left item with the right item that belongs to it."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A scoring point of a written answer; ``share`` of the points of the question (None: not said)."""

    text: str
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A question or a sub-question; ``kind`` None: not recognised, then ``refusals`` says why.

    Only the fields of its kind are filled: ``options`` (single, multiple; as written, in order), ``truth``
    (true_false; None: no key), ``blanks`` (fill: accepted texts of every blank in order; ``any_order``),
    ``pairs`` and ``extra`` (matching, items on the right that belong to none), ``items`` (ordering, in the
    right order), ``scoring`` and ``sample`` (short, essay: points, or the text of a model answer), ``parts``
    (case; ``stem`` is its text). All texts are in the inline syntax of the bank; ``____`` is a blank.

    ``doubts`` are reasons to look before using it, ``refusals`` reasons why it is no question of a bank;
    a key that is not certain is always a doubt. ``line`` or ``spot`` say where the question begins.
    ``topic``, ``difficulty``, ``level``, ``basis`` are as the file words them, empty where it says nothing;
    ``source_id`` is an id that the file itself carries.
    """

    kind: Kind | None
    stem: str
    shown_as: str
    line: int | None = None
    spot: Spot = WHOLE
    number: str = ""
    options: tuple[DraftOption, ...] = ()
    truth: bool | None = None
    blanks: tuple[tuple[str, ...], ...] = ()
    any_order: bool = False
    pairs: tuple[DraftPair, ...] = ()
    extra: tuple[DraftOption, ...] = ()
    items: tuple[str, ...] = ()
    scoring: tuple[DraftPoint, ...] = ()
    sample: str = ""
    parts: tuple[Draft, ...] = ()
    points: Fraction | None = None
    explain: str = ""
    topic: str = ""
    difficulty: str = ""
    level: str = ""
    basis: str = ""
    tags: tuple[str, ...] = ()
    source_id: str = ""
    picture: DraftPicture | None = None
    table: tuple[tuple[str, ...], ...] = ()
    doubts: tuple[Problem, ...] = ()
    refusals: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a file was understood as: every piece of it is a question, part of the frame, or left over.

    ``frame`` are headings, titles and keys that were used, each with its place; ``leftover`` is text that
    belongs to no question; ``notes`` are what the reader of the file had to say. ``held`` is the number of
    questions that the file itself seems to hold by its own numbering (None: it does not number them).
    """

    shown_as: str
    drafts: tuple[Draft, ...]
    frame: tuple[Problem, ...] = ()
    leftover: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    held: int | None = None
