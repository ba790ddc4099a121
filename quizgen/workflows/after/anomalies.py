"""The steps of ``quizgen exam anomalies``: answers that agree beyond chance, for people to judge."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.analysis.agreement import FEWEST_PEOPLE, RISK, AgreeingPair, GivenAnswer, SharedWrong, agreement
from quizgen.errors import Problem, QuizgenError
from quizgen.markup.inline import plain_text
from quizgen.markup.words import comparable
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.kinds import JUDGED
from quizgen.model.lettered import letters_of, put_text, truth_mark
from quizgen.model.question import TrueFalseBody
from quizgen.model.seating import Seat
from quizgen.model.shown import ShownItem, part_suffix
from quizgen.records.answers_file import answers_purged, stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import ANOMALY_BOOK, ANOMALY_TEXT
from quizgen.records.scores_file import Scores, read_scores
from quizgen.render.scores.anomalies import Clue, Clues, SharedItem, clues_book, clues_text
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.exam.printing import put_file
from quizgen.workflows.marks.order import AnswersPurged
from quizgen.workflows.marks.run import MarkingRun


class TooFewToCompare(QuizgenError):
    """With so few people nobody can say which wrong answers are popular."""

    def __init__(self, people: int) -> None:
        super().__init__(
            f"参加的只有 {people} 人，不足 {FEWEST_PEOPLE} 人，说不出哪些错误答案本来就常见，不能比较。"
            "没有写出任何文件。"
        )


@dataclass(frozen=True, slots=True)
class Anomalies:
    """What was found; what was written, what was there already; files of these names with other contents."""

    clues: Clues
    written: tuple[str, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_anomalies(path: Path) -> Anomalies:
    """Compare everybody's answers and write what agrees beyond chance.

    Raises TooFewToCompare, AnswersPurged, what reading scores and ``changing`` raise, CannotWrite.
    """
    with changing(path) as folder:
        scores = read_scores(path)
        if answers_purged(path, check_ledger(path).lines):
            raise AnswersPurged
        clues = exam_clues(folder, scores)
        written: list[str] = []
        kept: list[str] = []
        problems: list[Problem] = []
        for name, data in clues_files(clues):
            there = (path / name).exists()
            problem = put_file(path, name, data)
            if problem is not None:
                problems.append(problem)
            else:
                (kept if there else written).append(name)
        return Anomalies(clues, tuple(written), tuple(kept), tuple(problems))


def clues_files(clues: Clues) -> Iterator[tuple[str, bytes]]:
    """The files by name."""
    yield ANOMALY_BOOK, clues_book(clues)
    yield ANOMALY_TEXT, clues_text(clues)


def exam_clues(folder: ExamFolder, scores: Scores) -> Clues:
    """Everything that agrees beyond chance in an exam whose answers are there. Raises TooFewToCompare."""
    run = MarkingRun(folder, scores.head.changes)
    voided = {(one.question, one.part) for one in scores.head.changes if one.accept is None}
    sat = [one for one in stored_sheets(folder.path) if one.attendance is Attendance.SAT]
    if len(sat) < FEWEST_PEOPLE:
        raise TooFewToCompare(len(sat))
    found = agreement([tuple(_given(run, sheet, voided)) for sheet in sat])
    return Clues(
        title=scores.head.title,
        marked=f"{scores.head.marked_at:%Y-%m-%d} 阅卷",
        people=found.people,
        comparisons=found.comparisons,
        limit=found.limit,
        risk=RISK,
        clues=tuple(
            _clue(run, sat[one.first], sat[one.second], one, folder.people.seats) for one in found.pairs
        ),
    )


def _given(run: MarkingRun, sheet: AnswerSheet, voided: set[tuple[str, int | None]]) -> Iterator[GivenAnswer]:
    """What somebody put for everything that a program marks and that counts."""
    answers = {(one.question, one.part): one for one in sheet.answers}
    for place, mark in zip(run.places(sheet), run.marks(sheet), strict=True):
        question, _ = place.id
        if place.body.kind in JUDGED or place.id in voided or (question, None) in voided:
            continue
        yield GivenAnswer(
            place.id,
            _put(answers.get(place.id)),
            right=mark.points == mark.full,
            only=isinstance(place.body, TrueFalseBody),
        )


def _put(answer: Answer | None) -> Hashable | None:
    """An answer as it can be compared on any form; None for none."""
    if answer is None:
        return None
    if answer.truth is not None:
        return answer.truth
    if any(answer.blanks):
        return tuple(map(comparable, answer.blanks))
    return answer.options or answer.places or None


def _clue(
    run: MarkingRun,
    first: AnswerSheet,
    second: AnswerSheet,
    pair: AgreeingPair,
    seats: Mapping[str, Seat],
) -> Clue:
    one, two = _by_id(run, first), _by_id(run, second)
    answers = [{(given.question, given.part): given for given in sheet.answers} for sheet in (first, second)]
    items = [
        SharedItem(
            question=f"{shared.item[0]}{part_suffix(shared.item[1])}",
            first_number=one[shared.item].number,
            first_answer=_said(one[shared.item], answers[0][shared.item]),
            second_number=two[shared.item].number,
            second_answer=_said(two[shared.item], answers[1][shared.item]),
            key=plain_text(one[shared.item].key.text()),
            popular=shared.popular,
            chance=shared.chance,
        )
        for shared in sorted(pair.answers, key=_least_likely)
    ]
    return Clue(
        first=first.candidate.number,
        first_unit=first.candidate.unit,
        second=second.candidate.number,
        second_unit=second.candidate.unit,
        seats=_apart(seats.get(first.candidate.number), seats.get(second.candidate.number)),
        common=pair.common,
        wrong=pair.wrong,
        shared=pair.shared,
        expected=pair.expected,
        probability=pair.probability,
        items=tuple(items),
    )


def _apart(one: Seat | None, two: Seat | None) -> str:
    """How far apart two people sat, in words; nothing where no seats were drawn."""
    if one is None or two is None:
        return ""
    if one.room != two.room:
        return f"不在一个考场（{one.room}、{two.room}）"
    rows, columns = abs(one.row - two.row), abs(one.column - two.column)
    near = "，相邻" if max(rows, columns) == 1 else ""
    return f"{one.room}，隔 {rows} 排 {columns} 列{near}"


def _least_likely(shared: SharedWrong) -> tuple[float, str]:
    return round(shared.chance, 9), str(shared.item)


def _by_id(run: MarkingRun, sheet: AnswerSheet) -> Mapping[tuple[str, int | None], ShownItem]:
    return {place.id: place for place in run.places(sheet)}


def _said(place: ShownItem, answer: Answer) -> str:
    """An answer as it stands on that person's sheet."""
    if answer.truth is not None:
        return truth_mark(truth=answer.truth)
    if answer.options:
        return letters_of(place.order, frozenset(answer.options))
    if answer.places:
        return put_text(place.body, place.order, answer.places)
    return "；".join(text or "（空）" for text in answer.blanks)
