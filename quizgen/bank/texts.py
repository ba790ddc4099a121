"""The texts of a question one by one, with forms of them that can be compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from quizgen.bank.entries import Entry
from quizgen.files.yaml_nodes import Key
from quizgen.markup import plain_text
from quizgen.markup.characters import is_han
from quizgen.markup.words import narrow
from quizgen.model.illustrated import Illustrated
from quizgen.model.options import Distractor, Option, PicturedDistractor, PicturedOption
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    ChoiceBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Pair,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    WrittenBody,
)

Role = Literal[
    "alt",
    "cell",
    "stem",
    "text",
    "correct",
    "wrong",
    "why",
    "answer",
    "point",
    "band",
    "explain",
    "basis",
]
"""What a text is for.

``text`` is the text of a case, ``answer`` an accepted answer of a blank, ``band`` what essays of so many
points are like. What is matched or put in order is ``correct``, on whichever side it stands.
"""

OPTION_ROLES: tuple[Role, ...] = ("correct", "wrong")
ASKED_ROLES: tuple[Role, ...] = ("stem", "text")

_KEPT_PUNCTUATION = "%/."


@dataclass(frozen=True, slots=True)
class TextAt:
    """A text of a question and the way to it."""

    key: Key
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class BodyAt:
    """Something asked and the way to it: ``()`` for a question, ``("parts", 1)`` for a sub-question."""

    key: Key
    body: AskedBody


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a bank with its texts and its bodies taken out once."""

    entry: Entry
    texts: tuple[TextAt, ...] = field(repr=False)
    bodies: tuple[BodyAt, ...] = field(repr=False)

    @property
    def question(self) -> Question:
        """The question itself."""
        return self.entry.question

    @property
    def choices(self) -> Iterator[tuple[Key, ChoiceBody]]:
        """The bodies with options."""
        return ((at.key, at.body) for at in self.bodies if isinstance(at.body, ChoiceBody))


def item_of(entry: Entry) -> Item:
    """The entry with its texts and bodies."""
    bodies = tuple(_bodies(entry.question))
    return Item(entry, tuple(_texts(entry.question, bodies)), bodies)


def _bodies(question: Question) -> Iterator[BodyAt]:
    if isinstance(question, CaseBody):
        for number, part in enumerate(question.parts):
            yield BodyAt(("parts", number), part)
    else:
        yield BodyAt((), question)


def _texts(question: Question, bodies: tuple[BodyAt, ...]) -> Iterator[TextAt]:
    if isinstance(question, CaseBody):
        yield TextAt(("text",), "text", question.text)
        for number, part in enumerate(question.parts):
            yield from _if_said(("parts", number, "explain"), "explain", part.explain)
    yield from _if_said(("explain",), "explain", question.explain)
    yield from _if_said(("basis",), "basis", question.basis)
    for key, body in illustrated_in(question):
        yield from _if_said((*key, "alt"), "alt", body.alt)
        for row, cells in enumerate(body.table):
            for column, text in enumerate(cells):
                yield from _if_said((*key, "table", row, column), "cell", text or None)
    for at in bodies:
        yield TextAt((*at.key, "stem"), "stem", at.body.stem)
        yield from _answer_texts(at)


def illustrated_in(question: Question) -> Iterator[tuple[Key, Illustrated]]:
    """Everything below which a picture or a table may stand, with the way to it."""
    yield (), question
    if isinstance(question, CaseBody):
        yield from ((("parts", number), part) for number, part in enumerate(question.parts))


def _if_said(key: Key, role: Role, text: str | None) -> Iterator[TextAt]:
    if text is not None:
        yield TextAt(key, role, text)


def _answer_texts(at: BodyAt) -> Iterator[TextAt]:
    match at.body:
        case SingleBody() | MultipleBody() as body:
            yield from _options((*at.key, "correct"), "correct", body.correct)
            yield from _options((*at.key, "wrong"), "wrong", body.wrong)
        case MatchingBody() as body:
            yield from _pairs((*at.key, "pairs"), body.pairs)
            yield from _options((*at.key, "wrong"), "wrong", body.wrong)
        case OrderingBody() as body:
            yield from _listed((*at.key, "items"), "correct", body.items)
        case FillBody() as body:
            for number, group in enumerate(body.answers):
                yield from _listed((*at.key, "answers", number), "answer", group)
        case ShortBody() | EssayBody() as body:
            yield from _judging_texts(at.key, body)
        case TrueFalseBody():
            pass


def _listed(key: Key, role: Role, texts: tuple[str, ...]) -> Iterator[TextAt]:
    for number, text in enumerate(texts):
        yield TextAt((*key, number), role, text)


def _pairs(key: Key, pairs: tuple[Pair, ...]) -> Iterator[TextAt]:
    for number, pair in enumerate(pairs):
        yield TextAt((*key, number, "left"), "correct", pair.left)
        yield TextAt((*key, number, "right"), "correct", pair.right)


def _options(key: Key, role: Role, options: Sequence[Option]) -> Iterator[TextAt]:
    for number, option in enumerate(options):
        if isinstance(option, str):
            yield TextAt((*key, number), role, option)
            continue
        yield from _if_said((*key, number, "text"), role, option.text)
        if isinstance(option, PicturedOption):
            yield from _if_said((*key, number, "alt"), "alt", option.alt)
        if isinstance(option, Distractor | PicturedDistractor):
            yield from _if_said((*key, number, "why"), "why", option.why)


def _judging_texts(key: Key, body: WrittenBody) -> Iterator[TextAt]:
    for number, point in enumerate(body.points_for):
        yield TextAt((*key, "points_for", number, "point"), "point", point.point)
    if isinstance(body, EssayBody):
        for number, band in enumerate(body.bands):
            yield TextAt((*key, "bands", number, "text"), "band", band.text)


@lru_cache(maxsize=1 << 16)
def squeeze(text: str) -> str:
    """The text in a form for comparing: normalised, without mark-up, spaces, punctuation or capitals."""
    words = narrow(plain_text(text, blank="")).casefold()
    return "".join(
        character
        for character in words
        if character in _KEPT_PUNCTUATION or unicodedata.category(character)[0] not in "PZC"
    )


def length(text: str) -> int:
    """How many characters a reader sees."""
    return len(plain_text(text, blank="____"))


def han_count(text: str) -> int:
    """How many Chinese ideographs the text has."""
    return sum(map(is_han, text))
