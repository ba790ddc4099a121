"""Which files an exam folder's build makes, by name, with how each one is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from typing import Literal

from quizgen.model.digest import canonical_json
from quizgen.model.exam import Candidate
from quizgen.model.question import CaseBody, Kind
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.render.docx.paper import paper_docx
from quizgen.render.paper.composed import BUBBLED, Paper
from quizgen.render.sheet.layout import MOST_DIGITS
from quizgen.render.typst_pdf import Printer

PaperLayout = Literal["a4", "a3", "large"]
Format = Literal["pdf", "docx"]
LAYOUTS: tuple[PaperLayout, ...] = ("a4", "a3", "large")

BATCH = 100
"""Forms in one merged file, so that memory stays flat and a print job stays manageable."""

LAYOUT_VERSION = 3
"""Raised with every change that moves something on paper, so that older prints are known as such."""

_DEFAULT_DIGITS = 8


class Product(StrEnum):
    """A folder of the exam folder; the value is its name."""

    PAPERS = "papers"
    KEYS = "keys"
    SHEETS = "sheets"


COMPACT_KEYS = f"{Product.KEYS}/compact"
"""How the names of the files begin that hold the answers of many forms."""


@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file for one form: ``papers/001-a3.pdf``."""

    product: Product
    form: str
    layout: PaperLayout = "a4"
    format: Format = "pdf"

    @property
    def name(self) -> str:
        """The path inside the exam folder; no name of a person is ever in it."""
        suffix = "" if self.layout == "a4" else f"-{self.layout}"
        return f"{self.product}/{self.form}{suffix}.{self.format}"

    @property
    def names(self) -> tuple[str, ...]:
        """All files that come with it: a sheet brings its geometry as JSON."""
        if self.product is Product.SHEETS:
            return self.name, f"{self.product}/{self.form}.json"
        return (self.name,)


def parse_spec(name: str) -> FileSpec | None:
    """The spec of a file name, None when no single form makes such a file."""
    folder, _, rest = name.partition("/")
    stem, _, ending = rest.rpartition(".")
    form, _, layout = stem.partition("-")
    if folder not in list(Product) or form in {"all", "compact"} or ending not in {"pdf", "docx", "json"}:
        return None
    known_layout = next((one for one in LAYOUTS if one == (layout or "a4")), None)
    if known_layout is None:
        return None
    return FileSpec(Product(folder), form, known_layout, "docx" if ending == "docx" else "pdf")


def specs_for(
    form: str, products: Sequence[Product], formats: Sequence[Format], layouts: Sequence[PaperLayout]
) -> Iterator[FileSpec]:
    """The files wanted of one form; keys come in A4 only, sheets as PDF only."""
    for format_ in formats:
        if Product.PAPERS in products:
            for layout in layouts:
                yield FileSpec(Product.PAPERS, form, layout, format_)
        if Product.KEYS in products:
            yield FileSpec(Product.KEYS, form, "a4", format_)
    if Product.SHEETS in products and "pdf" in formats:
        yield FileSpec(Product.SHEETS, form)


def without_sheet(folder: ExamFolder, forms: Sequence[FormLine]) -> frozenset[str]:
    """The codes of the forms on which nothing can be bubbled in, so that they have no answer sheet."""
    kinds = {section.kind for section in folder.exam.blueprint.sections}
    if kinds & BUBBLED:
        return frozenset()
    if Kind.CASE not in kinds:
        return frozenset(form.code for form in forms)
    cases = {
        digest
        for digest, frozen in folder.questions.items()
        if isinstance(frozen.question, CaseBody)
        and any(Kind(part.kind) in BUBBLED for part in frozen.question.parts)
    }
    return frozenset(
        form.code
        for form in forms
        if not any(item.digest in cases for section in form.form().sections for item in section.items)
    )


def print_file(spec: FileSpec, paper: Paper, serial: int, digits: int, printer: Printer) -> dict[str, bytes]:
    """Print one file (with what belongs to it) of one form."""
    if spec.product is Product.SHEETS:
        pdf, geometry = printer.sheet_pdf(paper, serial, digits)
        shape = json.loads(geometry.model_dump_json())
        return {spec.name: pdf, spec.names[1]: (canonical_json(shape) + "\n").encode()}
    solution = spec.product is Product.KEYS
    large = spec.layout == "large"
    size: Literal["a4", "a3"] = "a3" if spec.layout == "a3" else "a4"
    if spec.format == "docx":
        return {spec.name: paper_docx(paper, size=size, large=large, solution=solution)}
    if solution:
        return {spec.name: printer.key_pdf(paper)}
    return {spec.name: printer.paper_pdf(paper, size=size, large=large)}


def number_digits(roster: Sequence[Candidate]) -> int:
    """How many digit columns a sheet has for a 编号 to be filled in: as the roster's longest needs.

    Eight without a roster; 0 where no 编号 of the roster can be filled in, because of letters or of more
    than twelve digits: those are written.
    """
    if not roster:
        return _DEFAULT_DIGITS
    lengths = [len(one.number) for one in roster if one.number.isascii() and one.number.isdigit()]
    return max((length for length in lengths if length <= MOST_DIGITS), default=0)


@cache
def printer_name() -> str:
    """The versions that decide the bytes of a printed file."""
    fonts = ("pylopdf-fonts-zh-cn", "pylopdf-fonts-jp")
    parts = ("quizgen", "typst", *fonts, "python-docx", "segno", "pikepdf")
    return " ".join((f"layout-{LAYOUT_VERSION}", *(f"{part}-{version(part)}" for part in parts)))
