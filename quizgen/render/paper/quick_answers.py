"""The answers of a form as the compact keys say them, found without composing the whole form."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from quizgen.markup import parse
from quizgen.model.exam import Exam, Form, FormItem, FrozenQuestion
from quizgen.model.kinds import BRACKETED, Kind
from quizgen.model.lettered import LETTERS, RIGHT_MARK, WRONG_MARK
from quizgen.model.question import MultipleBody, Question, SingleBody, TrueFalseBody
from quizgen.model.shown import FormReader
from quizgen.render.paper.composed import ORDINALS, question_item
from quizgen.render.paper.data import compact_answer
from quizgen.render.paper.spans import spans
from quizgen.render.pictures import PictureOf

_GROUP = 5


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Up to five questions in a row that are answered by letters or marks: ``1-5``, ABCDE."""

    range: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """Any other question: its label, its answer as the template takes it, in JSON."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class HeadedAnswers:
    """The answers under a heading, in printed order."""

    ordinal: str
    answers: tuple[AnswerGroup | AnswerLine, ...]


class AnswerReader:
    """Reads the answers off the forms of an exam."""

    def __init__(self, exam: Exam, questions: Mapping[str, FrozenQuestion], picture_of: PictureOf) -> None:
        self._exam, self._questions, self._picture_of = exam, questions, picture_of
        self._reader = FormReader({one: frozen.question for one, frozen in questions.items()}, exam.blueprint)
        self._right = {digest: _right(frozen.question) for digest, frozen in questions.items()}
        self._bracketed = {
            digest: Kind(frozen.question.kind) in BRACKETED for digest, frozen in questions.items()
        }
        self._told = functools.lru_cache(maxsize=4096)(self._in_words)

    def read(self, form: Form) -> Iterator[HeadedAnswers]:
        """The answers of a form, heading by heading."""
        number = 1
        headings = self._exam.blueprint.headings
        for at, place in enumerate(form.headings or range(len(headings))):
            items = [
                (index, item) for index in headings[place].indices for item in form.sections[index].items
            ]
            found: list[AnswerGroup | AnswerLine] = []
            for bracketed, run in groupby(items, key=lambda pair: self._bracketed[pair[1].digest]):
                asked = list(run)
                if bracketed:
                    found += self._groups(asked, number)
                else:
                    found += [
                        AnswerLine(f"{number + turn}.", self._line(index, item))
                        for turn, (index, item) in enumerate(asked)
                    ]
                number += len(asked)
            yield HeadedAnswers(ORDINALS[at], tuple(found))

    def _groups(self, asked: list[tuple[int, FormItem]], number: int) -> Iterator[AnswerGroup]:
        for start in range(0, len(asked), _GROUP):
            some = asked[start : start + _GROUP]
            first, last = number + start, number + start + len(some) - 1
            answers = tuple([self._letters(item) for _, item in some])
            yield AnswerGroup(str(first) if first == last else f"{first}-{last}", answers)

    def _letters(self, item: FormItem) -> str:
        right = self._right[item.digest]
        if isinstance(right, str):
            return right
        shown = zip(LETTERS, item.options, strict=False)
        return "".join([letter for letter, index in shown if index < right])

    def _line(self, section: int, item: FormItem) -> str:
        return self._told(section, item.question, item.digest, item.options, item.parts)

    def _in_words(
        self,
        section: int,
        question: str,
        digest: str,
        options: tuple[int, ...],
        parts: tuple[tuple[int, ...], ...],
    ) -> str:
        item = FormItem(question=question, digest=digest, options=options, parts=parts)
        shown = self._reader.shown("", 0, section, item)
        asked = question_item(shown, (), self._picture_of)
        return json.dumps(spans(parse(compact_answer(asked))), ensure_ascii=False)


def _right(question: Question) -> str | int:
    """The mark of a true-false question; of a choice, how many options are right: they stand first."""
    if isinstance(question, TrueFalseBody):
        return RIGHT_MARK if question.answer else WRONG_MARK
    return len(question.correct) if isinstance(question, SingleBody | MultipleBody) else 0
