"""What a question keeps to itself, and what it lets a candidate read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizgen.markup import plain_text
from quizgen.model.options import words_of
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    asked_in,
    matched_texts,
    option_texts,
)
from quizgen.model.shown import explain_of

_BLANK = "____"
_EDGE = 4
"""Characters on either side of a blank that recognise it elsewhere."""

_SENTENCE = re.compile(r"[。；\n]")
_PIECE = re.compile(r"[、，；。\n]")
_CLAUSE = re.compile(r"[，。；：、？！,.;:?!\s（）()—…]+")
_QUOTED = re.compile(r"[“《]([^”》]{4,20})[”》]")
_MARKS = re.compile(r"[“”《》\"'‘’*·〈〉]")
_NUMBERS = re.compile(r"[\u2460-\u2473、，和\s]+")
"""An option that only names statements of its stem by their circled numbers: it tells nothing elsewhere."""
_SHORTEST = 4
"""Characters of a piece of a statement that is looked for by itself."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that decides an answer.

    It is an option or a point, or (``stated``) a piece of a statement or of its explanation. ``asks`` is
    what is asked about it. ``around`` (of a blank) are the characters before and after.
    """

    key: str
    asks: str
    stated: bool = False
    around: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that a candidate reads, with the text that it belongs to (the stem of an option).

    ``name``: it is a name in quotation marks inside that text.
    """

    text: str
    under: str = ""
    name: bool = False


def secrets_of(question: Question) -> Iterator[Secret]:
    """Everything that decides one of its answers."""
    for body, explain in _asked(question):
        match body:
            case SingleBody() | MultipleBody():
                words = filter(None, map(words_of, body.correct))
                yield from (Secret(text, body.stem) for text in words if not _NUMBERS.fullmatch(text))
            case MatchingBody():
                yield from (Secret(pair.right, pair.left) for pair in body.pairs)
            case OrderingBody():
                yield Secret("、".join(body.items), body.stem, stated=True)
            case FillBody():
                yield from _blanks(body)
            case TrueFalseBody():
                told = _pieces(explain)
                if body.answer:
                    told = (body.stem, *_pieces(body.stem), *told)
                yield from (Secret(text, body.stem, stated=True) for text in dict.fromkeys(told))
            case ShortBody() | EssayBody():
                yield from (Secret(point.point, body.stem) for point in body.points_for)


def _asked(question: Question) -> Iterator[tuple[AskedBody, str]]:
    for part, body in asked_in(question):
        yield body, explain_of(question, part)


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(piece for piece in _PIECE.split(text) if len(piece) >= _SHORTEST)


def _blanks(body: FillBody) -> Iterator[Secret]:
    between = plain(body.stem).split(_BLANK)
    for place, group in enumerate(body.answers):
        if place + 1 < len(between):
            before = _CLAUSE.split(between[place])[-1][-_EDGE:]
            after = _CLAUSE.split(between[place + 1])[0][:_EDGE]
            yield from (Secret(plain(text), body.stem, around=(before, after)) for text in group)


def plain(text: str) -> str:
    """The text without mark-up and quotation marks."""
    return _MARKS.sub("", plain_text(text, blank=_BLANK))


def shown_by(question: Question) -> Iterator[Shown]:
    """Everything that a candidate reads of it; names in quotation marks also by themselves."""
    if isinstance(question, CaseBody):
        yield from (Shown(text) for text in _SENTENCE.split(question.text) if text)
    for body, _ in _asked(question):
        yield Shown(body.stem)
        yield from (Shown(name, body.stem, name=True) for name in _QUOTED.findall(body.stem))
        if isinstance(body, SingleBody | MultipleBody):
            yield from (Shown(text, body.stem) for text in option_texts(body) if text)
        elif isinstance(body, MatchingBody | OrderingBody):
            texts = matched_texts(body) if isinstance(body, MatchingBody) else body.items
            yield from (Shown(text, body.stem) for text in texts)


def every_text(question: Question) -> Iterator[str]:
    """All its texts, shown or not, but the reasons why options are wrong."""
    yield question.explain or ""
    if isinstance(question, CaseBody):
        yield question.text
    for body, explain in _asked(question):
        yield body.stem
        yield explain
        match body:
            case SingleBody() | MultipleBody():
                yield from option_texts(body)
            case MatchingBody():
                yield from matched_texts(body)
            case OrderingBody():
                yield from body.items
            case FillBody():
                yield from (text for group in body.answers for text in group)
            case ShortBody() | EssayBody():
                yield from (point.point for point in body.points_for)
            case TrueFalseBody():
                pass
