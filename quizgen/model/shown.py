"""Questions as shown to people: numbers, letters, keys and points, on a form or without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Blueprint
from quizgen.model.essay import words_asked
from quizgen.model.exam import Form, FormItem
from quizgen.model.lettered import ShownKey, ShownLeft, ShownOption, shown_key, shown_lefts, shown_options
from quizgen.model.question import AskedBody, Body, CaseQuestion, EssayBody, Question, WrittenBody
from quizgen.model.split import equal_shares, split_points


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
        self._headings = tuple(heading.indices for heading in blueprint.headings)
        self._printable = blueprint.printable_points

    def items(self, form: Form) -> Iterator[tuple[int, int, FormItem]]:
        """The printed number of every question, its section from 0, its line of the form.

        Raises FormDoesNotFit for a form with other sections than its blueprint.
        """
        order = form.headings or range(len(self._headings))
        if sorted(order) != list(range(len(self._headings))):
            raise FormDoesNotFit(form.code, "大题的次序不对")
        if len(form.sections) != len(self._points):
            what = f"有 {len(form.sections)} 个大题，应为 {len(self._points)} 个"
            raise FormDoesNotFit(form.code, what)
        number = 0
        for section in (index for heading in order for index in self._headings[heading]):
            for item in form.sections[section].items:
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


def words_note(body: Body) -> str:
    """What stands behind the stem about how much is to be written: ``（不少于600字）``, or nothing."""
    asked = words_asked(body.words) if isinstance(body, EssayBody) else ""
    return f"（{asked}）" if asked else ""


def asked_text(body: Body) -> str:
    """What is read before answering: the stem, or the text of a case."""
    return body.text if body.kind == "case" else body.stem


def explain_of(question: Question, part: int | None) -> str:
    """Why the key of a question or of a sub-question is right; empty where its author does not say."""
    if part is None or question.kind != "case":
        return question.explain or ""
    return question.parts[part].explain or ""
