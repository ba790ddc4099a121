"""Sheets that are printed once for all tests of this folder."""

from __future__ import annotations

import pytest

from quizgen.render.typst_pdf import Printer
from tests.render.samples import CADRE_80, made_up_paper
from tests.scan.made import PrintedSheet, dice_of, printed_sheet
from tools.scans.people import Truth, empty_layer, fill_in
from tools.scans.strokes import Layer


@pytest.fixture(scope="session")
def scan_printer() -> Printer:
    """A printer with the packaged fonts."""
    return Printer()


@pytest.fixture(scope="session")
def sheet(scan_printer: Printer) -> PrintedSheet:
    """The sheet of a paper of 80 questions, for a 编号 of eight digits."""
    return printed_sheet(scan_printer, made_up_paper(CADRE_80, seed=3), serial=12)


@pytest.fixture(scope="session")
def filled(sheet: PrintedSheet) -> tuple[Layer, Truth]:
    """Ink of somebody who fills circles as asked, with what was meant."""
    layer = empty_layer(sheet.geometry)
    return layer, fill_in(sheet.geometry, 1, "full", layer, dice_of(5))
