"""Written answers on scanned sheets: boxes found, cut out, said to be blank; what is typed of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import astuple
from pathlib import Path

import cv2
import numpy
import pytest

from quizgen.model.kinds import Kind
from quizgen.model.scanned import PageOutcome, PageReason
from quizgen.records.scans_file import page_line, scanned_pages
from quizgen.render.typst_pdf import Printer
from quizgen.scan.crop import kept_jpeg
from quizgen.scan.kept import Kept
from quizgen.scan.page import read_page
from tests.render.samples import Part, made_up_paper
from tests.scan.exam import given_out, listed, rows, rules, scan
from tests.scan.made import PrintedSheet, dice_of, picture_of, printed_sheet, read, scanned
from tests.scan.written import ESSAY, FILLS, PART, SHORT, print_written, scan_pages
from tests.tool import quizgen
from tools.scans.conditions import CONDITIONS
from tools.scans.people import empty_layer
from tools.scans.strokes import DOTS_PER_MM, Layer
from tools.scans.writing import ballpoint, soft_pencil, write_in

STROKE, DARK, NEAR = 0.35, 170, 7
"""Ink from which a stroke was drawn there; grey below which one is seen; at most half a millimetre away."""
PARTS = (Part(Kind.SINGLE, 20), Part(Kind.FILL, 3), Part(Kind.SHORT, 3, "5"), Part(Kind.ESSAY, 1, "20"))


@pytest.fixture(scope="module")
def boxed(scan_printer: Printer) -> PrintedSheet:
    """A sheet of two pages or more, the later ones of boxes alone."""
    return printed_sheet(scan_printer, made_up_paper(PARTS, seed=2, sheet_layout=3))


def inked(sheet: PrintedSheet, page: int, pen: str = "pen") -> tuple[Layer, dict[tuple[str, int], int]]:
    """Every second box of a page written in, with how many characters stand in each."""
    layer, dice = empty_layer(sheet.geometry), dice_of(page)
    found = {}
    for at, one in enumerate(one for one in sheet.geometry.regions if one.page == page):
        most = (0, 30, 1)[at % 3]
        hand = (ballpoint if pen == "pen" else soft_pencil)(dice)
        found[one.question, one.part] = write_in(one, layer, hand, dice, most=most)
    return layer, found


@pytest.mark.parametrize(
    ("name", "pen"),
    [("150 dpi", "pen"), ("turned 180", "pencil"), ("phone, aslant", "pen"), ("photocopy", "pencil")],
)
def test_boxes_are_found_cut_out_and_told_from_blank_ones(boxed: PrintedSheet, name: str, pen: str) -> None:
    layer, wanted = inked(boxed, 2, pen)
    picture = scanned(boxed, layer, CONDITIONS[name], 2)
    reading = read_page(picture, boxed.sheets)
    assert reading.outcome is PageOutcome.READ
    blank = {(one.question, one.part): one.blank for one in reading.written}
    assert blank == {key: not count for key, count in wanted.items()}
    kept = Kept(kept_jpeg(picture, reading.sight), reading.sight)
    for one in reading.written:
        shown = numpy.asarray(kept.written(one.box))
        left, top, right, bottom = (round(side * DOTS_PER_MM) for side in astuple(one.box))
        ink = layer[top:bottom, left:right]
        drawn = cv2.resize(ink, shown.shape[::-1], interpolation=cv2.INTER_AREA) > STROKE
        seen = cv2.dilate((shown < DARK).astype(numpy.uint8), numpy.ones((NEAR, NEAR), numpy.uint8)) > 0
        assert (seen & drawn).sum() >= 0.9 * drawn.sum()


def test_a_page_whose_boxes_are_covered_is_not_read(boxed: PrintedSheet) -> None:
    picture = scanned(boxed, None, page=2)
    grey = picture.grey.copy()
    grey[
        int(grey.shape[0] * 0.19) : int(grey.shape[0] * 0.9),
        int(grey.shape[1] * 0.1) : int(grey.shape[1] * 0.9),
    ] = 255
    reading = read_page(picture_of(grey), boxed.sheets)
    assert (reading.outcome, reading.reason) == (PageOutcome.UNREADABLE, PageReason.NO_FRAMES)


def test_a_page_without_boxes_is_written_down_as_before(sheet: PrintedSheet, boxed: PrintedSheet) -> None:
    assert b'"written"' not in page_line(read(sheet, None))
    assert b'"written"' in page_line(read(boxed, None, page=2))


@pytest.fixture(scope="module")
def printed_boxes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam with boxes, and a scan of everybody; nobody may change it."""
    exam = print_written(tmp_path_factory.mktemp("written"))
    scan_pages(exam, "A", "202601", {FILLS[0]: 3, SHORT: 20, PART: 8, ESSAY: 60}, exam.parent / "1.tif")
    scan_pages(exam, "A", "202602", {FILLS[1]: 2, SHORT: 5}, exam.parent / "2.tif")
    scan_pages(exam, "A", "202603", {}, exam.parent / "3.tif")
    return exam


@pytest.fixture
def boxes_exam(printed_boxes: Path, tmp_path: Path) -> Path:
    """A copy, with its scans beside it."""
    return shutil.copytree(printed_boxes.parent, tmp_path / "home") / "exam"


def test_what_is_written_in_blanks_is_typed_from_the_pictures(boxes_exam: Path, tmp_path: Path) -> None:
    run = scan(boxes_exam, *(boxes_exam.parent / f"{at}.tif" for at in (1, 2, 3)))
    assert run.status == 0, run.err
    assert "读了 6 页：答题卡 6 页" in run.out
    pages = scanned_pages(boxes_exam)
    assert [one.page for one in pages] == [1, 2] * 3
    assert [one.candidate for one in pages][1::2] == [""] * 3
    assert listed(boxes_exam) == [*FILLS] * 3
    html = (boxes_exam / "scans/待核对.html").read_text(encoding="utf-8")
    data = json.loads(html.partition("window.quizgenCheck=")[2].partition(";</script>")[0])
    assert [one["proposed"] for one in data["items"]] == ["", "-", "-", "", "-", "-"]
    assert "欧阳" not in html
    assert "2026" not in "".join(one["why"] + one["label"] + one["read"] for one in data["items"])
    accepted = quizgen("exam", "scan", boxes_exam, "--accept-doubts", "来不及", "--by", "张三")
    assert "待核对 6 处" in accepted.out
    told = given_out(boxes_exam, "李四", {FILLS[0]: "161", FILLS[1]: "-"}, tmp_path / "核对结果.json")
    assert scan(boxes_exam, told).status == 0
    assert [(row["3"], row["4"]) for row in rows(boxes_exam).values()] == [("161", "-")] * 3
    assert rules(boxes_exam) == []


def test_a_page_scanned_twice_with_ink_in_one_picture_only_is_decided_by_people(boxes_exam: Path) -> None:
    again = scan_pages(boxes_exam, "A", "202603", {SHORT: 9}, boxes_exam.parent / "4.tif")
    run = scan(boxes_exam, boxes_exam.parent / "3.tif", again)
    assert run.status == 0, run.err
    assert listed(boxes_exam) == [*FILLS, "整页"]
