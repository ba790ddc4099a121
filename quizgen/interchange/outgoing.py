"""A question of a bank as a draft: the form in which every writer of a foreign file takes it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from quizgen.files.pictures import Picture
from quizgen.interchange.draft import Draft, DraftOption, DraftPair, DraftPicture, DraftPoint
from quizgen.model.bookkeeping import Pool
from quizgen.model.essay import shown_bands
from quizgen.model.illustrated import Illustrated
from quizgen.model.kinds import Kind
from quizgen.model.lettered import neutral_name, shown_options
from quizgen.model.options import Distractor, Option, words_of
from quizgen.model.question import (
    AskedBody,
    Body,
    ChoiceBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    WrittenBody,
    option_texts,
    options_of,
)
from quizgen.model.shown import words_note

PictureNamed = Callable[[str], Picture]
"""The picture that a question has under this name."""

PART_SIGN = "#"
"""Between the id of a case and the number of its sub-question: ``AN-0001#2``."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What no draft holds of a written answer: how much to write (``（不少于600字）``), its bands by line."""

    words: str = ""
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A question with its draft; ``asides`` are those of the question, of a case those of its parts."""

    question: Question
    draft: Draft
    asides: tuple[Aside, ...]

    @property
    def sealed(self) -> bool:
        """Whether nothing of it may be told in a message."""
        return self.question.pool is Pool.EXAM


def outgoing(question: Question, picture_of: PictureNamed) -> Outgoing:
    """The question ready to be written; its options stand in an order that tells nothing."""
    if question.kind == "case":
        parts = tuple(
            replace(
                _asked(part, neutral_name(question.id, number), picture_of),
                number=str(number + 1),
                source_id=f"{question.id}{PART_SIGN}{number + 1}",
                points=part.share,
                explain=part.explain or "",
            )
            for number, part in enumerate(question.parts)
        )
        draft = _below(Draft(Kind.CASE, question.text, "", parts=parts), question, picture_of)
        asides = tuple(map(_aside, question.parts))
    else:
        draft = _asked(question, neutral_name(question.id, None), picture_of)
        asides = (_aside(question),)
    draft = replace(
        draft,
        source_id=question.id,
        topic=question.topic,
        difficulty=question.difficulty,
        level=question.level or "",
        basis=question.basis or "",
        explain=question.explain or "",
    )
    return Outgoing(question, draft, asides)


def _aside(body: AskedBody) -> Aside:
    if not isinstance(body, EssayBody):
        return Aside()
    return Aside(words_note(body), tuple(band.line() for band in shown_bands(body.bands)))


def _asked(body: AskedBody, name: str, picture_of: PictureNamed) -> Draft:
    """Something that gets an answer, without what its question says of it."""
    draft = Draft(Kind(body.kind), body.stem, "")
    match body:
        case SingleBody() | MultipleBody():
            draft = replace(draft, options=_options(body, name, picture_of))
        case TrueFalseBody():
            draft = replace(draft, truth=body.answer)
        case FillBody():
            draft = replace(draft, blanks=body.answers, any_order=body.any_order)
        case MatchingBody():
            pairs = tuple(DraftPair(pair.left, pair.right) for pair in body.pairs)
            extra = tuple(DraftOption(one.text, right=False, why=one.why or "") for one in body.wrong)
            draft = replace(draft, pairs=pairs, extra=extra)
        case OrderingBody():
            draft = replace(draft, items=body.items)
        case ShortBody() | EssayBody():
            draft = replace(draft, scoring=_scoring(body))
        case _:
            assert_never(body)
    return _below(draft, body, picture_of)


def _scoring(body: WrittenBody) -> tuple[DraftPoint, ...]:
    return tuple(DraftPoint(point.point, point.share) for point in body.points_for)


def _below(draft: Draft, body: Body | Illustrated, picture_of: PictureNamed) -> Draft:
    return replace(draft, picture=_picture(body, picture_of), table=body.table)


def _picture(shown: Body | Illustrated | Option, picture_of: PictureNamed) -> DraftPicture | None:
    if isinstance(shown, str | Distractor) or shown.image is None:
        return None
    width = None if shown.width is None else float(shown.width.removesuffix("mm"))
    return DraftPicture(picture_of(shown.image).data, shown.alt or "", width)


def _options(body: ChoiceBody, name: str, picture_of: PictureNamed) -> tuple[DraftOption, ...]:
    """An option behind the twenty-sixth has no letter."""
    given, texts, right = options_of(body), option_texts(body), len(body.correct)
    order = _order(body, name)
    letters = [option.letter for option in shown_options(body, order)]
    return tuple(
        DraftOption(
            words_of(given[index]),
            letter,
            right=index < right,
            why="" if index < right else body.wrong[index - right].why or "",
            last=texts[index] in body.last,
            picture=_picture(given[index], picture_of),
        )
        for letter, index in zip([*letters, *[""] * (len(order) - len(letters))], order, strict=True)
    )


def _order(body: ChoiceBody, name: str) -> tuple[int, ...]:
    """Original indices, right and wrong mixed by the name; among the right ones, the wrong ones as written.

    So a file that is read back has them in the order of the bank. ``last`` stays last.
    """
    texts = option_texts(body)
    free = [index for index, text in enumerate(texts) if text not in body.last]
    fixed = sorted(set(range(len(texts))) - set(free), key=lambda index: body.last.index(texts[index]))
    right = [index for index in free if index < len(body.correct)]
    wrong = [index for index in free if index >= len(body.correct)]
    told = hashlib.sha256(f"{name}/{body.stem}".encode()).digest()
    number = int.from_bytes(told, "big")
    mixed: list[int] = []
    while right or wrong:
        number, drawn = divmod(number, len(right) + len(wrong))
        mixed.append(right.pop(0) if drawn < len(right) else wrong.pop(0))
    return (*mixed, *fixed)
