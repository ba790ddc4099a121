"""Marks the sheets of an exam one after another, against its frozen forms."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from quizgen.errors import QuizgenError
from quizgen.marking.form import SheetMarker
from quizgen.marking.results import score_candidates
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.exam import Form
from quizgen.model.score import CandidateScore, Change, ItemMark, ScorePolicy
from quizgen.model.shown import FormReader, ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine

_KEPT_FORMS = 40
"""Shared forms (A, B, …) stay parsed."""


class UnknownForm(QuizgenError):
    """The answers name a form that this exam does not have."""

    def __init__(self, number: str, code: str | None) -> None:
        super().__init__(f"编号 {number} 的答案写的是试卷 {code}，这次考试没有这份试卷。")


class MarkingRun:
    """Marks the sheets of one exam, applying the given changes.

    Raises ChangeDoesNotFit for a change that does not fit the exam.
    """

    def __init__(self, folder: ExamFolder, changes: Sequence[Change]) -> None:
        self.folder = folder
        self.questions = {digest: frozen.question for digest, frozen in folder.questions.items()}
        self._reader = FormReader(self.questions, folder.exam.blueprint)
        self._marker = SheetMarker(self.questions, folder.exam.blueprint, changes)
        self._parsed: dict[str, Form] = {}

    @cached_property
    def _lines(self) -> dict[str, FormLine]:
        return {line.code: line for line in self.folder.all_lines}

    def form(self, sheet: AnswerSheet) -> Form:
        """The form that a person had. Raises UnknownForm."""
        code = sheet.form
        return self._form(None if code is None else self._lines.get(code), sheet)

    def _form(self, line: FormLine | None, sheet: AnswerSheet) -> Form:
        if line is None:
            raise UnknownForm(sheet.candidate.number, sheet.form)
        form = self._parsed.get(line.code)
        if form is None:
            if len(self._parsed) >= _KEPT_FORMS:
                self._parsed.clear()
            form = self._parsed[line.code] = line.form()
        return form

    def places(self, sheet: AnswerSheet) -> tuple[ShownItem, ...]:
        """Everything to be answered on the form that a person had, in printed order. Raises UnknownForm."""
        return self._reader.asked(self.form(sheet))

    def marks(self, sheet: AnswerSheet) -> tuple[ItemMark, ...]:
        """The points earned on each question; nothing if the person did not sit the exam.

        Raises UnknownForm, AnswersDoNotFit, FormDoesNotFit.
        """
        if sheet.attendance is not Attendance.SAT:
            return ()
        return self._marker.mark(self.form(sheet), sheet)

    def marks_on(self, line: FormLine | None, sheet: AnswerSheet) -> tuple[ItemMark, ...]:
        """The same where it is known on which line the form stands that the sheet names (None: on none)."""
        if sheet.attendance is not Attendance.SAT:
            return ()
        return self._marker.mark(self._form(line, sheet), sheet)

    def scores(
        self,
        sheets: Iterable[AnswerSheet],
        policy: ScorePolicy,
        date: datetime.date,
        on_sheet: Callable[[], None],
    ) -> tuple[CandidateScore, ...]:
        """The result of everyone, sorted by 编号; ``on_sheet`` is called after each sheet."""

        def marked() -> Iterator[tuple[AnswerSheet, Sequence[ItemMark]]]:
            for sheet in sheets:
                yield sheet, self.marks(sheet)
                on_sheet()

        return score_candidates(marked(), self.folder.exam.blueprint, policy, date)
