"""Everything that makes the files of many forms, made when the first of them is needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from quizgen.records.exam_folder import ExamFolder
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.composing import MergedPapers
from quizgen.workflows.exam.composing_keys import MergedKeys
from quizgen.workflows.exam.composing_sheets import MergedSheets


class FilesOfMany:
    """Makes merged files of an exam; ``font_paths`` as for a printer."""

    def __init__(self, folder: ExamFolder, font_paths: tuple[Path, ...]) -> None:
        self._folder, self._font_paths = folder, font_paths

    @cached_property
    def printer(self) -> Printer:
        """Sets what cannot be put together."""
        return Printer(self._font_paths)

    @cached_property
    def papers(self) -> MergedPapers:
        """Makes the papers."""
        return MergedPapers(self._folder, self.printer)

    @cached_property
    def keys(self) -> MergedKeys:
        """Makes the compact keys."""
        return MergedKeys(self._folder, self.printer)

    @cached_property
    def sheets(self) -> MergedSheets:
        """Makes the answer sheets."""
        return MergedSheets(self._folder, self.printer)
