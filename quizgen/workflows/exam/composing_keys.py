"""Compact keys of large exams, put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.render.paper.quick_answers import AnswerReader
from quizgen.render.pieces.keys import KeyComposer, KeyOrder
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.printing import FormOf, compose_form


class MergedKeys:
    """Makes the compact keys of an exam."""

    def __init__(self, folder: ExamFolder, printer: Printer, form: FormOf) -> None:
        self._folder, self._printer, self._form = folder, printer, form

    @cached_property
    def _composer(self) -> KeyComposer:
        folder = self._folder
        reader = AnswerReader(folder.exam, folder.questions, folder.picture)
        return self._printer.key_composer(folder.exam.title, reader)

    def pdf(self, lines: Sequence[FormLine], acts: int, *, whole: bool) -> bytes:
        """The compact keys of these forms; ``whole``: none put together."""
        if whole:
            return self._printer.compact_key_pdf(
                [compose_form(self._folder, line.form(), acts) for line in lines]
            )
        known = self._folder.people_at(acts).known
        return self._composer.file(
            [KeyOrder(self._form(line), known.get(line.candidate or "")) for line in lines]
        )
