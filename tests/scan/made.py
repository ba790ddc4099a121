"""Answer sheets printed by the product, filled in and scanned by simulation, and what was read from them."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy
from PIL import Image

from quizgen.model.scanned import MarkState, PagePlace, PageReading
from quizgen.model.sheet import SheetGeometry
from quizgen.render.paper.composed import Paper
from quizgen.render.typst_pdf import Printer
from quizgen.scan.images import pixels_of_jpeg
from quizgen.scan.known import Sheets
from quizgen.scan.page import read_page
from quizgen.scan.picture import LIMITS, Grey, PagePicture, pixels_digest
from tests.render.reading import raster
from tools.scans.people import Truth, empty_layer
from tools.scans.scanners import Scanner, take
from tools.scans.strokes import Dice, Layer

DPI = 300


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet of the product: geometry, PDF, every page at 300 dpi."""

    geometry: SheetGeometry
    pdf: bytes
    pages: tuple[Grey, ...]

    @property
    def sheets(self) -> Sheets:
        """The one sheet that is known."""
        return Sheets({self.geometry.paper_id: self.geometry}.get, self.geometry)


def printed_sheet(printer: Printer, paper: Paper, serial: int = 1, digits: int = 8) -> PrintedSheet:
    """Print a sheet."""
    pdf, geometry = printer.sheet_pdf(paper, serial, digits)
    layer = empty_layer(geometry)
    pages = tuple(
        raster(pdf, DPI, page)[: layer.shape[0], : layer.shape[1]] for page in range(geometry.pages)
    )
    return PrintedSheet(geometry, pdf, pages)


def dice_of(*seed: int) -> Dice:
    """Dice that always fall the same way."""
    return numpy.random.default_rng(seed)


def picture_of(grey: Grey, name: str = "测试.png") -> PagePicture:
    """A picture as it comes out of a file."""
    return PagePicture(PagePlace(name), pixels_digest(grey), grey)


def coloured_picture(colours: Grey, name: str = "测试.jpg", quality: int = 90) -> PagePicture:
    """A picture of rows of red, green, blue, as it comes out of a JPEG file."""
    out = io.BytesIO()
    Image.fromarray(colours).save(out, "JPEG", quality=quality)
    pixels = pixels_of_jpeg(out.getvalue(), LIMITS)
    return PagePicture(PagePlace(name), pixels_digest(pixels.grey), pixels.grey, pixels.red)


def scanned(
    sheet: PrintedSheet, layer: Layer | None, scanner: Scanner | None = None, page: int = 1
) -> PagePicture:
    """The picture of a page with ink on it; by default a clean scan at 150 dpi."""
    chosen = Scanner(dpi=150) if scanner is None else scanner
    return picture_of(take(sheet.pages[page - 1], layer, chosen, dice_of(7)).picture)


def read(
    sheet: PrintedSheet, layer: Layer | None, scanner: Scanner | None = None, page: int = 1
) -> PageReading:
    """Scan and read a page."""
    return read_page(scanned(sheet, layer, scanner, page), sheet.sheets)


def coarse(scanner: Scanner) -> Scanner:
    """The same at 150 dpi, which is quicker."""
    return replace(scanner, dpi=min(scanner.dpi, 150))


def marked(reading: PageReading) -> set[tuple[str, str]]:
    """Everything that was read as marked, with the number of its question."""
    return {(one.question, option) for one in (*reading.number, *reading.questions) for option in one.marked}


def silent_errors(reading: PageReading, truth: Truth) -> list[tuple[str, str]]:
    """Bubbles read otherwise than meant in questions that no person is asked about."""
    return [
        (one.question, mark.option)
        for one in (*reading.number, *reading.questions)
        if not one.doubts
        for mark in one.marks
        if (mark.state is MarkState.MARKED) is not ((one.question, mark.option) in truth.meant)
    ]


def flagged(reading: PageReading) -> list[str]:
    """The questions that go to a person."""
    return [one.question for one in (*reading.number, *reading.questions) if one.doubts]
