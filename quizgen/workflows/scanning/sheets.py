"""The sheets that an exam folder printed, for the reader of scans: geometry by paper id."""

from __future__ import annotations

from functools import cached_property

from quizgen.errors import QuizgenError
from quizgen.files.shell import command_line
from quizgen.model.sheet import SheetGeometry
from quizgen.model.sheets import ManySheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import FileSpec, Product
from quizgen.records.scans_file import merged_geometry, merged_sheets, sheet_geometry

_FILES = 16
"""Files about many sheets that are kept in memory."""


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
        self._files: dict[str, ManySheets] = {}

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
        """What was printed apart is newer than what was merged."""
        alone = sheet_geometry(self._folder.path, FileSpec(Product.SHEETS, code).names[1])
        name = self._merged.get(code) if alone is None else None
        return alone if name is None else merged_geometry(name, self._many(name), code)

    @cached_property
    def _merged(self) -> dict[str, str]:
        """The file that tells of the sheet of a form, by the form's code."""
        names = sorted(
            f"{Product.SHEETS}/{path.name}" for path in (self._folder.path / Product.SHEETS).glob("all*.json")
        )
        return {one.form_code: name for name in names for one in self._many(name).sheets}

    def _many(self, name: str) -> ManySheets:
        """A file about many sheets; the last few are kept."""
        if name not in self._files:
            self._files[name] = merged_sheets(self._folder.path, name)
            if len(self._files) > _FILES:
                del self._files[next(iter(self._files))]
        return self._files[name]
