"""What a machine reads on a sheet, as SVG in millimetres: ArUco markers, QR codes, circles."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import segno

ARUCO_4X4_50 = (
    ("1011", "0101", "0011", "0010"),
    ("0000", "1111", "1001", "1010"),
    ("0011", "0011", "0010", "1101"),
    ("1001", "1001", "0100", "0110"),
    ("0101", "0100", "1001", "1110"),
    ("0111", "1001", "1100", "1101"),
)
"""The white cells (1) of markers 0 to 5 of OpenCV's DICT_4X4_50, without the black border."""

_MASK = 2
"""Every mask decodes; trying all eight would cost more than drawing the sheet."""


@functools.cache
def aruco(marker: int, x_mm: float, y_mm: float, size_mm: float) -> str:
    """Marker 0 to 5, centred at a point: six by six cells, border included."""
    inner = [f"1{row.translate(str.maketrans('01', '10'))}1" for row in ARUCO_4X4_50[marker]]
    return _cells(("111111", *inner, "111111"), x_mm, y_mm, size_mm)


def qr(text: str, x_mm: float, y_mm: float, size_mm: float) -> str:
    """A QR code at level Q, centred at a point; ``size_mm`` is the symbol without its quiet zone."""
    return _cells(qr_rows(text), x_mm, y_mm, size_mm)


@functools.lru_cache(maxsize=8)
def qr_rows(text: str) -> tuple[str, ...]:
    """The rows of the symbol, black squares as 1, without the quiet zone."""
    mode = "alphanumeric" if text.isdigit() else None
    code = segno.make_qr(text, error="q", boost_error=False, mask=_MASK, mode=mode)
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def circle(x: float, y: float, radius: float) -> str:
    """A circle as path data."""
    arc = f"a{radius:.3f} {radius:.3f} 0 1 0"
    return f"M{x} {y - radius:.3f}{arc} 0 {2 * radius:.3f}{arc} 0 {-2 * radius:.3f}z"


def filled(path: str) -> str:
    """A path filled black."""
    return f'<path d="{path}"/>' if path else ""


def stroked(path: str, width_mm: float) -> str:
    """A path drawn as a black line."""
    return f'<path d="{path}" fill="none" stroke="#000" stroke-width="{width_mm}"/>' if path else ""


def stroked_grey(path: str, width_mm: float, ink: int) -> str:
    """A path drawn as a grey line, ``ink`` in per cent of black."""
    grey = f"#{round(255 * (100 - ink) / 100):02x}" + f"{round(255 * (100 - ink) / 100):02x}" * 2
    return f'<path d="{path}" fill="none" stroke="{grey}" stroke-width="{width_mm}"/>' if path else ""


def page(width_mm: float, height_mm: float, drawn: Sequence[str]) -> str:
    """A drawing of a whole page."""
    size = f'width="{width_mm}" height="{height_mm}" viewBox="0 0 {width_mm} {height_mm}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawn)}</svg>'


def _cells(rows: Sequence[str], x_mm: float, y_mm: float, size_mm: float) -> str:
    """One path over all black cells (1), so that no seam shows between neighbours."""
    runs: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for run in row.replace("01", "0 1").replace("10", "1 0").split(" "):
            if run[0] == "1":
                runs.append(f"M{x} {y}h{len(run)}v1h-{len(run)}z")
            x += len(run)
    left, top = x_mm - size_mm / 2, y_mm - size_mm / 2
    place = f"translate({left:.3f} {top:.3f}) scale({size_mm / len(rows):.6f})"
    return f'<path transform="{place}" d="{"".join(runs)}"/>'
