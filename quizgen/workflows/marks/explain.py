"""The steps of ``quizgen exam explain``: account for every point that one person earned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.markup import plain_text
from quizgen.markup.below_stem import in_words
from quizgen.markup.figures import exact_text
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.blueprint import Blueprint, PenaltyFloor
from quizgen.model.lettered import NOTHING_PUT, letters_of, put_letters, put_text, truth_mark
from quizgen.model.question import MatchingBody, OrderingBody
from quizgen.model.score import CandidateScore, Change, ItemMark
from quizgen.model.shown import ShownItem, asked_text, words_note
from quizgen.records.answers_file import answers_purged, purge_of_answers, stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import read_ledger
from quizgen.records.scores_file import Scores, read_scores
from quizgen.workflows.exam.intact import intact_exam
from quizgen.workflows.marks.order import AnswersElsewhere, AnswersPurged
from quizgen.workflows.marks.run import MarkingRun
from quizgen.workflows.marks.seen import SeenScan, seen_scans

_JUDGED_BY = {True: "见采分点", False: "见档次"}
"""What is said where a person judges, by whether there are scoring points."""


class NotMarked(QuizgenError):
    """No score exists for this 编号."""

    def __init__(self, number: str) -> None:
        super().__init__(f"成绩里没有编号 {number}：名册里没有，或因登记有误还没有阅卷。")


class NotOnTheForm(QuizgenError):
    """The person's form has no question with this number."""

    def __init__(self, number: str, code: str | None) -> None:
        super().__init__(f"试卷 {code} 没有第 {number} 题；案例的小题写 91(2)，只写 91 就是整道案例。")


@dataclass(frozen=True, slots=True)
class SeenOption:
    """An option as the person saw it: its letter, whether it is correct, whether it was ticked.

    Items that are matched or put in order are neither correct nor ticked.
    """

    letter: str
    text: str
    right: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class SeenPoint:
    """A scoring point (采分点) or the whole by bands: what it is worth, what was earned (None: blank)."""

    name: str
    text: str
    full: Fraction
    earned: Fraction | None


@dataclass(frozen=True, slots=True)
class SeenLeft:
    """A left-hand item (配对) as the person saw it: its number, the right letter and the letter given."""

    number: int
    text: str
    key: str
    put: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One question or sub-question of one person.

    ``text`` is the text of the case, or empty if the question is not a case. ``key`` and ``answer`` are
    written as on that person's paper (``ACD``, ``√``, texts); ``typed`` is the cell exactly as entered.
    ``changes`` are the decisions that apply to everyone's marking of this question. ``scan`` is the scanned
    sheet that the answer was read from (None: it was entered by hand, or the readings are gone).
    """

    mark: ItemMark
    kind: str
    text: str
    stem: str
    lefts: tuple[SeenLeft, ...]
    options: tuple[SeenOption, ...]
    points: tuple[SeenPoint, ...]
    key: str
    answer: str
    typed: str
    explain: str
    sources: tuple[str, ...]
    changes: tuple[Change, ...]
    scan: SeenScan | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One person's score and everything that adds up to it.

    ``raised`` says in words what fell below nothing because of wrong answers, and counts as nothing.
    """

    scores: Scores
    score: CandidateScore
    items: tuple[Explained, ...]
    raised: tuple[str, ...] = ()


def explain_score(path: Path, number: str, question: str | None = None) -> Explanation:
    """Explain every question of the person with this 编号, or only the one with the given printed number.

    Raises NotMarked, NotOnTheForm, AnswersPurged, AnswersElsewhere, DamagedAnswers, what ``intact_exam`` and
    reading scores raise. Nothing is written.
    """
    folder = intact_exam(path)
    scores = read_scores(path)
    if number not in scores.by_number:
        raise NotMarked(number)
    if purge_of_answers(read_ledger(path).lines):
        raise AnswersPurged
    if answers_purged(path, read_ledger(path).lines):
        raise AnswersElsewhere
    sheet = next((one for one in stored_sheets(path) if one.candidate.number == number), None)
    if sheet is None:
        raise NotMarked(number)
    items = () if sheet.attendance is not Attendance.SAT else _items(folder, scores, sheet)
    raised = tuple(_raised(folder.exam.blueprint, [one.mark for one in items]))
    if question is not None:
        items = tuple(
            one for one in items if question in {one.mark.number, one.mark.number.partition("(")[0]}
        )
        if not items:
            raise NotOnTheForm(question, sheet.form)
    return Explanation(scores, scores.by_number[number], items, raised)


