"""The sheets that an exam folder printed, for the reader of scans: geometry by paper id."""

from __future__ import annotations

from functools import cached_property

from quizgen.errors import QuizgenError
from quizgen.files.shell import command_line
from quizgen.model.sheet import SheetGeometry
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import FileSpec, Product
from quizgen.records.scans_file import sheet_geometry


class NoSheetsPrinted(QuizgenError):
    """No answer sheet of this exam was printed, so there is none to be read."""

    def __init__(self, folder: ExamFolder) -> None:
        command = command_line("quizgen", "exam", "build", folder.path, "--only", "sheets")
        super().__init__(f"“{folder.path}”里没有印过答题卡，读不了扫描件；先运行 {command}。")


class PrintedSheets:
    """The geometry of every sheet that was printed, read when it is asked for."""

    def __init__(self, folder: ExamFolder) -> None:
        self._folder = folder
        self._known: dict[str, SheetGeometry | None] = {}

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The codes of the forms by paper id."""
        return {line.form().paper_id: line.code for line in self._folder.all_lines}

    @cached_property
    def model(self) -> SheetGeometry:
        """Any one of them. Raises NoSheetsPrinted, DamagedSheet."""
        found = (geometry for code in self._codes.values() if (geometry := self._read(code)) is not None)
        model = next(found, None)
        if model is None:
            raise NoSheetsPrinted(self._folder)
        return model

    def find(self, paper_id: str) -> SheetGeometry | None:
        """The sheet of a paper; None: it is none of this exam's. Raises DamagedSheet."""
        if paper_id not in self._known:
            code = self._codes.get(paper_id)
            self._known[paper_id] = None if code is None else self._read(code)
        return self._known[paper_id]

    def _read(self, code: str) -> SheetGeometry | None:
        return sheet_geometry(self._folder.path, FileSpec(Product.SHEETS, code).names[1])
