"""Scanned answer sheets in the demo: simulated people fill them in, a simulated scanner takes pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy
import pypdfium2
from openpyxl import load_workbook
from PIL import Image

from quizgen.entry.exam import EntryExam
from quizgen.model.sheet import Bubble, SheetGeometry
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import FIRST_ANSWERS, SCAN_CHECK, FileSpec, Product
from quizgen.workflows.marks.entry import entry_exam
from tools.demo_answers import ABSENT, DOUBTFUL, VOID, answer_of
from tools.scans.people import empty_layer
from tools.scans.scanners import Picture, Scanner, take
from tools.scans.strokes import Dice, full, pencil, put

TWICE = "2026004"
"""Whose sheet lies in the scanner a second time."""

_PRINTED_DPI, _DOUBT_AT = 300, "5"


def scan_file(folder: Path, path: Path) -> None:
    """A scanner's PDF of the sheets of an exam: one person missing, one twice, a white page, a doubt."""
    exam = entry_exam(ExamFolder(folder))
    pages = [Image.fromarray(one) for one in _pages(exam, folder)]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=150, quality=85)


def _pages(exam: EntryExam, folder: Path) -> Iterator[Picture]:
    for at, one in enumerate(exam.roster):
        if one.number == ABSENT:
            continue
        yield _sheet(exam, folder, one.number, numpy.random.default_rng(at))
        if one.number == TWICE:
            yield _sheet(exam, folder, one.number, numpy.random.default_rng([at, 1]))
    yield numpy.full((1754, 1240), 250, numpy.uint8)


def _sheet(exam: EntryExam, folder: Path, number: str, dice: Dice) -> Picture:
    """The picture of somebody's sheet at 150 dpi."""
    code = exam.own_form[number]
    pdf, geometry = (folder / name for name in FileSpec(Product.SHEETS, code).names)
    sheet = SheetGeometry.model_validate_json(geometry.read_bytes())
    layer, pen = empty_layer(sheet), pencil(dice)
    answers = {place.number: answer_of(number, place) for place in exam.places(code)}
    for one in sheet.bubbles:
        if one.option in answers.get(one.question, "") or _is_slip(number, one, answers):
            put(layer, (one.x_mm, one.y_mm), full(one.r_mm, dice), pen, dice)
    scanner = Scanner(dpi=150, angle=float(dice.normal(0, 0.4)))
    return take(_printed(pdf, layer.shape), layer, scanner, dice).picture


def _is_slip(number: str, one: Bubble, answers: dict[str, str]) -> bool:
    """A second circle filled where only one may be."""
    return (number, one.question) == (DOUBTFUL, _DOUBT_AT) and one.option == (
        "A" if answers[_DOUBT_AT] != "A" else "B"
    )


def _printed(pdf: Path, shape: tuple[int, ...]) -> Picture:
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[0].render(scale=_PRINTED_DPI / 72, grayscale=True).to_numpy()
    page = numpy.asarray(cv2.resize(bitmap, (shape[1], shape[0])), numpy.uint8)
    document.close()
    return page


def check(folder: Path) -> None:
    """Fill in the list of doubts as somebody who looks at the pictures."""
    exam = entry_exam(ExamFolder(folder))
    path = folder / SCAN_CHECK
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        number, item = (str(row[heads.index(head)].value) for head in ("编号", "题号"))
        place = next(one for one in exam.places(exam.own_form[number]) if one.number == item)
        row[heads.index("应为")].value = answer_of(number, place) or "-"
    book.save(path)


def states(folder: Path) -> None:
    """Who was absent, whose paper is void, into the entry sheet."""
    path = folder / f"{FIRST_ANSWERS}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    number, state = rows[0].index("编号"), rows[0].index("状态")
    for row in rows[1:]:
        row[state] = {ABSENT: "缺考", VOID: "作废"}.get(row[number], row[state])
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
