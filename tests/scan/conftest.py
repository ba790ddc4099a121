"""Sheets that are printed once for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy
import pytest

from quizgen.render.typst_pdf import Printer
from tests.render.samples import CADRE_80, made_up_paper
from tests.scan.exam import first_of_each, print_exam, scan, scan_sheet, two_at_three
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


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam for five people in A and B, sheets printed; nobody may change it."""
    return print_exam(tmp_path_factory.mktemp("scanned"))


@pytest.fixture(scope="session")
def scans(printed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came out of the scanner: four people, one twice, a doubtful answer, a blank page."""
    folder = tmp_path_factory.mktemp("scans")
    scan_sheet(printed, "A", "202601", first_of_each, folder / "01.png")
    scan_sheet(printed, "B", "202602", first_of_each, folder / "02.png")
    scan_sheet(printed, "A", "202603", two_at_three, folder / "03.png")
    scan_sheet(printed, "B", "202604", first_of_each, folder / "04.png")
    shutil.copy(folder / "04.png", folder / "05.png")
    cv2.imwrite(str(folder / "06.png"), numpy.full((1754, 1240), 255, numpy.uint8))
    return folder


@pytest.fixture(scope="session")
def once_read(printed: Path, scans: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The exam after the first reading, with what the command said; nobody may change it."""
    exam = shutil.copytree(printed, tmp_path_factory.mktemp("read") / "exam")
    run = scan(exam, scans)
    assert run.status == 0, run.err
    return exam, run.out


@pytest.fixture
def read_exam(once_read: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(once_read[0], tmp_path / "exam")
