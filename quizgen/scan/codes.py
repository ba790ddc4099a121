"""The codes on a page, read where they must stand, or anywhere on it."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy
import zxingcpp

from quizgen.model.sheet import PrintedCode, SheetCode, read_sheet_code
from quizgen.scan.known import Floats
from quizgen.scan.picture import Grey

_AROUND_MM, _DOTS_PER_MM, _BLUR = 4.0, 8.0, 1.6
"""What is cut out around a code, at which scale; a slight blur joins the dots of a dithered scan."""


def codes_in_place(grey: Grey, matrix: Floats, codes: tuple[PrintedCode, ...]) -> Iterator[SheetCode]:
    """The codes that are read where the geometry says that codes stand."""
    for one in codes:
        cut = _cut_out(grey, matrix, one)
        blurred = numpy.asarray(cv2.GaussianBlur(cut, (0, 0), _BLUR), numpy.uint8)
        yield from _read(cut, anywhere=False) or _read(blurred, anywhere=False)


def codes_anywhere(grey: Grey) -> list[SheetCode]:
    """Every different code of ours in a picture, however it is turned."""
    return _read(grey, anywhere=True)


def _cut_out(grey: Grey, matrix: Floats, code: PrintedCode) -> Grey:
    half = code.size_mm / 2 + _AROUND_MM
    size = int(2 * half * _DOTS_PER_MM)
    step = 1 / _DOTS_PER_MM
    to_paper = numpy.array([[step, 0, code.x_mm - half], [0, step, code.y_mm - half], [0, 0, 1]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpPerspective(
        grey, matrix @ to_paper, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return numpy.asarray(cut, numpy.uint8)


def _read(grey: Grey, *, anywhere: bool) -> list[SheetCode]:
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        try_rotate=anywhere,
        try_downscale=anywhere,
    )
    codes = (read_sheet_code(one.text) for one in found if one.valid)
    return list(dict.fromkeys(code for code in codes if code is not None))
