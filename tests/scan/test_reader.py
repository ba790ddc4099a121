"""What is read from pictures of answer sheets that the product printed and simulated people filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy
import pytest

from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION
from quizgen.model.scanned import MarkDoubt, MarkState, PageOutcome, PageReason, PageWarning
from quizgen.model.sheet import BubbleKind, SheetGeometry
from quizgen.render.typst_pdf import Printer
from quizgen.scan.crop import kept_jpeg
from quizgen.scan.kept import Kept, shown_png
from quizgen.scan.known import Sheets
from quizgen.scan.page import read_page
from quizgen.scan.picture import Grey
from tests import written_bank
from tests.render.samples import CADRE_80, CANDIDATE, Part, made_up_paper, paper_of
from tests.scan.made import (
    PrintedSheet,
    coarse,
    dice_of,
    flagged,
    marked,
    picture_of,
    printed_sheet,
    read,
    scanned,
    silent_errors,
)
from tools.scans.conditions import CONDITIONS
from tools.scans.people import Truth, empty_layer, fill_every, fill_in
from tools.scans.scanners import Scanner
from tools.scans.strokes import Layer, Pen, Stroke, crossing_out, full, overflow, put

Filled = tuple[Layer, Truth]


def test_a_clean_scan_is_read_as_it_was_meant(sheet: PrintedSheet, filled: Filled) -> None:
    layer, truth = filled
    reading = read(sheet, layer)
    assert (reading.outcome, reading.reason, reading.warnings) == (PageOutcome.READ, None, ())
    assert (reading.paper_id, reading.form_code) == (sheet.geometry.paper_id, sheet.geometry.form_code)
    assert (reading.serial, reading.page, reading.pages) == (12, 1, 1)
    assert len(reading.questions) == 80
    assert len(reading.number) == len(reading.candidate) == 8
    assert marked(reading) == truth.meant
    assert set(flagged(reading)) <= {
        one.question
        for one in (*reading.number, *reading.questions)
        if len(one.marked) > 1 and one.kind is not BubbleKind.MULTIPLE
    }


def asked(kind: str, number: int) -> Any:
    return QUESTION.validate_python(written_bank.question(number, kind))


@pytest.mark.parametrize("case", ["rows of many", "two pages", "printed number", "no digits"])
def test_every_kind_of_sheet_is_read(scan_printer: Printer, case: str) -> None:
    rows = paper_of(
        [[asked("matching", 1), asked("matching", 2)], [asked("ordering", 3)]],
        [Part(Kind.MATCHING, 2), Part(Kind.ORDERING, 1)],
    )
    paper, digits = {
        "rows of many": (rows, 4),
        "two pages": (made_up_paper([Part(Kind.SINGLE, 90), Part(Kind.MULTIPLE, 40, options=7)]), 8),
        "printed number": (made_up_paper(CADRE_80, candidate=CANDIDATE), 8),
        "no digits": (made_up_paper([Part(Kind.TRUE_FALSE, 12)]), 0),
    }[case]
    sheet = printed_sheet(scan_printer, paper, digits=digits)
    page = sheet.geometry.pages
    layer = empty_layer(sheet.geometry)
    truth = fill_in(sheet.geometry, page, "full", layer, dice_of(2))
    reading = read(sheet, layer, page=page)
    assert (reading.outcome, reading.page) == (PageOutcome.READ, page)
    printed = {
        (one.question, one.option) for one in sheet.geometry.bubbles if one.printed and one.page == page
    }
    assert marked(reading) == truth.meant | printed
    if case == "printed number":
        assert reading.candidate == CANDIDATE.number
    if case == "two pages":
        assert reading.number == ()
        assert read(sheet, layer, page=1).page == 1


HARD = (
    *("100 dpi", "askew", "turned 90", "turned 180", "fit to page", "JPEG 35", "shadow", "dark", "photocopy"),
    *("one marker covered", "cropped", "fold", "show-through", "halftone", "phone", "phone, aslant"),
)


@pytest.mark.parametrize("name", HARD)
def test_full_circles_are_read_under_every_condition(sheet: PrintedSheet, filled: Filled, name: str) -> None:
    layer, truth = filled
    scanner = CONDITIONS[name] if name.startswith("phone") else coarse(CONDITIONS[name])
    reading = read(sheet, layer, scanner)
    assert reading.outcome is PageOutcome.READ
    assert silent_errors(reading, truth) == []
    assert len(flagged(reading)) <= 3
    assert not set(reading.warnings) - {PageWarning.ONE_BIT}


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("fax", PageWarning.LIGHT_GREY_LOST),
        ("dither", PageWarning.ONE_BIT),
        ("coffee over the strip", PageWarning.STRIP_HIDDEN),
    ],
)
def test_a_scan_that_hides_pencil_is_named(
    sheet: PrintedSheet, filled: Filled, name: str, warning: Any
) -> None:
    assert warning in read(sheet, filled[0], CONDITIONS[name]).warnings


def test_a_light_pencil_is_seen_on_a_grey_scan(sheet: PrintedSheet) -> None:
    layer = empty_layer(sheet.geometry)
    truth = fill_every(sheet.geometry, 1, "light", layer, dice_of(4), share=0.3)
    reading = read(sheet, layer)
    assert silent_errors(reading, truth) == []
    read_right = marked(reading)
    assert len(read_right & truth.meant) > 0.95 * len(truth.meant)


@pytest.mark.parametrize("way", ["tick", "cross", "thick line", "partial"])
def test_other_marks_are_read_or_asked_about(sheet: PrintedSheet, way: str) -> None:
    layer = empty_layer(sheet.geometry)
    truth = fill_every(sheet.geometry, 1, way, layer, dice_of(9), share=0.3)
    reading = read(sheet, layer)
    assert reading.outcome is PageOutcome.READ
    assert silent_errors(reading, truth) == []


def test_few_ticks_of_a_person_who_ticks_are_asked_about(sheet: PrintedSheet) -> None:
    layer = empty_layer(sheet.geometry)
    truth = fill_every(sheet.geometry, 1, "tick", layer, dice_of(9), share=0.3)
    several = {one.question for one in sheet.geometry.bubbles if one.kind is BubbleKind.MULTIPLE}
    reading = read(sheet, layer)
    assert silent_errors(reading, truth) == []
    assert len(several & set(flagged(reading))) <= 0.1 * len(several)


def test_a_sheet_with_every_circle_filled_is_no_empty_sheet(sheet: PrintedSheet) -> None:
    layer = empty_layer(sheet.geometry)
    fill_every(sheet.geometry, 1, "full", layer, dice_of(1))
    reading = read(sheet, layer)
    states = [mark.state for one in reading.questions for mark in one.marks]
    assert reading.outcome is PageOutcome.READ or reading.reason is PageReason.NO_OUTLINES
    assert MarkState.EMPTY not in states


def test_an_empty_sheet_is_read_as_blank_answers(sheet: PrintedSheet) -> None:
    reading = read(sheet, None)
    assert reading.outcome is PageOutcome.READ
    assert marked(reading) == set()
    assert flagged(reading) == []
    assert reading.candidate == "????????"


def test_disturbances_are_asked_about(sheet: PrintedSheet, filled: Filled) -> None:
    layer, dice = filled[0].copy(), dice_of(8)
    by_name = {(one.question, one.option): one for one in sheet.geometry.bubbles}
    crossed, near, across = by_name["80", "A"], by_name["79", "E"], by_name["78", "A"]
    dark, light = by_name["1", "A"], by_name["1", "B"]
    for one in (crossed, near, across, dark, light):
        half = 30
        x, y = (round(value * 300 / 25.4) for value in (one.x_mm, one.y_mm))
        layer[y - half : y + half, x - half : x + half] = 0
    put(layer, (crossed.x_mm, crossed.y_mm), full(crossed.r_mm, dice), Pen(0.8, 0.1), dice)
    put(layer, (crossed.x_mm, crossed.y_mm), crossing_out(crossed.r_mm, dice), Pen(0.8, 0.1), dice)
    put(layer, (near.x_mm + 2.3, near.y_mm), [Stroke(((0, -2.5), (0, 2.5)), 0.4)], Pen(0.8, 0.1), dice)
    put(layer, (across.x_mm, across.y_mm), [Stroke(((-3, -1), (3, 0.8)), 0.42)], Pen(0.98, 0.0), dice)
    put(layer, (dark.x_mm, dark.y_mm), full(dark.r_mm, dice), Pen(0.8, 0.1), dice)
    put(layer, (light.x_mm, light.y_mm), full(light.r_mm, dice), Pen(0.2, 0.1), dice)
    readings = {one.question: one for one in read(sheet, layer).questions}
    assert readings["80"].doubtful == ("A",)
    assert (readings["78"].doubtful, readings["1"].doubtful) == (("A",), ("B",))
    assert MarkDoubt.ACROSS in readings["78"].doubts
    assert MarkDoubt.CROSSED in readings["80"].doubts
    assert MarkDoubt.BESIDE in readings["79"].doubts


def test_a_fill_much_too_large_and_crossed_out_shortly_is_asked_about(sheet: PrintedSheet) -> None:
    """Every other circle is filled 12 to 42 per cent too large; half of these are crossed out."""
    layer, dice, pen = empty_layer(sheet.geometry), dice_of(11), Pen(0.8, 0.1)
    spots = [one for one in sheet.geometry.bubbles if one.kind is not BubbleKind.DIGIT][::2]
    for number, one in enumerate(spots):
        put(layer, (one.x_mm, one.y_mm), overflow(one.r_mm, dice), pen, dice)
        if number % 2:
            put(layer, (one.x_mm, one.y_mm), crossing_out(one.r_mm, dice), pen, dice)
    reading = read(sheet, layer)
    marks = [(one.question, mark) for one in reading.questions for mark in one.marks]
    asked = {(number, mark.option) for number, mark in marks if MarkDoubt.CROSSED in mark.doubts}
    kept, out = ({(one.question, one.option) for one in spots[start::2]} for start in (0, 1))
    assert len(out - asked) <= len(out) // 50
    assert len(kept & asked) <= len(kept) // 5


def test_the_same_picture_gives_the_same_reading(sheet: PrintedSheet, filled: Filled) -> None:
    picture = scanned(sheet, filled[0])
    assert read_page(picture, sheet.sheets) == read_page(picture, sheet.sheets)


def test_a_sheet_of_another_exam_is_foreign_and_says_which(
    scan_printer: Printer, sheet: PrintedSheet, filled: Filled
) -> None:
    other = printed_sheet(scan_printer, made_up_paper([Part(Kind.SINGLE, 5)], seed=6), serial=9)
    reading = read_page(scanned(sheet, filled[0]), other.sheets)
    assert (reading.outcome, reading.reason) == (PageOutcome.FOREIGN, PageReason.OTHER_EXAM)
    assert (reading.paper_id, reading.serial, reading.questions) == (sheet.geometry.paper_id, 12, ())


def test_paper_without_anything_is_blank() -> None:
    white = numpy.full((1754, 1240), 246, numpy.uint8)
    cv2.circle(white, (600, 900), 3, 90, -1)
    reading = read_page(picture_of(white), nothing())
    assert (reading.outcome, reading.reason) == (PageOutcome.BLANK, PageReason.EMPTY_PAPER)


def nothing() -> Sheets:
    """Sheets of which none is ever found, with the markers of one."""
    geometry = SheetGeometry.model_validate(
        {
            "paper_id": "0",
            "form_code": "A",
            "serial": 0,
            "pages": 1,
            "width_mm": 210,
            "height_mm": 297,
            "digits": 0,
            "outline_mm": 0.2,
            "bubbles": (),
            "markers": (),
            "strip": (),
            "codes": (),
        }
    )
    return Sheets(lambda _: None, geometry)


def test_a_photo_of_something_else_is_foreign(sheet: PrintedSheet) -> None:
    dice = dice_of(3)
    cells = dice.integers(0, 256, (9, 7)).astype(numpy.uint8)
    photo = numpy.asarray(cv2.resize(cells, (700, 900), interpolation=cv2.INTER_CUBIC), numpy.uint8)
    cv2.putText(photo, "HELLO 2026", (60, 400), cv2.FONT_HERSHEY_SIMPLEX, 3, 0, 8)
    reading = read_page(picture_of(photo), sheet.sheets)
    assert (reading.outcome, reading.reason) == (PageOutcome.FOREIGN, PageReason.NO_SHEET)


def test_two_sheets_in_one_picture_are_not_mixed(sheet: PrintedSheet, filled: Filled) -> None:
    one = scanned(sheet, filled[0]).grey
    reading = read_page(picture_of(numpy.hstack([one, one])), sheet.sheets)
    assert (reading.outcome, reading.reason) == (PageOutcome.UNREADABLE, PageReason.SEVERAL_SHEETS)


def test_half_a_sheet_is_unreadable_but_says_whose(sheet: PrintedSheet, filled: Filled) -> None:
    whole = scanned(sheet, filled[0]).grey
    reading = read_page(picture_of(whole[: whole.shape[0] // 3, :]), sheet.sheets)
    assert (reading.outcome, reading.reason) == (PageOutcome.UNREADABLE, PageReason.FEW_MARKERS)
    assert reading.serial == 12


def test_a_torn_corner_does_not_stop_the_reading(sheet: PrintedSheet, filled: Filled) -> None:
    reading = read(sheet, filled[0], replace(Scanner(dpi=150), torn=True))
    assert reading.outcome is PageOutcome.READ
    assert silent_errors(reading, filled[1]) == []


def test_a_page_without_its_codes_is_unreadable(sheet: PrintedSheet, filled: Filled) -> None:
    page = sheet.pages[0].copy()
    for code in sheet.geometry.codes:
        x, y, half = (round(value * 300 / 25.4) for value in (code.x_mm, code.y_mm, code.size_mm / 2))
        page[y - half : y + half, x - half : x + half] = 255
    reading = read(replace(sheet, pages=(page,)), filled[0])
    assert (reading.outcome, reading.reason) == (PageOutcome.UNREADABLE, PageReason.NO_CODE)


def test_a_sheet_printed_otherwise_than_its_record_is_not_read(sheet: PrintedSheet, filled: Filled) -> None:
    changed = sheet.geometry.model_copy(update={"pages": 2})
    reading = read_page(scanned(sheet, filled[0]), Sheets(lambda _: changed, sheet.geometry))
    assert (reading.outcome, reading.reason) == (PageOutcome.UNREADABLE, PageReason.OTHER_LAYOUT)


def test_a_page_with_the_code_of_another_sheet_on_it_is_not_read(
    scan_printer: Printer, sheet: PrintedSheet, filled: Filled
) -> None:
    other = printed_sheet(scan_printer, made_up_paper(CADRE_80, seed=3), serial=13)
    page, code = sheet.pages[0].copy(), sheet.geometry.codes[0]
    x, y, half = (round(value * 300 / 25.4) for value in (code.x_mm, code.y_mm, code.size_mm / 2 + 1))
    page[y - half : y + half, x - half : x + half] = other.pages[0][y - half : y + half, x - half : x + half]
    reading = read(replace(sheet, pages=(page,)), filled[0])
    assert (reading.outcome, reading.reason) == (PageOutcome.UNREADABLE, PageReason.CODES_DISAGREE)


def test_a_picture_too_coarse_for_bubbles_is_not_read(sheet: PrintedSheet, filled: Filled) -> None:
    reading = read(sheet, filled[0], Scanner(dpi=60))
    assert reading.outcome is PageOutcome.UNREADABLE
    assert reading.reason in {PageReason.TOO_SMALL, PageReason.NO_CODE, PageReason.FEW_MARKERS}


def test_a_page_folded_over_is_not_read_by_guess(sheet: PrintedSheet, filled: Filled) -> None:
    grey = scanned(sheet, filled[0]).grey.copy()
    rows, step = slice(600, 1500), round(2.6 * 150 / 25.4)
    grey[rows] = numpy.roll(grey[rows], step, axis=1)
    reading = read_page(picture_of(grey), sheet.sheets)
    if reading.outcome is PageOutcome.READ:
        assert silent_errors(reading, filled[1]) == []
        assert PageWarning.BENT in reading.warnings
    else:
        assert reading.reason is PageReason.NO_OUTLINES


def test_a_part_of_the_page_is_cut_out_upright(sheet: PrintedSheet, filled: Filled) -> None:
    picture = scanned(sheet, filled[0], replace(Scanner(dpi=150), angle=180))
    reading = read_page(picture, sheet.sheets)
    assert reading.sight is not None
    question = next(one for one in reading.questions if len(one.marked) == 1)
    kept = Kept(kept_jpeg(picture, reading.sight), reading.sight)
    cut = opened(shown_png([kept.part(question.box)]))
    bubbles = {one.option: one for one in sheet.geometry.bubbles if one.question == question.question}
    inside = {
        option: cut[
            round((one.y_mm - question.box.top) * 6) - 4 : round((one.y_mm - question.box.top) * 6) + 4,
            round((one.x_mm - question.box.left) * 6) - 4 : round((one.x_mm - question.box.left) * 6) + 4,
        ].mean()
        for option, one in bubbles.items()
    }
    assert min(inside, key=lambda option: inside[option]) == question.marked[0]
    assert max(opened(shown_png([kept.whole()])).shape) == 900


def opened(png: bytes) -> Grey:
    """A PNG as pixels."""
    return numpy.asarray(cv2.imdecode(numpy.frombuffer(png, numpy.uint8), cv2.IMREAD_GRAYSCALE), numpy.uint8)


def test_the_place_of_the_written_number_is_shown(sheet: PrintedSheet, filled: Filled) -> None:
    reading = read(sheet, filled[0])
    first = next(one for one in sheet.geometry.bubbles if one.kind is BubbleKind.DIGIT)
    assert reading.number_box is not None
    assert reading.number_box.top < first.y_mm - first.r_mm - 6
    assert reading.number_box.left < first.x_mm < reading.number_box.right
