"""Questions as shown to people: numbers, letters, keys and points, on a form or without one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from string import ascii_uppercase
from typing import NamedTuple, assert_never

from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Blueprint
from quizgen.model.essay import ShownBand, essay_lines, grid_rows, shown_bands, words_asked
from quizgen.model.exam import Form, FormItem
from quizgen.model.question import (
    AskedBody,
    Body,
    CaseQuestion,
    ChoiceBody,
    Distractor,
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
    correct_indices,
    equal_shares,
    matched_texts,
    option_texts,
    right_places,
)
from quizgen.model.split import split_points

LETTERS = "ABCDEFGH"
"""The letters of options in printed order: as many as a paper has room for."""

RIGHT_MARK, WRONG_MARK = "√", "×"


class ShownOption(NamedTuple):
    """An option, or something to be matched or put in order, as it is shown under a letter.

    ``original`` is its original index, ``right`` whether it belongs to the answer, ``why`` it does not.
    """

    letter: str
    text: str
    original: int
    right: bool
    why: str


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


class ShownItem(NamedTuple):
    """Something to be answered, where it stands on a form.

    ``number`` is as printed: ``61``, or ``91(2)`` for the second sub-question of case 91. ``section``
    counts from 0. ``part`` counts sub-questions from 0 (None: the question is no case). ``body`` is what
    is asked, ``order`` the original indices of its options in printed order (option A first; empty without
    options), ``points`` what it can earn in full, ``worth`` what each scoring point of a written answer is
    worth (the whole where only bands judge it; empty for other kinds). A tuple, because a large exam has a
    million of them.
    """

    number: str
    section: int
    question: Question
    digest: str
    part: int | None
    body: AskedBody
    order: tuple[int, ...]
    points: Fraction
    worth: tuple[Fraction, ...]

    @property
    def id(self) -> tuple[str, int | None]:
        """Question id with sub-question: what answers and marks are kept by."""
        return self.question.id, self.part

    @property
    def parts(self) -> tuple[ShownItem, ...]:
        """What gets an answer here: the question itself."""
        return (self,)

    @property
    def explain(self) -> str:
        """Why the key is right."""
        return explain_of(self.question, self.part)

    @property
    def options(self) -> tuple[ShownOption, ...]:
        """The options in printed order."""
        return shown_options(self.body, self.order)

    @property
    def lefts(self) -> tuple[ShownLeft, ...]:
        """The items on the left of a 配对 in printed order."""
        return shown_lefts(self.body, self.order)

    @property
    def key(self) -> ShownKey:
        """What is right, in the letters of this form."""
        return shown_key(self.body, self.order, self.points)

    @property
    def scoring(self) -> tuple[tuple[str, Fraction], ...]:
        """What a person judges with what each is worth: the scoring points, or the whole by its bands."""
        if not self.worth:
            return ()
        key = self.key
        judged = key.points or (f"按档次给分。{'；'.join(band.line() for band in key.bands)}",)
        return tuple(zip(judged, self.worth, strict=True))


class ShownCase(NamedTuple):
    """A case, where it stands on a form, with its sub-questions."""

    number: str
    section: int
    question: CaseQuestion
    digest: str
    points: Fraction
    parts: tuple[ShownItem, ...]


class FormDoesNotFit(QuizgenError):
    """A form names a question, a section or a sub-question that the exam does not have."""

    def __init__(self, code: str, what: str) -> None:
        where = f"试卷 {code} 与考试的其他文件对不上：{what}"
        super().__init__(f"{where}；请用 quizgen exam verify 考试文件夹 核验。")


class FormReader:
    """Says what stands where on the forms of one exam; ``questions`` is keyed by content digest."""

    def __init__(self, questions: Mapping[str, Question], blueprint: Blueprint) -> None:
        self._questions = questions
        self._points = tuple(section.points for section in blueprint.sections)
        self._printable = blueprint.printable_points

    def items(self, form: Form) -> Iterator[tuple[int, int, FormItem]]:
        """The printed number of every question, its section from 0, its line of the form.

        Raises FormDoesNotFit for a form with other sections than its blueprint.
        """
        if len(form.sections) != len(self._points):
            what = f"有 {len(form.sections)} 个大题，应为 {len(self._points)} 个"
            raise FormDoesNotFit(form.code, what)
        number = 0
        for section, drawn in enumerate(form.sections):
            for item in drawn.items:
                number += 1
                yield number, section, item

    def shown(self, code: str, number: int, section: int, item: FormItem) -> ShownItem | ShownCase:
        """One question of the form ``code``. Raises FormDoesNotFit."""
        question = self._questions.get(item.digest)
        points = self._points[section]
        if question is None:
            raise FormDoesNotFit(code, f"没有第 {number} 题（{item.question}）的内容")
        if question.kind == "case":
            parts = self._parts(code, str(number), section, item, question)
            return ShownCase(str(number), section, question, item.digest, points, parts)
        worth = self._worth(question, points) if isinstance(question, WrittenBody) else ()
        return ShownItem(
            str(number), section, question, item.digest, None, question, item.options, points, worth
        )

    def questions(self, form: Form) -> Iterator[ShownItem | ShownCase]:
        """The questions of a form in printed order, a case whole. Raises FormDoesNotFit."""
        return (self.shown(form.code, *where) for where in self.items(form))

    def asked(self, form: Form) -> tuple[ShownItem, ...]:
        """Everything to be answered on a form in printed order, a case as its sub-questions.

        Raises FormDoesNotFit.
        """
        asked: list[ShownItem] = []
        for shown in self.questions(form):
            asked += shown.parts
        return tuple(asked)

    def _parts(
        self, code: str, number: str, section: int, item: FormItem, case: CaseQuestion
    ) -> tuple[ShownItem, ...]:
        if len(item.parts) != len(case.parts):
            raise FormDoesNotFit(code, f"第 {number} 题（{item.question}）的小题数不对")
        shares = equal_shares(tuple(part.share for part in case.parts))
        each = split_points(self._points[section], shares, printable=self._printable)
        return tuple(
            ShownItem(
                f"{number}{part_suffix(index)}",
                section,
                case,
                item.digest,
                index,
                part,
                order,
                points,
                self._worth(part, points),
            )
            for index, (part, order, points) in enumerate(zip(case.parts, item.parts, each, strict=True))
        )

    def _worth(self, body: AskedBody, points: Fraction) -> tuple[Fraction, ...]:
        return worth_of(body, points, printable=self._printable)


def part_suffix(part: int | None) -> str:
    """What a sub-question (from 0) adds to the printed number or to the id of its case: ``(2)``."""
    return "" if part is None else f"({part + 1})"


def worth_of(body: AskedBody, points: Fraction, *, printable: bool) -> tuple[Fraction, ...]:
    """What each scoring point of a written answer worth ``points`` is worth; empty for other kinds.

    ``printable`` is the blueprint's ``printable_points``.
    """
    shares = scoring_shares(body)
    return split_points(points, shares, printable=printable) if shares else ()


def scoring_shares(body: AskedBody) -> tuple[Fraction, ...]:
    """The share of each scoring point of a written answer, of the whole where bands alone judge it.

    Empty for other kinds.
    """
    if not isinstance(body, WrittenBody):
        return ()
    return equal_shares(tuple(point.share for point in body.points_for)) or (Fraction(1),)


def shown_options(body: AskedBody, order: tuple[int, ...]) -> tuple[ShownOption, ...]:
    """What ``order`` shows under letters; nothing for kinds without options."""
    texts: tuple[str, ...]
    wrong: tuple[Distractor, ...]
    match body:
        case SingleBody() | MultipleBody():
            texts, right, wrong = option_texts(body), len(body.correct), body.wrong
        case MatchingBody():
            texts, right, wrong = matched_texts(body), 2 * len(body.pairs), body.wrong
        case OrderingBody():
            texts, right, wrong = body.items, len(body.items), ()
        case TrueFalseBody() | FillBody() | ShortBody() | EssayBody():
            return ()
        case _:
            assert_never(body)
    return tuple(
        ShownOption(
            letter,
            texts[index],
            index,
            index < right,
            "" if index < right else wrong[index - right].why or "",
        )
        for letter, index in zip(ascii_uppercase, lettered(body, order), strict=False)
    )


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


def words_note(body: Body) -> str:
    """What stands behind the stem about how much is to be written: ``（不少于600字）``, or nothing."""
    asked = words_asked(body.words) if isinstance(body, EssayBody) else ""
    return f"（{asked}）" if asked else ""


def right_texts(body: AskedBody) -> tuple[str, ...]:
    """The texts that together are the right answer: options, the first accepted of each blank, points.

    None for what is matched or put in order: all of it is shown.
    """
    key = shown_key(body, ())
    chosen = body.correct if isinstance(body, ChoiceBody) else ()
    return (*chosen, *(group[0] for group in key.blanks), *key.points)


def letters_of(order: tuple[int, ...], indices: frozenset[int]) -> str:
    """The letters under which these options stand."""
    return "".join(letter for letter, index in zip(ascii_uppercase, order, strict=False) if index in indices)


def truth_mark(*, truth: bool) -> str:
    """√ or ×."""
    return RIGHT_MARK if truth else WRONG_MARK


def asked_text(body: Body) -> str:
    """What is read before answering: the stem, or the text of a case."""
    return body.text if body.kind == "case" else body.stem


def explain_of(question: Question, part: int | None) -> str:
    """Why the key of a question or of a sub-question is right; empty where its author does not say."""
    if part is None or question.kind != "case":
        return question.explain or ""
    return question.parts[part].explain or ""


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
