"""Everything that makes the files of many forms, made when the first of them is needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from quizgen.model.exam import Form
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.composing import MergedPapers
from quizgen.workflows.exam.composing_keys import MergedKeys
from quizgen.workflows.exam.composing_sheets import MergedSheets

_KEPT = 128
"""Forms that are kept, more than a merged file holds."""


class FilesOfMany:
    """Makes merged files of an exam; ``font_paths`` as for a printer."""

    def __init__(self, folder: ExamFolder, font_paths: tuple[Path, ...]) -> None:
        self._folder, self._font_paths = folder, font_paths
        self._forms: dict[str, tuple[FormLine, Form]] = {}
        self._acts: int | None = None
        self._lines: tuple[FormLine, ...] = ()
        self._by_code: dict[str, FormLine] = {}

    @cached_property
    def printer(self) -> Printer:
        """Sets what cannot be put together."""
        return Printer(self._font_paths)

    def lines(self, acts: int) -> tuple[FormLine, ...]:
        """The forms to be printed after so many acts; looked up once for the files made one after another."""
        if acts != self._acts:
            self._acts, self._lines = acts, self._folder.lines_at(acts)
            self._by_code = {line.code: line for line in self._lines}
        return self._lines

    def lines_of(self, codes: Iterable[str], acts: int) -> list[FormLine]:
        """The forms of these codes after so many acts."""
        self.lines(acts)
        return [self._by_code[code] for code in codes]

    def _form(self, line: FormLine) -> Form:
        """The form of a line; paper, key and sheet of a hundred are made one after the other."""
        known = self._forms.get(line.code)
        if known is not None and known[0] == line:
            return known[1]
        if len(self._forms) >= _KEPT:
            self._forms.clear()
        form = line.form()
        self._forms[line.code] = line, form
        return form

    @cached_property
    def papers(self) -> MergedPapers:
        """Makes the papers."""
        return MergedPapers(self._folder, self.printer, self._form)

    @cached_property
    def keys(self) -> MergedKeys:
        """Makes the compact keys."""
        return MergedKeys(self._folder, self.printer, self._form)

    @cached_property
    def sheets(self) -> MergedSheets:
        """Makes the answer sheets."""
        return MergedSheets(self._folder, self.printer, self._form)
