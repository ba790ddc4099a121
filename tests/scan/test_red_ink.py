"""Red ink of who marks by hand: told apart in colour pictures of every kind, taken for ink in grey ones."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy
import pytest
from PIL import Image

from quizgen.model.scanned import MarkDoubt, PageReading
from quizgen.scan.files import page_pictures
from quizgen.scan.page import read_page
from quizgen.scan.picture import Grey, PagePicture
from tests.scan.made import PrintedSheet, coloured_picture, dice_of, picture_of
from tools.scans.people import Truth, empty_layer
from tools.scans.scanners import Scanner, take, take_in_colour
from tools.scans.strokes import Layer, Pen, put, tick

Filled = tuple[Layer, Truth]
TICKED = [str(number) for number in range(61, 71)]
"""Questions with several answers, of which somebody ticks an option in red that nobody chose."""
CHAT = Scanner(dpi=150, jpeg=60)


def ticks(sheet: PrintedSheet, truth: Truth) -> tuple[Layer, set[tuple[str, str]]]:
    """Red ticks through an option of some questions that is not filled."""
    layer, pen = empty_layer(sheet.geometry), Pen(0.85, 0.05)
    over: dict[str, str] = {}
    for one in sheet.geometry.bubbles:
        free = (one.question, one.option) not in truth.meant and one.question not in over
        if one.question in TICKED and free:
            put(layer, (one.x_mm, one.y_mm), tick(2.2, dice_of(int(one.question))), pen, dice_of(3))
            over[one.question] = one.option
    return layer, set(over.items())


def in_red(reading: PageReading) -> set[tuple[str, str]]:
    return {
        (one.question, mark.option)
        for one in (*reading.number, *reading.questions)
        for mark in one.marks
        if MarkDoubt.RED in mark.doubts
    }


def coloured(sheet: PrintedSheet, ink: Layer, red: Layer) -> Grey:
    return take_in_colour(sheet.pages[0], ink, red, CHAT, dice_of(7)).picture


def test_a_red_tick_on_a_sheet_in_pencil_is_asked_about(sheet: PrintedSheet, filled: Filled) -> None:
    ink, truth = filled
    red, over = ticks(sheet, truth)
    picture = coloured_picture(coloured(sheet, ink, red), quality=60)
    assert in_red(read_page(picture, sheet.sheets)) == over
    assert len(over) > 5


def test_who_writes_in_red_is_read_like_anybody(sheet: PrintedSheet, filled: Filled) -> None:
    ink, truth = filled
    picture = coloured_picture(coloured(sheet, empty_layer(sheet.geometry), ink), quality=60)
    reading = read_page(picture, sheet.sheets)
    found = {(q.question, option) for q in (*reading.number, *reading.questions) for option in q.marked}
    assert in_red(reading) == set()
    assert found == truth.meant


def test_a_grey_scan_cannot_tell(sheet: PrintedSheet, filled: Filled) -> None:
    ink, truth = filled
    both = numpy.maximum(ink, ticks(sheet, truth)[0] * 0.7).astype(numpy.float32)
    grey = take(sheet.pages[0], both, CHAT, dice_of(7)).picture
    assert in_red(read_page(picture_of(grey), sheet.sheets)) == set()


@pytest.fixture(scope="module")
def colours() -> Grey:
    """Grey paper with a red block in the upper left part, a black one below, a blue one beside it."""
    out = numpy.full((877, 620, 3), 240, numpy.uint8)
    out[100:220, 80:240] = (215, 40, 50)
    out[500:620, 80:240] = (20, 20, 20)
    out[100:220, 380:540] = (30, 40, 200)
    return out


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.tif", "turned.jpg", "scan.pdf", "drawn.pdf"])
def test_red_is_found_in_pictures_of_every_kind(name: str, colours: Grey, tmp_path: Path) -> None:
    path, image = tmp_path / name, Image.fromarray(colours)
    if name == "turned.jpg":
        exif = Image.Exif()
        exif[0x0112] = 6
        Image.fromarray(numpy.rot90(colours).copy()).save(path, quality=90, exif=exif)
    elif name == "drawn.pdf":
        whole = Image.new("RGB", (1240, 1754), "white")
        whole.paste(image, (0, 0))
        whole.save(path, resolution=150)
        _seen_with_text(path)
    else:
        image.save(path)
    (one,) = page_pictures(path, name)
    assert isinstance(one, PagePicture)
    assert one.red is not None
    at = cv2.resize(one.red, one.grey.shape[::-1])
    dots = round(one.grey.shape[1] / (620 if name != "drawn.pdf" else 1240))
    assert at[160 * dots, 160 * dots] > 120
    assert max(at[560 * dots, 160 * dots], at[160 * dots, 460 * dots], at[400 * dots, 300 * dots]) < 20


def _seen_with_text(path: Path) -> None:
    """Draw a line over a scan, so that the page is no longer the scan alone."""
    import pikepdf  # noqa: PLC0415 - here alone

    with pikepdf.open(path, allow_overwriting_input=True) as document:
        page = document.pages[0]
        page.contents_add(pikepdf.Stream(document, b"q 1 w 10 10 m 20 10 l S Q"))
        document.save(path)


def test_a_picture_without_red_carries_no_colours(colours: Grey, tmp_path: Path) -> None:
    colours = colours.copy()
    colours[100:220, 80:240] = 20
    Image.fromarray(colours).save(tmp_path / "a.jpg")
    Image.fromarray(colours).convert("L").save(tmp_path / "b.jpg")
    for name in ("a.jpg", "b.jpg"):
        (one,) = page_pictures(tmp_path / name, name)
        assert isinstance(one, PagePicture)
        assert one.red is None
