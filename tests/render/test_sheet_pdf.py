"""Answer sheets as pictures: a machine finds everything where the geometry says."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.model.sheet import Bubble, SheetGeometry, read_sheet_code
from quizgen.render.codes import ARUCO_4X4_50
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts, raster
from tests.render.samples import CADRE_80, CANDIDATE, MIXED, Part, made_up_paper

MM = 25.4
Picture = NDArray[np.uint8]


def crop(picture: Picture, dpi: int, x_mm: float, y_mm: float, half_mm: float) -> tuple[Picture, int, int]:
    """The square around a point, with the pixel of its top left corner."""
    left, top = round((x_mm - half_mm) / MM * dpi), round((y_mm - half_mm) / MM * dpi)
    size = round(2 * half_mm / MM * dpi)
    return picture[top : top + size, left : left + size], left, top


def measured_centre(picture: Picture, dpi: int, bubble: Bubble) -> tuple[float, float, float]:
    """Centre and outer radius in mm of the outline found around a bubble."""
    part, left, top = crop(picture, dpi, bubble.x_mm, bubble.y_mm, bubble.r_mm + 0.5)
    ys, xs = np.nonzero(part < 100)
    width, height = xs.max() - xs.min() + 1, ys.max() - ys.min() + 1
    x = (left + xs.min() + width / 2) * MM / dpi
    y = (top + ys.min() + height / 2) * MM / dpi
    return x, y, (width + height) / 4 * MM / dpi


@pytest.mark.parametrize("case", ["cadre", "dense", "second page"])
def test_bubbles_stand_where_the_geometry_says(printer: Printer, case: str) -> None:
    parts, page = {
        "cadre": (CADRE_80, 1),
        "dense": ([Part(Kind.SINGLE, 100, options=8)], 1),
        "second page": ([Part(Kind.MULTIPLE, 130, options=6)], 2),
    }[case]
    pdf, geometry = printer.sheet_pdf(made_up_paper(parts, candidate=CANDIDATE), 5, 10)
    picture = raster(pdf, 600, page - 1)
    bubbles = [bubble for bubble in geometry.bubbles if bubble.page == page]
    assert len(bubbles) > 100
    for bubble in bubbles:
        x, y, r = measured_centre(picture, 600, bubble)
        assert abs(x - bubble.x_mm) < 0.1
        assert abs(y - bubble.y_mm) < 0.1
        assert abs(r - bubble.r_mm) < 0.1


def test_bubbles_are_light_inside_unless_printed(printer: Printer) -> None:
    person = Candidate(number="20260017", name="甲", unit="乙")
    pdf, geometry = printer.sheet_pdf(made_up_paper(CADRE_80, candidate=person), 5, 8)
    picture = raster(pdf, 300)
    for bubble in geometry.bubbles:
        inside, _, _ = crop(picture, 300, bubble.x_mm, bubble.y_mm, 1.05)
        if bubble.printed:
            assert inside.max() < 40
        else:
            assert inside.mean() > 180
            assert 100 < inside.min() < 180  # the mark, at about 45 % ink
    assert sum(bubble.printed for bubble in geometry.bubbles) == 8


def test_marks_stand_in_the_middle_of_their_bubbles(printer: Printer) -> None:
    pdf, geometry = printer.sheet_pdf(made_up_paper(MIXED), 5, 8)
    picture = raster(pdf, 600)
    for bubble in geometry.bubbles:
        part, left, top = crop(picture, 600, bubble.x_mm, bubble.y_mm, 1.5)
        ys, xs = np.nonzero(part < 190)
        x = (left + (xs.min() + xs.max()) / 2) * MM / 600
        y = (top + (ys.min() + ys.max()) / 2) * MM / 600
        assert abs(x - bubble.x_mm) < 0.25
        assert abs(y - bubble.y_mm) < 0.25


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_qr_codes_decode_and_say_what_is_printed_beside_them(printer: Printer, dpi: int) -> None:
    pdf, geometry = printer.sheet_pdf(made_up_paper([Part(Kind.SINGLE, 101)], candidate=CANDIDATE), 77, 8)
    reader = cv2.QRCodeDetector()
    words = page_texts(pdf)
    assert geometry.pages == 2
    for code in geometry.codes:
        picture = raster(pdf, dpi, code.page - 1)
        part, _, _ = crop(picture, dpi, code.x_mm, code.y_mm, code.size_mm / 2 + 2.4)
        text, _, _ = reader.detectAndDecode(part)
        assert text == code.text
        assert words[code.page - 1].count(code.text) == 2
        read = read_sheet_code(text)
        assert read is not None
        assert (read.serial, read.page, read.pages) == (77, code.page, 2)


def test_many_qr_codes_decode(printer: Printer) -> None:
    reader = cv2.QRCodeDetector()
    for serial in range(25):
        pdf, geometry = printer.sheet_pdf(
            made_up_paper([Part(Kind.SINGLE, 2)], seed=serial), serial * 3999, 0
        )
        picture = raster(pdf, 150)
        for code in geometry.codes:
            part, _, _ = crop(picture, 150, code.x_mm, code.y_mm, code.size_mm / 2 + 2.4)
            assert reader.detectAndDecode(part)[0] == code.text


def detected(picture: Picture) -> dict[int, NDArray[Any]]:
    """The corners of every ArUco marker found, by id."""
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50))
    corners, ids, _ = detector.detectMarkers(picture)
    assert ids is not None
    return {int(one): corner.reshape(4, 2) for one, corner in zip(ids.ravel(), corners, strict=True)}


@pytest.mark.parametrize("dpi", [100, 200])
def test_opencv_finds_the_six_markers_in_their_places(printer: Printer, dpi: int) -> None:
    pdf, geometry = printer.sheet_pdf(made_up_paper(CADRE_80), 1, 8)
    found = detected(raster(pdf, dpi))
    assert sorted(found) == [0, 1, 2, 3, 4, 5]
    for marker in geometry.markers:
        x, y = found[marker.id].mean(axis=0) * MM / dpi
        assert abs(x - marker.x_mm) < 0.3
        assert abs(y - marker.y_mm) < 0.3
        left, top = found[marker.id][0] * MM / dpi
        assert left < marker.x_mm
        assert top < marker.y_mm


def test_marker_table_is_opencvs() -> None:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for identity, rows in enumerate(ARUCO_4X4_50):
        cells = cv2.aruco.generateImageMarker(dictionary, identity, 6)
        assert ["".join("1" if cell else "0" for cell in row) for row in cells[1:5, 1:5]] == list(rows)


def test_white_around_the_markers(printer: Printer) -> None:
    pdf, geometry = printer.sheet_pdf(made_up_paper([Part(Kind.SINGLE, 100, options=8)]), 1, 12)
    picture = raster(pdf, 300)
    for marker in geometry.markers:
        part, _, _ = crop(picture, 300, marker.x_mm, marker.y_mm, 4.5 + 1.45)
        black, _, _ = crop(picture, 300, marker.x_mm, marker.y_mm, 4.7)
        assert (part < 250).sum() == (black < 250).sum()


def test_grey_patches_have_their_ink(printer: Printer) -> None:
    pdf, geometry = printer.sheet_pdf(made_up_paper(CADRE_80), 1, 8)
    picture = raster(pdf, 300)
    for patch in geometry.strip:
        part, _, _ = crop(picture, 300, patch.x_mm, patch.y_mm, patch.size_mm / 2 - 0.2)
        assert abs(float(part.mean()) - 255 * (1 - patch.ink / 100)) < 3


def test_the_sheet_tells_how_to_fill_and_how_to_correct(printer: Printer) -> None:
    words = page_texts(printer.sheet_pdf(made_up_paper(MIXED, code="B"), 1, 8)[0])[0]
    for piece in (
        "填涂要求",
        "涂满涂黑",
        "橡皮擦干净",
        "编号从左边第一格写起",
        "答案写在试卷上",
        "试卷编号：B",
    ):
        assert piece in words


def test_the_candidate_is_printed_on_an_individual_sheet(printer: Printer) -> None:
    words = page_texts(printer.sheet_pdf(made_up_paper(CADRE_80, candidate=CANDIDATE), 1, 8)[0])[0]
    assert f"姓名：{CANDIDATE.name}职务：{CANDIDATE.post}编号：{CANDIDATE.number}" in words
    assert "编号已经印好" in words


def test_geometry_survives_json(printer: Printer) -> None:
    _, geometry = printer.sheet_pdf(made_up_paper(CADRE_80), 1, 8)
    assert SheetGeometry.model_validate_json(geometry.model_dump_json()) == geometry


def test_a_long_title_stays_beside_the_number(printer: Printer) -> None:
    title = "2026年秋季领导干部全面从严治党主体责任知识测试（第二批补考）"
    paper = made_up_paper(CADRE_80, title=title, spare=True)
    pdf, _ = printer.sheet_pdf(paper, 1, 12)
    assert f"{title}答题卡（备用卷）" in page_texts(pdf)[0]
    clear = raster(pdf, 150)[
        round(9 / MM * 150) : round(21 / MM * 150), round(120 / MM * 150) : round(124 / MM * 150)
    ]
    assert clear.min() == 255