def _raised(blueprint: Blueprint, marks: Sequence[ItemMark]) -> Iterator[str]:
    if not blueprint.penalised:
        return
    whole = blueprint.floor is PenaltyFloor.PAPER
    parts = [(one.title, one.indices) for one in blueprint.headings]
    if whole:
        parts = [("全卷", tuple(range(len(blueprint.sections))))]
    for title, indices in parts:
        earned = sum((mark.points for mark in marks if mark.section in indices), Fraction())
        if earned < 0:
            yield f"{title}各题合计 {exact_text(earned)} 分，最低得 0 分"


def _items(folder: ExamFolder, scores: Scores, sheet: AnswerSheet) -> tuple[Explained, ...]:
    run = MarkingRun(folder, scores.head.changes)
    answers = {(one.question, one.part): one for one in sheet.answers}
    scans = seen_scans(folder, sheet.candidate.number)
    return tuple(
        replace(
            _explained(folder, place, mark, answers.get(place.id), scores.head.changes),
            scan=scans.get(place.number),
        )
        for place, mark in zip(run.places(sheet), run.marks(sheet), strict=True)
    )


def _explained(
    folder: ExamFolder, place: ShownItem, mark: ItemMark, answer: Answer | None, changes: tuple[Change, ...]
) -> Explained:
    question = place.question
    return Explained(
        mark=mark,
        kind=place.body.kind,
        text="" if place.part is None else in_words(asked_text(question), question),
        stem=in_words(place.body.stem, place.body) + words_note(place.body),
        lefts=_lefts(place, answer),
        options=_options(place, answer),
        points=_points(place, answer),
        key=plain_text(place.key.text()) or _JUDGED_BY[bool(place.key.points)],
        answer=_answer(place, answer),
        typed=answer.typed if answer else "",
        explain=plain_text(place.explain),
        sources=folder.questions[place.digest].sources,
        changes=tuple(
            one for one in changes if one.question == question.id and one.part in {None, place.part}
        ),
    )


def _options(place: ShownItem, answer: Answer | None) -> tuple[SeenOption, ...]:
    ticked = answer.options if answer else ()
    one_by_one = not isinstance(place.body, MatchingBody | OrderingBody)
    return tuple(
        SeenOption(one.letter, plain_text(one.text), one_by_one and one.right, one.original in ticked)
        for one in place.options
    )


def _lefts(place: ShownItem, answer: Answer | None) -> tuple[SeenLeft, ...]:
    lefts = place.lefts
    put = (
        put_letters(place.body, place.order, answer.places)
        if answer and answer.places
        else ("",) * len(lefts)
    )
    return tuple(
        SeenLeft(one.number, plain_text(one.text), one.letter, letter or NOTHING_PUT)
        for one, letter in zip(lefts, put, strict=False)
    )


def _points(place: ShownItem, answer: Answer | None) -> tuple[SeenPoint, ...]:
    scoring, name = place.scoring, "采分点" if place.key.points else "全题"
    credits_ = answer.credits if answer and answer.credits else (None,) * len(scoring)
    return tuple(
        SeenPoint(name, plain_text(text), worth, None if earned is None else worth * earned)
        for (text, worth), earned in zip(scoring, credits_, strict=True)
    )


def _answer(place: ShownItem, answer: Answer | None) -> str:
    if answer is None:
        return "未作答"
    if answer.options:
        return letters_of(place.order, frozenset(answer.options))
    if answer.truth is not None:
        return truth_mark(truth=answer.truth)
    if answer.places:
        return put_text(place.body, place.order, answer.places)
    if any(answer.blanks):
        return "；".join(text or "（空）" for text in answer.blanks)
    return _JUDGED_BY[bool(place.key.points)] if answer.credits else "未作答"
