"""What stands in the same place on every answer sheet: markers, grey strip, codes."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.model.sheet import GreyPatch, Marker, PrintedCode, SheetCode
from quizgen.render.paper.composed import Paper

WIDTH_MM, HEIGHT_MM = 210.0, 297.0
EDGE_MM, MARKER_MM = 11.0, 9.0
TOP_CODE_MM, FOOT_CODE_MM = 22.0, 16.0
TOP_CODE_AT_MM, FOOT_CODE_AT_MM = (36.6, 34.0), (177.4, 278.0)
PATCH_MM, PATCH_GAP_MM, STRIP_LEFT_MM, STRIP_CENTRE_MM = 5.0, 1.0, 24.0, 282.0
INKS = (10, 20, 30, 45, 60)
"""All in millimetres, inks in per cent; the figures come from trials with office printers and scanners."""


def markers(page: int) -> Iterator[Marker]:
    """Ids 0 to 5: top left, top right, middle left, middle right, bottom left, bottom right."""
    near = EDGE_MM + MARKER_MM / 2
    corners = ((x, y) for y in (near, HEIGHT_MM / 2, HEIGHT_MM - near) for x in (near, WIDTH_MM - near))
    for identity, (x, y) in enumerate(corners):
        yield Marker(page=page, id=identity, x_mm=x, y_mm=y, size_mm=MARKER_MM)


def strip(page: int) -> Iterator[GreyPatch]:
    """The patches of known grey, light to dark, at the foot of a page."""
    for index, ink in enumerate(INKS):
        x = STRIP_LEFT_MM + PATCH_MM / 2 + index * (PATCH_MM + PATCH_GAP_MM)
        yield GreyPatch(page=page, x_mm=x, y_mm=STRIP_CENTRE_MM, size_mm=PATCH_MM, ink=ink)


def codes(paper: Paper, serial: int, page: int, pages: int) -> Iterator[PrintedCode]:
    """The code near the top of a page, then its copy at the foot."""
    text = SheetCode(paper_id=paper.paper_id, serial=serial, page=page, pages=pages).text
    for (x, y), size in ((TOP_CODE_AT_MM, TOP_CODE_MM), (FOOT_CODE_AT_MM, FOOT_CODE_MM)):
        yield PrintedCode(page=page, text=text, x_mm=x, y_mm=y, size_mm=size)
