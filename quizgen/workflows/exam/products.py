"""How each file of a build is printed, and which forms have an answer sheet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from quizgen.errors import QuizgenError
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import canonical_json
from quizgen.model.exam import Candidate
from quizgen.model.kinds import BUBBLED, WRITTEN, Kind
from quizgen.model.question import asked_in
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.names import FileSpec, Product
from quizgen.render.docx.paper import paper_docx
from quizgen.render.paper.composed import Paper
from quizgen.render.paper.on_sheet import ON_SHEET
from quizgen.render.sheet.layout import MOST_DIGITS
from quizgen.render.typst_pdf import Printer

BATCH = 100
"""Forms in one merged file, so that memory stays flat and a print job stays manageable."""

LAYOUT_VERSION = 3
"""Raised with every change that moves something on paper, so that older prints are known as such."""

_DEFAULT_DIGITS = 8
_SERIALS = 99999


class AnswersOnSheet(QuizgenError):
    """An exam whose answers are written on the sheet cannot do without it."""

    def __init__(self) -> None:
        super().__init__(
            "这次考试的填空、简答、论述写在答题卡上，不能没有答题卡，没有生成任何文件。"
            "要写在试卷上，重新组卷时加上 --written paper。"
        )


def sheet_layout(blueprint: Blueprint, *, on_sheet: bool) -> Literal[2, 3]:
    """The layout of the sheets of a new exam; 3 where something is written, and is to be on the sheet."""
    kinds = {section.kind for section in blueprint.sections}
    return 3 if on_sheet and kinds & {*WRITTEN, Kind.CASE} else 2


def refuse_without_sheet(path: Path) -> None:
    """Raise AnswersOnSheet for an exam that needs its sheets; raises what opening the folder raises."""
    if needs_sheets(path):
        raise AnswersOnSheet


def needs_sheets(path: Path) -> bool:
    """Whether answers of an exam are written on its sheets. Raises what opening the folder raises."""
    return ExamFolder(path).exam.sheet_layout == ON_SHEET


def without_sheet(folder: ExamFolder, forms: Sequence[FormLine]) -> frozenset[str]:
    """The codes of the forms of which nothing is answered on a sheet, so that they have none."""
    kinds = {section.kind for section in folder.exam.blueprint.sections}
    if kinds & BUBBLED or folder.exam.sheet_layout == ON_SHEET:
        return frozenset()
    if Kind.CASE not in kinds:
        return frozenset(form.code for form in forms)
    cases = {
        digest
        for digest, frozen in folder.questions.items()
        if any(body.kind in BUBBLED for part, body in asked_in(frozen.question) if part is not None)
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


def serial_of(place: int) -> int:
    """The serial of the sheet of a form by its place in the exam, from 1; it has five digits."""
    return (place - 1) % _SERIALS + 1


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
