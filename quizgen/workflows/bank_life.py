"""The recipes of ``quizgen bank due|exposure``: what to look at again, what has been seen how often."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.due import Due, due_questions
from quizgen.bank.load import load_bank
from quizgen.errors import Problem, QuizgenError
from quizgen.knowledge.load import load_knowledge
from quizgen.model.answers import Attendance
from quizgen.model.knowledge import Fact
from quizgen.records.answers_file import stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import ANSWERS, EXAM
from quizgen.workflows.bank import BankPlaces


class NoRegister(QuizgenError):
    """Facts cannot be compared without the register that they stand in."""

    def __init__(self) -> None:
        super().__init__("没有找到知识库的数据，不知道依据有没有变；用 --knowledge 指明。")


class NoExams(QuizgenError):
    """A folder neither is an exam nor holds one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 不是考试文件夹，里面也没有考试文件夹。")


@dataclass(frozen=True, slots=True)
class Exposure:
    """How often a question was on forms (the spare ones included), before how many people, when last.

    ``people`` is None where no answers are left to count.
    """

    exams: int
    forms: int
    people: int | None
    last: datetime.date | None


def questions_due(
    places: BankPlaces, before: Path | None, day: datetime.date, months: int
) -> tuple[tuple[Due, ...], tuple[Problem, ...]]:
    """The questions due on a day, with what keeps others from being read.

    Raises NoRegister when the banks cite facts and there is none, CannotRead.
    """
    loaded = load_bank(places.banks, cache_folder=places.cache, default_topics=places.default_topics)
    if places.knowledge is None and loaded.cites_facts:
        raise NoRegister
    now, problems = ({}, ()) if places.knowledge is None else _facts(places.knowledge)
    then, earlier = (None, ()) if before is None else _facts(before)
    found = due_questions(loaded.questions, now, before=then, day=day, months=months)
    return found, (*loaded.problems, *problems, *earlier)


def _facts(folder: Path) -> tuple[Mapping[str, Fact], tuple[Problem, ...]]:
    knowledge, problems = load_knowledge(folder, str(folder))
    return knowledge.facts, problems


def exposures(folders: Sequence[Path]) -> Mapping[str, Exposure]:
    """How often every question of these exams was seen, by its id.

    A folder is an exam, or holds exams. Raises NoExams, NoExamFolder, DamagedAnswers, CannotRead.
    """
    exams: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    people: dict[str, int] = {}
    last: dict[str, datetime.date] = {}
    for path in dict.fromkeys(exam for named in folders for exam in _exams_in(named)):
        folder = ExamFolder(path)
        by_code = {
            form.code: [item.question for section in form.sections for item in section.items]
            for form in (line.form() for line in folder.all_lines)
        }
        used = {id_ for ids in by_code.values() for id_ in ids}
        exams.update(used)
        for ids in by_code.values():
            forms.update(ids)
        day = folder.exam.date
        if day is not None:
            last.update((id_, max(last.get(id_, day), day)) for id_ in used)
        if (path / ANSWERS).exists():
            sat = Counter(
                str(sheet.form) for sheet in stored_sheets(path) if sheet.attendance is Attendance.SAT
            )
            for code, ids in by_code.items():
                for id_ in ids:
                    people[id_] = people.get(id_, 0) + sat[code]
    return {id_: Exposure(exams[id_], forms[id_], people.get(id_), last.get(id_)) for id_ in sorted(exams)}


def _exams_in(folder: Path) -> Iterable[Path]:
    if (folder / EXAM).is_file():
        return [folder]
    inside = sorted(path.parent for path in folder.glob(f"*/{EXAM}")) if folder.is_dir() else []
    if not inside:
        raise NoExams(folder)
    return inside


def in_words(exposure: Exposure) -> Iterator[str]:
    """The parts of a line: exams, forms, people, the last day."""
    yield f"{exposure.exams} 次考试"
    yield f"{exposure.forms} 份试卷"
    if exposure.people is not None:
        yield f"{exposure.people} 人考过"
    if exposure.last is not None:
        yield f"最近 {exposure.last}"
