"""What a question shows under letters, and its key in those letters, whatever the order."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from string import ascii_uppercase
from typing import NamedTuple, assert_never

from quizgen.model.essay import ShownBand, essay_lines, grid_rows, shown_bands
from quizgen.model.options import (
    Distractor,
    Option,
    PicturedDistractor,
    PicturedOption,
    option_in_words,
    words_of,
)
from quizgen.model.question import (
    AskedBody,
    ChoiceBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    WrittenBody,
    correct_indices,
    matched_texts,
    option_texts,
    options_of,
    right_option_texts,
    right_places,
)

LETTERS = "ABCDEFGH"
"""The letters of options in printed order: as many as a paper has room for."""

RIGHT_MARK, WRONG_MARK = "√", "×"


class ShownOption(NamedTuple):
    """An option, or something to be matched or put in order, as it is shown under a letter.

    ``text`` says all of it in words, its picture too; ``words`` are those to be shown beside ``picture``.
    ``original`` is its original index, ``right`` whether it belongs to the answer, ``why`` it does not.
    """

    letter: str
    text: str
    original: int
    right: bool
    why: str
    words: str
    picture: PicturedOption | None = None


class ShownLeft(NamedTuple):
    """An item on the left of a 配对 with its printed number, its original index, its partner's letter."""

    number: int
    text: str
    original: int
    letter: str


class ShownKey(NamedTuple):
    """What is right, as it is said beside the question.

    ``letters`` of the right options, of the items in order (``CABD``), of each item on the left (``1C 2A``),
    or the mark √ or ×; ``blanks`` the accepted texts of every blank, which
    may change places where ``any_order``; ``points`` the scoring points, to be written on so many ``lines``
    (None: the author does not say), or in so many rows of squares (``grid``, 0: none); ``bands`` what answers
    of so many points are like. All but one kind of these is empty.
    """

    letters: str = ""
    blanks: tuple[tuple[str, ...], ...] = ()
    any_order: bool = False
    points: tuple[str, ...] = ()
    lines: int | None = None
    grid: int = 0
    bands: tuple[ShownBand, ...] = ()

    def text(self, alternative: str = " 或 ") -> str:
        """The answer on one line, accepted texts parted by ``alternative``; empty where a person judges."""
        return self.letters or "；".join(alternative.join(group) for group in self.blanks)


def shown_options(body: AskedBody, order: tuple[int, ...]) -> tuple[ShownOption, ...]:
    """What ``order`` shows under letters; nothing for kinds without options."""
    options: tuple[Option, ...]
    match body:
        case SingleBody() | MultipleBody():
            options, right = options_of(body), len(body.correct)
        case MatchingBody():
            right = 2 * len(body.pairs)
            options = (*matched_texts(body)[:right], *body.wrong)
        case OrderingBody():
            options, right = body.items, len(body.items)
        case TrueFalseBody() | FillBody() | ShortBody() | EssayBody():
            return ()
        case _:
            assert_never(body)
    return tuple(
        _shown_option(letter, options[index], index, right=index < right)
        for letter, index in zip(ascii_uppercase, lettered(body, order), strict=False)
    )


def _shown_option(letter: str, option: Option, original: int, *, right: bool) -> ShownOption:
    why = option.why or "" if isinstance(option, Distractor | PicturedDistractor) else ""
    picture = option if isinstance(option, PicturedOption) else None
    return ShownOption(letter, option_in_words(option), original, right, why, words_of(option), picture)


def lettered(body: AskedBody, order: tuple[int, ...]) -> tuple[int, ...]:
    """What of ``order`` stands under letters: all but the items on the left of a 配对."""
    return order[len(body.pairs) :] if isinstance(body, MatchingBody) else order


def shown_lefts(body: AskedBody, order: tuple[int, ...]) -> tuple[ShownLeft, ...]:
    """The items on the left of a 配对 as ``order`` shows them; none for other kinds."""
    if not isinstance(body, MatchingBody):
        return ()
    letters, partners = _letters(body, order), right_places(body)
    return tuple(
        ShownLeft(number, body.pairs[left].left, left, letters[partners[left]])
        for number, left in enumerate(order[: len(body.pairs)], 1)
    )


NOTHING_PUT = "—"
"""What stands in an answer where no letter was put."""


