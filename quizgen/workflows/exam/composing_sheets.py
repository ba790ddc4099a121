"""Merged answer sheets of large exams, put together; the geometry of all of them in one file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from itertools import groupby

from quizgen.model.digest import canonical_json
from quizgen.model.exam import Candidate
from quizgen.model.sheets import ManySheets, SheetOfMany
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.render.merge import Sides, joined, merge_pdfs
from quizgen.render.pieces.frame import CannotCompose
from quizgen.render.pieces.sheets import SheetComposer
from quizgen.render.sheet.template import FilledTemplate, SheetOrder, SheetTemplate, SheetTemplates
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.printing import FormOf, compose_form
from quizgen.workflows.exam.products import number_digits, serial_of

_KEPT = 128
"""Sheets that are kept, more than a merged file holds."""


class MergedSheets:
    """Makes the merged sheets of an exam and tells where everything on them is."""

    def __init__(self, folder: ExamFolder, printer: Printer, form: FormOf) -> None:
        self._folder, self._printer, self._form = folder, printer, form
        self._kept: dict[str, tuple[FormLine, int, FilledTemplate]] = {}

    @cached_property
    def _templates(self) -> SheetTemplates:
        folder = self._folder
        return SheetTemplates(folder.exam, folder.questions, folder.picture)

    @cached_property
    def _composer(self) -> SheetComposer:
        return self._printer.sheet_composer(self._templates)

    @cached_property
    def _serials(self) -> dict[str, int]:
        return {line.code: serial_of(place) for place, line in enumerate(self._folder.all_lines, 1)}

    @cached_property
    def _late(self) -> frozenset[str]:
        return frozenset(line.code for line in self._folder.late_lines)

    @cached_property
    def _digits(self) -> int:
        return number_digits(self._folder.roster)

    def _person(self, line: FormLine, acts: int) -> Candidate | None:
        return self._folder.people_at(acts).known.get(line.candidate or "")

    def _filled(self, line: FormLine, acts: int) -> FilledTemplate:
        """The sheet of a form; the file and what tells of it are made one after the other."""
        known = self._kept.get(line.code)
        if known is not None and known[:2] == (line, acts):
            return known[2]
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        filled = self._templates.fill(self._order(line, acts))
        self._kept[line.code] = line, acts, filled
        return filled

    def _order(self, line: FormLine, acts: int) -> SheetOrder:
        person = self._person(line, acts)
        late = person is not None and line.code in self._late
        digits = number_digits((*self._folder.roster, person)) if late and person else self._digits
        return SheetOrder(self._form(line), person, self._serials[line.code], digits)

    def pdf(self, lines: Sequence[FormLine], acts: int, sides: Sides, *, whole: bool = False) -> bytes:
        """The sheets of these forms, people as recorded after so many acts; ``whole``: none put together."""
        sheets = [self._sheet(line, acts, whole=whole) for line in lines]
        both = sides is Sides.BOTH
        parts: list[bytes] = []
        for composed, run in groupby(sheets, key=lambda one: isinstance(one, FilledTemplate)):
            if composed:
                filled = [one for one in run if isinstance(one, FilledTemplate)]
                parts.append(self._composer.file(filled, even=both))
            else:
                parts.append(merge_pdfs([BytesIO(one) for one in run if isinstance(one, bytes)], sides))
        return parts[0] if len(parts) == 1 else joined(parts)

    def _sheet(self, line: FormLine, acts: int, *, whole: bool) -> FilledTemplate | bytes:
        if not whole:
            try:
                self._composer.check(self._person(line, acts))
                return self._filled(line, acts)
            except CannotCompose:
                pass
        order = self._order(line, acts)
        paper = compose_form(self._folder, order.form, acts)
        return self._printer.sheet_pdf(paper, order.serial, order.digits)[0]

    def geometry(self, lines: Sequence[FormLine], acts: int) -> bytes:
        """Where everything is on the sheets of these forms, as JSON."""
        layouts: dict[SheetTemplate, int] = {}
        sheets: list[SheetOfMany] = []
        for line in lines:
            filled = self._filled(line, acts)
            sheets.append(filled.told(layouts.setdefault(filled.template, len(layouts))))
        many = ManySheets(layouts=tuple(one.layout() for one in layouts), sheets=tuple(sheets))
        return f"{canonical_json(json.loads(many.model_dump_json()))}\n".encode()
