"""Merged papers of large exams, put together from pieces; what cannot be is set whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from quizgen.model.exam import Exam, Mode
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.names import PaperLayout, Product
from quizgen.render.merge import BINDING_SHIFT_MM, Sides, joined, merge_pdfs
from quizgen.render.paper.composed import PaperSize
from quizgen.render.pieces.composer import Composer, PaperStock
from quizgen.render.pieces.frame import CannotCompose
from quizgen.render.pieces.objects import DrawnPage
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.printing import FormOf, compose_form

COMPOSED_FROM = 50
"""Forms from which pieces pay: to set them takes as long as to set some thirty papers whole."""

PRINTING, _PAPERS_ONLY = 3, 2
"""How large exams that are drawn now are printed, and before: sheets came one by one, keys were set whole."""

WHOLE_MARK = "whole"
"""What the manifest says behind the printer of merged papers that were all set whole (``--reference``)."""


def pays(mode: Mode, forms: int) -> bool:
    """Whether an exam that is drawn now is to be printed from pieces."""
    return mode is Mode.INDIVIDUAL and forms >= COMPOSED_FROM


def is_composed(exam: Exam) -> bool:
    """Whether the merged papers of an exam are put together from pieces, none being printed apart."""
    return exam.printing > 1


def composed_products(exam: Exam) -> frozenset[Product]:
    """The products whose merged files are put together; single files of these are made when asked for."""
    if exam.printing == 1:
        return frozenset()
    return frozenset({Product.PAPERS} if exam.printing == _PAPERS_ONLY else Product)


@dataclass(frozen=True, slots=True)
class SetWhole:
    """A form whose paper was set whole, and why."""

    code: str
    why: str


class MergedPapers:
    """Makes the merged papers of an exam; the pieces are set when they are first needed."""

    def __init__(self, folder: ExamFolder, printer: Printer, form: FormOf) -> None:
        self._folder, self._printer, self._form = folder, printer, form
        self._composers: dict[bool, Composer] = {}
        self.whole: dict[str, SetWhole] = {}

    def pdf(
        self,
        wanted: Sequence[tuple[FormLine, PaperLayout]],
        acts: int,
        sides: Sides,
        *,
        whole: bool = False,
    ) -> bytes:
        """The papers of these forms, people as recorded after so many acts; ``whole``: none from pieces."""
        papers = [(layout, self._paper(line, acts, layout, whole=whole)) for line, layout in wanted]
        parts: list[bytes] = []
        for (layout, composed), run in groupby(papers, key=lambda one: (one[0], isinstance(one[1], tuple))):
            shift = BINDING_SHIFT_MM if layout != "a3" and sides is Sides.SINGLE else 0.0
            made = [paper for _, paper in run]
            if composed:
                laid = [_laid_out(one, sides, shift) for one in made if isinstance(one, tuple)]
                parts.append(self._composer(large=layout == "large").file(laid))
            else:
                files = [BytesIO(one) for one in made if isinstance(one, bytes)]
                parts.append(merge_pdfs(files, sides, shift_mm=shift))
        return parts[0] if len(parts) == 1 else joined(parts)

    def _paper(
        self, line: FormLine, acts: int, layout: PaperLayout, *, whole: bool
    ) -> tuple[DrawnPage, ...] | bytes:
        form = self._form(line)
        large, size = layout == "large", _size(layout)
        if not whole:
            person = self._folder.people_at(acts).known.get(form.candidate or "")
            try:
                return self._composer(large=large).pages(form, person, size)
            except CannotCompose as error:
                self.whole[line.code] = SetWhole(line.code, error.why)
        return self._printer.paper_pdf(compose_form(self._folder, form, acts), size=size, large=large)

    def _composer(self, *, large: bool) -> Composer:
        if large not in self._composers:
            folder = self._folder
            stock = PaperStock(
                exam=folder.exam,
                questions={frozen.digest: frozen for frozen in folder.question_lines},
                people=folder.roster,
                picture_of=folder.picture,
            )
            self._composers[large] = self._printer.composer(stock, large=large)
        return self._composers[large]


def _size(layout: PaperLayout) -> PaperSize:
    return "a3" if layout == "a3" else "a4"


def _laid_out(pages: tuple[DrawnPage, ...], sides: Sides, shift_mm: float) -> tuple[DrawnPage, ...]:
    """A paper for the printer: begun on a front, or bound on the left of every page (see merge)."""
    if sides is Sides.BOTH:
        return (*pages, pages[-1].blank()) if len(pages) % 2 else pages
    return tuple(page.moved_right(shift_mm) if at % 2 else page for at, page in enumerate(pages))