def put_letters(body: AskedBody, order: tuple[int, ...], places: tuple[int | None, ...]) -> tuple[str, ...]:
    """The letters that ``places`` has on this form, in printed order; empty where nothing was put."""
    letters = _letters(body, order)
    if isinstance(body, MatchingBody):
        places = tuple(places[left] for left in order[: len(body.pairs)])
    return tuple("" if place is None else letters[place] for place in places)


def put_text(body: AskedBody, order: tuple[int, ...], places: tuple[int | None, ...]) -> str:
    """What was put, in the letters of this form: ``1C 2A 3B`` (配对), ``CABD`` (排序)."""
    letters = (letter or NOTHING_PUT for letter in put_letters(body, order, places))
    if isinstance(body, MatchingBody):
        return " ".join(f"{number}{letter}" for number, letter in enumerate(letters, 1))
    return "".join(letters)


def _letters(body: AskedBody, order: tuple[int, ...]) -> dict[int, str]:
    """The letter of each original index."""
    return dict(zip(lettered(body, order), ascii_uppercase, strict=False))


def shown_key(body: AskedBody, order: tuple[int, ...], full: Fraction | None = None) -> ShownKey:
    """What is right, in the letters that ``order`` gives the options.

    ``full`` are the points of the question, for its bands (None: not known, they are given in percent).
    """
    match body:
        case SingleBody() | MultipleBody():
            return ShownKey(letters=letters_of(order, correct_indices(body)))
        case TrueFalseBody():
            return ShownKey(letters=truth_mark(truth=body.answer))
        case MatchingBody() | OrderingBody():
            return ShownKey(letters=put_text(body, order, right_places(body)) if order else "")
        case FillBody():
            return ShownKey(blanks=body.answers, any_order=body.any_order)
        case ShortBody():
            return ShownKey(points=_point_texts(body), lines=body.lines)
        case EssayBody():
            return ShownKey(
                points=_point_texts(body),
                lines=essay_lines(body.lines, body.grid, body.words),
                grid=grid_rows(body.grid),
                bands=shown_bands(body.bands, full),
            )
    assert_never(body)


def _point_texts(body: WrittenBody) -> tuple[str, ...]:
    return tuple(point.point for point in body.points_for)


def right_texts(body: AskedBody) -> tuple[str, ...]:
    """The texts that together are the right answer: options, the first accepted of each blank, points.

    None for what is matched or put in order: all of it is shown.
    """
    key = shown_key(body, ())
    chosen = right_option_texts(body) if isinstance(body, ChoiceBody) else ()
    return (*chosen, *(group[0] for group in key.blanks), *key.points)


def letters_of(order: tuple[int, ...], indices: frozenset[int]) -> str:
    """The letters under which these options stand."""
    return "".join(letter for letter, index in zip(ascii_uppercase, order, strict=False) if index in indices)


def truth_mark(*, truth: bool) -> str:
    """√ or ×."""
    return RIGHT_MARK if truth else WRONG_MARK


def neutral_name(question_id: str, part: int | None) -> str:
    """What the neutral order of a question or of a sub-question (from 0) depends on."""
    return question_id if part is None else f"{question_id}/{part + 1}"


def neutral_order(body: AskedBody, name: str) -> tuple[int, ...]:
    """Original option indices in an order that tells nothing and never changes; ``last`` stays last.

    For a question shown outside any form; ``name`` is its ``neutral_name``. The items on the left of a 配对
    come first; items to be put in order never stand in the right one.
    """

    def told(index: int) -> str:
        return hashlib.sha256(f"{name}/{body.stem}/{index}".encode()).hexdigest()

    match body:
        case SingleBody() | MultipleBody():
            texts, last = option_texts(body), body.last

            def key(index: int) -> tuple[int, str]:
                return last.index(texts[index]) + 1 if texts[index] in last else 0, told(index)

            return tuple(sorted(range(len(texts)), key=key))
        case MatchingBody():
            count, pairs = len(matched_texts(body)), len(body.pairs)
            return (*sorted(range(pairs), key=told), *sorted(range(pairs, count), key=told))
        case OrderingBody():
            order = tuple(sorted(range(len(body.items)), key=told))
            return order[::-1] if order == right_places(body) else order
        case TrueFalseBody() | FillBody() | ShortBody() | EssayBody():
            return ()
