"""Scores worked out from lines of answers, in several processes: the same lines however many there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from quizgen.errors import QuizgenError
from quizgen.files.collector import collector_paused
from quizgen.marking.form import AnswersDoNotFit
from quizgen.marking.results import Scorer
from quizgen.model.score import Change, ScorePolicy
from quizgen.model.shown import FormDoesNotFit
from quizgen.records.answers_file import code_of, parse_sheet
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import DamagedForm, FormLine
from quizgen.records.score_spool import ScoreLine, score_line
from quizgen.workflows.marks.changes import standing
from quizgen.workflows.marks.run import MarkingRun, UnknownForm
from quizgen.workflows.processes import Jobs, results_in_order

_CHUNK = 200
"""Sheets that one task marks: a quarter of a second's work."""


class Unscored(NamedTuple):
    """Why somebody has no result: the sheet does not fit its form."""

    number: str
    reason: QuizgenError


Scored = ScoreLine | Unscored | None
"""A result, or why there is none; None where the line is damaged."""


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """By what everybody's result is worked out: the exam, the changes for all, the lines, the day."""

    path: Path
    changes: tuple[Change, ...]
    policy: ScorePolicy
    date: datetime.date


@dataclass(frozen=True, slots=True)
class ScoringTask:
    """Lines of answers, each with where the form stands that it names (None: the exam has no such form)."""

    lines: tuple[bytes, ...]
    forms: tuple[FormLine | None, ...]


class _ScoringProcess:
    """What one process keeps: the questions as they are marked, the lines that scores are read by."""

    current: _ScoringProcess

    def __init__(self, rules: ScoringRules, run: MarkingRun) -> None:
        self._run = run
        self._scorer = Scorer(run.folder.exam.blueprint, rules.policy, rules.date)

    def scored(self, line: bytes, form: FormLine | None) -> Scored:
        """What one line of answers gives."""
        sheet = parse_sheet(line)
        if sheet is None:
            return None
        try:
            result = self._scorer.score(sheet, self._run.marks_on(form, sheet))
        except (UnknownForm, DamagedForm, AnswersDoNotFit, FormDoesNotFit) as error:
            return Unscored(sheet.candidate.number, error)
        return score_line(result, standing(result))


def scored_lines(
    folder: ExamFolder, rules: ScoringRules, lines: Iterable[bytes], jobs: Jobs, count: int
) -> Iterator[Scored]:
    """What every line of answers gives, in their order; ``count`` is about how many there are.

    Raises ChangeDoesNotFit, CannotRead, BrokenExamFolder.
    """
    forms = {line.code: line for line in folder.all_lines}
    processes = jobs.processes_for(count // _CHUNK)
    own = MarkingRun(folder, rules.changes) if processes <= 1 else None
    tasks = _tasks(iter(lines), forms)
    for several in results_in_order(_score, tasks, processes, partial(_start, rules, own)):
        yield from several


def _start(rules: ScoringRules, run: MarkingRun | None) -> None:
    """Open the exam in this process, unless it is open here already."""
    run = run or MarkingRun(ExamFolder(rules.path, doubting=True), rules.changes)
    _ScoringProcess.current = _ScoringProcess(rules, run)


def _score(task: ScoringTask) -> list[Scored]:
    process = _ScoringProcess.current
    with collector_paused():
        return [process.scored(line, form) for line, form in zip(task.lines, task.forms, strict=True)]


def _tasks(lines: Iterator[bytes], forms: Mapping[str, FormLine]) -> Iterator[ScoringTask]:
    while several := tuple(islice(lines, _CHUNK)):
        yield ScoringTask(several, tuple(forms.get(code_of(line) or "") for line in several))
